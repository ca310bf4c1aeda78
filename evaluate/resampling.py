"""How sure a score is: intervals by drawing articles anew, and whether two systems differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from train.counting import Score

RESAMPLES, SEED = 1000, 0

Counts = Sequence[Sequence[int]] | NDArray[np.int64]
"""Strict counts, one row an article: gold, predicted and right spans."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one system's strict micro F1 is above another's on the same articles.

    `low` and `high` bound the 95 % interval of a paired bootstrap (Efron & Tibshirani 1993), `p` is how often two
    systems that are alike would lie as far apart: a permutation test that swaps their answers by article (Yeh 2000).
    """

    points: float
    low: float
    high: float
    p: float

    @property
    def significant(self) -> bool:
        """Tell whether chance alone would seldom do it."""
        return self.p < 0.05


def scored(counts: Counts) -> Score:
    """Return the score of all articles together, with its interval."""
    gold, predicted, right = (int(n) for n in np.asarray(counts).sum(axis=0))
    return Score(gold, predicted, right, interval(counts))


def interval(counts: Counts) -> tuple[float, float] | None:
    """Bootstrap the 95 % interval of F1 by drawing articles with replacement; None when fewer than two hold spans."""
    sides, right = _sides(counts)
    if np.count_nonzero(sides) < 2:
        return None
    drawn, hits = _draws(len(sides)) @ sides, _draws(len(sides)) @ right
    low, high = np.percentile(2 * hits[drawn > 0] / drawn[drawn > 0], (2.5, 97.5))
    return float(low), float(high)


def difference(one: Counts, other: Counts) -> Difference:
    """Compare two systems by their counts on the same articles in the same order; ValueError for other articles."""
    pairs = [_sides(one), _sides(other)]
    if len(pairs[0][0]) != len(pairs[1][0]):
        raise ValueError("the two systems are not scored on the same articles")
    draws = _draws(len(pairs[0][0]))
    first, second = (_f1(draws @ sides, draws @ right) for sides, right in pairs)
    low, high = np.percentile(first - second, (2.5, 97.5))
    best, base = (float(_f1(sides.sum(keepdims=True), right.sum(keepdims=True))[0]) for sides, right in pairs)
    return Difference(best - base, float(low), float(high), _chance(pairs, best - base))


def _chance(pairs: Sequence[tuple[Floats, Floats]], points: float) -> float:
    """Return the share of swaps that set the two systems as far apart as they are, the real answers counted in."""
    (sides, right), (other_sides, other_right) = pairs
    swap = np.random.default_rng(SEED).integers(0, 2, (RESAMPLES, len(sides))).astype(float)
    moved, hits = swap @ (other_sides - sides), swap @ (other_right - right)
    first = _f1(sides.sum() + moved, right.sum() + hits)
    second = _f1(other_sides.sum() - moved, other_right.sum() - hits)
    as_far = np.count_nonzero(np.abs(first - second) >= abs(points) - 1e-12)
    return float((as_far + 1) / (RESAMPLES + 1))


def _sides(counts: Counts) -> tuple[Floats, Floats]:
    """Return the spans of both sides, and those that are right, by article."""
    array = np.asarray(counts, dtype=float).reshape(-1, 3)
    return array[:, 0] + array[:, 1], array[:, 2]


def _f1(sides: Floats, right: Floats) -> Floats:
    """Return F1 where there are spans, else 0."""
    scores: Floats = np.divide(2 * right, sides, out=np.zeros_like(sides), where=sides > 0)
    return scores


@lru_cache(maxsize=4)
def _draws(articles: int) -> Floats:
    """Draw how often each article is in each resample, the same for all labels and systems: [RESAMPLES, articles]."""
    draws = np.random.default_rng(SEED).multinomial(articles, np.full(articles, 1 / articles), size=RESAMPLES)
    return draws.astype(float)
