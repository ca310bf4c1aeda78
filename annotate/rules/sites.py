"""LOC: towns, streets, and sites with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from annotate.rules.boundaries import clear_of, invented_core, name_start, opens, starting
from annotate.rules.lexicons import holds_word, is_wordy, leading_words
from annotate.rules.places import named_from, place_chains
from annotate.rules.registry import Context, rule

NAMING = "(?:(?![的和与及或在是了为有将等把被向从到于以至跨各个])[\u4e00-\u9fff])"
"""A character that the name of a town or a street may hold."""
_NO_VILLAGE = "(?<!城中|示范|帮扶|行政|自然|中心)(?<![乡农])"
_GOES_ON = "(?![上里民落庄医办企])"
_TOWN = re.compile(
    f"{NAMING}{{2,4}}?(?:街道(?!上)|(?:(?<![林型]城|色小|态乡)镇|(?<![城故家水老返下他侨之])乡(?!村(?!民)|[情愁亲音土镇])|{_NO_VILLAGE}村){_GOES_ON})"
)
_VILLAGE = re.compile(f"{NAMING}{{1,3}}?{_NO_VILLAGE}村(?![镇级上里庄落医办企]|民(?!委))")
_TOWN_HEAD = re.compile(
    "(?:(?<![小城乡村古街])镇|街道)(?![上里民办区江海静居街痛压])"
    "|(?<![乡农城渔新老旧本全各每该一个驻进入出包强富联万千百美家山游])村(?:(?=村民)|(?![上里民落庄医办企级镇干集居委支超两容规务史小舍]))"
)
_PORT_OR_ROAD = re.compile(
    "馆(?![长藏员内外])|湾(?![区里畔流内仔])|(?:[东西南北新]|邮轮)?港(?![口区澳股湾珠资元式交商媒府铁籍人币深城内务航新]|经济|物流|产业|集团)"
    "|[东西南北中一二三]?路(?![径线透演桥费由网况段政虎])|(?:[东西南北]|[（(][一二三四][)）])?站(?![点位在长台上起稳住着立内群岗队])|地铁(?:\\d+号线|(?![线站运里集公]))"
)
_DESCRIBED = re.compile(
    "级|[一二两三四五六七八九十几多][个大]|[桥路街站][上下旁]|省域|区域|开放$|发生|直达|知名|登$|(?<!第)一$"
)
"""What stands between a place and a site that is not its own."""
_LINE = re.compile(
    "(?:片区(?<![各大个贸]片区)|高速(?:公路)?|高铁(?:[东西南北]?站)?|城际铁路|城际(?=[、，。（等和与]|建|开|全线)|铁路|大道(?<!重特大道)|水库|水利枢纽|水电站|机场"
    "|特大桥|大桥|隧道|雪山|盐湖|国家(?:考古)?(?:遗址)?公园|考古(?:遗址)?公园|遗址公园|公园|风景区)(?![a-zA-Z局发增技集公部专时]|设[施备计])"
)
"""What is built or found outside towns and has a name of its own: 沪昆高铁."""
_JOINING = re.compile("(?:城际铁路|高速铁路|铁路|高铁|高速公路|高速(?!发|增)|公路)(?!局|货运|客运|班列|工程)")
_JOINTS = ("至", "到", "—", "-", "－", "~")
_HALL = re.compile("(?<=馆[、和与])[^、，。；：和与的个等\\d]{4,10}馆(?=[、和与，。）等])")
_POINTED = re.compile("最.|\\d[号名条个家座标期月日]|[该全各本][镇乡县村区市]")
_KIND = re.compile(
    "(?:首条)?跨|公铁|公转|市市|县县|村村|乡乡|中国|.*[条座级式间]$|.*(?:[一二两三四五六七八九十][批大]|尺度|互通|管控)$|(?:省际|病险|郊野|沿边|镇村|山区|严防|案涉|加密)$"
)
"""What tells a kind of works rather than names them."""
_LED = re.compile("(?:投运|提速|力促|上跨|[管建]好|[沿设含经](?!阳|县|平|口|川|河))(?=..)")
"""A verb that no edge is, before a name: 沿青禾大道."""
_PART = re.compile("[\u4e00-\u9fff]{2,3}?(?<![各工首全两试二一三四五阶分])段")
"""The section of a line that is meant."""
_BARE_TOWN = re.compile(
    r"(?:位于|走进|来到|地处|坐落于|落户)([\u4e00-\u9fff]{2}(?:镇|乡|(?<!城中|示范|帮扶|行政|自然|中心)村|街道))(?![上里民落庄医办企])"
)


@rule("LOC", priority=2, score=0.85)
def site(context: Context) -> Iterator[tuple[int, int]]:
    """Find named buildings, areas and waters by their last word, where a place opens the name.

    >>> from annotate.rules.registry import found
    >>> found(site, "发布会在广州银行大厦举行，推动襄阳都市圈建设")
    ['广州银行大厦', '襄阳都市圈']
    """
    for head in clear_of(context.hits["place_heads"], context.hits["place_decoys"]):
        start = named_from(context, head.start)
        if start is not None and start < head.start and not _DESCRIBED.search(context.text, start, head.start):
            yield start, head.end


@rule("LOC", priority=2, score=0.85)
def port_or_road(context: Context) -> Iterator[tuple[int, int]]:
    """Find the ports, roads and pavilions named after a place.

    >>> from annotate.rules.registry import found
    >>> found(port_or_road, "天津港吞吐量增长，广东路桥公司，上海港澳台企业，位于哈尔滨市长江路的")
    ['天津港', '哈尔滨市长江路']
    """
    ends = {hit.start: hit.end for hit in context.hits["regions"]}
    starts = {hit.end: hit.start for hit in context.hits["regions"]}
    for chain in place_chains(context):
        if match := _PORT_OR_ROAD.match(context.text, ends.get(chain.end, chain.end)):
            yield starts.get(chain.start, chain.start), match.end()


@rule("LOC", priority=2, score=0.85)
def town(context: Context) -> Iterator[tuple[int, int]]:
    """Find towns, villages and subdistricts behind their county.

    >>> from annotate.rules.registry import found
    >>> found(town, "杭州市余杭区仓前街道的企业，北京中关村")
    ['杭州市余杭区仓前街道']
    """
    for chain in place_chains(context):
        match = _TOWN.match(context.text, chain.end)
        described = match and leading_words(match[0], 3)
        if match and not described and not starting(context.hits["parks"], chain.end, match.end()):
            yield chain.start, _village_end(context.text, match.end())


def _village_end(text: str, town: int) -> int:
    """Take in the village of a town: 桥墩镇云岭村."""
    village = _VILLAGE.match(text, town) if text[town - 1] in "镇乡道" else None
    return village.end() if village and not holds_word(village[0]) else town


@rule("LOC", priority=2, score=0.8)
def bare_town(context: Context) -> Iterator[tuple[int, int]]:
    """Find a town without its county, behind a word of place.

    >>> from annotate.rules.registry import found
    >>> found(bare_town, "项目位于仓前街道")
    ['仓前街道']
    """
    for match in _BARE_TOWN.finditer(context.text):
        yield match.start(1), _village_end(context.text, match.end())


@rule("LOC", priority=2, score=0.8)
def invented_town(context: Context) -> Iterator[tuple[int, int]]:
    """Find a town whose name is no words, between bounds.

    >>> from annotate.rules.registry import found
    >>> found(invented_town, "今年以来，道滘镇推动特色小镇建设，城镇发展")
    ['道滘镇']
    """
    for head in _TOWN_HEAD.finditer(context.text):
        core = invented_core(context, head.start(), 3)
        start = head.start() - len(core)
        if core and not holds_word(core + head[0][0]) and _opens_name(context, start):
            yield start, _village_end(context.text, head.end())


def _opens_name(context: Context, start: int) -> bool:
    """Tell whether a name may begin here, but no number's unit (10号线) and nothing that 该 or 全 points at."""
    return opens(context, start) and not _POINTED.match(context.text, max(start - 1, 0), start + 1)


