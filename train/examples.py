"""Articles as the rows that a Trainer eats, and its predictions put together to articles again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from annotate.script import simplified
from train.characters import CharacterIds
from train.config import Reading
from train.counting import Numbers, Score, count
from train.decode import decode, encode, log_softmax
from train.packing import pack
from train.windows import Window, edges_masked, stitch, windows

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import EvalPrediction, PreTrainedTokenizerFast


class Example(TypedDict):
    """One window: its token and tag numbers, and how much it counts in training."""

    input_ids: list[int]
    labels: list[int]
    weight: float


def collate(rows: Sequence[Example]) -> dict[str, Any]:
    """Pack windows to one batch; every token carries its window's weight."""
    import torch

    return pack([row["input_ids"] for row in rows]) | {
        "labels": torch.tensor([[label for row in rows for label in row["labels"]]]),
        "weights": torch.tensor([[row["weight"] for row in rows for _ in row["labels"]]]),
    }


def examples(part: Dataset, tokenizer: PreTrainedTokenizerFast, reading: Reading, tags: Sequence[str]) -> list[Example]:
    """Cut a split's articles into windows of token and tag numbers; [CLS], [SEP] and cut spans are not learnt from.

    A column `weight`, where there is one, says how much an article counts.
    """
    ids = CharacterIds(tokenizer.backend_tokenizer)
    inside = np.array([tag.startswith("I-") for tag in tags])
    weights = part["weight"] if "weight" in part.column_names else [1.0] * len(part)
    rows: list[Example] = []
    for text, numbers, weight in zip(part["text"], part["tags"], weights, strict=True):
        plain, article = simplified(text), np.array(numbers, np.int64)
        for window in windows(len(text), reading.window, reading.stride):
            tokens = ids.encode(plain[window.start : window.end])
            labels = [-100, *edges_masked(article, window, inside), -100]
            rows.append({"input_ids": tokens, "labels": labels, "weight": weight})
    return rows


@dataclass(frozen=True, slots=True)
class SpanScorer:
    """Strict span scores of a Trainer's predictions for a split's windows, in the split's order."""

    gold: list[Numbers]
    covers: list[list[Window]]
    tags: list[str]
    transitions: list[list[float]] | None

    @classmethod
    def of(
        cls, part: Dataset, reading: Reading, tags: list[str], transitions: list[list[float]] | None = None
    ) -> SpanScorer:
        """Remember the split's corrected tags and windows."""
        covers = [windows(len(text), reading.window, reading.stride) for text in part["text"]]
        return cls([np.array(numbers, np.int64) for numbers in part["tags"]], covers, tags, transitions)

    def __call__(self, prediction: EvalPrediction) -> dict[str, float]:
        """Return micro precision, recall and F1 as seqeval counts them: strict IOB2, whole articles."""
        spans = decode(self._stitched(prediction.predictions), self.tags, transitions=self.transitions)
        guess = [encode(found, len(true), self.tags) for found, true in zip(spans, self.gold, strict=True)]
        gold, predicted, right = (int(n) for n in count(self.gold, guess, self.tags).sum(axis=0))
        score = Score(gold, predicted, right)
        return {"f1": score.f1, "precision": score.precision, "recall": score.recall}

    def _stitched(self, logits: NDArray[np.floating[Any]]) -> list[NDArray[np.float32]]:
        rows = iter(logits)
        articles = []
        for cover in self.covers:
            parts = [log_softmax(next(rows)[1 : 1 + window.end - window.start]) for window in cover]
            articles.append(stitch(parts, cover) if cover else np.empty((0, len(self.tags)), np.float32))
        return articles
