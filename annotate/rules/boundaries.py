"""Where a name begins and ends: between marks, and between the words that no name holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from annotate.records import Span
from annotate.rules.lexicons import is_wordy, leading_words
from annotate.rules.registry import Context

MARKS = frozenset(
    " \t\n\r\u3000，,。.；;：:、！!？?…“”‘’\"'《》〈〉「」『』【】[]—–|/\\□■◆●▲△★☆=＝+<>%％@#&*~～￥$0123456789"
)
"""Characters that no name of a body or place holds; brackets are not among them: 西部（重庆）科学城 holds a pair."""

_LATIN_PAIR = re.compile("[A-Za-z]{2}")
_OPENING = {"）": "（", ")": "("}


def clear_of(hits: tuple[Span, ...], decoys: tuple[Span, ...]) -> list[Span]:
    """Drop the hits that touch a decoy without holding it; both are flat and sorted."""
    starts = [decoy.start for decoy in decoys]
    return [hit for hit in hits if not _touched(hit, decoys, starts)]


def whole_words(text: str, hits: Sequence[Span]) -> Iterator[Span]:
    """Yield the hits that cut no Latin word: LG, but not that of ALGAE."""
    for hit in hits:
        if not any(_LATIN_PAIR.fullmatch(text[max(at - 1, 0) : at + 1]) for at in (hit.start, hit.end)):
            yield hit


def _touched(hit: Span, decoys: tuple[Span, ...], starts: list[int]) -> bool:
    before = bisect_left(starts, hit.end) - 1
    if before < 0 or decoys[before].end <= hit.start:
        return False
    return not (hit.start <= decoys[before].start and decoys[before].end <= hit.end)


def starting(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return those of sorted spans that start in a half-open range."""
    first = bisect_left(spans, start, key=_start)
    return spans[first : bisect_left(spans, end, first, key=_start)]


_start = attrgetter("start")


def owner_start(context: Context, place: int) -> int:
    """Return where the company starts that owns what is named by a place behind it: 国网山西省电力公司."""
    hits = context.hits["companies"]
    end = place - 2 * context.text.endswith("集团", 0, place)
    owner = starting(hits, place - 12, place)[-1:]
    return owner[0].start if owner and owner[0].end >= end else place


@lru_cache(maxsize=1)
def _edges(context: Context) -> tuple[list[int], list[int]]:
    """Return the starts and the ends of the words that bound names."""
    hits = clear_of(context.hits.get("edges", ()), context.hits.get("edge_decoys", ()))
    return [hit.start for hit in hits], [hit.end for hit in hits]


def name_start(context: Context, head: int, longest: int = 16) -> int:
    """Return where a name that runs up to `head` may begin: behind the last mark or bounding word.

    >>> from annotate.rules.registry import read_context
    >>> text = "记者走进宜昌长机科技有限责任公司"
    >>> text[name_start(read_context(text), text.index("有限")):]
    '宜昌长机科技有限责任公司'
    """
    start = _behind_mark(context.text, max(head - longest, 0), head)
    starts, ends = _edges(context)
    edge = bisect_right(ends, head) - 1
    start = max(start, ends[edge]) if edge >= 0 and starts[edge] >= start - 1 else start
    closing = max(context.text.rfind(mark, start, head) for mark in _OPENING)
    return start if closing < 0 or any(mark in context.text[start:closing] for mark in "（(") else closing + 1


def _behind_mark(text: str, low: int, head: int) -> int:
    """Walk left from `head` to the last mark; a bracketed pair of a few characters is stepped over."""
    at = head
    while at > low:
        character = text[at - 1]
        if character in _OPENING:
            opening = text.rfind(_OPENING[character], max(at - 8, low), at)
            if opening <= low:
                return at
            at = opening
        elif character in MARKS or character in "（(":
            return at
        else:
            at -= 1
    return low


def invented_core(context: Context, head: int, longest: int = 6) -> str:
    """Return what stands before a head if it looks invented: two to `longest` characters that are no frequent words."""
    core = context.text[name_start(context, head) : head]
    core = core[leading_words(core) :]
    start = head - len(core)
    unit = core.isascii() and context.text[start - 1 : start].isdigit()
    return core if 2 <= len(core) <= longest and not unit and not is_wordy(core) else ""


def opens(context: Context, start: int) -> bool:
    """Tell whether a name may begin here: at the text's start, behind a mark, a bracket or a bounding word."""
    text = context.text
    if start == 0 or text[start - 1] in MARKS or text[start - 1] in "（()）":
        return True
    _, ends = _edges(context)
    at = bisect_left(ends, start)
    return at < len(ends) and ends[at] == start


def closes(context: Context, end: int) -> bool:
    """Tell whether a name may end here: at the text's end, a mark, a bracket or a bounding word."""
    text = context.text
    if end >= len(text) or text[end] in MARKS or text[end] in "（()）":
        return True
    starts, _ = _edges(context)
    at = bisect_left(starts, end)
    return at < len(starts) and starts[at] == end
