"""Articles kept as rows: CSV and JSON lines, every character of a cell at its offset in the file, and Parquet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from annotate.alignment import AlignedText
from annotate.raw.cutting import LONGEST, Record, cut
from annotate.raw.metadata import find_date
from annotate.records import InputError

if TYPE_CHECKING:
    import pyarrow

_Unparsed = TypeVar("_Unparsed")

TEXT_COLUMNS = ("text", "full_text", "content", "article", "body", "正文", "全文", "内容", "文本")
_TITLE_COLUMNS = ("title", "headline", "标题")
_BYLINE_COLUMNS = ("byline", "author", "authors", "作者")
_DATE_COLUMNS = ("published", "publish_date", "publish_time", "pubdate", "date", "发布日期", "发布时间", "日期")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")
_CHUNK = 1 << 20
_NOTHING = AlignedText("", ())


@dataclass(frozen=True, slots=True)
class Row:
    """One row's text with its offsets in the file, and what other columns tell of it.

    `place` names file and line, `read` is the share of the file up to the row's end.
    """

    place: str
    cell: AlignedText
    meta: dict[str, str | None]
    read: float


def read_csv(path: Path, name: str, skip: int = 0) -> Iterator[Row | InputError]:
    """Yield the rows of a CSV file with a header; quoting as in RFC 4180, comma, semicolon or tab."""
    records = cut(path, name, quoted=True)
    if (first := next(records, None)) is None:
        return
    header = first.text
    delimiter = max(",;\t", key=header.count)
    columns = [cell.text.strip() for cell in _cells(AlignedText.identity(header), delimiter)]
    wanted = _text_column(columns, name)

    def parse(record: Record) -> Row:
        text = record.text
        aligned = AlignedText(text, tuple(range(record.start, record.start + len(text))))
        cells = dict(zip(columns, _cells(aligned, delimiter), strict=False))
        meta = _meta({name: cell.text for name, cell in cells.items()})
        return Row(record.place, cells.get(wanted, _NOTHING), meta, record.read)

    for record in islice(records, skip, None):
        yield _attempt(parse, record)


def _attempt(parse: Callable[[_Unparsed], Row], unparsed: _Unparsed) -> Row | InputError:
    """Parse a row; one that cannot be read is no reason to leave the others."""
    try:
        return parse(unparsed)
    except InputError as error:
        return error


def _cells(record: AlignedText, delimiter: str) -> Iterator[AlignedText]:
    text = record.text.rstrip("\r\n")
    at = 0
    while at <= len(text):
        if text.startswith('"', at):
            end = _closing_quote(text, at + 1)
            yield _unescaped(record, [(m, '"') for m in re.compile('""').finditer(text, at + 1, end)], at + 1, end)
            at = end + 1
            at = text.find(delimiter, at) + 1 or len(text) + 1
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            yield record.slice(at, end)
            at = end + 1


def _closing_quote(text: str, at: int) -> int:
    while (end := text.find('"', at)) >= 0:
        if not text.startswith('"', end + 1):
            return end
        at = end + 2
    return len(text)


def read_jsonl(path: Path, name: str, skip: int = 0) -> Iterator[Row | InputError]:
    """Yield the rows of JSON lines: objects that hold their text under one of `TEXT_COLUMNS`."""
    for record in islice(cut(path, name, quoted=False), skip, None):
        yield _attempt(_json_row, record)


def _json_row(record: Record) -> Row:
    line = record.text
    members = _members(line, record.place)
    wanted = _text_column(list(members), record.place)
    value, start, end = members[wanted]
    if not isinstance(value, str):
        raise InputError(f"{record.place}: {wanted!r} is not a string; put the article's text there")
    source = AlignedText(line, tuple(range(record.start, record.start + len(line))))
    escapes = [(m, json.loads(f'"{m[0]}"')) for m in _ESCAPE.finditer(line, start + 1, end - 1)]
    cell = _unescaped(source, escapes, start + 1, end - 1)
    return Row(record.place, cell, _meta({name: member[0] for name, member in members.items()}), record.read)


def _members(line: str, place: str) -> dict[str, tuple[Any, int, int]]:
    """Return a JSON object's members with the place of each value in the line."""
    decoder = json.JSONDecoder()
    members: dict[str, tuple[Any, int, int]] = {}
    try:
        at = _skip(line, 0, "{")
        mark = "}" if line[at] == "}" else ","
        while mark == ",":
            name, at = decoder.raw_decode(line, at)
            start = _skip(line, at, ":")
            value, end = decoder.raw_decode(line, start)
            members[str(name)] = (value, start, end)
            at = _blank_end(line, end)
            mark, at = line[at], _blank_end(line, at + 1)
        if mark != "}" or at != len(line):
            raise ValueError("it does not end with }")
    except (ValueError, IndexError, RecursionError) as error:
        raise InputError(f"{place}: is not a JSON object ({error}); write one object a line") from error
    return members


