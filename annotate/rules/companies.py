"""COMPANY: full names by their legal form, what they are called for short, and known names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from annotate.records import Span
from annotate.rules.boundaries import clear_of, name_start, opens, owner_start, starting, whole_words
from annotate.rules.foreigners import FOREIGN
from annotate.rules.lexicons import holds_word, is_plain, is_wordy, leading_words
from annotate.rules.places import named_from, place_end
from annotate.rules.registry import Context, rule

_LONGEST = 30
_LONG = 18
_TRADE = re.compile(
    "(?:汽车|食品|燃气|能源|科技|投资|控股|建设|文旅|发展|实业|农业|电力|电子|电器|医药|药业|化工|石化|石油|钢铁|矿业|水务|环保|物流|地产|置业|资本"
    "|金融|证券|保险|信托|传媒|教育|航空|港务|交通|轨道|路桥|建筑|建材|纺织|服饰|机械|重工|电气|材料|软件|信息|网络|通信|生物|油田|粮油|种业|机器人|金服|供电|财险|寿险|商贸|贸易|酒业)$"
)
_TRADES = re.compile(
    f"(?:(?:城市|国有|文化|旅游|水利|铁路|高速公路|机场|港口|产业|运营)|{_TRADE.pattern.removesuffix('$')}){{1,4}}"
)
_BRANCH = re.compile(
    "(?:(?!新[开增设]|线[上下]|[年月日]|直营|加盟|自营|全[国球]|活跃|实体|首[家批店])(?:(?![和与在的等从由])[\u4e00-\u9fff]){2,8}?(?:分公司|分行|支行|营业部|分厂|酒厂|采油厂|电厂|餐厅|分店|门店))+"
    "|第[一二三四五六七八九十]{1,2}(?:工程|建设|建筑|安装|市政|分)[\u4e00-\u9fff]{0,8}?公司"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LOCAL = re.compile("银行$|船厂$|酒厂$|电厂$|农商行$")
_SHORT = re.compile(r"[（(](?:以下|下文|下)?(?:统称|合称|简称|称)[^（）()]{2,40}[）)]")
_ALIAS = re.compile(r"[“‘\"「称：:]([^“”‘’\"「」（）()，、；。：:或]{2,8})(?=[”’\"」）)或])")
_COMPOUND = re.compile(
    "[^，。]{0,2}银行(?:大厦|广场|大楼|家|卡|业|间|系|存|贷|账|转|承兑|股权|信贷|机构|体系)"
    "|集团(?:化|军|总部|旗下)|公司(?:管理部|治理|章程|债)"
)
_OFFICE = re.compile("(?:中国)?人民银行|英格兰银行|日本银行")
"""Central banks, which are organs of the state."""
_SHARES = re.compile("-(?:SW|UW|WD|[BPSUW])(?![A-Za-z\\d])")
"""What an exchange puts behind a name to tell the kind of its shares."""
_NUMERAL = re.compile("[一二三四五六七八九十](?![家批些])")
_KIND = re.compile(
    r"(?:上市|控股|参股|实控|母|子|关联|跨国|骨干|龙头|头部|物流|设备|服务|企业|系|的|[两三四五六七八九十\d][大家个].*)$|^[A-Z\d]级|＋"
)
_FIRM = re.compile(
    "(?:汽车|控股|科技|投资|建设|物流|酒店|航运|能源|实业|文化|产业|工业|食品|化学|制药|电气|金融){0,2}"
    "(?:(?:股份|集团)?公司|集团)(?!化|军|总部|旗下)"
)
_ARM = re.compile(
    "(?:控股(?!股)|科技|能源|资本|创投|数科|重工|金服|太阳能|证券|基金|资管|理财|期货|航运|物业|置业|文旅|中国|全球(?=[，。、；（）的与和]|$))"
    "(?![园城产业大革创馆企研周互结安转供消保管杯经投市份最范领布各指品])"
)
_OWN = re.compile(
    "省(?<![全各该跨]省)(?:(?!企业|龙头|大型|[和与等的在是各县区市级属内外])[\u4e00-\u9fff]){2,6}?集团(?!化|军|总部|旗下|公司|有限|股份)"
)
_PLANT = re.compile(r"[^，。、；：“”（）的与和在建了等\d]{0,6}工厂")
_LATIN = re.compile(
    r"(?<![A-Za-z\d])[A-Z][A-Za-z\d&.'-]*(?: [A-Z&][A-Za-z\d&.'-]*){0,5},? "
    r"(?:Inc|Ltd|Corp|LLC|PLC|GmbH|Group|Holdings|Limited|Corporation|Company"
    r"|Therapeutics|Pharmaceuticals|Motors|Airlines|Technologies|Semiconductors?|Electronics|Robotics|Intelligence"
    r"|Systems|Capital|Partners|Ventures|Biosciences|Biotherapeutics|Energy|Industries|Networks|Labs)(?![A-Za-z])\.?"
    r"|(?<![A-Za-z\d])(?![SPI]aaS|Fabless|Biotech|Internet|Web)[A-Z][a-z]{2,}[A-Za-z]*(?: [A-Z][a-z]+){0,2}"
    " ?(?:公司|集团|工作室)"
)
_NAME = r"[A-Z][a-z]{2}[A-Za-z\d]*(?: [A-Z][A-Za-z\d]+){0,2}"
_CALLED = re.compile(
    rf"(?:公司|企业|厂商|巨头|制造商|供应商|开发商|收购) ?(?P<object>{_NAME})(?![A-Za-z\d&.'-]| [A-Za-z])"
    rf"|(?<![A-Za-z\d.'-])(?<![A-Za-z] )(?P<subject>{_NAME})(?= ?(?:是[一我]家|成立于|总部位于))"
)


@rule("COMPANY", priority=3, score=0.95)
def legal_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find full names by their legal form, with the branch that follows it.

    >>> from annotate.rules.registry import found
    >>> found(legal_name, "走进宜昌长机科技有限责任公司，光明集团和该公司，中国华阳集团，普罗名特（中国）公司")
    ['宜昌长机科技有限责任公司', '光明集团', '中国华阳集团', '普罗名特（中国）公司']
    """
    yield from _legal_names(context)


