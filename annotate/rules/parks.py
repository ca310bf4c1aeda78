"""PARK: zones, parks and bases with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from annotate.records import Span
from annotate.rules.boundaries import name_start, owner_start, starting
from annotate.rules.lexicons import is_wordy, leading_words
from annotate.rules.places import named_from, place_between, place_chains
from annotate.rules.registry import Context, rule

_PART = re.compile(
    r"[（(][AB]型[）)]|[（(][\u4e00-\u9fff]{2,4}?(?:区|县|市|片区)?[)）](?=[是，、。的])"
    r"|(?:(?![和与及的等在各大个])[\u4e00-\u9fff]){1,4}片区|[东西南北中]区"
    r"|(?:(?![和与及的等在各大个以为是打造建设位于推进管委会作])[\u4e00-\u9fff]){0,10}(?:核心|协同|联动|产业|起步|启动|先行|拓展|聚集|集聚)区"
    r"|(?!产业|工业|科技|特色|重点|主要|下辖|所有|内)(?:(?![和与及的等各在为个])[\u4e00-\u9fff]){2,3}园区"
)
_ALIAS = re.compile(r"[（(](?:以下|下)?简?称[：:]?[“‘「\"]([^”’」\"]{2,10})[”’」\"][)）]")
_COUNTED = re.compile(r"市|站(?![在上稳起位到])|\d+余?[个家]")
_WANTED = re.compile(r"(?:打造|建成|建设|争创|创建|成为|作为|构建|迈向)[^，。]{0,2}$")
_DESCRIBED = re.compile(
    r"级|型|局|厅|高度|积极|正在|加快|市长(?![江沙春治])|书记|^新区$|开通|主任|第.大|第一|最大|^全|唯一|首[个家批]|[省市县]特色$|的|[之又]一|申[建创]|^不|[一二两三四五六七八九十几多][大个家条]|[零低]碳$|县域$|^[地跨涉]|(?:省|自治区)国家$"
)
"""What a name does not hold, but a description does."""
_CLAIMED = re.compile(
    "(?:产业)?(?:示范|先行|先导|集聚|创新)区|产业(?:示范|化)?基地|(?:示范|创新|孵化|总部|制造|生产|养殖|中试|石化|化工)基地|示范园区|片区|园区"
)
"""Heads that also end claims and honours (高质量发展示范区): a place before them names nothing."""

_DISTRICTS = ("浦东新区", "滨海新区")
"""New areas that are districts of a city, with a government of their own."""

_ZONES = (
    "新区",
    "高新区",
    "高新技术产业开发区",
    "经开区",
    "开发区",
    "经济开发区",
    "经济技术开发区",
    "工业园区",
    "综合保税区",
    "综保区",
)

_TWO_ZONES = re.compile("开发区[\u4e00-\u9fff]{4,}开发区$")
"""Zones that nothing divides in a list."""
_OWN_NAME = re.compile(
    "(?:产业|科技|工业|物流|科创|软件|创业|创新|创意|示范|智造|科学|众创|电商)园区?|(?:科技|科学|科创|智创|教育|医学|生态|健康|医药|汽车|产业新?|航空|生物|智慧)城"
    "|创新港|公路港|铁路港|(?:数字|智能|基金)?小镇|园区|[智药云]谷|智造谷|创业谷|(?:养殖|产业)基地|集中区|生物岛"
)
"""Heads before which a word that is no place may be the name (丰赢智能制造产业园)."""


@rule("PARK", priority=2, score=0.95)
def known_park(context: Context) -> Iterator[tuple[int, int]]:
    """Find parks known by a name of their own.

    >>> from annotate.rules.registry import found
    >>> found(known_park, "走进中关村与两江新区")
    ['中关村', '两江新区']
    """
    hits, text = context.hits["parks"], context.text
    yield from ((hit.start, _part_end(text, hit.end)) for hit in hits)
    yield from (
        (hit.start, part.end)
        for hit, part in pairwise(hits)
        if hit.end == part.start and not text.endswith("区", 0, hit.end)
    )


@lru_cache(maxsize=1)
def placed_parks(context: Context) -> tuple[tuple[int, int], ...]:
    """Return the parks whose name begins with a place, or with a company before it: 比亚迪襄阳产业园."""
    found = []
    previous = 0
    for head in _heads(context):
        start = named_from(context, head.start)
        if start is not None and start < previous <= head.start:
            next_one = _TWO_ZONES.match(context.text, previous - 3, head.end)
            start = place_between(context, previous, head.start) or (previous if next_one else start)
        previous = head.end
        if start is not None and not _describes(context, start, head):
            found.append((owner_start(context, start), _part_end(context.text, head.end)))
    return tuple(found)


def _describes(context: Context, start: int, head: Span) -> bool:
    """Tell whether what looks like a name is a district, or a claim: of a rank, or of what a place wants to be."""
    text = context.text
    if text.endswith(_DISTRICTS, start, head.end):
        return True
    if _CLAIMED.fullmatch(text, head.start, head.end) and owner_start(context, start) == start:
        place = starting(place_chains(context), start, start + 1)
        if not place or text[place[0].end - 1] in "省市国" or _WANTED.search(text, max(start - 6, 0), start):
            return True
    if text.startswith("产业园区", head.start) and text[head.start - 1] in "省市县区":
        return True
    if text[head.start : head.end] in _ZONES and text[head.start - 1] == "省":
        return True
    return bool(_DESCRIBED.search(text, start, head.start))


@lru_cache(maxsize=1)
def _heads(context: Context) -> tuple[Span, ...]:
    """Return the words that may end a park's name: before no number of them, no 市, and no university's own."""
    text = context.text
    return tuple(
        head
        for head in context.hits["park_heads"]
        if not _COUNTED.match(text, head.end)
        and not (text.endswith("大学", 0, head.start) and text.startswith("科技园", head.start))
    )


def _part_end(text: str, end: int) -> int:
    """Take in the district that a park is one with, and the part of it that is meant: 高新区（滨江）, 中关村西区."""
    match = _PART.match(text, end)
    return match.end() if match else end


@rule("PARK", priority=2, score=0.93)
def placed_park(context: Context) -> Iterator[tuple[int, int]]:
    """Find parks whose name begins with a place.

    >>> from annotate.rules.registry import found
    >>> found(placed_park, "推进襄阳科技城和南京江宁滨江开发区建设，走访各开发区")
    ['襄阳科技城', '南京江宁滨江开发区']
    """
    yield from placed_parks(context)


@rule("PARK", priority=3, score=0.93)
def park_alias(context: Context) -> Iterator[tuple[int, int]]:
    """Find the short name that a bracket behind a park gives, by which the article calls it.

    >>> from annotate.rules.registry import found
    >>> found(park_alias, "走进云川湾新区和襄阳科技城（以下简称“科技城”），高新区（滨江）")
    ['科技城']
    """
    for _, end in sorted({*known_park(context), *placed_parks(context)}):
        if match := _ALIAS.match(context.text, end):
            yield match.span(1)


@rule("PARK", priority=2, score=0.85)
def company_base(context: Context) -> Iterator[tuple[int, int]]:
    """Find what a company calls its base somewhere.

    >>> from annotate.rules.registry import found
    >>> found(company_base, "比亚迪合肥基地投产，合肥基地的华为")
    ['比亚迪合肥基地']
    """
    for place in place_chains(context):
        start = owner_start(context, place.start)
        if start < place.start and context.text.startswith("基地", place.end):
            yield start, place.end + 2


@rule("PARK", priority=3, score=0.85)
def placed_national_park(context: Context) -> Iterator[tuple[int, int]]:
    """Find national zones with their place, which are no honours.

    >>> from annotate.rules.registry import found
    >>> found(placed_national_park, "海口国家高新技术产业开发区，创建国家高新区，广东省国家高新区")
    ['海口国家高新技术产业开发区']
    """
    for start, end in placed_parks(context):
        if "国家" in context.text[start:end]:
            yield start, end


@rule("PARK", priority=2, score=0.85)
def named_zone(context: Context) -> Iterator[tuple[int, int]]:
    """Find development zones behind a name of a few characters that is no place known.

    >>> from annotate.rules.registry import found
    >>> found(named_zone, "包括万盛经开区、国家高新区")
    ['万盛经开区']
    """
    yield from named_zones(context)


@lru_cache(maxsize=1)
def named_zones(context: Context) -> tuple[tuple[int, int], ...]:
    """Return the development zones behind a name of a few characters that is no place known."""
    found = []
    for head in _heads(context):
        if context.text[head.start : head.end] in _ZONES and named_from(context, head.start) is None:
            core = _core(context, head)
            if 2 <= len(core) <= 4 and not is_wordy(core):
                found.append((head.start - len(core), head.end))
    return tuple(found)


@rule("PARK", priority=2, score=0.75)
def named_park(context: Context) -> Iterator[tuple[int, int]]:
    """Find parks by their last word where what stands before it is more than description.

    >>> from annotate.rules.registry import found
    >>> found(named_park, "走进丰赢智能制造产业园，建设特色产业园")
    ['丰赢智能制造产业园']
    """
    for head in _heads(context):
        if _OWN_NAME.fullmatch(context.text, head.start, head.end) and named_from(context, head.start) is None:
            core = _core(context, head)
            if 2 <= len(core) <= 12 and not is_wordy(core):
                yield head.start - len(core), head.end


def _core(context: Context, head: Span) -> str:
    """Return what stands between the boundary and a head, nothing if it describes."""
    whole = context.text[name_start(context, head.start) : head.start]
    core = whole[leading_words(whole, 1) :]
    counted = whole.startswith(("个", "家", "座")) or core.startswith("国家")
    return "" if counted or _DESCRIBED.search(core) else core
