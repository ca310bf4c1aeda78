"""Engines that something happens to."""

from collections.abc import Generator, Sequence
from itertools import islice

import psutil

from extract.batch import Engine, Extracted
from extract.inputs import InputFile, Position


def cut_off(engine: Engine, shards: int) -> Engine:
    """Break a run off after so many shards."""

    def run(files: Sequence[InputFile], start: Position) -> Generator[Extracted]:
        yield from islice(engine(files, start), shards)
        raise KeyboardInterrupt

    return run


def killing(engine: Engine, kind: str) -> Engine:
    """Kill a process below this one, whose command line tells its kind, when the first shard has come."""

    def run(files: Sequence[InputFile], start: Position) -> Generator[Extracted]:
        for number, done in enumerate(engine(files, start)):
            if number == 0:
                below(psutil.Process(), kind)[0].kill()
            yield done

    return run


def below(parent: psutil.Process, kind: str) -> list[psutil.Process]:
    """Return the processes of a kind below one."""
    return [process for process in parent.children(recursive=True) if kind in "".join(process.cmdline())]
