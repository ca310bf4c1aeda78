"""LOC: administrative divisions, regions and countries, and where a longer name begins at one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter

from annotate.records import Span
from annotate.rules.boundaries import clear_of, closes, name_start, opens, starting
from annotate.rules.lexicons import holds_word, is_wordy, read_lexicon
from annotate.rules.registry import Context, rule
from annotate.schema import CONFIGS

_TAILS = "省市县区旗州盟"
_NO_RANK = re.compile(
    "市(?=场|民(?![政营族间生企众建革主办航宗委])|区(?![域块间])|长(?![期远年久沙春治江安丰乐宁垣葛寿岛兴清汀阳白海虹三城假风廊征势]))|[省市](?=级|属(?![于地]))|省(?=会(?!议)|域)|区(?=[域间块])"
)
"""What a name seems to end in before citizens, markets, areas, and what is of a province's or a city's rank."""
_AREA = re.compile("地区(?!生产总值|总部|级)|市(?=[，、。的和与之是]|举办)")
_INITIALS = "[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇陕秦甘陇青宁蒙藏港澳台穗汉昆蓉疆]"
_INITIAL = re.compile(
    f"(?<=[在对来访赴驻回援涉返])(?:{_INITIALS}|[华美日韩欧俄英法德印缅])|(?<=[入抵]){_INITIALS}|(?<=进)[京沪藏疆]"
)
_PAIR = re.compile(
    f"{_INITIALS}{{2,5}}(?=[两三四五]地|[三四五]省|毗邻|边区|交界)|[中美日韩欧俄英法德印越肯]{{2}}(?=[两双]国|双边|建交|经贸|关系|全面战略)|(?<=对)华(?=实际|限|半)"
    "|[美日韩俄英法德印](?=方(?![面法式位向案便针略程格差])|媒(?![体介])|资企业)"
)
_STATE = re.compile(
    "((?:(?![在和与及或的等对向到中多大小各企公集国东西南北]|地区)[\u4e00-\u9fff]){2,6}?)"
    "(?:[县郡府](?![级城内])|州(?=[，。、的和与市首州政总议]|[\u4e00-\u9fff]{1,5}?县)|地区|(?:国际)?机场)"
)
"""A part of a country abroad: 滋贺县."""
_COUNTY = re.compile("((?:(?![的多各个几些等在和与两三大小首])[\u4e00-\u9fff]){2,5}?)[县郡市](?![场民值级])")
_PEERS = re.compile("(.)[东西南北中]{1,2}\\1[东西南北中]{1,2}(?:地区)?|[东西南北中华]{4}|南亚东南亚|中国东盟")
"""Regions side by side, none within the other: 粤西粤北."""
_QUOTED = re.compile(
    "(?!(?:样板|速度|经验|模式|制造|优先|方案|路径|实践)[”’」])[^，。、；：！？“”‘’「」\\s]{1,14}[”’」]"
)
"""What a name in quotes goes on with, behind its place: “北京智造”."""


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
    sure = [_without_rank(context.text, hit) for hit in _places(context, "places")]
    weak = _places(context, "places_ambiguous")
    full = {context.text[hit.start : hit.end] for hit in sure}
    known = {
        name for name in {context.text[hit.start : hit.end] for hit in weak} if any(name + t in full for t in _TAILS)
    }
    marked = [(hit, True) for hit in sure] + [
        (hit, context.text[hit.start : hit.end] in known or _stands_alone(context, hit)) for hit in weak
    ]
    yield from sorted(marked, key=lambda pair: (pair[0].start, -pair[0].end))


def _places(context: Context, lexicon: str) -> list[Span]:
    """Return the places named, none cut out of a longer region (永定河), and each behind the word it shares."""
    waters = context.hits.get("regions", ())
    hits = clear_of(context.hits.get(lexicon, ()), context.hits.get("place_decoys", ()))
    whole = [hit for hit in hits if not any(_holds(water, hit) for water in starting(waters, hit.start - 2, hit.end))]
    return [place for hit in whole if (place := _behind_word(context, hit))]


def _holds(region: Span, place: Span) -> bool:
    """Tell whether a region is longer than a place that it holds: 永定河, and 都柳江 for 柳江."""
    return region.start <= place.start and region.end > place.end - (region.start < place.start)


def _behind_word(context: Context, hit: Span) -> Span | None:
    """Give the first character back to the word it ends: 其中|山西, not 其|中山|西, and 目前|海外, not 目|前海|外."""
    text = context.text
    if hit.end - hit.start > 2 or not holds_word(text[hit.start - 1 : hit.start + 1]):
        return hit
    if text[hit.start + 1 : hit.end + 1] in _short_names():
        return replace(hit, start=hit.start + 1, end=hit.end + 1)
    return None if any(edge.end == hit.start + 1 for edge in _edges_at(context, hit.start - 1)) else hit


def _edges_at(context: Context, start: int) -> Sequence[Span]:
    """Return the bounding words that start somewhere."""
    return starting(context.hits.get("edges", ()), start, start + 1)


@cache
def _short_names() -> frozenset[str]:
    return frozenset(name for name in read_lexicon(CONFIGS / "lexicons" / "places.txt") if len(name) == 2)


def _without_rank(text: str, hit: Span) -> Span:
    """Leave the 市 of 市民, 市场 and 市级 to them."""
    return replace(hit, end=hit.end - 1) if _NO_RANK.match(text, hit.end - 1) else hit


def _stands_alone(context: Context, hit: Span) -> bool:
    """Tell whether an ambiguous name, no common word, stands between bounds or before a site: 落户北仑。"""
    ends = closes(context, hit.end) or starting(context.hits["place_heads"], hit.end, hit.end + 1)
    return bool(ends) and not is_wordy(context.text[hit.start : hit.end]) and opens(context, hit.start)


@rule("LOC", priority=2, score=0.85)
def division(context: Context) -> Iterator[tuple[int, int]]:
    """Find administrative divisions, long and short; in 山东省级企业 the rank belongs to what follows.

    >>> from annotate.rules.registry import found
    >>> found(division, "近日，广东省东莞市和兰州出台措施，发展中国家除外")
    ['广东省东莞市', '兰州']
    """
    yield from _whole_names(context, place_chains(context))


def _whole_names(context: Context, places: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield places, but none that opens a longer name in quotes: “北京智造”."""
    for place in places:
        quoted = context.text[place.start - 1 : place.start] in tuple("“‘「")
        if not (quoted and _QUOTED.match(context.text, place.end)):
            yield place.start, _area_end(context.text, place.end)


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
    yield from _whole_names(context, _regions(context))


