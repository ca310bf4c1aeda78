"""The lines of a raw text: blanks and marks that are no part of the printed words taken out, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotate.alignment import AlignedText


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph of a web page.

    `level` is the depth of a marked heading (0: none); `whole` paragraphs are never joined with their neighbours;
    `indented`, `gap` and `page` tell whether blanks, a blank line or a page break stand before it.
    """

    aligned: AlignedText
    level: int = 0
    whole: bool = False
    indented: bool = False
    gap: bool = False
    page: bool = False

    @property
    def text(self) -> str:
        """Return the line's text."""
        return self.aligned.text


HAN = "㐀-䶿一-鿿豈-﫿々〇"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SPACES = r"[\s\x00-\x1f\x7f-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
_BLANKS = re.compile(rf"{_SPACES}+")
_SPACED_WORD = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000\xa0]{{1,4}}[{HAN}])+(?![{HAN}])")
_MARKS = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"  # an image
    r"|\[(?P<link>[^\]\n]{1,300})\]\((?:https?:|/|#|www)[^)\n]{0,500}\)"
    rf"|(?<=[{HAN}])[(（](?=[a-z]*[{TONED}])[a-z{TONED}]{{1,6}}[)）]"  # how a character is pronounced
    r"|\*\*|\A#{1,6}\s+|\A>\s+"
    r"|\$(?P<formula>[-\d\s.,%\\+~×]{1,80})\$"
)
_CLAUSE = re.compile(r"[，。；、！？]|[,;](?!\d)")
_HEADING = re.compile(r"#{1,6}(?=\s)")
_FOLDED_INDENT = re.compile(r"(?<=\S)(?:[ \xa0]*(?:\t|\u3000{2})|(?<=[。！？”])[ \xa0]{4})[ \t\xa0\u3000]*")
_SHORTEST_FOLDED = 80
_RULE = re.compile(r"(?:[-*_=~|:]\s?){3,}\Z")


