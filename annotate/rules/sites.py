"""LOC: towns, streets, and sites with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.boundaries import clear_of, invented_core, opens, starting
from annotate.rules.lexicons import holds_word
from annotate.rules.places import named_from, place_chains, place_end
from annotate.rules.registry import Context, rule

_TOWN = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:街道(?!上)|(?:镇|乡(?!村(?!民))|(?<!城中|示范|帮扶|行政|自然|中心)(?<!乡)村)(?![上里民落庄医办企]))"
)
_TOWN_HEAD = re.compile("(?:(?<![小城乡村古])镇|街道)(?![上里民办区江海静居街])")
_PORT_OR_ROAD = re.compile(
    "馆(?![长藏员内外])|[东西南北新]?港(?![口区澳股湾珠资元式交商媒府铁籍人币深城内务航新]|经济|物流|产业|集团)"
    "|[东西南北中一二三]?路(?![径线透演桥费由网况段政虎])|[东西南北]站(?![点位在])|地铁(?:\\d+号线|(?![线站运里集公]))"
)
_LINE = re.compile(
    "(?:(?<![各大个贸])片区|高速(?:公路)?|高铁|城际铁路|铁路|大道|水库|水利枢纽|水电站|机场|特?大桥|隧道|雪山|盐湖|公园|风景区)(?![a-zA-Z局发增技设集公部专时])"
)
"""What is built or found outside towns and has a name of its own: 沪昆高铁."""
_HALL = re.compile("(?<=馆[、和与])[^、，。；：和与的个等\\d]{4,10}馆(?=[、和与，。）等])")
_KINDS = ("跨", "公铁", "公转")
_BARE_TOWN = re.compile(
    r"(?:位于|走进|来到|地处|坐落于|落户)([\u4e00-\u9fff]{2}(?:镇|乡|(?<!城中|示范|帮扶|行政|自然|中心)村|街道))(?![上里民落庄医办企])"
)
_ADDRESS = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:路|街|大道|巷)\d+(?:-\d+)?号")
_BEARING = re.compile(
    r"(?:[东南西北][至临接靠邻]|紧邻|毗邻)([\u4e00-\u9fff]{2,4}?(?:大道|大街|路|街|河|江))(?=以[东南西北]|[，、。；与和]|\d+号)"
)
"""A street or a water that bounds an area."""


@rule("LOC", priority=2, score=0.85)
def site(context: Context) -> Iterator[tuple[int, int]]:
    """Find named buildings, areas and waters by their last word, where a place opens the name.

    >>> from annotate.rules.registry import found
    >>> found(site, "发布会在广州银行大厦举行，推动襄阳都市圈建设")
    ['广州银行大厦', '襄阳都市圈']
    """
    for head in clear_of(context.hits["place_heads"], context.hits["place_decoys"]):
        start = named_from(context, head.start)
        if start is not None and start < head.start and "级" not in context.text[start : head.start]:
            yield start, head.end


@rule("LOC", priority=2, score=0.85)
def port_or_road(context: Context) -> Iterator[tuple[int, int]]:
    """Find the ports, roads and pavilions named after a place.

    >>> from annotate.rules.registry import found
    >>> found(port_or_road, "天津港吞吐量增长，广东路桥公司，上海港澳台企业，位于哈尔滨市长江路的")
    ['天津港', '哈尔滨市长江路']
    """
    regions = {hit.start: hit.end for hit in context.hits.get("regions", ())}
    for chain in place_chains(context):
        end = regions.get(chain.end, chain.end)
        if match := _PORT_OR_ROAD.match(context.text, end):
            yield chain.start, match.end()


@rule("LOC", priority=2, score=0.85)
def town(context: Context) -> Iterator[tuple[int, int]]:
    """Find towns, villages and subdistricts behind their county.

    >>> from annotate.rules.registry import found
    >>> found(town, "杭州市余杭区仓前街道的企业，北京中关村")
    ['杭州市余杭区仓前街道']
    """
    for chain in place_chains(context):
        match = _TOWN.match(context.text, chain.end)
        if match and not starting(context.hits["parks"], chain.end, match.end()):
            yield chain.start, match.end()


@rule("LOC", priority=2, score=0.8)
def bare_town(context: Context) -> Iterator[tuple[int, int]]:
    """Find a town without its county, behind a word of place.

    >>> from annotate.rules.registry import found
    >>> found(bare_town, "项目位于仓前街道")
    ['仓前街道']
    """
    for match in _BARE_TOWN.finditer(context.text):
        yield match.span(1)


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
        if core and not holds_word(core + head[0][0]) and opens(context, start):
            yield start, head.end()


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
        if core and opens(context, start) and not core.startswith(_KINDS):
            part = place_end(context, head.end())
            yield start, part + 1 if context.text.startswith("段", part) else head.end()


@rule("LOC", priority=2, score=0.8)
def hall(context: Context) -> Iterator[tuple[int, int]]:
    """Find the halls of a fair behind the first of their list.

    >>> from annotate.rules.registry import found
    >>> found(hall, "设数字禾苗馆、绿色云川馆和未来生活馆，博物馆、图书馆")
    ['绿色云川馆', '未来生活馆']
    """
    for match in _HALL.finditer(context.text):
        yield match.span()


@rule("LOC", priority=2, score=0.85)
def street(context: Context) -> Iterator[tuple[int, int]]:
    """Find addresses behind their place, and the streets that bound an area.

    >>> from annotate.rules.registry import found
    >>> found(street, "位于合肥市蜀山区望江西路800号，东至青禾路，南临云川街以北约80米，一路向东")
    ['合肥市蜀山区望江西路800号', '青禾路', '云川街']
    """
    for place in (*place_chains(context), *context.hits["parks"]):
        if address := _ADDRESS.match(context.text, place.end):
            yield place.start, address.end()
    for match in _BEARING.finditer(context.text):
        yield match.span(1)
