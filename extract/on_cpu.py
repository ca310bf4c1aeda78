"""A checkpoint read on the CPU by ONNX Runtime, without importing torch."""

from __future__ import annotations

import logging
import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.checkpoint import WEIGHTS, Checkpoint, unloadable
from extract.parity import EXPORT, exported
from train.decode import Scores

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, OrtValue

    from extract.graph import Graph

log = logging.getLogger(__name__)

TOKENS = 512
"""Tokens read at once: enough for the matrices, and what lies between two layers stays in a core's cache."""


CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux says of a control group how many microseconds it may compute in how many."""


class OnCpu:
    """Reads rows of token numbers: those of one length together, unpadded, and as many batches at once as threads.

    A thread a batch scales better than threads within one.
    """

    def __init__(self, session: InferenceSession) -> None:
        self.session = session
        self.threads = threads()

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[Scores]:
        """Return each row's log-probabilities (tokens × tags)."""
        scores: list[Scores] = [np.empty((0, 0), np.float32)] * len(rows)
        batches = list(_batches(rows))
        with ThreadPoolExecutor(self.threads) as pool:
            for batch, found in zip(batches, pool.map(lambda batch: self._read(rows, batch), batches), strict=True):
                for i, one in zip(batch, found, strict=True):
                    scores[i] = one
        return scores

    def _read(self, rows: Sequence[Sequence[int]], batch: Sequence[int]) -> Scores:
        found: Scores = self.session.run(None, {"input_ids": np.array([rows[i] for i in batch], np.int64)})[0]
        return found


def threads() -> int:
    """Return how many threads may compute: what `OMP_NUM_THREADS` says, else one a core."""
    asked = re.match(r"[1-9]\d*", os.environ.get("OMP_NUM_THREADS", ""))
    return int(asked[0]) if asked else cores()


def cores() -> int:
    """Return how many cores this process may use: fewer than there are under `taskset` or a container's limit."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = CPU_LIMIT.read_text("ascii").split()
        return min(allowed, math.ceil(int(quota) / int(period)))
    except (OSError, ValueError):  # there is no control group, or its quota is "max"
        return allowed


def _batches(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield numbers of rows that are equally long, the longest first, about `TOKENS` at once."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]), reverse=True)
    for length, run in groupby(order, key=lambda i: len(rows[i])):
        equal, size = list(run), max(TOKENS // length, 1)
        yield from (equal[first : first + size] for first in range(0, len(equal), size))


def fastest(checkpoint: Checkpoint) -> OnCpu:
    """Open the int8 export where it may stand for the weights, else the weights."""
    parity = exported(checkpoint.folder)
    if parity is None:
        return reference(checkpoint)
    log.info("reading on the CPU in int8: %.2f %% of the spans are those of fp32", 100 * parity.agreement)
    return opened(str(checkpoint.folder / EXPORT))


def reference(checkpoint: Checkpoint) -> OnCpu:
    """Open the weights in fp32; InputError when they can't be had or aren't a token classifier's."""
    from onnxruntime import OrtValue

    from extract.graph import Graph

    graph = _graph(checkpoint, Graph)
    matrices = {name: OrtValue.ortvalue_from_numpy(array) for name, array in graph.weights.items() if array.ndim > 1}
    return opened(graph.model(embed=False), matrices)


def quantised(checkpoint: Checkpoint) -> bytes:
    """Return the int8 model as an ONNX file's bytes; InputError as for `reference`."""
    from extract.graph import Int8Graph

    return _graph(checkpoint, Int8Graph).model(embed=True)


def opened(model: str | bytes, matrices: Mapping[str, OrtValue] | None = None) -> OnCpu:
    """Open an ONNX file by its name or its bytes; one thread reads a batch.

    On a CPU without VNNI, products of 8-bit integers are taken the slower way, which can't overflow.
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", "1")
    if matrices:
        options.add_external_initializers(list(matrices), list(matrices.values()))
    return OnCpu(InferenceSession(model, options, providers=["CPUExecutionProvider"]))


def _graph(checkpoint: Checkpoint, kind: type[Graph]) -> Graph:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from extract.graph import classifier

    try:
        arrays = load_file(checkpoint.folder / WEIGHTS)
        graph = kind({name: array.astype(np.float32, copy=False) for name, array in arrays.items()})
        classifier(graph, checkpoint.config)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise unloadable(checkpoint.folder, error) from error
    return graph