def printed_lines(raw: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of a plain or Markdown text, from a raw offset on, that hold anything printed."""
    return aligned_lines(AlignedText(raw[start:], tuple(range(start, len(raw)))))


def aligned_lines(source: AlignedText) -> Iterator[Line]:
    """Yield the lines of an already aligned text that hold anything printed."""
    position, gap, page = 0, False, False
    for printed in source.text.splitlines(keepends=True):
        for piece in unfolded(source.slice(position, position + len(printed))):
            line = unmarked(piece)
            if line.text:
                indent = piece.text[: len(piece.text) - len(piece.text.lstrip())]
                indented = len(indent) > 1 or indent in ("\u3000", "\t")
                yield replace(line, indented=indented, gap=gap, page=page or indent == " ")
            gap, page = not line.text, page and not line.text
        position += len(printed)
        page = page or printed.endswith("\f")


def unfolded(aligned: AlignedText) -> Iterator[AlignedText]:
    """Yield the paragraphs of a line into which several were folded, each with its indent before it."""
    start = 0
    if len(aligned.text) > _SHORTEST_FOLDED and "。" in aligned.text:
        for indent in _FOLDED_INDENT.finditer(aligned.text.rstrip()):
            yield aligned.slice(start, indent.start())
            start = indent.start()
    yield aligned.slice(start, len(aligned.text))


def unmarked(aligned: AlignedText) -> Line:
    """Take Markdown's marks and the needless blanks out of one line."""
    start = len(aligned.text) - len(aligned.text.lstrip())
    aligned = aligned.slice(start, len(aligned.text.rstrip()) if start < len(aligned.text) else start)
    heading = _HEADING.match(aligned.text)
    if _RULE.match(aligned.text):
        return Line(aligned.slice(0, 0))
    return Line(tidied(_without_marks(aligned)), level=heading.end() if heading else 0)


def _without_marks(aligned: AlignedText) -> AlignedText:
    kept: list[int] = []
    end = 0
    for mark in _MARKS.finditer(aligned.text):
        kept.extend(range(end, mark.start()))
        if mark["link"] is not None:
            kept.extend(range(*mark.span("link")))
        elif mark["formula"] is not None:
            kept.extend(i for i in range(*mark.span("formula")) if aligned.text[i] not in "\\ ")
        end = mark.end()
    return aligned.keep([*kept, *range(end, len(aligned.text))]) if end else aligned


def tidied(aligned: AlignedText) -> AlignedText:
    """Drop the blanks inside Chinese words and numbers, and all but the first of any other run of blanks.

    >>> tidied(AlignedText.identity("10月 12日，营收 325.17 亿元 ，综 合 AI 产业")).text
    '10月12日，营收325.17亿元，综合 AI 产业'
    """
    text = aligned.text
    row = _is_row(text)
    spaced = [match.span() for match in _SPACED_WORD.finditer(text)]
    kept: list[int] = []
    end = word = 0
    for blank in _BLANKS.finditer(text):
        kept.extend(range(end, blank.start()))
        end = blank.end()
        while word < len(spaced) and spaced[word][1] <= blank.start():
            word += 1
        inside = word < len(spaced) and spaced[word][0] < blank.start()
        if blank.start() > 0 and end < len(text) and not inside:
            kept.extend(_kept_blank(text, blank, row))
    return aligned.keep([*kept, *range(end, len(text))]) if end else aligned


def _is_row(text: str) -> bool:
    """Tell whether a line is a table's row: several cells and no clause, some of them words or numbers side by side."""
    if _CLAUSE.search(text):
        return False
    cells = text.split()
    return len(cells) > 3 and any(left[-1].isdecimal() == right[0].isdecimal() for left, right in pairwise(cells))


_CLAUSE_MARKS = frozenset("，。、；：！？,;!?％%")
_ENDS = frozenset("。！？!?")


def _kept_blank(text: str, blank: re.Match[str], row: bool) -> Sequence[int]:
    """Return the position of the run's one blank that is kept, or none."""
    run, left, right = blank.group(), text[blank.start() - 1], text[blank.end()]
    first = next((i for i, character in enumerate(run, blank.start()) if character.isspace()), None)
    if first is None:
        return ()
    if any(character in "\r\n\x0b\x0c\x85\u2028\u2029" for character in run):
        return (first,) if _latin(left) and _latin(right) else ()
    wide = len(run) > 1 or run in "\t\u3000"
    if right in _CLAUSE_MARKS or (left in _CLAUSE_MARKS and left not in _ENDS):
        return (first,) if left in ",;:" and _latin(right) else ()
    if left in _ENDS:
        return () if right in "（(" else (first,)
    if wide or row or text.endswith(("讯", "报道"), 0, blank.start()):
        return (first,)
    joins_number = left.isdecimal() != right.isdecimal() and not (_letter(left) or _letter(right))
    return () if joins_number else (first,)


def _letter(character: str) -> bool:
    return character.isascii() and not character.isdecimal()


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def chained(parts: Sequence[AlignedText]) -> AlignedText:
    """Put parts of one raw text together, in their order."""
    text = "".join(part.text for part in parts)
    offsets = tuple(offset for part in parts for offset in part.offsets)
    return AlignedText(text, offsets, next((part.raw_ends for part in parts if part.raw_ends), {}))


def joined(lines: Sequence[Line]) -> Line:
    """Make one line of the lines that a wrap tore apart; a blank parts Latin words only."""
    parts: list[AlignedText] = []
    for line in lines:
        if parts and _latin(parts[-1].text[-1]) and _latin(line.text[0]):
            both_digits = parts[-1].text[-1].isdecimal() and line.text[0].isdecimal()
            if not both_digits:
                parts.append(AlignedText(" ", (parts[-1].offsets[-1] + 1,)))
        parts.append(line.aligned)
    return replace(lines[0], aligned=chained(parts))
