"""What flows through the house: spans, figures, documents, and how they are kept as JSON lines."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from annotate.alignment import AlignedText


class InputError(Exception):
    """Input that cannot be used: the message is one line naming the file and the remedy."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled stretch of text: half-open code-point offsets, a score in 0…1, the rule or model behind it."""

    start: int
    end: int
    label: str
    score: float = 1.0
    source: str = ""

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character.

        >>> Span(0, 2, "LOC").overlaps(Span(2, 4, "LOC"))
        False
        """
        return self.start < other.end and other.start < self.end

    def key(self) -> tuple[int, int, str]:
        """Return what strict scoring compares: start, end and label."""
        return (self.start, self.end, self.label)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's reading; the attributes are those of the handbook, numbers are decimal strings."""

    span: Span
    value: str | None = None
    value_high: str | None = None
    unit: str | None = None
    bound: str = "exact"
    change: str | None = None
    basis: str | None = None
    timex: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    indicator: str | None = None
    subject: str | None = None
    period: str | None = None

    def attributes(self) -> dict[str, str | None]:
        """Return the reading without its span."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "span"}


@dataclass(frozen=True, slots=True)
class Document:
    """One article: clean text that knows its raw offsets, its spans and the readings of its figures.

    `meta` holds source, kind, title, byline and published (ISO date), each a string or None.
    """

    id: str
    aligned: AlignedText
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the clean text that all offsets index."""
        return self.aligned.text


Predictor = Callable[[Sequence[str]], list[list[Span]]]
"""Texts in, flat spans sorted by start out, one list a text: rules, a torch model, an ONNX model alike."""


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as plain JSON values; offsets are kept as runs."""
    return {
        "id": document.id,
        "text": document.text,
        "raw_offsets": document.aligned.runs(),
        "spans": [_fields(span) for span in document.spans],
        "figures": [{**_fields(figure), "span": _fields(figure.span)} for figure in document.figures],
        "meta": document.meta,
    }


def _fields(record: Span | Figure) -> dict[str, Any]:
    """Return the fields of a flat record; `asdict` copies every value deeply, at ten times the cost."""
    return {name: getattr(record, name) for name in record.__slots__}


def from_json(record: dict[str, Any]) -> Document:
    """Rebuild a document; a missing or ill-typed key raises KeyError, TypeError or ValueError."""
    return Document(
        id=str(record["id"]),
        aligned=AlignedText.from_runs(record["text"], record["raw_offsets"]),
        spans=tuple(Span(**span) for span in record.get("spans", ())),
        figures=tuple(Figure(**{**figure, "span": Span(**figure["span"])}) for figure in record.get("figures", ())),
        meta=dict(record.get("meta", {})),
    )


def read_documents(path: Path) -> Iterator[Document]:
    """Read documents from JSON lines one by one; a bad line raises InputError naming file and line."""
    for number, record in enumerate(read_jsonl(path), 1):
        try:
            yield from_json(record)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}:{number}: not a document ({error!r}); write it with `zhibiao harvest`") from error


def write_documents(documents: Iterable[Document], path: Path) -> int:
    """Write documents as JSON lines, whole or not at all; return how many."""
    return write_jsonl((to_json(document) for document in documents), path)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON objects line by line; whatever is wrong raises InputError with file and line."""
    count = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    count += 1
                    yield _parse_object(line, path, number)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text; save it as UTF-8 JSON lines") from error
    if not count:
        raise InputError(f"{path}: is empty; write it again with the command that makes it")


def _parse_object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}:{number}: is not JSON ({error}); one object a line is wanted") from error
    if not isinstance(record, dict):
        raise InputError(f"{path}:{number}: is not a JSON object; one object a line is wanted")
    return record


def write_jsonl(records: Iterable[dict[str, Any]], path: Path) -> int:
    """Write JSON objects line by line, whole or not at all; return how many."""
    count = 0
    with whole_file(path) as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """Open a UTF-8 file that appears under its name only when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Have a folder, made when missing, for this run alone; InputError when another run has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(f"{folder}: another run is writing there; wait for its end, or name another -o") from error
        yield
    finally:
        os.close(handle)
