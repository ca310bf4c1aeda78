"""The engine beyond one process: Ray Data reads the inputs, actors hold the model, and the shards come back in order.

Tasks of Ray read the parts of the inputs, each its own, and cut them into the batches that the local engine cuts them
into; a pool of actors, one model each, extracts them; the process that started the run keeps the shards. So manifest,
resumption, failures and output are those of any run, and a run may be gone on with by either engine. How much is read
ahead, and what a worker that died has to be given again, is left to Ray.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import InputError, Predictor
from extract.batch import Engine, Extracted, extracted, load_predictor
from extract.inputs import Batch, InputFile, Part, Position, parts
from extract.manifest import ROOT
from extract.on_cpu import cores

if TYPE_CHECKING:
    import numpy as np
    from ray.data import Dataset

    Rows = Mapping[str, np.ndarray[Any, Any]]
    """One row of Ray Data, pickled: a part, a batch, what came of it, or the InputError that ended it."""

READER = 0.5
"""CPUs of a reading task: other than an actor's, or Ray would read and extract in one."""

EXCLUDED = ["/.git", "/docs", "/seeds", "/tests"]
"""What a cluster's machines don't need of the checkout, beside what git ignores."""


SETTINGS = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}
"""A cluster of ours tells nobody about its use, and its workers don't yield to all else on the machine, as Ray's do."""


class Worker:
    """An actor of Ray: loads the model that `--model` names when its first batch comes, and keeps it."""

    def __init__(self, model: str) -> None:
        self.model = model

    @cached_property
    def predictor(self) -> Predictor:
        """Return the predictor, loaded on this machine."""
        return load_predictor(self.model)

    def __call__(self, rows: Rows) -> dict[str, list[bytes]]:
        """Extract one batch."""
        batch: Batch | InputError = pickle.loads(rows["pickled"][0])
        try:
            return _row(batch if isinstance(batch, InputError) else extracted(batch, self.predictor))
        except InputError as error:
            return _row(error)


def ray_cluster(model: str, *, workers: int | None = None, gpus: float = 0.0, address: str | None = None) -> Engine:
    """Return the engine that extracts with so many workers, each with one CPU and a share of a GPU.

    Without an address they run on this machine, on all of its CPUs unless told otherwise; else on the cluster that
    answers there, whose machines find inputs and model under the paths they have here. InputError when ray is not
    installed, no cluster answers, it has no room for the workers, or Ray gives up.
    """

    def run(files: Sequence[InputFile], start: Position) -> Generator[Extracted]:
        if address and any(file.name == "-" for file in files):
            raise InputError("-: standard input can't be read by a cluster; write it to a file that its machines share")
        left = list(parts(files, start))
        if left:
            with _connected(address, workers) as cluster:
                yield from _outcomes(_pipeline(left, model, _granted(cluster, workers, gpus), gpus), cluster)

    return run


def _pipeline(left: Sequence[Part], model: str, workers: int, gpus: float) -> Dataset:
    """Lay out the run: parts → batches → what came of them, one row each."""
    from ray.data import ActorPoolStrategy, from_items

    batches = from_items([{"pickled": pickle.dumps(part)} for part in left]).map_batches(
        _read, batch_size=1, num_cpus=READER
    )
    return batches.map_batches(
        Worker,
        fn_constructor_args=(model if model == "rules" else str(Path(model).absolute()),),
        batch_size=1,
        compute=ActorPoolStrategy(size=workers),
        num_cpus=1,
        num_gpus=gpus,
    )


def _outcomes(pipeline: Dataset, cluster: str) -> Generator[Extracted]:
    """Run the pipeline and yield what came of each batch, in the order of the inputs."""
    from ray.exceptions import RayError

    try:
        for row in pipeline.iter_rows():
            outcome = pickle.loads(row["pickled"])
            if isinstance(outcome, InputError):
                raise outcome
            yield outcome
    except RayError as error:
        reason = str(error).strip().splitlines()[-1]
        raise InputError(f"{cluster}: gave up ({reason}); what is done is kept: give the same command again") from error


def _read(rows: Rows) -> Iterator[dict[str, list[bytes]]]:
    """Read one part; an error comes as its last row, as Ray would wrap it in pages of its own."""
    part: Part = pickle.loads(rows["pickled"][0])
    try:
        for batch in part.batches():
            yield _row(batch)
    except InputError as error:
        yield _row(error)


def _row(value: object) -> dict[str, list[bytes]]:
    return {"pickled": [pickle.dumps(value)]}


@contextmanager
def _connected(address: str | None, workers: int | None) -> Iterator[str]:
    """Connect to a cluster, or start one here; leave it, or stop it, at the end."""
    os.environ |= SETTINGS
    try:
        import ray
        from ray.data import DataContext
    except ImportError as error:
        raise InputError("--engine ray: Ray is not installed; install it: pip install -e '.[ray]'") from error

    where: dict[str, Any] = {"num_cpus": (workers or cores()) + 1, "include_dashboard": False}
    if address:
        where = {"address": address, "runtime_env": {"working_dir": str(ROOT), "excludes": EXCLUDED}}
    try:
        ray.init(**where, logging_level=logging.ERROR, log_to_driver=False)
    except Exception as error:  # Ray raises plain ones where it can't start
        remedy = "start one: ray start --head" if address else "end what else keeps this machine busy"
        raise InputError(f"{address or 'Ray'}: no cluster answers ({error}); {remedy}") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    context.target_max_block_size = 1  # a batch is a block, handed on as soon as it is read
    try:
        yield address or "the Ray cluster of this machine"
    finally:
        ray.shutdown()


def _granted(cluster: str, workers: int | None, gpus: float) -> int:
    """Return how many workers the cluster holds beside a reader, no more than asked for; InputError when it can't."""
    import ray

    has = ray.cluster_resources()
    room = int(has.get("CPU", 0) - READER)
    if gpus:
        room = min(room, int(has.get("GPU", 0) / gpus))
    if not 0 < (workers or room) <= room:
        raise InputError(
            f"{cluster}: has room for {room} workers of one CPU and {gpus:g} GPU beside a reader; "
            "ask for fewer, or add machines"
        )
    return workers or room
