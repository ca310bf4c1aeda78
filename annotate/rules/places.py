"""LOC: administrative divisions, regions, countries, and named sites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from annotate.records import Span
from annotate.rules.boundaries import clear_of, closes, invented_core, name_start, opens, starting
from annotate.rules.lexicons import holds_word, is_wordy
from annotate.rules.registry import Context, rule

_TAILS = "省市县区旗州盟"
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:街道(?!上)|(?:镇|乡(?!村(?!民))|(?<!城中|示范|帮扶|行政|自然|中心)(?<!乡)村)(?![上里民落庄医办企]))"
)
_NO_RANK = re.compile("市(?=场|民(?![政营族间生企众建革主办航宗委]))|[省市](?=级|属(?![于地]))")
"""What a name seems to end in before citizens, markets, and what is of a province's or a city's rank."""
_TOWN_HEAD = re.compile("(?:(?<![小城乡村古])镇|街道)(?![上里民办区江海静居街])")
_PORT_OR_ROAD = re.compile(
    "[东西南北新]?港(?![口区澳股湾珠资元式交商媒府铁籍人币深城内务航新]|经济|物流|产业|集团)"
    "|[东西南北中一二三]?路(?![径线透演桥费由网况段政虎])"
)
_AREA = re.compile("地区(?!生产总值)")
_LINE = re.compile(
    "(?:高速(?:公路)?|高铁|城际铁路|铁路|大道|水库|水利枢纽|水电站|机场|特?大桥|隧道|雪山|盐湖)(?![a-zA-Z局发增技设集公部专时])"
)
"""What is built or found outside towns and has a name of its own: 沪昆高铁."""
_KINDS = ("跨", "公铁", "公转")
_INITIAL = re.compile(
    "(?<=在)[京沪津渝粤港](?=召开|举[行办]|开幕|闭幕|发布|成立|启动|揭[牌幕晓]|签[约署]|首发|亮相|落[地户幕]|开工|投产|上市|调研|就业|创业|投资|考察|出席|会见)"
)
_BARE_TOWN = re.compile(
    r"(?:位于|走进|来到|地处|坐落于|落户)([\u4e00-\u9fff]{2}(?:镇|乡|(?<!城中|示范|帮扶|行政|自然|中心)村|街道))(?![上里民落庄医办企])"
)


@lru_cache(maxsize=1)
def place_chains(context: Context) -> tuple[Span, ...]:
    """Return the divisions named in a text, neighbours joined (广东省东莞市), from left to right."""
    chains: list[Span] = []
    for hit, sure in _divisions(context):
        if chains and chains[-1].end == hit.start:
            chains[-1] = Span(chains[-1].start, hit.end, "LOC")
        elif sure and not (chains and chains[-1].end > hit.start):
            chains.append(hit)
    return tuple(chains)


def _divisions(context: Context) -> Iterator[tuple[Span, bool]]:
    """Yield place names in order; an ambiguous short name is sure beside its full name, or alone and no other word."""
    decoys = context.hits.get("place_decoys", ())
    sure = [_without_rank(context.text, hit) for hit in clear_of(context.hits.get("places", ()), decoys)]
    weak = clear_of(context.hits.get("places_ambiguous", ()), decoys)
    full = {context.text[hit.start : hit.end] for hit in sure}
    known = {
        name for name in {context.text[hit.start : hit.end] for hit in weak} if any(name + t in full for t in _TAILS)
    }
    marked = [(hit, True) for hit in sure] + [
        (hit, context.text[hit.start : hit.end] in known or _stands_alone(context, hit)) for hit in weak
    ]
    yield from sorted(marked, key=lambda pair: (pair[0].start, -pair[0].end))


def _without_rank(text: str, hit: Span) -> Span:
    """Leave the 市 of 市民, 市场 and 市级 to them."""
    return replace(hit, end=hit.end - 1) if _NO_RANK.match(text, hit.end - 1) else hit


def _stands_alone(context: Context, hit: Span) -> bool:
    """Tell whether an ambiguous name stands between bounds and is no common word: 落户北仑。 but not 以真金白银为."""
    return not is_wordy(context.text[hit.start : hit.end]) and opens(context, hit.start) and closes(context, hit.end)


@rule("LOC", priority=2, score=0.85)
def division(context: Context) -> Iterator[tuple[int, int]]:
    """Find administrative divisions, long and short; in 山东省级企业 the rank belongs to what follows.

    >>> from annotate.rules.registry import found
    >>> found(division, "近日，广东省东莞市和兰州出台措施，发展中国家除外")
    ['广东省东莞市', '兰州']
    """
    for chain in place_chains(context):
        yield chain.start, chain.end


@rule("LOC", priority=2, score=0.93)
def bounded_division(context: Context) -> Iterator[tuple[int, int]]:
    """Find administrative divisions that no longer name can hold, as a mark or a bounding word follows.

    >>> from annotate.rules.registry import found
    >>> found(bounded_division, "近日，兰州推进甘肃某某的项目")
    ['兰州']
    """
    for chain in place_chains(context):
        if closes(context, chain.end) and context.text[chain.start - 1 : chain.start] not in ("“", "‘", "「"):
            yield chain.start, chain.end


@rule("LOC", priority=2, score=0.9)
def region(context: Context) -> Iterator[tuple[int, int]]:
    """Find regions, countries and cities abroad.

    >>> from annotate.rules.registry import found
    >>> found(region, "融入长三角和粤港澳大湾区，出口到德国")
    ['长三角', '粤港澳大湾区', '德国']
    """
    for area in _regions(context):
        yield area.start, area.end


@lru_cache(maxsize=1)
def _regions(context: Context) -> tuple[Span, ...]:
    """Return regions, countries and cities abroad, with the 地区 that some are called."""
    hits = (*context.hits["regions"], *context.hits["countries"])
    areas = clear_of(tuple(sorted(hits, key=_start)), context.hits["place_decoys"])
    return tuple(replace(hit, end=hit.end + 2 * bool(_AREA.match(context.text, hit.end))) for hit in areas)


_start = attrgetter("start")


@rule("LOC", priority=2, score=0.9)
def nested_place(context: Context) -> Iterator[tuple[int, int]]:
    """Find a region or a city abroad behind the country that holds it.

    >>> from annotate.rules.registry import found
    >>> found(nested_place, "法国巴黎与中国华东地区，德国、法国")
    ['法国巴黎', '中国华东地区']
    """
    for place, part in pairwise(sorted((*place_chains(context), *_regions(context)), key=_start)):
        if place.end == part.start:
            yield place.start, part.end


@rule("LOC", priority=2, score=0.85)
def initial(context: Context) -> Iterator[tuple[int, int]]:
    """Find the one character that stands for a place where something happens.

    >>> from annotate.rules.registry import found
    >>> found(initial, "会议在京召开，公司在港上市，在京东平台")
    ['京', '港']
    """
    for match in _INITIAL.finditer(context.text):
        yield match.span()


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
    """Find the ports and roads named after a place.

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


def named_from(context: Context, head: int, longest: int = 16) -> int | None:
    """Return the start of the first place between the boundary and `head`, or None where there is none."""
    return place_between(context, name_start(context, head, longest), head)


def place_between(context: Context, start: int, end: int) -> int | None:
    """Return where the first place starts that may open a name between two offsets, or None."""
    starts = _openings(context)
    at = bisect_left(starts, start)
    return starts[at] if at < len(starts) and starts[at] < end else None


@lru_cache(maxsize=1)
def _openings(context: Context) -> list[int]:
    """Return where places and regions start that may open a name: not those in brackets."""
    regions = clear_of(context.hits["regions"], context.hits["place_decoys"])
    starts = {place.start for place in (*place_chains(context), *regions, *context.hits["parks"])}
    return sorted(start for start in starts if context.text[start - 1 : start] not in ("（", "("))


def place_end(context: Context, start: int) -> int:
    """Return where the place that starts at `start` ends; a region, which is none, holds nothing."""
    place = starting(place_chains(context), start, start + 1)
    return place[0].end if place else start
