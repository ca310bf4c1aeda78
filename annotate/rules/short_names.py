"""COMPANY: short names by their trade, an office held there, an enumeration or the code of a stock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.records import Span
from annotate.rules.boundaries import closes, invented_core, name_start, opens, starting
from annotate.rules.lexicons import holds_word, is_wordy
from annotate.rules.places import place_chains, place_end
from annotate.rules.registry import Context, rule

_OWNED = re.compile("项目|[一二三首]期|总部|年产|工厂|车间|(?:相关|有关)?负责人|生产线")
"""What a company has, right behind its name."""
_JOINED = re.compile("[和及与，。；：“”（）《》]")
_STOCK = re.compile(
    r"(?:^|[，。；：、（\n\s“]|(?<=\d日))(?:公司|和|与|近日|日前)?([\u4e00-\u9fffA-Z*]{3,6}(?:-[A-Z]{1,2})?) ?"
    r"[（(](?:(?:[036]\d|[48]3|87|92)\d{4}(?:\.(?:S[ZH]|BJ))?[）)]|\d{4,5}\.HK[）)]|\d+\.\d+, ?-?\d+\.\d+, ?-?[\d.]+%)"
    r"|(?:(?<![A-Za-z\d\u4e00-\u9fff])|(?<=[股板]))([NC][\u4e00-\u9fff]{2,3}?)(?=[（(今日]|首日|盘中|上市|登陆|登台|[高低]开|[涨跌领破])"
    r"|新股([\u4e00-\u9fff]{3,4}?)(?=今日|冲高|盘中|登陆|登台|[高低]开|大?[涨跌])",
    re.M,
)
_MANNER = "(?:却|放量|触及|一度|一字|同样|也|亦|双双|反包|竞价|开盘|拉升)*"
"""How stocks move."""
_ROLE = re.compile(
    r"(?:党委书记|党委副书记|党委委员|执行|联席|名誉|高级|资深|首席|行政|副|常务副|兼|代理|董事兼|董事|(?:联合)?创始人|创始合伙人|亚太区|大?中华?区|财务|[、，])*"
    r"(?:董事长|总经理|总裁|CEO|首席\w{1,3}官|创始人|创始合伙人|董事会秘书|董秘|厂长|总工程师|总监|分析师|经济学家)"
    r"| ?(?:是(?:[一我]家|行业龙头)|成立于\d)|旗下|发布公告|发布研[报究]|公告称|公告显示"
    rf"|{_MANNER}(?:股价{_MANNER}(?:[涨跌]停)?|[涨跌]停)"
)
_NO_OWNER = re.compile(
    "[区部会市县省局原任名位方股]$|^[（(官任]|(?:创始人|控制人)之一$|品牌$|官网|兼|党$|产品线$|(?:中心|学院|大学)$|C[A-Z]O|董事|经理|总裁|书记|主任|主席|部长|校长|记者|[说称]"
)
"""What names no company: another office, a body of another kind, a part of a company."""

_NO_ITEM = re.compile("企业$|协会$|商会|高校|机构$|部门$|强$|^[省市区县国多各]|产业园$|基地$|[的了]|^[（(]")
_LISTED = re.compile(
    r"(?:(?<![平高中初同优特相对不均])等(?!领域|方向|赛道|类)(?:[一二三四五六七八九十多数\d]+余?[家户])?[\u4e00-\u9fff]{0,8}?|[两二三四五六七八九十]+[家户])"
    r"(?:企业|公司|厂商|集团|车企|药企|巨头|国企|央企|民企|供应商|制造商)"
)
_MOVED = re.compile(
    "(?<=[\u4e00-\u9fffA-Z])(?:等(?:[\\d一二三四五六七八九十多]+[只股家]?)?[\u4e00-\u9fff]{0,4}?股?)?(?:股价)?"
    "(?:集体|一字|同样|也|亦|纷纷|一度|触及|不同程度|[小大]幅|快速|跟随|相继|双双|均|普遍|盘中|午后|尾盘|持续|继续)*"
    "(?:上?涨停|跌停|[涨跌](?=[超近逾\\d])|[涨跌]幅[居靠]前|大[涨跌]|跟[涨跌]|[走领][高低强弱涨跌]|上[涨扬]|下[跌挫]|[高低]开|拉升)"
)
"""What stocks of a list do."""
_CHANGE = r"[^，、；。：,;\s（）()\d]{2,9}?大?[涨跌](?:幅?[超逾近约达])?\d+(?:\.\d+)?%"
_REPORT = re.compile(rf"(?<![^，、；。：,;\s]){_CHANGE}(?:[，、；]{_CHANGE})+")
_MOVES = re.compile(r"[涨跌][^，、；]{0,4}\d")
"""How a report of the market tells of one stock after the other."""
_STOCK_ITEM = re.compile(r"([^，、；。：,;\s（）()\d]{2,9}?)大?[涨跌][^，、；]*")
_NO_STOCK = re.compile("(?:指数|板块|概念|期货|[指股原布美燃][股油]?|[金银铜铝钢煤])$|市|ETF|[期合]约")
_NOTE = re.compile(r"[（(][^（）()]*(?:\d|叠加|次新)[^（）()]*[）)]$")
"""What a list of stocks says of one in brackets."""
_ANNOUNCED = re.compile("(?:官方)?(?:发布|推出|官宣|宣布|首席|CEO|高管|旗下|财报)")
"""What only a company does or has, behind a name that may be a word."""
_AND = tuple("、和与及")
_LATIN_BEFORE = re.compile(r"(?:[A-Z][A-Za-z\d&]* )+$")
_GOODS = re.compile(
    "储能|动力|客车|文化|机器人|水泥|家电|电池|锂电|疫苗|装备|通信|金属|新能源|化工|电缆|轮胎|饲料|饮料|玻璃|陶瓷|橡胶|家居|电器"
)
"""Words of trade that more often end what goods are called: 刀片电池."""
_EVERYDAY = re.compile("软件|食品|农业|环境|诊断|光纤|激光|渔业|畜牧|服饰|健康|轴承|船舶|基因|化学")
"""Words of trade that end a company's name only behind its place or its country, else rather 通关环境 and 用眼健康."""
_TRADE_TAIL = re.compile(
    r"乳业|酒业|药业|面业|糖业|肉业|重工|重科|重机|控股|股份|实业|置业|制药|锂业|钛业|塑业|纸业|印务|影业|数科|航材"
)