@rule("LOC", priority=2, score=0.8)
def invented_site(context: Context) -> Iterator[tuple[int, int]]:
    """Find lines, waters and works whose name is no words.

    >>> from annotate.rules.registry import found
    >>> found(invented_site, "广湛高铁建成通车，沪昆高铁贵州段扩能，进入高速发展阶段，加快高速公路建设")
    ['广湛高铁', '沪昆高铁贵州段']
    """
    for head in _LINE.finditer(context.text):
        core = invented_core(context, head.start(), 5)
        start = head.start() - len(core)
        if core and _opens_name(context, start) and not _KIND.match(core):
            part = _PART.match(context.text, head.end())
            yield _site_start(context, start, head), part.end() if part else head.end()


def _site_start(context: Context, start: int, head: re.Match[str]) -> int:
    """Return where a site's name starts: behind a verb, or with the first that a line joins (云川至|青禾铁路)."""
    led = _LED.match(context.text, start, head.start())
    start = led.end() if led else start
    first = name_start(context, start - 1, 6)
    joined = context.text[start - 1 : start] in _JOINTS and _JOINING.match(context.text, head.start())
    return first if joined and 2 <= start - 1 - first <= 4 else start


@rule("LOC", priority=2, score=0.85)
def line_between(context: Context) -> Iterator[tuple[int, int]]:
    """Find a line named by the places that it joins.

    >>> from annotate.rules.registry import found
    >>> found(line_between, "筹划兰州至昆明铁路，推进合肥—池州高速公路和银川至成都班列")
    ['兰州至昆明铁路', '合肥—池州高速公路']
    """
    for one, other in pairwise(place_chains(context)):
        line = _JOINING.match(context.text, other.end)
        if line and context.text[one.end : other.start] in _JOINTS:
            yield one.start, line.end()


