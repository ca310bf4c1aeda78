from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotate.records import Span
from annotate.settle import CEILING, settle

RANKS = {"hint": 1, "form": 3, "mark": 4}

votes = st.lists(
    st.builds(
        lambda start, length, label, score, source: Span(start, start + length, label, score, source),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from(["LOC", "PARK", "GOV"]),
        st.sampled_from([0.5, 0.8, 0.95]),
        st.sampled_from(["hint", "usual", "form", "mark"]),
    )
)


@given(votes)
def test_settled_spans_are_flat_sorted_and_among_the_votes(votes: list[Span]) -> None:
    settled = settle(votes, RANKS)
    assert all(left.end <= right.start for left, right in pairwise(settled))
    assert {(span.key(), span.source) for span in settled} <= {(vote.key(), vote.source) for vote in votes}


@given(votes, st.randoms())
def test_the_order_of_votes_does_not_matter(votes: list[Span], chance: random.Random) -> None:
    shuffled = [*votes, *votes]
    chance.shuffle(shuffled)
    assert settle(votes, RANKS) == settle(shuffled, RANKS)


@given(votes)
def test_every_vote_is_settled_or_overlaps_one_at_least_as_strong(votes: list[Span]) -> None:
    settled = settle(votes, RANKS)
    for vote in votes:
        rivals = [span for span in settled if span.overlaps(vote)]
        assert any(RANKS.get(span.source, 2) >= RANKS.get(vote.source, 2) for span in rivals)


@given(votes)
def test_settling_again_changes_nothing(votes: list[Span]) -> None:
    settled = settle(votes, RANKS)
    assert settle(settled, RANKS) == settled


@given(votes)
def test_scores_only_rise_and_never_to_certainty(votes: list[Span]) -> None:
    for span in settle(votes, RANKS):
        own = max(v.score for v in votes if v.key() == span.key() and v.source == span.source)
        assert own <= span.score <= max(own, CEILING)


def test_priority_beats_length_and_length_beats_score() -> None:
    long, short = Span(0, 6, "LOC", 0.5, "usual"), Span(2, 4, "PARK", 0.95, "usual")
    assert settle([long, short]) == (long,)
    assert settle([long, Span(2, 4, "PARK", 0.5, "form")], RANKS) == (Span(2, 4, "PARK", 0.5, "form"),)


def test_agreement_raises_the_score_under_the_stronger_name() -> None:
    assert settle([Span(0, 2, "LOC", 0.8, "a"), Span(0, 2, "LOC", 0.6, "b")]) == (Span(0, 2, "LOC", 0.86, "a"),)
