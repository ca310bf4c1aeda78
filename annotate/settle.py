"""Votes of many rules become one set of flat spans, each with the score of the evidence behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotate.records import Span

USUAL = 2
"""The priority of a vote whose source has none."""

CEILING = 0.99
"""No agreement of rules makes a span certain."""


def settle(votes: Iterable[Span], priorities: Mapping[str, int] | None = None) -> tuple[Span, ...]:
    """Choose flat spans among votes: higher priority first, then the longer, then the better scored.

    `priorities` maps a source to its rank. Every span returned is one of the votes; where several sources agree on
    it, it keeps the strongest and a score raised by the others. The result does not depend on the votes' order.

    >>> settle([Span(0, 2, "LOC", 0.9, "place"), Span(0, 5, "PARK", 0.8, "zone")])
    (Span(start=0, end=5, label='PARK', score=0.8, source='zone'),)
    """
    ranks = priorities or {}

    def strength(span: Span) -> tuple[int, int, float, int, str, str]:
        rank = -ranks.get(span.source, USUAL)
        return rank, span.start - span.end, -span.score, span.start, span.label, span.source

    chosen: list[Span] = []
    taken: set[int] = set()
    for span in _agreed(sorted(set(votes), key=strength)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))


def _agreed(votes: Iterable[Span]) -> Iterable[Span]:
    """Join the votes for one span and label; the first is the strongest and gives the source."""
    joined: dict[tuple[int, int, str], Span] = {}
    for vote in votes:
        first = joined.setdefault(vote.key(), vote)
        if first.source != vote.source:
            joined[vote.key()] = replace(first, score=_joint(first.score, vote.score))
    return joined.values()


def _joint(one: float, other: float) -> float:
    """Score two agreeing rules: half of the doubt that the weaker one removes, as rules share their blind spots."""
    high, low = max(one, other), min(one, other)
    return max(high, min(CEILING, high + (1 - high) * low / 2))
