"""COMPANY: full names by their legal form, known names, short names by trade, role and enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from annotate.records import Span
from annotate.rules.boundaries import clear_of, closes, invented_core, name_start, owner_start, starting, whole_words
from annotate.rules.lexicons import holds_word, is_plain, is_wordy, leading_words
from annotate.rules.places import named_from, place_chains
from annotate.rules.registry import Context, rule

_LONGEST = 30
_LONG = 18
_TRADE = re.compile(
    "(?:汽车|食品|燃气|能源|科技|投资|控股|建设|文旅|发展|实业|农业|电力|电子|电器|医药|药业|化工|石化|石油|钢铁|矿业|水务|环保|物流|地产|置业|资本"
    "|金融|证券|保险|信托|传媒|教育|航空|港务|交通|轨道|路桥|建筑|建材|纺织|服饰|机械|重工|电气|材料|软件|信息|网络|通信|生物|油田|粮油|机器人|金服|供电|财险|寿险|商贸|贸易|酒业)$"
)
_OWNED = re.compile("项目|[一二三首]期|总部|年产|工厂|车间|(?:相关|有关)?负责人|生产线")
"""What a company has, right behind its name."""
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:分公司|分行|支行|分厂)")
_JOINED = re.compile("[和及与，。；：“”（）《》]")
_STOCK = re.compile(
    r"(?:^|[，。；：、（\n\s“])(?:公司|和|与)?([\u4e00-\u9fffA-Z*]{3,6})[（(][036]\d{5}(?:\.S[ZH])?[）)]", re.M
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LOCAL = re.compile("银行$|船厂$|酒厂$|电厂$|农商行$")
_SHORT = re.compile(r"[（(](?:以下|下文|下)?(?:统称|合称|简称|称)[^（）()]{2,40}[）)]")
_ALIAS = re.compile(r"[“‘\"「称：:]([^“”‘’\"「」（）()，、；。：:]{2,8})(?=[”’\"」）)])")
_COMPOUND = re.compile(
    "[^，。]{0,2}银行(?:大厦|广场|大楼|家|卡|业|间|系|存|贷|账|转|承兑|股权|信贷|机构|体系)|集团(?:化|军|总部|旗下)"
)
_KIND = re.compile(r"(?:上市|控股|参股|母|子|关联|跨国|骨干|龙头|头部|物流|设备|服务|的)$|^[A-Z\d]级")
_FIRM = re.compile("(?:股份|集团)?公司|集团")
_PLANT = re.compile(r"[^，。、；：“”（）的与和在建了等\d]{0,6}工厂")
_OFFICE = re.compile("(?:(?![和与在的等从由])[\u4e00-\u9fff]){2,8}?(?:分公司|分行|支行|营业部)")
_ROLE = re.compile(
    r"(?:党委书记|党委副书记|执行|联席|名誉|高级|资深|首席|副|常务副|兼|董事兼|董事|[、，])*"
    r"(?:董事长|总经理|总裁|CEO|首席\w{1,3}官|创始人|联合创始人|董事会秘书|董秘|厂长|总工程师|总监)|旗下|发布公告|公告称|公告显示|股价|涨停"
)
_NO_OWNER = re.compile(
    "[区部会市县省原任名位方]$|(?:中心|学院|大学)$|董事|经理|总裁|书记|主任|主席|部长|校长|记者|[说称]"
)
"""What names no company: another office, a body of another kind, a part of a company."""

_NO_ITEM = re.compile("企业$|协会$|商会|高校|机构$|部门$|强$|^[省市区县国多各]|产业园$|基地$|[的了]")
_LISTED = re.compile(
    r"(?:(?<![平高中初同优特相对不均])等(?!领域|方向|赛道|类)(?:[一二三四五六七八九十多数\d]+余?[家户])?[\u4e00-\u9fff]{0,8}?|[两二三四五六七八九十]+[家户])"
    r"(?:企业|公司|厂商|集团|车企|药企|巨头|国企|央企|民企|供应商|制造商)"
)
_TRADE_TAIL = re.compile(
    r"乳业|酒业|药业|面业|糖业|肉业|重工|重科|重机|控股|股份|实业|置业|制药|锂业|钛业|塑业|纸业|印务|影业|数科|航材"
)


@rule("COMPANY", priority=3, score=0.95)
def legal_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find full names by their legal form, with the branch that follows it.

    >>> from annotate.rules.registry import found
    >>> found(legal_name, "走进宜昌长机科技有限责任公司，光明集团和该公司，普罗名特（中国）公司")
    ['宜昌长机科技有限责任公司', '光明集团', '普罗名特（中国）公司']
    """
    yield from _legal_names(context)


@lru_cache(maxsize=1)
def _legal_names(context: Context) -> tuple[tuple[int, int], ...]:
    names = []
    for head in context.hits["company_suffixes"]:
        strict = "有限" in context.text[head.start : head.end]
        start = _strict_start(context, head.start) if strict else _loose_start(context, head)
        if start is not None and not _COMPOUND.match(context.text, head.start):
            branch = _BRANCH.match(context.text, head.end)
            names.append((start, branch.end() if branch else head.end))
    return tuple(names)


