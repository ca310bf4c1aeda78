"""What a run has done so far: a folder of shards, each whole, that the same run goes on from after any end.

A shard is what came of one batch: a first line that says up to where it reaches in the inputs, then the records. It is
one file, written beside its name and renamed, so there is never a record without its place nor a place without its
records. `manifest.json` says what the run is: inputs, model, code. A run that differs in any of these starts over, and
says so: a nightly run must not stand still for want of a hand, and what is thrown away can be computed again.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from annotate.records import claimed
from extract.inputs import Failure, Position

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was extracted."""

    articles: int = 0
    characters: int = 0
    entities: int = 0
    figures: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Shard:
    """What one batch came to: the position at its end, its counts, and what failed of it."""

    end: Position
    tally: Tally
    failed: tuple[Failure, ...]

    @classmethod
    def from_line(cls, line: str) -> Shard:
        """Rebuild a shard from its first line; ValueError when it is none."""
        record = json.loads(line)
        failed = tuple(Failure(**failure) for failure in record["failed"])
        return cls(Position(*record["end"]), Tally(**record["tally"]), failed)


class Shards:
    """The shards of one run in their order, their sum, and the position that they reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.end = Position()
        self.tally = Tally()

    @classmethod
    @contextmanager
    def open(cls, folder: Path, manifest: dict[str, Any]) -> Iterator[Shards]:
        """Go on from the shards in a folder if its manifest is this one, else from none.

        InputError when another run has the folder open.
        """
        with claimed(folder):
            shards = cls(folder)
            shards._resume(manifest)
            yield shards

    def add(self, shard: Shard, lines: Iterable[bytes]) -> None:
        """Keep a shard and its records as the next one."""
        self._write(self._path(self.count), [json.dumps(asdict(shard)).encode(), *lines])
        self._count(shard)

    def lines(self) -> Iterator[bytes]:
        """Yield the records of all shards, each with its line end."""
        for number in range(self.count):
            with self._path(number).open("rb") as file:
                next(file)
                yield from file

    def failures(self) -> Iterator[Failure]:
        """Yield what failed in all shards."""
        for number in range(self.count):
            if shard := self._read(number):
                yield from shard.failed

    def remove(self) -> None:
        """Remove the folder: what it held has been written elsewhere."""
        shutil.rmtree(self.folder)

    def _resume(self, manifest: dict[str, Any]) -> None:
        path = self.folder / "manifest.json"
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        if known != manifest:
            if known is not None:
                differs = ", ".join(key for key in manifest if known.get(key) != manifest[key])
                logger.warning("%s: is of another run (%s differs), starting over", self.folder, differs)
            for stale in self.folder.glob("*"):
                stale.unlink()
            self._write(path, [json.dumps(manifest).encode()])
        while shard := self._read(self.count):
            self._count(shard)
        for stale in set(self.folder.glob("*.jsonl")) - {self._path(number) for number in range(self.count)}:
            stale.unlink()
        if self.count:
            logger.warning("%s: going on after %d articles", self.folder, self.tally.articles)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}.jsonl"

    def _read(self, number: int) -> Shard | None:
        """Return a shard's first line, None where there is no shard or a power cut left it empty."""
        try:
            with self._path(number).open(encoding="utf-8") as file:
                return Shard.from_line(file.readline())
        except (FileNotFoundError, ValueError):
            return None

    def _count(self, shard: Shard) -> None:
        self.count += 1
        self.end = shard.end
        self.tally += shard.tally

    def _write(self, path: Path, lines: Iterable[bytes]) -> None:
        """Write a file that has its name only when all of it is on the disk."""
        unnamed = self.folder / "next"
        with unnamed.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        unnamed.replace(path)
