"""What `zhibiao extract` wrote, read back article by article: JSON lines or the folder of Parquet tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.records import InputError, read_jsonl

Record = Mapping[str, Any]

KEYS = {"id", "source", "title", "published", "text", "entities", "figures"}


def read_extracted(path: Path) -> Iterator[Record]:
    """Yield the articles with their entities and figures; InputError when the path holds something else."""
    if path.is_dir():
        yield from _read_tables(path)
        return
    for number, record in enumerate(read_jsonl(path), 1):
        if not record.keys() >= KEYS:
            raise InputError(f"{path}:{number}: is no extracted article; write the file with `zhibiao extract`")
        yield record


def _read_tables(folder: Path) -> Iterator[Record]:
    """Read the three tables side by side: entities and figures lie in the order of their articles."""
    tables = {name: _Rows(folder / f"{name}.parquet") for name in ("articles", "entities", "figures")}
    for article in tables["articles"]:
        place = article["id"], article["source"]
        yield {**article, **{name: list(tables[name].of(place)) for name in ("entities", "figures")}}


class _Rows:
    """A Parquet table's rows one by one, and those that belong to the next article."""

    def __init__(self, path: Path) -> None:
        self.rows = self._read(path)
        self.waiting: dict[str, Any] | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows

    def of(self, place: tuple[str, str]) -> Iterator[dict[str, Any]]:
        """Yield the rows of the article with this id and source, which must come before those of later ones."""
        while row := self.waiting or next(self.rows, None):
            self.waiting = row
            if (row["id"], row["source"]) != place:
                return
            self.waiting = None
            yield row

    @staticmethod
    def _read(path: Path) -> Iterator[dict[str, Any]]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches():
                    yield from batch.to_pylist()
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(f"{path}: can't be read; write it with `zhibiao extract --format parquet`") from error