def _skip(line: str, at: int, mark: str) -> int:
    at = _blank_end(line, at)
    if not line.startswith(mark, at):
        raise ValueError(f"{mark} is missing")
    return _blank_end(line, at + len(mark))


def _blank_end(line: str, at: int) -> int:
    blank = _BLANK.match(line, at)
    return blank.end() if blank else at


def _unescaped(source: AlignedText, escapes: Sequence[tuple[re.Match[str], str]], start: int, end: int) -> AlignedText:
    """Write each escape as the character that it stands for, at its first offset."""
    characters, offsets, raw_ends = [], [], {}
    for match, character in escapes:
        characters += [source.text[start : match.start()], character]
        offsets += [*source.offsets[start : match.start()], source.offsets[match.start()]]
        raw_ends[source.offsets[match.start()]] = source.offsets[match.end() - 1] + 1
        start = match.end()
    return AlignedText("".join([*characters, source.text[start:end]]), (*offsets, *source.offsets[start:end]), raw_ends)


def read_parquet(path: Path, name: str, skip: int = 0) -> Iterator[Row | InputError]:
    """Yield the rows of a Parquet file; their offsets index the cell itself."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path, buffer_size=_CHUNK)
        wanted = _text_column(file.schema_arrow.names, name)
        names = {wanted, *_TITLE_COLUMNS, *_BYLINE_COLUMNS, *_DATE_COLUMNS} & set(file.schema_arrow.names)
        rows = max(file.metadata.num_rows, 1)

        def parse(row: tuple[int, pyarrow.RecordBatch]) -> Row:
            number, table = row
            return _parquet_row(table, wanted, f"{name}:{number}", number / rows)

        number = 0
        for batch in file.iter_batches(batch_size=64, columns=sorted(names)):
            for at in range(batch.num_rows):
                number += 1
                if number > skip:
                    yield _attempt(parse, (number, batch.slice(at, 1)))
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: is not a Parquet file ({str(error).splitlines()[0]})") from error


def _parquet_row(table: pyarrow.RecordBatch, wanted: str, place: str, read: float) -> Row:
    try:
        (row,) = table.to_pylist()
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: is not UTF-8; write the row again") from error
    text = row[wanted] or ""
    if not isinstance(text, str):
        raise InputError(f"{place}: {wanted!r} is not a string; put the article's text there")
    if len(text) > LONGEST:
        raise InputError(f"{place}: is longer than {LONGEST:,} characters; split it")
    return Row(place, AlignedText.identity(text), _meta(row), read)


def _text_column(columns: Sequence[str], place: object) -> str:
    for name in TEXT_COLUMNS:
        for column in columns:
            if column.lower() == name:
                return column
    raise InputError(f"{place}: has no text column among {', '.join(columns)[:200]}; name it `text`")


def _meta(row: Mapping[str, Any]) -> dict[str, str | None]:
    values = {str(name).lower(): _encodable(str(value)) for name, value in row.items() if value is not None}
    first = {
        key: next((values[name] for name in names if values.get(name)), None)
        for key, names in (("title", _TITLE_COLUMNS), ("byline", _BYLINE_COLUMNS), ("published", _DATE_COLUMNS))
    }
    return first | {"published": find_date(first["published"] or "")}


def _encodable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode().strip()


READERS = {".csv": read_csv, ".jsonl": read_jsonl, ".ndjson": read_jsonl, ".parquet": read_parquet}
"""The reader of each kind of table, by its file's suffix."""


def sniffed(text: str) -> str | None:
    """Return the suffix of the table that a text is, told by its first line; None for running text."""
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    if first.startswith("{") and re.search(rf'"(?:{"|".join(TEXT_COLUMNS)})"\s*:', first, re.IGNORECASE):
        return ".jsonl"
    columns = re.split("[,;\t]", first.lower())
    return ".csv" if len(columns) > 1 and any(column.strip(' "') in TEXT_COLUMNS for column in columns) else None