@lru_cache(maxsize=1)
def _legal_names(context: Context) -> tuple[tuple[int, int], ...]:
    names = []
    for head in context.hits["company_suffixes"]:
        strict = "有限" in context.text[head.start : head.end]
        start = _strict_start(context, head.start) if strict else _loose_start(context, head)
        if start is not None and not (_COMPOUND.match(context.text, head.start) or _OFFICE.match(context.text, start)):
            branch = _BRANCH.match(context.text, head.end)
            start = _national_start(context.text, max(start, _behind_time(context, head.start)))
            names.append((start, branch.end() if branch else _shares_end(context.text, head.end)))
    return tuple(names)


def _shares_end(text: str, end: int) -> int:
    """Take in the mark of the shares behind a name: 京东集团-SW."""
    return shares.end() if (shares := _SHARES.match(text, end)) else end


def _behind_time(context: Context, head: int) -> int:
    """Return where the last time before a legal form ends: 2014年云川集团."""
    index = bisect_right(context.figures, head, key=lambda figure: figure.start) - 1
    return context.figures[index].end if index >= 0 and context.figures[index].label == "TIME" else 0


def _national_start(text: str, start: int) -> int:
    """Take in the 中国 before a name."""
    return start - 2 * text.endswith("中国", 0, start)


def _strict_start(context: Context, head: int) -> int | None:
    """Return where the name before a legal form starts: at its place, else at the boundary."""
    start = named_from(context, head, _LONGEST)
    if start is not None and head - start > _LONG:
        start = named_from(context, head, _LONG) or start
    if start is not None:
        return owner_start(context, start)
    start = owner_start(context, head + 2 * context.text.startswith("集团", head))
    if start < head:
        return start
    start = name_start(context, head, _LONGEST)
    start -= context.text[start + 1 : start + 2] in ("（", "(")
    core = context.text[start:head]
    if len(core) < 2 or is_plain(core):
        return None
    if starting(context.hits["companies"], start, start + 1):
        return start
    cut = leading_words(core)
    numeral = _NUMERAL.search(core, 0, cut)
    cut = numeral.start() if numeral else cut
    return start if is_plain(core[cut:]) else start + cut