@rule("COMPANY", priority=2, score=0.85)
def company_of_role(context: Context) -> Iterator[tuple[int, int]]:
    """Find the company before the office that somebody holds in it, and before what only companies do.

    >>> from annotate.rules.registry import found
    >>> found(company_of_role, "据光迅科技副总经理卜勤练介绍")
    ['光迅科技']
    """
    for role in _ROLE.finditer(context.text):
        core = invented_core(context, role.start(), 12)
        start = _known_start(context, role.start() - len(core), role.start())
        if core and place_end(context, start) != role.start() and not _NO_OWNER.search(core):
            yield start, role.start()


@rule("COMPANY", priority=2, score=0.85)
def listed_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find the companies that an enumeration gives as examples.

    >>> from annotate.rules.registry import found
    >>> found(listed_company, "在加工方面，新希望、海大、泰昆等企业加快推进；电子、化工等企业")
    ['泰昆', '海大', '新希望']
    """
    for match in _LISTED.finditer(context.text):
        items = list(_items_before(context, match.start()))
        invented = sum(not is_wordy(context.text[start:end]) for start, end in items)
        if invented > len(items) / 2:
            for start, end in items:
                if not _NO_ITEM.search(context.text[start:end]):
                    bare = _behind_country(context, start)
                    yield bare if end - bare > 2 else start, end


def _behind_country(context: Context, start: int) -> int:
    """Return where a company's name starts: behind the country that it is of."""
    countries = starting(context.hits["countries"], start, start + 1)
    return countries[0].end if countries else start


