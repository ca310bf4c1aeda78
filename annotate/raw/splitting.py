"""Several articles in one file: where a newspaper page or a bulletin goes from one to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotate.raw.lines import HAN, Line
from annotate.raw.paragraphs import BYLINE, LEAD, width

_SENT_IN = re.compile(r"[（(](?:供稿|作者单位)\s?[:：]?[^（）()]{1,40}[）)]\Z")
_SIGNED = re.compile(rf"{_SENT_IN.pattern}|(?:\A|[。！？”])\s?[（(][{HAN}]{{2,4}}(?:\s[{HAN}]{{2,4}}){{0,3}}[）)]\Z")
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’）)]*\Z")
_PHOTO_CREDIT = re.compile(r"图片?来源\s?[:：]")
_NEWS_OPENING = re.compile(r"近日|日前|昨日|今日|连日来|\d{1,2}月\d{1,2}日")
_WIDEST_TITLE = 80
_MOST_TITLES = 4


def is_title(line: Line) -> bool:
    """Tell whether a line may be a title: marked as one, or short and without a full stop."""
    if line.level:
        return True
    return width(line.text) <= _WIDEST_TITLE and not (
        _SENTENCE_END.search(line.text) or _SIGNED.search(line.text) or BYLINE.match(line.text) or LEAD.match(line.text)
    )


def is_prose(line: Line) -> bool:
    """Tell whether a line belongs to an article's body."""
    return not line.level and ("。" in line.text or width(line.text) > _WIDEST_TITLE)


def split(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut the paragraphs of a file into its articles, a table of contents being one of them."""
    starts = [0]
    contents = _contents_end(lines)
    if contents:
        starts.append(contents)
    newspaper = sum(LEAD.match(line.text) is not None for line in lines) > 1
    bodied = False
    for index in range(starts[-1], len(lines)):
        if bodied and _begins(lines, index, newspaper):
            start = _back_over_titles(lines, index, starts[-1])
            if start > starts[-1]:
                starts.append(start)
                bodied = False
        bodied = bodied or is_prose(lines[index])
    return [list(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _begins(lines: Sequence[Line], index: int, newspaper: bool) -> bool:
    """Tell whether a new article begins with this line, or with the titles before it."""
    line, last = lines[index], lines[index - 1]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if LEAD.match(line.text) or (line.text[0] in "□■" and BYLINE.match(line.text)):
        return True
    if is_title(line) and following is not None and (_SENT_IN if not newspaper else _SIGNED).search(last.text):
        return True
    if newspaper and following is not None and is_prose(last):
        photo = _PHOTO_CREDIT.match(line.text) and _NEWS_OPENING.match(following.text)
        return bool(photo) or (not line.level and not following.level and is_title(line) and is_title(following))
    return False


def _back_over_titles(lines: Sequence[Line], index: int, first: int) -> int:
    start = index
    while start > first + 1 and index - start < _MOST_TITLES and is_title(lines[start - 1]):
        start -= 1
    return start


def _contents_end(lines: Sequence[Line]) -> int:
    """Return where a table of contents ends: titles that come again further down; 0 when there is none."""
    body = next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))
    counts = Counter(_key(line) for line in lines)
    if sum(counts[_key(line)] > 1 for line in lines[:body]) < 3:
        return 0
    seen: set[str] = set()
    for index, line in enumerate(lines[:body]):
        if _key(line) in seen:
            return index
        seen.add(_key(line))
    return 0


def _key(line: Line) -> str:
    return "".join(line.text.split())
