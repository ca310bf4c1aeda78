"""A text table cut into its records, each at its offset, however large or damaged single ones are."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate.raw.encodings import encoding_of_lines
from annotate.records import InputError

LONGEST = 4 << 20
"""Characters of a record; an article has a thousandth."""

_HEAD = 1 << 20
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in its file: `place` names file and line, `start` counts characters.

    `raw` is None when the record is larger than `LONGEST`; `read` is the share of the file up to its end.
    """

    place: str
    start: int
    raw: str | None
    read: float

    @property
    def text(self) -> str:
        """Return what the record says; InputError when it is too long or was not decoded."""
        if self.raw is None:
            raise InputError(f"{self.place}: is longer than {LONGEST:,} characters; split it, or close its quote")
        if _UNDECODED.search(self.raw):
            raise InputError(f"{self.place}: is not in the encoding of the other lines; save the file as UTF-8")
        return self.raw


def cut(path: Path, name: str, *, quoted: bool) -> Iterator[Record]:
    """Yield each record that isn't blank: a line, or, where quoted, lines up to one that leaves no quote open."""
    start = length = quotes = 0
    line = first = 1
    kept: list[str] = []
    for piece, read in _pieces(path, name):
        length += len(piece)
        quotes += piece.count('"') if quoted else 0
        if length <= LONGEST:
            kept.append(piece)
        else:
            kept.clear()
        ended = piece[-1:] in ("\r", "\n")
        line += ended
        if piece and (not ended or quotes % 2):
            continue
        text = "".join(kept)
        if length > LONGEST or (text and not text.isspace()):
            yield Record(f"{name}:{first}", start, text if length <= LONGEST else None, read)
        start, first, length, quotes, kept = start + length, line, 0, 0, []


def _pieces(path: Path, name: str) -> Iterator[tuple[str, float]]:
    """Yield a file's lines, longer ones than `LONGEST` in pieces, and "" at its end; with the share that was read."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        encoding = encoding_of_lines(file.read(_HEAD), name)
        file.seek(0)
        lines = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
        try:
            while line := lines.readline(LONGEST):
                yield line, file.tell() / size
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: is not {encoding} throughout; save it as UTF-8") from error
    yield "", 1.0
