"""How a peer's cases are counted: all of them, and without those that the handbook itself decides otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """One case: whether we agree, else why not; `contradicts` only where the handbook forbids what the peer expects."""

    case: str
    agrees: bool
    contradicts: bool = False
    reason: str = ""


def report(suite: str, verdicts: Iterable[Verdict]) -> None:
    """Print the counts, the two shares, and every case that doesn't agree with its reason."""
    judged = list(verdicts)
    apart = [verdict for verdict in judged if not verdict.agrees]
    contradicting = [verdict for verdict in apart if verdict.contradicts]
    agreed, bound = len(judged) - len(apart), len(judged) - len(contradicting)
    print(
        f"{suite}: {len(judged)} cases, {agreed} agree, {len(contradicting)} contradict the handbook, "
        f"{len(apart) - len(contradicting)} disagree; {agreed / len(judged):.3f} of all, "
        f"{agreed / bound:.3f} without the contradictions"
    )
    for reason, count in Counter(verdict.reason for verdict in contradicting).most_common():
        print(f"  {count:3} contradict: {reason}")
    for verdict in apart:
        if not verdict.contradicts:
            print(f"  disagrees: {verdict.case}: {verdict.reason or 'no reason written'}")
