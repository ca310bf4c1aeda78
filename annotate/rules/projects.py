"""PRODUCT: projects that are named by their owner or place, patents by their titles, satellites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from annotate.rules.boundaries import name_start, starting
from annotate.rules.companies import legal_name
from annotate.rules.lexicons import is_plain, is_wordy
from annotate.rules.phrases import behind_figure, phrase_start
from annotate.rules.registry import Context, rule

_PROJECT = re.compile("项目(?![部组经法公]|管理[咨有公])")
_WORKS = re.compile("工程(?![师部技机学院公]|项目部)")
_BUILT = (
    *(
        "扩建",
        "改造",
        "供水",
        "引水",
        "调水",
        "灌溉",
        "防治",
        "整治",
        "治理",
        "线路",
        "交通",
        "路扩容",
        "速扩容",
        "档扩容",
    ),
    *("延伸", "东延", "南延", "西延", "北延", "迁建", "航道", "枢纽", "水库", "电站", "加固"),
    *("配置", "输电", "变电", "交流", "直流", "高压", "防洪", "水道", "一期", "二期", "三期", "核电", "蓄能"),
)
_DIVERSION = re.compile("引(?<![指牵]引)[一-鿿]{1,2}[济入补][一-鿿]{1,2}?(?:工程|(?=[、，。等]))")
_NUMBER = re.compile(r"[A-Z]?\d{1,4}(?:千伏)?\Z")
_VOLTAGE = re.compile(r"[个条座项]?\d+千伏输?")
_PATENT = re.compile(
    r"“((?:ZL[\dX.]+)?(?:一种|基于)[^“”\n，。]{4,60})”|(?<=专利“)([^“”\n]{6,60})”|“([^“”\n]{6,60})”(?=(?:发明)?专利)"
)
_SATELLITE = re.compile(r"(?<=[一-鿿]{2})(?:[一二三四五六七八九十壹]号(?:\d{2}|[A-Z])?|\d{1,3}[A-Z])星")
_VAGUE = re.compile(
    r"大学|学院|重大|重点|优质|首发|[一大]批|\d个|一$|经常$|遗产|运会|奥会|锦标赛|[男女]子|赛季|男单|女单"
    "|抓紧|审批|实行|举行|进行|预计|签订|赠送|新上"
)
_CREW = re.compile("负责|副|总|施工|现场|管理|人员|团队|合作|组")
"""Who works on a company's projects, none of which is meant by name."""
_CORE = re.compile(r"[一-鿿A-Za-z0-9]{4,20}|改造|[改扩迁]建|[一二三四五六]期")
_FACILITY = re.compile(
    r"[，。、；：的和\n](?!新建|力争|耗材)([一-鿿]{2}[一-鿿A-Za-z0-9]{0,20}(?:基地|工厂|产业园|中心|总部|水库|电站|机场|大桥|枢纽)(?:建设|扩建|改造)?)\Z"
)
_UNDERTAKING = re.compile(
    "[的了是在为等和与及或将对向以已拟获到]|投资|签约|落户|实施|承[担建接]|负责|参与|开展|推进|启动|打造|引进|建成|开工|新增|累计|入选|申报|合作|战略|业务|科研|招标|中标|用于"
)
"""Words that tell what an owner does about a project, and so no part of its name."""
_CLOSE = re.compile("等(?![级式地])[^，。；、：\n的]{0,10}?(?:项目|工程)(?![师部])")
_CLAUSE = re.compile("[，。；：！？“”\n]")
_ITEM = re.compile("(?:(?!以?及|和)[^、])+")
_VERB = re.compile(
    ".*(?:加快|推进|建设|实施|开工|建成|启动|谋划|抓好|推动|投产|投用|提速|开展|完成|布局|争取|促进|加强|聚焦|统筹|支持|保障|新建|的)(?=[^、]{3})"
)
_STAGE = re.compile(
    "(?:[一二三四五六]期|扩建|扩能|扩容|迁建|改造|现代化|治理|配置|灌区|修复|[引供调]水|防洪|直流|特高压|输电|加固|航道|能力提升|灌溉工程)$"
)
_OTHER_KIND = re.compile(r"^\d|[的了是为等将在]|有关|相关|各|[一-鿿]至[一-鿿]|企业|[港站场园区][一二三四五六]期$")
"""Items of a list of projects that are a part of a site or a line, or name nothing."""


@rule("PRODUCT", priority=3, score=0.75)
def project(context: Context) -> Iterator[tuple[int, int]]:
    """Find projects whose name begins with a company or a place, capacity included.

    >>> from annotate.rules.registry import found
    >>> found(project, "华为苏州120万吨乙烯项目投产，推进新型储能项目")
    ['华为苏州120万吨乙烯项目']
    """
    for match in _PROJECT.finditer(context.text):
        start, inside = _owned(context, _project_start(context, match.start()), match.start())
        core = context.text[inside : match.start()]
        firm = any(starting(context.hits["companies"], start, start + 1))
        alone = firm and not _CREW.match(context.text, match.end())
        named = inside > start and (not is_plain(core) if core else alone) and not _VAGUE.search(core)
        begin = start if named else _firm_before(context, match.start())
        begin = _facility(context.text, match.start()) if begin is None else begin
        if begin is not None:
            yield begin, match.end()


