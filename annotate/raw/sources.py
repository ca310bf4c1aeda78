"""What may be harvested: files, folders, globs and standard input, and tables with a text column."""

from __future__ import annotations

import glob
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotate.alignment import AlignedText
from annotate.raw.encodings import decode, encoding_of
from annotate.raw.tables import LARGEST, READERS, sniffed
from annotate.records import InputError

_HEAD = 20_000
_SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".jsp", ".asp", ".php", *READERS)
)


@dataclass(frozen=True, slots=True)
class Source:
    """One raw text: a whole file, or a table's cell, which is aligned with its file."""

    name: str
    text: str
    cell: AlignedText | None = None
    meta: dict[str, str | None] = field(default_factory=dict)


def read_sources(inputs: Iterable[str]) -> Iterator[Source]:
    """Yield the raw texts of files, folders (every known suffix below), globs and `-`, one at a time.

    A `.csv`, `.jsonl` or `.parquet` file, or one that reads like the first two, gives a text a row. InputError names
    what cannot be read, is empty, or is larger than 16 MiB without being a table.
    """
    for given in inputs:
        for path in paths(given):
            yield from _standard_input() if path is None else _read(path, str(path))


def paths(given: str) -> Iterator[Path | None]:
    """List the files that an input names, None for standard input; InputError when there are none."""
    path = Path(given)
    if given == "-":
        yield None
    elif path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file() and p.name[0] != ".")
        yield from found
        if not found:
            raise InputError(f"{given}: holds no file that can be harvested ({' '.join(sorted(_SUFFIXES))})")
    elif path.exists():
        yield path
    else:
        matches = sorted(Path(match) for match in glob.iglob(given, recursive=True))  # noqa: PTH207 - a glob may be absolute
        files = [match for match in matches if match.is_file()]
        if not files:
            raise InputError(f"{given}: no such file; check the path")
        yield from files


def _read(path: Path, name: str) -> Iterator[Source]:
    suffix = path.suffix.lower()
    if suffix in READERS:
        yield from _rows(path, name, suffix)
        return
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the path") from error
    table = sniffed(data[:_HEAD].decode(encoding_of(data, name), "ignore"))
    if table:
        yield from _rows(path, name, table)
    elif len(data) > LARGEST:
        raise InputError(f"{name}: is larger than {LARGEST >> 20} MiB; split it, or put an article a row in JSON lines")
    else:
        yield Source(name, decode(data, name))


def _rows(path: Path, name: str, suffix: str) -> Iterator[Source]:
    empty = True
    try:
        for row in READERS[suffix](path):
            empty = False
            yield Source(name, row.cell.text, row.cell, row.meta | {"kind": suffix[1:]})
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the path") from error
    if empty:
        raise InputError(f"{name}: has no row with a text; leave it out")


def _standard_input() -> Iterator[Source]:
    """Keep standard input in a file for as long as it is read, as a table is read twice."""
    with tempfile.NamedTemporaryFile() as file:
        while chunk := sys.stdin.buffer.read(LARGEST):
            file.write(chunk)
        file.flush()
        yield from _read(Path(file.name), "-")
