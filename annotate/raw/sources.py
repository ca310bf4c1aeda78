"""What may be harvested: files, folders, globs and standard input, and tables with a text column."""

from __future__ import annotations

import glob
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from annotate.alignment import AlignedText
from annotate.raw.encodings import decode, encoding_of_lines
from annotate.raw.tables import READERS, sniffed
from annotate.records import InputError

LARGEST = 16 << 20
"""Bytes of a running text."""

_HEAD = 20_000
_SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".jsp", ".asp", ".php", *READERS)
)


@dataclass(frozen=True, slots=True)
class Source:
    """One raw text: a whole file, or a table's cell, which is aligned with its file.

    `place` names file and line, `read` is the share of the file up to the text's end.
    """

    name: str
    text: str
    place: str
    cell: AlignedText | None = None
    meta: dict[str, str | None] = field(default_factory=dict)
    read: float = 1.0


def read_sources(inputs: Iterable[str]) -> Iterator[Source]:
    """Yield the raw texts of files, folders (every known suffix below), globs and `-`, one at a time.

    A `.csv`, `.jsonl` or `.parquet` file, or one that reads like the first two, gives a text a row. InputError names
    what cannot be read, is empty, or is larger than 16 MiB without being a table.
    """
    for given in inputs:
        for path in paths(given):
            if path is None:
                with standard_input() as file:
                    yield from _required(read_file(file, "-"), "-")
            else:
                yield from _required(read_file(path, str(path)), str(path))


def _required(sources: Iterable[Source | InputError], name: str) -> Iterator[Source]:
    """Raise what cannot be read, and InputError when a table has no text at all."""
    empty = True
    for source in sources:
        if isinstance(source, InputError):
            raise source
        empty = empty and source.cell is not None and not source.text.strip()
        yield source
    if empty:
        raise InputError(f"{name}: has no row with a text; leave it out")


def read_file(path: Path, name: str, skip: int = 0) -> Iterator[Source | InputError]:
    """Yield a file's raw texts after the first `skip`; what cannot be read comes as the InputError that tells why."""
    try:
        yield from _read(path, name, skip)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{name}: cannot be read ({error.strerror}); check the path")


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


def _read(path: Path, name: str, skip: int) -> Iterator[Source | InputError]:
    suffix = path.suffix.lower()
    if suffix in READERS:
        yield from _rows(path, name, suffix, skip)
        return
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    table = sniffed(data[:_HEAD].decode(encoding_of_lines(data, name), "ignore"))
    if table:
        yield from _rows(path, name, table, skip)
    elif skip:
        return
    elif len(data) > LARGEST:
        raise InputError(f"{name}: is larger than {LARGEST >> 20} MiB; split it, or put an article a row in JSON lines")
    else:
        yield Source(name, decode(data, name), name)


def _rows(path: Path, name: str, suffix: str, skip: int) -> Iterator[Source | InputError]:
    empty = not skip
    for row in READERS[suffix](path, name, skip):
        empty = False
        if isinstance(row, InputError):
            yield row
        else:
            yield Source(name, row.cell.text, row.place, row.cell, row.meta | {"kind": suffix[1:]}, row.read)
    if empty:
        raise InputError(f"{name}: has no row with a text; leave it out")


@contextmanager
def standard_input() -> Iterator[Path]:
    """Keep standard input in a file for as long as the block lasts, as a table is read twice."""
    with tempfile.NamedTemporaryFile() as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
        file.flush()
        yield Path(file.name)