def _items_before(context: Context, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of the enumeration that ends at `end`, from right to left; the first may follow other words."""
    text = context.text
    while True:
        end = note.start() if (note := _NOTE.search(text, max(end - 14, 0), end)) else end
        comma = text.rfind("、", max(end - 12, 0), end)
        behind = comma + 1 + text.startswith(" ", comma + 1)
        whole = comma >= 0 and not _JOINED.search(text, behind, end)
        start = behind if whole else _first_start(context, end)
        if not 2 <= end - start <= 12:
            return
        yield start, end
        joint = len(text[:start].rstrip(" ")) - 1
        if joint < 0 or text[joint] not in "、和":
            return
        end = joint


def _first_start(context: Context, end: int) -> int:
    """Return where an enumeration's first item starts: at a known company that ends it, else behind other words."""
    start = _known_start(context, name_start(context, end, 14), end)
    latin = context.text[start : start + 1].isascii() and _LATIN_BEFORE.search(context.text, max(start - 20, 0), start)
    return latin.start() if latin else start


def _known_start(context: Context, start: int, end: int) -> int:
    """Return where the known company starts that ends at `end`, else `start`."""
    known = [hit.start for hit in starting(context.hits["companies"], end - 14, end) if hit.end == end]
    return known[0] if known else start


@rule("COMPANY", priority=3, score=0.9)
def moving_stock(context: Context) -> Iterator[tuple[int, int]]:
    """Find the companies of a list with a known one whose stocks move together, whatever else they may mean.

    >>> from annotate.rules.registry import found
    >>> found(moving_stock, "午后，张家界、青禾旅游、招商银行等集体涨超5%，银行、电机等涨幅居前")
    ['招商银行', '青禾旅游', '张家界']
    """
    known = {(hit.start, hit.end) for hit in context.hits["companies"]}
    for match in _MOVED.finditer(context.text):
        items = list(_items_before(context, match.start()))
        if any(item in known or _is_trade_name(context.text[slice(*item)]) for item in items):
            yield from items


@rule("COMPANY", priority=3, score=0.9)
def stock_of_report(context: Context) -> Iterator[tuple[int, int]]:
    """Find the stocks that a report of the market tells beside a known company.

    >>> from annotate.rules.registry import found
    >>> found(stock_of_report, "多数上涨，苹果涨1.2%，微软跌0.1%，远穗禾苗涨超5%。恒指涨1%，玉米跌2%")
    ['苹果', '微软', '远穗禾苗']
    """
    known = {hit.start for hit in context.hits["companies"]}
    first = _MOVES.search(context.text)
    for report in _REPORT.finditer(context.text, max(first.start() - 12, 0)) if first else ():
        items = [match.span(1) for match in _STOCK_ITEM.finditer(context.text, *report.span())]
        items = [item for item in items if not _NO_STOCK.search(context.text[slice(*item)])]
        if 3 * len(known.intersection(start for start, _ in items)) >= len(items):
            yield from items


def _is_trade_name(text: str) -> bool:
    return _TRADE_TAIL.fullmatch(text, len(text) - 2) is not None and not is_wordy(text)


@rule("COMPANY", priority=2, score=0.8)
def word_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find companies whose names are also words, beside another company.

    >>> from annotate.rules.registry import found
    >>> found(word_company, "美的与格力电器增长，奔驰、宝马降价，苹果、梨丰收")
    ['美的', '奔驰']
    """
    starts = {hit.start for hit in context.hits["companies"]}
    ends = {hit.end for hit in context.hits["companies"]}
    for hit in context.hits["companies_ambiguous"]:
        before, after = context.text[max(hit.start - 1, 0) : hit.start], context.text[hit.end : hit.end + 1]
        beside = (before in _AND and hit.start - 1 in ends) or (after in _AND and hit.end + 1 in starts)
        bounded = opens(context, hit.start) and closes(context, hit.end)
        if (beside and bounded) or (opens(context, hit.start) and _ANNOUNCED.match(context.text, hit.end)):
            yield hit.start, hit.end


@rule("COMPANY", priority=3, score=0.95)
def listed_stock(context: Context) -> Iterator[tuple[int, int]]:
    """Find companies before the code of their stock, and those whose stocks are new.

    >>> from annotate.rules.registry import found
    >>> found(listed_stock, "高新发展(000628)7月30日晚间披露，诺唯赞（688105.SH），N青禾登陆科创板")
    ['高新发展', '诺唯赞', 'N青禾']
    """
    for match in _STOCK.finditer(context.text):
        yield match.span(match.lastindex or 0)


@rule("COMPANY", priority=2, score=0.8)
def trade_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find short names that end in a trade as only companies write it.

    >>> from annotate.rules.registry import found
    >>> found(trade_name, "祁牧乳业采用新模式，推广新技术")
    ['祁牧乳业']
    """
    for match in _TRADE_TAIL.finditer(context.text):
        core = invented_core(context, match.start())
        plain = match[0] == "股份" and (len(core) > 3 or (len(core) == 3 and holds_word(core)))
        if core and closes(context, match.end()) and not plain:
            yield match.start() - len(core), match.end()


@rule("COMPANY", priority=2, score=0.7)
def likely_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find short names of an invented word and a word of trade that stand as a name does, between bounds.

    >>> from annotate.rules.registry import found
    >>> found(likely_name, "目前，西农科技采用推广的技术，优化营商环境")
    ['西农科技']
    """
    places = {place.start: place.end for place in place_chains(context)}
    for tail in context.hits["company_tails"]:
        if _GOODS.fullmatch(context.text, tail.start, tail.end):
            continue
        ends = closes(context, tail.end) or _OWNED.match(context.text, tail.end)
        if ends and (core := invented_core(context, tail.start)):
            start = _behind_country(context, tail.start - len(core))
            everyday = start not in places and start == tail.start - len(core) and _is_everyday(context.text, tail)
            core = context.text[start : tail.start]
            described = everyday or holds_word(core) or core.endswith("级")
            if 2 <= tail.start - places.get(start, start) <= 3 and not described:
                yield start, tail.end


def _is_everyday(text: str, tail: Span) -> bool:
    return _EVERYDAY.fullmatch(text, tail.start, tail.end) is not None
