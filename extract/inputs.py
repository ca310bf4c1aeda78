"""What a run reads: its files as they were when it began, walked batch by batch from any place in them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from annotate.articles import harvest_source
from annotate.raw.sources import Source, paths, read_file, standard_input
from annotate.records import Document, InputError

BATCH = 32
"""Articles that a predictor is given at once."""

BATCH_CHARACTERS = 1 << 17
"""Characters at which a batch is full, however few its articles."""

PART = 1 << 20
"""Bytes of files at which a part is full, however many they are."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input or article that could not be extracted, and why."""

    source: str
    id: str | None
    reason: str

    def __str__(self) -> str:
        return self.reason if self.reason.startswith(self.source) else f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to extract: its name as given, its bytes, and what tells whether it is still the same.

    Standard input is a file that lasts as long as the run; its stamp is the hash of what it holds, so that the same
    text piped in again is the same input.
    """

    name: str
    path: Path
    size: int
    stamp: str

    @classmethod
    def of(cls, path: Path) -> InputFile:
        """Describe a file as it is now; InputError when its name cannot be written, or it can be read but once."""
        name, stat = str(path), path.stat()
        if not S_ISREG(stat.st_mode):
            raise InputError(f"{name}: is a pipe or device; give its text as standard input, named `-`")
        if name.encode(errors="ignore").decode() != name:
            raise InputError(f"{name!r}: is not a name in UTF-8; rename the file")
        return cls(name, path.absolute(), stat.st_size, str(stat.st_mtime_ns))

    @classmethod
    def piped(cls, path: Path) -> InputFile:
        """Describe the file that standard input is kept in."""
        with path.open("rb") as file:
            return cls("-", path, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())

    def check(self) -> None:
        """Raise InputError when the file is no more what it was as the run began."""
        if self.name == "-":
            return
        try:
            now = InputFile.of(self.path)
        except OSError as error:
            raise InputError(
                f"{self.name}: has vanished since the run began ({error.strerror}); "
                "bring it back and give the same command again: it goes on from what is done"
            ) from error
        if (now.size, now.stamp) != (self.size, self.stamp):
            raise InputError(
                f"{self.name}: has changed since the run began; give the same command again: it starts over"
            )


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run, each once, in the order in which they were named, and what could not be found."""

    files: tuple[InputFile, ...]
    missing: tuple[Failure, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(file.size for file in self.files)


class Position(NamedTuple):
    """A place in the inputs: the texts (rows) that are done of a file, all before it being done; bytes up to there."""

    file: int = 0
    row: int = 0
    read: int = 0


@dataclass(slots=True)
class Batch:
    """Consecutive texts as articles, what of them failed, and where they end."""

    documents: list[Document] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    end: Position = field(default_factory=Position)

    def full(self) -> bool:
        """Tell whether to predict what was gathered; only the texts decide, so that any run cuts alike."""
        return (
            len(self.documents) + len(self.failed) >= BATCH
            or sum(len(document.text) for document in self.documents) >= BATCH_CHARACTERS
        )


@contextmanager
def gathered(given: Iterable[str], outputs: Collection[Path] = ()) -> Iterator[Inputs]:
    """Find the files that inputs name; standard input is kept in one for as long as the block lasts.

    `outputs` are the files and folders that the run writes: where they lie among its inputs, they are none.
    """
    files: dict[Path, InputFile] = {}
    missing: list[Failure] = []
    written = {path.resolve() for path in outputs}
    with ExitStack() as stack:
        for path in _found(given, missing):
            if path is None:
                files.setdefault(Path("-"), InputFile.piped(stack.enter_context(standard_input())))
                continue
            file = path.resolve()
            try:
                if not written.intersection((file, *file.parents)):
                    files.setdefault(file, InputFile.of(path))
            except (InputError, OSError) as error:
                missing.append(Failure(str(path), None, str(error)))
        yield Inputs(tuple(files.values()), tuple(missing))


def _found(given: Iterable[str], missing: list[Failure]) -> Iterator[Path | None]:
    for name in given:
        try:
            yield from paths(name)
        except InputError as error:
            missing.append(Failure(name, None, str(error)))


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive files that one reader walks: no batch reaches beyond them, so that parts can be read side by side.

    `number` is that of the first file, `before` the bytes of those before it, `skip` its texts that are done.
    """

    files: Sequence[InputFile]
    number: int
    before: int
    skip: int

    def batches(self) -> Iterator[Batch]:
        """Yield the part's batches.

        A file that can't be read is a failure of its batch; InputError when one has vanished or changed meanwhile.
        """
        batch, done = Batch(), self.before
        for number, file in enumerate(self.files, self.number):
            share = 0.0
            for row, text, last in _texts(file, self.skip if number == self.number else 0):
                share = text.read if isinstance(text, Source) else share
                read = done + int(file.size * share)
                batch.end = Position(number + 1, 0, done + file.size) if last else Position(number, row, read)
                _harvest(text, file.name, batch)
                if batch.full():
                    yield batch
                    batch = Batch()
            done += file.size
        if batch.documents or batch.failed:
            yield batch


def parts(files: Sequence[InputFile], start: Position) -> Iterator[Part]:
    """Yield what is left of the parts after a position at which a batch ended; the files alone decide their cut."""
    before = list(accumulate((file.size for file in files), initial=0))
    first = 0
    for stop in range(1, len(files) + 1):
        if before[stop] - before[first] >= PART or stop == len(files):
            number = max(first, start.file)
            if number < stop:
                yield Part(files[number:stop], number, before[number], start.row if number == start.file else 0)
            first = stop


def batches(files: Sequence[InputFile], start: Position) -> Iterator[Batch]:
    """Yield the batches after a position at which an earlier one ended; InputError as for a part's."""
    for part in parts(files, start):
        yield from part.batches()


def _texts(file: InputFile, skip: int) -> Iterator[tuple[int, Source | InputError, bool]]:
    """Yield a file's texts after the first `skip`, each with its number and whether it is the last."""
    file.check()
    for row, (text, following) in enumerate(pairwise(chain(read_file(file.path, file.name, skip), [None])), skip + 1):
        if following is None or isinstance(text, InputError):
            file.check()
        if text is not None:
            yield row, text, following is None


def _harvest(source: Source | InputError, name: str, batch: Batch) -> None:
    if isinstance(source, InputError):
        batch.failed.append(Failure(name, None, str(source)))
        return
    try:
        documents = list(harvest_source(source))
    except Exception as error:  # whatever one text does to the cleaning, the others are worth having
        batch.failed.append(Failure(name, None, f"{source.place}: {type(error).__name__}: {error}"))
        return
    batch.documents += documents
    if not documents:
        batch.failed.append(Failure(name, None, f"{source.place}: holds no text; leave it out"))
