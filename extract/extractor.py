"""Checkpoint + texts → spans: the Predictor over a token classifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from annotate.records import Span
from annotate.script import simplified
from extract.checkpoint import Checkpoint
from train.decode import Scores, decode
from train.device import choose_device, may_have_gpu
from train.windows import stitch, windows

CHUNK = 256
"""Texts whose scores are held at once."""

Model = Callable[[Sequence[Sequence[int]]], list[Scores]]
"""Rows of token numbers in, their log-probabilities (tokens × tags) out, in their order."""


class Extractor:
    """Finds spans by the token classifier in a folder; a span's source is `model:` and the folder's name.

    Long texts are read in windows of what the model takes, that overlap by a quarter. A GPU is used where there is one,
    else the CPU, in int8 where `zhibiao export` has shown that it finds the same; `model` reads in place of these.
    InputError when the folder is missing, holds no token classifier of BERT's kind, or one without label names.
    """

    def __init__(self, folder: Path | str, model: Model | None = None) -> None:
        checkpoint = Checkpoint.open(Path(folder))
        self.source = f"model:{checkpoint.folder.resolve().name}"
        self.tags = checkpoint.tags
        self.transitions = checkpoint.config.get("transitions")
        self.ids = checkpoint.ids
        self.window = checkpoint.longest - 2
        self.model = model or _fastest(checkpoint)

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's flat spans, sorted, with scores."""
        chunks = (texts[first : first + CHUNK] for first in range(0, len(texts), CHUNK))
        return [spans for chunk in chunks for spans in self.decode(self.scores(chunk))]

    def decode(self, scores: Sequence[Scores]) -> list[list[Span]]:
        """Return the best spans under these scores and the transitions that the checkpoint holds, if any."""
        return decode(scores, self.tags, self.source, self.transitions)

    def scores(self, texts: Sequence[str]) -> list[Scores]:
        """Return the log-probabilities of each text's characters: its length × tags."""
        texts = [simplified(text) for text in texts]
        covers = [windows(len(text), self.window, max(self.window * 3 // 4, 1)) for text in texts]
        pieces = [text[w.start : w.end] for text, cover in zip(texts, covers, strict=True) for w in cover]
        read = iter(self.model([self.ids.encode(piece) for piece in pieces]))
        empty = np.empty((0, len(self.tags)), np.float32)
        return [stitch([next(read)[1:-1] for _ in cover], cover) if cover else empty for cover in covers]


def _fastest(checkpoint: Checkpoint) -> Model:
    """Return what reads the checkpoint fastest on this machine; torch is imported only where it may find a GPU."""
    if may_have_gpu() and (device := choose_device()).name != "cpu":
        from extract.on_gpu import OnGpu

        return OnGpu(checkpoint, device)
    from extract.on_cpu import fastest

    return fastest(checkpoint)
