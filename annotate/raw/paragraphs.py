"""Paragraphs out of wrapped lines: which line break a reader would not see, which one the writer meant."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotate.raw.lines import HAN, Line, joined

_TERMINAL = re.compile(
    r"[。！？!?…；;：:][”’）》」』】)\"]*\Z|[。！？”）)\s][（(][^（()）]{1,60}[)）]\Z|\A[（(【].*[)）】]\Z"
    rf"|[。！？”]\s[{HAN}]{{2,3}}(?:\s[{HAN}]{{2,3}}){{0,4}}\Z"
)
_CLAUSE = re.compile(r"[，。；、！？]|[,;](?!\d)")
_UNFINISHED = re.compile(r"[，、,（(《“—－\-]\Z|[（(《“][^）)》”]{0,40}\Z")
_NO_START = frozenset("，。、；：！？”’）》」』】％,;:!?)%….")
_STRONG = re.compile(r"[□■▲△●◆◇★☆※•▪]|【[^】]{1,20}】|\||本[报刊网台]讯|图片?来源\s?[:：]")
_WEAK = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条]"
    r"|[图表附]\s?\d|[—―]{2}"
)
LEAD = re.compile(
    r"本[报刊网台]讯|[^，。！？]{2,8}讯\s?[（(][^（）()]{0,12}(?:记者|通讯员)|(?:新华社|中新[社网]).{2,12}电"
)
"""How a news report's first paragraph starts."""

BYLINE = re.compile(
    r"[（(□■]?\s?(?:本[报刊网台]|记者|通讯员|作者|文\s?[|｜/]|图片?来源|来源|编辑|责任编辑|撰[稿文]|采写|供稿|摄影)"
    rf"|[□■]?\s?[{HAN}]{{2,3}}(?:\s[{HAN}]{{2,3}}){{1,4}}\Z"
)
"""A line that names who wrote a report, or whence it comes."""

_NARROW = re.compile("[\x00-\u1fff]+")
_NARROWEST_COLUMN, _WIDEST_COLUMN = 16, 120
_WIDEST_HEADING = 70
_LINES_ABOVE, _NEIGHBOURS = 3, 13


def width(text: str) -> int:
    """Return the printed width: two for a Chinese character or mark, one for a Latin one.

    >>> width("达2.7亿元")
    9
    """
    return len(text) + len(_NARROW.sub("", text))


def paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of each paragraph into one."""
    if not lines:
        return []
    spaced = sum(line.gap for line in lines) > 0.3 * len(lines)
    marked = sum(line.level > 0 for line in lines) > 1
    groups = [[lines[0]]]
    for line, column in zip(lines[1:], _columns(lines), strict=False):
        if _Break(groups[-1], line, column, spaced, marked).is_wrap():
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined(group) for group in groups]


@dataclass(frozen=True, slots=True)
class _Break:
    """The break between a paragraph so far and the next line.

    `column` is the width of the column that they are set in (None: text that is not wrapped), `spaced` tells that
    blank lines mean nothing here, `marked` that headings are marked as such.
    """

    before: Sequence[Line]
    line: Line
    column: int | None
    spaced: bool
    marked: bool

    def is_wrap(self) -> bool:
        last, line = self.before[-1], self.line
        if last.whole or line.whole or last.level or line.level or "|" in (last.text[-1], line.text[0]):
            return False
        if line.text[0] in _NO_START:
            return True
        if _STRONG.match(line.text) or LEAD.match(line.text):
            return False
        if (line.indented and not last.indented) or (
            line.gap and not self.spaced and not _UNFINISHED.search(last.text)
        ):
            return False
        if _TERMINAL.search(last.text):
            return self._lacks(last) <= 2 and self._lacks(line) <= 2 and not _WEAK.match(line.text)
        return not self._stands_alone()

    def _lacks(self, line: Line) -> int:
        """Return by how much a line falls short of the column."""
        return 99 if self.column is None else abs(self.column - width(line.text))

    def _stands_alone(self) -> bool:
        """Tell whether the last line so far ends something that has no full stop: a title, a byline, a table row."""
        last = self.before[-1].text
        if LEAD.match(self.before[0].text) or _UNFINISHED.search(last):
            return False
        if self.marked:
            return len(self.before) == 1 and BYLINE.match(last) is not None
        if len(self.before) > 1 and width(last) >= width(self.before[-2].text) - 6:
            return False
        if self.column is not None and 0.8 * self.column <= width(last) <= self.column + 6:
            wraps_on = self.column - width(self.line.text) <= 2 or _TERMINAL.search(self.line.text)
            return not (_CLAUSE.search(last) or (wraps_on and _CLAUSE.search(self.line.text)))
        clauses = len(self.before) > 1 and (_CLAUSE.search(last) or _CLAUSE.search(self.line.text))
        return width(last) <= _WIDEST_HEADING and not clauses


def _columns(lines: Sequence[Line]) -> list[int | None]:
    """Return for each line the width of the column that it is set in, seen from its neighbours, more of them below."""
    widths = [width(line.text[: _WIDEST_COLUMN + 1]) for line in lines]
    torn = [not unicodedata.category(line.text[-1]).startswith("P") for line in lines]
    starts = [max(0, min(i - _LINES_ABOVE, len(lines) - _NEIGHBOURS)) for i in range(len(lines))]
    return [_column(widths[i : i + _NEIGHBOURS], torn[i : i + _NEIGHBOURS]) for i in starts]


def _column(widths: Sequence[int], torn: Sequence[bool]) -> int | None:
    for widest in sorted({wide for wide in widths if _NARROWEST_COLUMN <= wide <= _WIDEST_COLUMN}, reverse=True):
        full = [i for i, wide in enumerate(widths) if 0 <= widest - wide <= 4]
        if len(full) >= max(3, 0.35 * len(widths)) and 2 * sum(torn[i] for i in full) >= len(full):
            return Counter(widths[i] for i in full).most_common(1)[0][0]
    return None
