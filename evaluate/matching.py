"""Pairs gold spans with predicted ones, and names what went wrong with each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from annotate.records import Span

KINDS = ("missed", "spurious", "boundary", "label")
"""The kinds of mistake: no prediction overlaps, no gold overlaps, other limits of one label, another label."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold span and the prediction that overlaps it; one of the two is None when nothing does."""

    gold: Span | None
    predicted: Span | None

    @property
    def exact(self) -> bool:
        """Tell whether both cover the same characters, whatever their labels."""
        return (
            self.gold is not None
            and self.predicted is not None
            and (self.gold.start, self.gold.end) == (self.predicted.start, self.predicted.end)
        )

    @property
    def labels(self) -> tuple[str | None, str | None]:
        """Return the gold and the predicted label."""
        return self.gold.label if self.gold else None, self.predicted.label if self.predicted else None

    @property
    def kind(self) -> str | None:
        """Return the kind of mistake, None for a hit."""
        if self.gold is None or self.predicted is None:
            return "missed" if self.predicted is None else "spurious"
        if self.gold.label != self.predicted.label:
            return "label"
        return None if self.exact else "boundary"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong pair and the index of its article."""

    article: int
    kind: str
    gold: Span | None
    predicted: Span | None


def pair(gold: Sequence[Span], predicted: Sequence[Span], *, same_label: bool = True) -> list[Pair]:
    """Pair each prediction from left to right with an overlapping gold span that is still free, as nervaluate does.

    Its `ent_type` wants the nearest limits of the `same_label`, else the first span; its `partial` wants just the
    first. Both sequences are flat and sorted, so that a neighbour can't take an exact match away.

    >>> [p.kind for p in pair([Span(0, 2, "LOC"), Span(3, 5, "GOV")], [Span(0, 3, "LOC"), Span(6, 7, "GOV")])]
    ['boundary', 'missed', 'spurious']
    """
    ends = [span.end for span in gold]
    partners: dict[int, Span] = {}
    pairs = []
    for span in predicted:
        free = [i for i in _overlapping(gold, ends, span) if i not in partners]
        if free:
            partners[_nearest(gold, free, span) if same_label else free[0]] = span
        else:
            pairs.append(Pair(None, span))
    pairs += [Pair(span, partners.get(i)) for i, span in enumerate(gold)]
    return sorted(pairs, key=lambda p: min(span.start for span in (p.gold, p.predicted) if span))


def _overlapping(gold: Sequence[Span], ends: Sequence[int], span: Span) -> Iterator[int]:
    for i in range(bisect_right(ends, span.start), len(gold)):
        if gold[i].start >= span.end:
            return
        yield i


def _nearest(gold: Sequence[Span], candidates: Sequence[int], span: Span) -> int:
    def distance(i: int) -> float:
        same = gold[i].label == span.label
        return abs(gold[i].start - span.start) + abs(gold[i].end - span.end) if same else inf

    return min(candidates, key=distance)