def _loose_start(context: Context, head: Span) -> int | None:
    """Return where the name before a loose form (公司、集团、厂) starts: it is short and more than words."""
    others = (context.hits["orgs"], context.hits["countries"])
    if any(body.end == head.start for kind in others for body in starting(kind, head.start - 12, head.start)):
        return None
    group = "集团" in context.text[head.start : head.end]
    place = named_from(context, head.start, 12)
    if place is not None:
        inside = place_end(context, place)
        local = inside == head.start and _LOCAL.search(context.text, head.start, head.end)
        core = context.text[inside : head.start]
        firm = context.text.startswith("公司", head.start) and _is_firm(core)
        named = firm or _is_loose(core, group=group, placed=inside > place)
        owner = owner_start(context, place)
        return owner if local or named or owner < place else None
    start = name_start(context, head.start, 12)
    core = context.text[start : head.start]
    if starting(context.hits["companies"], start, start + 1):
        return None if _KIND.search(core) else start
    for cut in (0, leading_words(core)):
        if _is_loose(core[cut:], group=group, placed=False):
            return start + cut
    return None


def _is_firm(core: str) -> bool:
    """Tell whether a company's place has more than words behind it: 湖南青禾户外用品公司."""
    return 4 < len(core) <= 10 and not (is_wordy(core) or _KIND.search(core))


def _is_loose(core: str, *, group: bool, placed: bool) -> bool:
    """Tell whether a core before a loose form is a name: a short invented one, or one with a trade behind a name."""
    core = _BRACKETS.sub("", core)
    if group and placed and _TRADE.search(core) and _TRADES.fullmatch(core):
        return True
    if not 2 <= len(core) <= 10 or is_plain(core) or _KIND.search(core):
        return False
    if len(core) <= 4 and (group or not holds_word(core)):
        return True
    return bool(_TRADE.search(core)) and (placed or not is_wordy(core))


@rule("COMPANY", priority=3, score=0.9)
def own_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find the groups that a province calls its own.

    >>> from annotate.rules.registry import found
    >>> found(own_company, "组建省种业集团，支持省内龙头集团，全省企业集团增加")
    ['省种业集团']
    """
    for match in _OWN.finditer(context.text):
        if opens(context, match.start()) or is_wordy(context.text[match.start() - 2 : match.start()]):
            yield match.span()


@rule("COMPANY", priority=3, score=0.95)
def foreign_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find names in Latin letters, or by their foreign sounds, by their legal form.

    >>> from annotate.rules.registry import found
    >>> found(foreign_company, "Quillon & Ray Services, Inc.与Tessaro公司签约，多家SaaS公司和约翰·塔索公司观望")
    ['Quillon & Ray Services, Inc.', 'Tessaro公司', '约翰·塔索公司']
    """
    for match in _LATIN.finditer(context.text):
        yield match.span()
    for match in FOREIGN.finditer(context.text):
        if firm := _FIRM.match(context.text, match.end()):
            yield match.start(), firm.end()


@rule("COMPANY", priority=2, score=0.9)
def latin_company(context: Context) -> Iterator[tuple[int, int]]:
    """Find a name in Latin letters that its sentence calls a company, or tells about as of one.

    >>> from annotate.rules.registry import found
    >>> found(latin_company, "向初创公司Tessaro投资，Quillon 是一家芯片设计公司，Fabless模式")
    ['Tessaro', 'Quillon']
    """
    for match in _CALLED.finditer(context.text):
        yield match.span(match.lastgroup or 0)


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
    """Find well-known companies, their plants, branches and arms.

    >>> from annotate.rules.registry import found
    >>> found(known_company, "广汽埃安智能生态工厂与华为公司、农业银行大通湖支行、联想科技合作")
    ['广汽埃安智能生态工厂', '华为公司', '农业银行大通湖支行', '联想科技']
    """
    for hit in whole_words(context.text, clear_of(context.hits["companies"], context.hits["company_decoys"])):
        match = next(filter(None, (form.match(context.text, hit.end) for form in (_FIRM, _PLANT, _BRANCH, _ARM))), None)
        end = _shares_end(context.text, match.end() if match else hit.end)
        yield _national_start(context.text, hit.start) if context.text.endswith("集团", 0, end) else hit.start, end
