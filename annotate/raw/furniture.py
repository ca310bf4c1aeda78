"""Page furniture: what stands on a page or in a browser's window and belongs to no article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import yaml

from annotate.raw.lines import Line
from annotate.raw.paragraphs import width
from annotate.schema import CONFIGS

_PAGE_NUMBER = re.compile(r"(?:[-—–·•.\s]*\d{1,4}[-—–·•.\s]*|第\s?\d{1,4}\s?[页版]|\d{1,3}\s?/\s?\d{1,3})\Z")
_TWICE = re.compile(r"(\S.{0,18}\S)\s+\1\Z")
_TRAIL = re.compile(r".{0,20}(?:(?:>>?|＞|›|»)\s?[^>＞›»]{1,20}){2,}\Z")
_SENTENCE = re.compile(r"[，。；：！？、,;:]")
_WIDEST_HEAD = 40
_SHORTEST_PAGE = 8
_MOST_PAGES = 0.2


@cache
def page_words(kind: str) -> frozenset[str]:
    """Read one list of configs/page.yaml: kinds of HTML elements, classes of page furniture, lines that are buttons."""
    with (CONFIGS / "page.yaml").open(encoding="utf-8") as file:
        return frozenset(map(str, yaml.safe_load(file)[kind]))


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop page numbers, running heads, section labels at the foot of a page, and the browser's buttons."""
    if sum(line.page for line in lines) > _MOST_PAGES * len(lines):
        lines = [replace(line, page=False) for line in lines]
    repeated = Counter(line.text for line in lines if width(line.text) <= _WIDEST_HEAD)
    numbers = _page_numbers(lines, repeated)
    return [
        line
        for index, line in enumerate(lines)
        if not (
            index in numbers
            or _is_running_head(lines, index, numbers, repeated)
            or _is_foot_label(lines, index)
            or line.text in page_words("lines")
            or _TRAIL.match(line.text[:200])
        )
    ]


def _page_numbers(lines: Sequence[Line], repeated: Counter[str]) -> set[int]:
    """Return the lines that are page numbers: beside a running head or a page break, or counting up page by page."""
    found = [i for i, line in enumerate(lines) if not line.whole and _PAGE_NUMBER.match(line.text)]
    values = {i: int("".join(re.findall(r"\d+", lines[i].text)[:1])) for i in found}
    numbers = {i for pair in pairwise(found) if _turns_page(*pair, values) for i in pair}
    for i in found:
        following, before = lines[i + 1 : i + 2], lines[max(0, i - 1) : i]
        if any(line.page for line in following) or any(
            _looks_like_head(line, repeated) for line in [*following, *before]
        ):
            numbers.add(i)
    return numbers


def _turns_page(before: int, after: int, values: Mapping[int, int]) -> bool:
    return after - before >= _SHORTEST_PAGE and values[after] == values[before] + 1


def _looks_like_head(line: Line, repeated: Counter[str]) -> bool:
    if width(line.text) > _WIDEST_HEAD or _SENTENCE.search(line.text) or _PAGE_NUMBER.match(line.text):
        return False
    return repeated[line.text] > 2 or _TWICE.match(line.text) is not None


def _is_running_head(lines: Sequence[Line], index: int, numbers: set[int], repeated: Counter[str]) -> bool:
    beside_page = (
        lines[index].page or numbers & {index - 1, index + 1} or (index + 1 < len(lines) and lines[index + 1].page)
    )
    return bool(beside_page) and _looks_like_head(lines[index], repeated)


def _is_foot_label(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a short line cuts a sentence that runs on over the page."""
    if not 0 < index < len(lines) - 1 or not lines[index + 1].page or lines[index].whole:
        return False
    before, line = lines[index - 1].text, lines[index].text
    torn = before[-1].isalnum() and width(before) > 2 * width(line)
    return torn and not _SENTENCE.search(line) and width(line) <= _WIDEST_HEAD / 2
