"""A checkpoint read by torch on a GPU, in the precision that is fastest there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from extract.checkpoint import Checkpoint, unloadable
from train.decode import Scores
from train.device import Device
from train.packing import pack, packed

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

TOKENS = 2048
"""Tokens read at once."""


class OnGpu:
    """Reads rows of token numbers packed to batches: without padding, rows of equal length attended to at once."""

    def __init__(self, checkpoint: Checkpoint, device: Device) -> None:
        self.device = device.name
        self.model = packed(_load(checkpoint)).to(self.device, _dtype(device.precision)).eval()

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[Scores]:
        """Return each row's log-probabilities (tokens × tags)."""
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]), reverse=True)
        scores: list[Scores] = [np.empty((0, 0), np.float32)] * len(rows)
        for batch in _batches(order, rows):
            for i, found in zip(batch, self._read([rows[i] for i in batch]), strict=True):
                scores[i] = found
        return scores

    def _read(self, rows: Sequence[Sequence[int]]) -> Sequence[Scores]:
        import torch

        inputs = pack(rows)
        lengths = inputs.pop("lengths")
        with torch.inference_mode():
            on_device = {name: tensor.to(self.device) for name, tensor in inputs.items()}
            logits = self.model(**on_device, lengths=lengths).logits[0].float()
            scores = logits.log_softmax(-1).cpu().numpy()
        return np.split(scores, np.cumsum(lengths)[:-1])


def _batches(order: Iterable[int], rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the numbers of the rows in batches of about `TOKENS`, in their order."""
    batch: list[int] = []
    for i in order:
        batch.append(i)
        if sum(len(rows[j]) for j in batch) >= TOKENS:
            yield batch
            batch = []
    if batch:
        yield batch


def _load(checkpoint: Checkpoint) -> PreTrainedModel:
    from transformers import AutoModelForTokenClassification

    try:
        return AutoModelForTokenClassification.from_pretrained(checkpoint.folder)
    except (OSError, ValueError) as error:
        raise unloadable(checkpoint.folder, error) from error


def _dtype(precision: str) -> torch.dtype:
    import torch

    return {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}[precision]
