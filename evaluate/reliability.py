"""Whether scores can be taken at their word: of the spans scored 0.8, are eight of ten right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from annotate.records import Span

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predicted spans of like score: how many, how many of them are right, and their mean score."""

    spans: int
    right: int
    score: float

    @property
    def precision(self) -> float:
        """Return the share that is right."""
        return self.right / self.spans

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of that share (Wilson 1927).

        >>> [round(bound, 3) for bound in Bin(10, 8, 0.85).interval]
        [0.49, 0.943]
        """
        z = 1.96
        middle, total = self.precision + z * z / (2 * self.spans), 1 + z * z / self.spans
        reach = z * sqrt(self.precision * (1 - self.precision) / self.spans + (z / (2 * self.spans)) ** 2)
        return max((middle - reach) / total, 0.0), min((middle + reach) / total, 1.0)


def reliability(gold: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]]) -> dict[int, Bin]:
    """Sort predicted spans into ten bins of equal width by their score; nothing when every score is 1.

    The keys are the bins' numbers: 9 holds the scores from 0.9 to 1.
    """
    if all(span.score == 1.0 for spans in predicted for span in spans):
        return {}
    judged: dict[int, list[tuple[float, bool]]] = {}
    for true, guess in zip(gold, predicted, strict=True):
        keys = {span.key() for span in true}
        for span in guess:
            number = min(int(span.score * BINS), BINS - 1)
            judged.setdefault(number, []).append((span.score, span.key() in keys))
    return {
        number: Bin(len(found), sum(right for _, right in found), sum(score for score, _ in found) / len(found))
        for number, found in sorted(judged.items())
    }


def calibration_error(bins: dict[int, Bin]) -> float | None:
    """Return how far scores are from the share that is right, on average over spans (Naeini et al. 2015).

    >>> round(calibration_error({9: Bin(10, 8, 0.95), 5: Bin(10, 5, 0.55)}), 3)
    0.1
    """
    spans = sum(found.spans for found in bins.values())
    return sum(found.spans * abs(found.score - found.precision) for found in bins.values()) / spans if spans else None
