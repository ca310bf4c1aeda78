"""The engine of one machine: this process alone, or one of a single thread on every core."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from annotate.records import InputError
from extract.batch import Engine, Extracted, extracted, load_predictor, local
from extract.inputs import Batch, InputFile, Position, batches
from extract.on_cpu import threads
from train.device import may_have_gpu

SHARE = 1 << 20
"""Bytes of inputs that are worth a process of their own: it takes about a second to start."""

AHEAD = 2
"""Batches a process that are read before they are wanted, so that none waits."""


_loaded = cache(load_predictor)


def on_this_machine(model: str, workers: int | None = None) -> Engine:
    """Return the engine that extracts with so many processes, the batches in their order.

    By default as many as there are cores (`OMP_NUM_THREADS`, where it is set) and the inputs are worth: one thread a
    core reads more than many threads over one batch, and what is around the model is Python. Where a GPU may be, this
    process alone holds it. InputError when the model can't be loaded, and when a process was killed.
    """
    predictor = load_predictor(model)

    def run(files: Sequence[InputFile], start: Position) -> Generator[Extracted]:
        count = workers or worth(model, sum(file.size for file in files) - start.read)
        yield from local(predictor)(files, start) if count == 1 else _pooled(model, count, batches(files, start))

    return run


def worth(model: str, size: int) -> int:
    """Return how many processes so many bytes of inputs are worth on this machine."""
    return 1 if model != "rules" and may_have_gpu() else min(threads(), 1 + size // SHARE)


def _pooled(model: str, workers: int, left: Iterator[Batch]) -> Generator[Extracted]:
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(threads() // workers,)
    )
    waiting: deque[Future[Extracted]] = deque()
    try:
        for batch in left:
            waiting.append(pool.submit(_extract, model, batch))
            if len(waiting) > AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise InputError(
            "a process of this run was killed, perhaps for want of memory; what is done is kept: give the same "
            "command again, with fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(share: int) -> None:
    """Prepare a process of the pool: its threads are few, Ctrl-C is its parent's, and without a parent it ends."""
    os.environ["OMP_NUM_THREADS"] = str(max(share, 1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)


def _extract(model: str, batch: Batch) -> Extracted:
    return extracted(batch, _loaded(model))
