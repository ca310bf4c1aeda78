"""What extracted articles are written as: JSON lines, or Parquet tables, that appear whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import Figure, InputError, Span

if TYPE_CHECKING:
    import pyarrow as pa

Record = dict[str, Any]
CHUNK = 16 << 20
"""Bytes of JSON that are held in memory as rows before they are written: a row group."""

PLACE = ("label", "text", "start", "end", "raw_start", "raw_end", "score")
READING = tuple(Figure(Span(0, 1, "")).attributes())
COLUMNS = {
    "articles": ("id", "source", "title", "published", "text"),
    "entities": ("id", "source", *PLACE),
    "figures": ("id", "source", *PLACE, *READING),
}
"""The tables and their columns; entities and figures find their article by id and source."""


def check_kind(out: Path, *, parquet: bool) -> None:
    """Raise InputError when `out` exists as a folder where a file is to be written, or the other way round."""
    if out.exists() and out.is_dir() != parquet:
        raise InputError(
            f"{out}: is a {'file' if parquet else 'folder'}; name a {'folder' if parquet else 'file'} to write"
        )


def write_lines(lines: Iterable[bytes], out: Path, work: Path) -> None:
    """Write records as JSON lines; `work` is a folder on the same disk in which they gather."""
    joined = work / "joined"
    with joined.open("wb") as file:
        file.writelines(lines)
    joined.replace(out)


def write_tables(lines: Iterable[bytes], out: Path, work: Path) -> None:
    """Write records as Parquet tables in a folder; `work` is a folder on the same disk in which they gather."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schemas = {name: pa.schema([(column, _type(column)) for column in COLUMNS[name]]) for name in COLUMNS}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(work / f"{name}.parquet", schema))
            for name, schema in schemas.items()
        }
        for records in _chunks(lines):
            for name, writer in writers.items():
                writer.write_table(pa.Table.from_pylist(_rows(records, name), schemas[name]))
    out.mkdir(exist_ok=True)
    for name in COLUMNS:
        (work / f"{name}.parquet").replace(out / f"{name}.parquet")


def _chunks(lines: Iterable[bytes]) -> Iterator[list[Record]]:
    """Parse records and gather them up to `CHUNK`."""
    held: list[Record] = []
    size = 0
    for line in lines:
        held.append(json.loads(line))
        size += len(line)
        if size >= CHUNK:
            yield held
            held, size = [], 0
    yield held


def _rows(records: list[Record], name: str) -> list[Record]:
    if name == "articles":
        return records
    return [{"id": record["id"], "source": record["source"], **row} for record in records for row in record[name]]


def _type(column: str) -> pa.DataType:
    import pyarrow as pa

    if column == "score":
        return pa.float64()
    return pa.int64() if column in ("start", "end", "raw_start", "raw_end") else pa.string()