def _strict_start(context: Context, head: int) -> int | None:
    """Return where the name before a legal form starts: at its place, else at the boundary."""
    start = named_from(context, head, _LONGEST)
    if start is not None and head - start > _LONG:
        start = named_from(context, head, _LONG) or start
    if start is not None:
        return owner_start(context, start)
    start = name_start(context, head, _LONGEST)
    core = context.text[start:head]
    if len(core) < 2 or is_plain(core):
        return None
    if starting(context.hits["companies"], start, start + 1):
        return start
    cut = leading_words(core)
    return start if is_plain(core[cut:]) else start + cut


def _loose_start(context: Context, head: Span) -> int | None:
    """Return where the name before a loose form (公司、集团、厂) starts: it is short and more than words."""
    group = "集团" in context.text[head.start : head.end]
    place = named_from(context, head.start, 12)
    if place is not None:
        inside = _place_end(context, place)
        local = inside == head.start and _LOCAL.search(context.text, head.start, head.end)
        named = _is_loose(context.text[inside : head.start], group=group, placed=inside > place)
        owner = owner_start(context, place)
        return owner if local or named or owner < place else None
    start = name_start(context, head.start, 12)
    if starting(context.hits["companies"], start, start + 1):
        return start
    core = context.text[start : head.start]
    for cut in (0, leading_words(core)):
        if _is_loose(core[cut:], group=group, placed=False):
            return start + cut
    return None


def _place_end(context: Context, start: int) -> int:
    """Return where the place that starts at `start` ends; a region, which is none, holds nothing."""
    place = starting(place_chains(context), start, start + 1)
    return place[0].end if place else start


def _is_loose(core: str, *, group: bool, placed: bool) -> bool:
    """Tell whether a core before a loose form is a name: a short invented one, or one with a trade behind a name."""
    core = _BRACKETS.sub("", core)
    if not 2 <= len(core) <= 10 or is_plain(core) or _KIND.search(core):
        return False
    if len(core) <= 4 and (group or not holds_word(core)):
        return True
    return bool(_TRADE.search(core)) and (placed or not is_wordy(core))


@rule("COMPANY", priority=3, score=0.95)
def alias(context: Context) -> Iterator[tuple[int, int]]:
    """Find the short name that a bracket behind the full name gives.

    >>> from annotate.rules.registry import found
    >>> found(alias, "无锡远川讯达网络股份有限公司（以下简称“公司”或“远川讯达”）")
    ['远川讯达']
    """
    for _, end in _legal_names(context):
        if bracket := _SHORT.match(context.text, end):
            for match in _ALIAS.finditer(context.text, *bracket.span()):
                if not is_plain(match[1]):
                    yield match.span(1)


@rule("COMPANY", priority=2, score=0.92)
def known_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find well-known companies, their plants and their branches.

    >>> from annotate.rules.registry import found
    >>> found(known_company, "广汽埃安智能生态工厂与华为公司、农业银行大通湖支行合作")
    ['广汽埃安智能生态工厂', '华为公司', '农业银行大通湖支行']
    """
    for hit in whole_words(context.text, clear_of(context.hits["companies"], context.hits["company_decoys"])):
        match = next(filter(None, (form.match(context.text, hit.end) for form in (_FIRM, _PLANT, _OFFICE))), None)
        yield hit.start, match.end() if match else hit.end


@rule("COMPANY", priority=2, score=0.85)
def company_of_role(context: Context) -> Iterator[tuple[int, int]]:
    """Find the company before the office that somebody holds in it, and before what only companies do.

    >>> from annotate.rules.registry import found
    >>> found(company_of_role, "据光迅科技副总经理卜勤练介绍")
    ['光迅科技']
    """
    for role in _ROLE.finditer(context.text):
        core = invented_core(context, role.start(), 12)
        start = role.start() - len(core)
        if core and _place_end(context, start) != role.start() and not _NO_OWNER.search(core):
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
            yield from (item for item in items if not _NO_ITEM.search(context.text[slice(*item)]))


def _items_before(context: Context, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of the enumeration that ends at `end`, from right to left; the first may follow other words."""
    text = context.text
    while True:
        comma = text.rfind("、", max(end - 12, 0), end)
        whole = comma >= 0 and not _JOINED.search(text, comma + 1, end)
        start = comma + 1 if whole else _first_start(context, end)
        if not 2 <= end - start <= 12:
            return
        yield start, end
        if start == 0 or text[start - 1] not in "、和":
            return
        end = start - 1


def _first_start(context: Context, end: int) -> int:
    """Return where an enumeration's first item starts: at a known company that ends it, else behind other words."""
    start = name_start(context, end, 14)
    known = [hit.start for hit in starting(context.hits["companies"], start, end) if hit.end == end]
    return known[0] if known else start


@rule("COMPANY", priority=3, score=0.95)
def listed_stock(context: Context) -> Iterator[tuple[int, int]]:
    """Find companies before the code of their stock.

    >>> from annotate.rules.registry import found
    >>> found(listed_stock, "高新发展(000628)7月30日晚间披露，诺唯赞（688105.SH）")
    ['高新发展', '诺唯赞']
    """
    for match in _STOCK.finditer(context.text):
        yield match.span(1)


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
    starts = {place.start: place.end for place in (*place_chains(context), *context.hits["countries"])}
    for tail in context.hits["company_tails"]:
        ends = closes(context, tail.end) or _OWNED.match(context.text, tail.end)
        if ends and (core := invented_core(context, tail.start)):
            start = tail.start - len(core)
            if 2 <= tail.start - starts.get(start, start) <= 3 and not holds_word(core) and not core.endswith("级"):
                yield start, tail.end