def _firm_before(context: Context, end: int) -> int | None:
    """Return where the company begins whose project ends here, though words that bound names stand between."""
    firms = starting(context.hits["companies"], end - 26, end)
    names = [(hit.start, hit.end) for hit in firms] + [name for name in legal_name(context) if end - 40 < name[1] < end]
    for start, inside in sorted(name for name in names if name[1] < end - 1):
        core = context.text[inside:end]
        if _CORE.fullmatch(core) and not _UNDERTAKING.search(core) and not _VAGUE.search(core):
            return start
    return None


def _facility(text: str, end: int) -> int | None:
    """Return where the invented name of a facility begins that is built here: 瑞禾轴承智能工厂|建设."""
    named = _FACILITY.search(text, max(end - 28, 0), end)
    plain = named is None or is_wordy(named[1][:2]) or is_plain(named[1][:2]) or _UNDERTAKING.search(named[1])
    return named.start(1) if named and not plain else None


@rule("PRODUCT", priority=3, score=0.82)
def works(context: Context) -> Iterator[tuple[int, int]]:
    """Find construction works by what is built, behind a name.

    >>> from annotate.rules.registry import found
    >>> found(works, "加快青禾港扩建工程建设，实施老旧小区改造工程，云川至远川铁路线路工程开工")
    ['青禾港扩建工程', '云川至远川铁路线路工程']
    """
    for match in _WORKS.finditer(context.text):
        if context.text.endswith(_BUILT, 0, match.start()):
            built = match.start() - 2
            start, inside = _owned(context, _works_start(context, built), built)
            core = context.text[start:built]
            plain = _VOLTAGE.fullmatch(core) or is_wordy(core[:2]) or is_wordy(core)
            if inside > start or (len(core) > 1 and not plain):
                yield start, match.end()
    for match in _DIVERSION.finditer(context.text):
        yield match.span()


@rule("PRODUCT", priority=3, score=0.7)
def listed_project(context: Context) -> Iterator[tuple[int, int]]:
    """Find the items of a list that 等项目 or 等工程 closes and that end in what is built.

    >>> from annotate.rules.registry import found
    >>> found(listed_project, "加快华为光模块、青禾轴承二期、南川防洪、杭州东站、老旧小区改造等重点项目建设")
    ['青禾轴承二期', '南川防洪']
    """
    for close in _CLOSE.finditer(context.text):
        yield from (item for item in _listed(context, close.start()) if _is_project(context, *item))


def _listed(context: Context, end: int) -> list[tuple[int, int]]:
    """Return the items of the list that ends at `end`; the first begins behind its verb."""
    low = max(end - 120, 0)
    low = max((mark.end() for mark in _CLAUSE.finditer(context.text, low, end)), default=low)
    items = [item.span() for item in _ITEM.finditer(context.text, low, end)]
    if items and (verb := _VERB.match(context.text, *items[0])):
        items[0] = verb.end(), items[0][1]
    return items


def _is_project(context: Context, start: int, end: int) -> bool:
    """Tell whether an item of a list of projects is a name that ends in what is built; a company's remains its own."""
    item = context.text[start:end]
    stage = _STAGE.search(item)
    if not stage or not 4 <= len(item) <= 24 or _OTHER_KIND.search(item):
        return False
    firm = any(starting(context.hits["companies"], start, start + 3)) or any(
        start == name[0] for name in legal_name(context)
    )
    return not firm and not is_wordy(item[: stage.start()])


def _owned(context: Context, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and where the company or place ends that it begins with; twice the start for none."""
    firm = next((name for name in legal_name(context) if start < name[1] < end), (start, start))
    owners = [hit for name in ("companies", "places") for hit in starting(context.hits[name], start, start + 1)]
    return min(firm[0], start), max((owner.end for owner in owners), default=firm[1])


def _project_start(context: Context, end: int) -> int:
    """Return where a project's name begins, which may hold quantities."""
    start = phrase_start(context, end, 30)
    index = bisect_left(context.figures, start, key=lambda figure: figure.end)
    for figure in reversed(context.figures[max(index - 1, 0) : index + 1]):
        if figure.end == start and figure.label == "QUANTITY":
            start = max(name_start(context, figure.start), behind_figure(context, figure.start - 1))
    return start


def _works_start(context: Context, end: int) -> int:
    """Return where the name of works begins, which may hold a line's number and two places: 云川至远川."""
    start = phrase_start(context, end, 20)
    number = _NUMBER.search(context.text, max(start - 7, 0), start)
    if number:
        start = name_start(context, number.start(), 10)
    if context.text[start - 1 : start] in ("至", "—"):
        return name_start(context, start - 1, 8)
    return start


@rule("PRODUCT", priority=4, score=0.85)
def patent(context: Context) -> Iterator[tuple[int, int]]:
    """Find patents by their quoted titles.

    >>> from annotate.rules.registry import found
    >>> found(patent, "“一种智能轴承的装配方法”获奖")
    ['一种智能轴承的装配方法']
    """
    for match in _PATENT.finditer(context.text):
        yield match.span(match.lastindex or 0)


@rule("PRODUCT", priority=3, score=0.8)
def satellite(context: Context) -> Iterator[tuple[int, int]]:
    """Find satellites by name and number.

    >>> from annotate.rules.registry import found
    >>> found(satellite, "青禾二号C星、云川04A星入轨")
    ['青禾二号C星', '云川04A星']
    """
    for match in _SATELLITE.finditer(context.text):
        yield phrase_start(context, match.start(), 8), match.end()
