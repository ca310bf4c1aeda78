"""Strict span scores of tag sequences, counted as seqeval counts IOB2, for whole corpora at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.decode import Bio

Numbers = NDArray[np.int64]
States = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and the scores that follow; `right` is fractional where half matches count.

    `interval` is the 95 % bootstrap interval of F1 over articles, None when fewer than two articles hold it.
    """

    gold: int
    predicted: int
    right: float
    interval: tuple[float, float] | None = None

    @property
    def precision(self) -> float:
        """Return the share of predictions that are right, 0 without any."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of gold that was got right, 0 without any."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


def count(gold: Sequence[Numbers], predicted: Sequence[Numbers], tags: Sequence[str]) -> Numbers:
    """Count gold, predicted and right spans: [labels, 3], labels in the order of their `B-` tags.

    Both sides hold the tag numbers of the same texts (ValueError otherwise). A span begins at a `B-` and goes on over
    `I-` of its label; an `I-` that follows neither is outside.

    >>> tags = ["O", "B-LOC", "I-LOC"]
    >>> count([np.array([1, 2, 0, 1])], [np.array([1, 2, 0, 2])], tags).tolist()
    [[2, 1, 1]]
    """
    if list(map(len, gold)) != list(map(len, predicted)):
        raise ValueError("gold and predicted tags are not of the same texts")
    bio = Bio.of(tags)
    labels = len(bio.labels)
    truth, guess = _joined(gold, bio), _joined(predicted, bio)
    (starts, stops), (begins, ends) = _spans(truth, labels), _spans(guess, labels)
    stop_of = np.zeros(len(truth), np.int64)
    stop_of[starts] = stops
    right = begins[(truth[begins] == guess[begins]) & (stop_of[begins] == ends)]
    found = truth[starts], guess[begins], guess[right]
    return np.stack([np.bincount(states - 1, minlength=labels) for states in found], axis=1)


def _joined(texts: Sequence[Numbers], bio: Bio) -> States:
    """Put texts one after another, an `O` behind each, as states: `O`, every `B-`, every `I-` in the same order."""
    outside = bio.columns[:1]
    numbers = np.concatenate([part for text in texts for part in (text, outside)] or [outside])
    states: States = np.argsort(bio.columns).astype(np.int16)[numbers]
    return states


def _spans(states: States, labels: int) -> tuple[Numbers, Numbers]:
    """Return where spans start and stop."""
    before, after = states[:-1], states[1:]
    begin = (states > 0) & (states <= labels)
    goes_on = (after > labels) & ((before == after) | (before == after - labels))
    last = begin[:-1].copy()
    last[1:] |= goes_on[:-1]
    starts, lasts = np.flatnonzero(begin), np.flatnonzero(last & ~goes_on)
    return starts, lasts[np.searchsorted(lasts, starts)] + 1