@lru_cache(maxsize=1)
def _regions(context: Context) -> tuple[Span, ...]:
    """Return regions, countries and cities abroad, with their 地区; no 西南 is cut out of 江西南昌."""
    hits = (*context.hits["regions"], *context.hits["countries"])
    areas = clear_of(tuple(sorted(hits, key=_start)), context.hits["place_decoys"])
    chains = place_chains(context)
    return tuple(
        replace(hit, end=_area_end(context.text, hit.end))
        for hit in areas
        if not any(c.end > hit.end for c in starting(chains, hit.start - 6, hit.start))
    )


def _area_end(text: str, end: int) -> int:
    """Take in the 地区 or 市 that a place is called: 台湾地区."""
    area = _AREA.match(text, end)
    return area.end() if area else end


_start = attrgetter("start")


@rule("LOC", priority=2, score=0.9)
def nested_place(context: Context) -> Iterator[tuple[int, int]]:
    """Find a region or a city abroad behind the country that holds it, and a county behind its state.

    >>> from annotate.rules.registry import found
    >>> found(nested_place, "法国巴黎与中国华东地区，德国、法国，俄亥俄州利金县")
    ['法国巴黎', '中国华东地区', '俄亥俄州利金县']
    """
    for place, part in pairwise(sorted((*place_chains(context), *_regions(context)), key=_start)):
        if place.end == part.start and not _PEERS.fullmatch(context.text, place.start, part.end):
            yield place.start, part.end + context.text.startswith("段", part.end)
    for area in _regions(context):
        if area.label == "countries" and (end := _state_end(context.text, area.end)):
            yield area.start, end


def _state_end(text: str, country: int) -> int | None:
    """Return where the county, state or airport ends that a country's name goes on with."""
    state = (_COUNTY if text[country - 1] == "州" else _STATE).match(text, country)
    return state.end() if state and not holds_word(state[1]) else None


@rule("LOC", priority=2, score=0.85)
def initial(context: Context) -> Iterator[tuple[int, int]]:
    """Find the characters that stand for places where, with which or between which something happens.

    >>> from annotate.rules.registry import found
    >>> found(initial, "会议在京召开，对美出口，川渝两地，在京东平台")
    ['京', '美', '川渝']
    """
    text = context.text
    for match in _INITIAL.finditer(text):
        end = match.end()
        ends = is_wordy(text[end : end + 2]) or closes(context, end) or text.startswith("援", end)
        if ends and not holds_word(text[end - 1 : end + 1]):
            yield match.span()
    yield from (match.span() for match in _PAIR.finditer(text))


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
