"""Checkpoint + texts → spans: the Predictor over a token classifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotate.records import InputError, Span
from train.characters import CharacterIds
from train.decode import Bio, Scores, decode, log_softmax
from train.device import choose_device
from train.packing import pack, packed
from train.windows import stitch, windows

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

TOKENS = 2048
"""Tokens that the model reads at once: enough for its matrices, and still in the processor's cache."""

CHUNK = 256
"""Texts whose scores are held at once."""


class Extractor:
    """Finds spans by the token classifier in a folder; a span's source is `model:` and the folder's name.

    Long texts are read in windows of what the model takes, that overlap by a quarter. InputError when the folder is
    missing, holds no token classifier of BERT's kind, or one without label names.
    """

    def __init__(self, folder: Path) -> None:
        self.source = f"model:{folder.resolve().name}"
        self.model, self.tokenizer = _load(folder)
        names = self.model.config.id2label
        self.tags = [names[number] for number in range(len(names))]
        try:
            Bio.of(self.tags)
        except ValueError as error:
            raise InputError(
                f"{folder}: its labels ({', '.join(self.tags[:3])} …) are not BIO tags; "
                "save the model with id2label, as `zhibiao finetune` does"
            ) from error
        device = choose_device()
        self.device = device.name
        packed(self.model).to(self.device, _dtype(device.precision)).eval()
        self.ids = CharacterIds(self.tokenizer)
        self.window = _longest(self.model, self.tokenizer) - 2

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's flat spans, sorted, with scores."""
        chunks = (texts[first : first + CHUNK] for first in range(0, len(texts), CHUNK))
        return [spans for chunk in chunks for spans in self.decode(self.scores(chunk))]

    def decode(self, scores: Sequence[Scores]) -> list[list[Span]]:
        """Return the best spans under these scores and the transitions that the checkpoint holds, if any."""
        return decode(scores, self.tags, self.source, getattr(self.model.config, "transitions", None))

    def scores(self, texts: Sequence[str]) -> list[Scores]:
        """Return the log-probabilities of each text's characters: its length × tags."""
        covers = [windows(len(text), self.window, max(self.window * 3 // 4, 1)) for text in texts]
        pieces = [text[w.start : w.end] for text, cover in zip(texts, covers, strict=True) for w in cover]
        read = iter(self._read(pieces))
        empty = np.empty((0, len(self.tags)), np.float32)
        return [stitch([next(read) for _ in cover], cover) if cover else empty for cover in covers]

    def _read(self, pieces: Sequence[str]) -> list[Scores]:
        """Run the model over pieces that fit it, those of like length together and without padding."""
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]), reverse=True)
        scores: list[Scores] = [np.empty((0, 0), np.float32)] * len(pieces)
        for batch in _batches(order, pieces):
            for i, logits in zip(batch, self._logits([pieces[i] for i in batch]), strict=True):
                scores[i] = log_softmax(logits[1:-1])
        return scores

    def _logits(self, pieces: Sequence[str]) -> Sequence[Scores]:
        import torch

        rows = pack([self.ids.encode(piece) for piece in pieces])
        lengths = rows.pop("lengths")
        inputs = {name: tensor.to(self.device) for name, tensor in rows.items()}
        with torch.inference_mode():
            logits = self.model(**inputs, lengths=lengths).logits[0].float().cpu().numpy()
        return np.split(logits, np.cumsum(lengths)[:-1])


def _batches(order: Iterable[int], pieces: Sequence[str]) -> Iterator[list[int]]:
    """Yield the numbers of the pieces in batches of about `TOKENS`, in their order."""
    batch: list[int] = []
    for i in order:
        batch.append(i)
        if sum(len(pieces[j]) + 2 for j in batch) >= TOKENS:
            yield batch
            batch = []
    if batch:
        yield batch


def _load(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    if not (folder / "config.json").is_file():
        raise InputError(f"{folder}: holds no model; make one with `zhibiao finetune`")
    if not any((folder / name).is_file() for name in ("tokenizer.json", "vocab.txt")):
        raise InputError(f"{folder}: holds no tokenizer; copy the whole folder that `zhibiao finetune` wrote")
    try:
        return AutoModelForTokenClassification.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: cannot be loaded ({' '.join(str(error).split())})") from error


def _dtype(precision: str) -> torch.dtype:
    import torch

    return {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}[precision]


def _longest(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast) -> int:
    """Return the tokens that the model takes at once."""
    return min(int(tokenizer.model_max_length), int(model.config.max_position_embeddings))
