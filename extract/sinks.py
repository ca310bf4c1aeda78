"""Where extracted articles go, one by one: JSON lines or Parquet tables that appear whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from annotate.records import Figure, InputError, Span, whole_file

Record = dict[str, Any]
ROWS = 4096
"""Rows that a table holds in memory before they are written."""

PLACE = ("label", "text", "start", "end", "raw_start", "raw_end", "score")
READING = tuple(Figure(Span(0, 1, "")).attributes())
COLUMNS = {
    "articles": ("id", "source", "title", "published", "text"),
    "entities": ("id", "source", *PLACE),
    "figures": ("id", "source", *PLACE, *READING),
}
"""The tables and their columns; entities and figures find their article by id and source."""


@contextmanager
def open_sink(out: Path, *, parquet: bool = False) -> Iterator[Callable[[Record], None]]:
    """Open a function that takes one extracted article after another; `out` appears when the block ends well.

    InputError when `out` exists as a folder where a file is to be written, or the other way round.
    """
    if out.exists() and out.is_dir() != parquet:
        raise InputError(
            f"{out}: is a {'file' if parquet else 'folder'}; name a {'folder' if parquet else 'file'} to write"
        )
    if parquet:
        with _tables(out) as write:
            yield write
        return
    with whole_file(out) as lines:
        yield lambda record: print(json.dumps(record, ensure_ascii=False), file=lines)


@contextmanager
def _tables(out: Path) -> Iterator[Callable[[Record], None]]:
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        with ExitStack() as stack:
            tables = {name: stack.enter_context(_table(folder / f"{name}.parquet", COLUMNS[name])) for name in COLUMNS}
            yield lambda record: _spread(record, tables)
        out.mkdir(exist_ok=True)
        for name in COLUMNS:
            (folder / f"{name}.parquet").replace(out / f"{name}.parquet")
    finally:
        shutil.rmtree(folder)


def _spread(record: Record, tables: dict[str, Callable[[Record], None]]) -> None:
    tables["articles"](record)
    for name in ("entities", "figures"):
        for row in record[name]:
            tables[name]({"id": record["id"], "source": record["source"], **row})


@contextmanager
def _table(path: Path, columns: tuple[str, ...]) -> Iterator[Callable[[Record], None]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"score": pa.float64(), **dict.fromkeys(("start", "end", "raw_start", "raw_end"), pa.int64())}
    schema = pa.schema([(column, types.get(column, pa.string())) for column in columns])
    rows: list[Record] = []
    with pq.ParquetWriter(path, schema) as writer:

        def flush() -> None:
            writer.write_table(pa.Table.from_pylist(rows, schema))
            rows.clear()

        def write(row: Record) -> None:
            rows.append(row)
            if len(rows) >= ROWS:
                flush()

        yield write
        flush()