@rule("LOC", priority=2, score=0.8)
def hall(context: Context) -> Iterator[tuple[int, int]]:
    """Find the halls of a fair behind the first of their list.

    >>> from annotate.rules.registry import found
    >>> found(hall, "设数字禾苗馆、绿色云川馆和未来生活馆，博物馆、图书馆")
    ['绿色云川馆', '未来生活馆']
    """
    for match in _HALL.finditer(context.text):
        yield match.span()


_BEHIND = re.compile(
    f"{NAMING}{{2,3}}?(?:路(?![径线透演桥费由网况段政虎])|大?街(?![道区头坊舞])|大道|巷(?![子道])|山(?![区东西脉水林地体庄路])|湖(?![南北区路])|[河江](?![道流湖南北苏西海路])|岛(?![上屿路])|寺(?![庙路])|桥(?![头梁下路]))"
)
"""A street, a hill or a water of a place."""


@rule("LOC", priority=2, score=0.8)
def placed_site(context: Context) -> Iterator[tuple[int, int]]:
    """Find a street, a hill or a water behind its place, where the name between is no words.

    >>> from annotate.rules.registry import found
    >>> found(placed_site, "走进合肥市蜀山区青禾路和丰台千穗山，北京公司路演，合肥打造智慧路")
    ['合肥市蜀山区青禾路', '丰台千穗山']
    """
    for place in (*place_chains(context), *context.hits["parks"]):
        match = _BEHIND.match(context.text, place.end)
        held = match and any(
            starting(context.hits[other], start, match.end())
            for other, start in (("companies", place.start), ("place_decoys", place.start), ("parks", place.end))
        )
        if match and not held and not holds_word(match[0]):
            yield place.start, match.end()


_SAME_KIND = re.compile(
    "(?<=[，、：（(和与])(?![东南西北][至临接靠邻])(?:(?![和与及的等各个两三多])[\u4e00-\u9fff]){2,6}?([山河江湖站村路岛])(?=[、和与及等，。；）)])"
)
"""An item of a list that ends as its neighbour does: 青禾路、云川路."""


@rule("LOC", priority=2, score=0.8)
def listed_site(context: Context) -> Iterator[tuple[int, int]]:
    """Find waters, stations, villages and roads in a list of their kind, but none that is only a kind.

    >>> from annotate.rules.registry import found
    >>> found(listed_site, "途经（青禾路站、云杉站和远川站），建设加油站、充电站")
    ['青禾路站', '云杉站', '远川站']
    """
    named = [item for item in _SAME_KIND.finditer(context.text) if not _is_kind(item)]
    pairs = [pair for pair in pairwise(named) if pair[0][1] == pair[1][1] and pair[0].end() + 1 == pair[1].start()]
    yield from sorted({item.span() for pair in pairs for item in pair})


def _is_kind(item: re.Match[str]) -> bool:
    """Tell whether an item describes, like 充电站 and 智慧农村, or opens with words that its sentence opens with."""
    name, mark = item[0], item.string[item.start() - 1]
    return (
        holds_word(name[-2:])
        or (name.endswith("站") and is_wordy(name[:-1]))
        or (mark in "，：" and leading_words(name) > 0)
    )
