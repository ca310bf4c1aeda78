"""What each rule contributes and where it hurts: coverage, overlaps, conflicts, and precision against corrections."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.records import Document, Span
from annotate.rules import predict_votes, settle_votes


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule's votes on some articles: counts of spans, but for `articles`, the number of articles it votes in.

    `overlaps` are votes that share characters with another rule's vote of the same label, `conflicts` with one of
    another label. `kept` are votes that settling left standing under the rule's name. `right` are kept votes that the
    corrected spans hold, None where nothing is corrected.
    """

    rule: str
    label: str
    votes: int
    articles: int
    overlaps: int
    conflicts: int
    kept: int
    right: int | None

    @property
    def precision(self) -> float | None:
        """Return the share of kept votes that are right, None without corrections or kept votes."""
        return self.right / self.kept if self.right is not None and self.kept else None


def coverage(documents: Sequence[Document]) -> list[RuleCoverage]:
    """Measure every rule that votes in the documents, by label and name; their spans, if any, are corrected ones."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        votes = sorted(set(predict_votes(document.text)))
        gold = {span.key() for span in document.spans}
        kept = {(span.key(), span.source) for span in settle_votes(votes)}
        for rule in {(vote.label, vote.source) for vote in votes}:
            counts[rule]["articles"] += 1
        for vote, rivals in zip(votes, _rivals(votes), strict=True):
            standing = (vote.key(), vote.source) in kept
            counts[vote.label, vote.source] += Counter(
                votes=1,
                overlaps=any(rival.label == vote.label for rival in rivals),
                conflicts=any(rival.label != vote.label for rival in rivals),
                kept=standing,
                right=standing and vote.key() in gold,
            )
    corrected = any(document.spans for document in documents)
    return [_row(rule, count, corrected) for rule, count in sorted(counts.items())]


def _row(rule: tuple[str, str], count: Counter[str], corrected: bool) -> RuleCoverage:
    return RuleCoverage(
        rule=rule[1],
        label=rule[0],
        votes=count["votes"],
        articles=count["articles"],
        overlaps=count["overlaps"],
        conflicts=count["conflicts"],
        kept=count["kept"],
        right=count["right"] if corrected else None,
    )


def _rivals(votes: Sequence[Span]) -> Iterable[list[Span]]:
    """Yield, for each of the sorted votes, other rules' votes that share characters with it."""
    longest = max((vote.end - vote.start for vote in votes), default=0)
    for vote in votes:
        first = bisect_left(votes, vote.start - longest, key=lambda other: other.start)
        last = bisect_left(votes, vote.end, key=lambda other: other.start)
        yield [other for other in votes[first:last] if other.source != vote.source and vote.overlaps(other)]
