from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.records import Span
from evaluate.reliability import Bin, calibration_error, reliability

SCORES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30)


@settings(deadline=None)
@given(SCORES)
def test_every_span_lies_in_the_bin_of_its_score(scored: list[tuple[float, bool]]) -> None:
    predicted = [Span(i, i + 1, "LOC", score) for i, (score, _) in enumerate(scored)]
    gold = [Span(i, i + 1, "LOC") for i, (_, right) in enumerate(scored) if right]
    bins = reliability([gold], [predicted])
    if all(score == 1.0 for score, _ in scored):
        assert bins == {} and calibration_error(bins) is None
        return
    assert sum(found.spans for found in bins.values()) == len(predicted)
    assert sum(found.right for found in bins.values()) == len(gold)
    assert all(number / 10 - 1e-9 <= found.score <= (number + 1) / 10 + 1e-9 for number, found in bins.items())
    assert all(one < other for one, other in pairwise(bins))
    assert 0 <= (calibration_error(bins) or 0) <= 1


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda spans: st.tuples(st.just(spans), st.integers(0, spans))))
def test_an_interval_holds_the_share_that_is_right(counts: tuple[int, int]) -> None:
    found = Bin(*counts, 0.5)
    low, high = found.interval
    assert 0 <= low <= found.precision + 1e-9
    assert found.precision - 1e-9 <= high <= 1


def test_scores_that_are_kept_have_no_error() -> None:
    spans = [Span(i, i + 1, "LOC", 0.8) for i in range(10)]
    bins = reliability([spans[:8]], [spans])
    assert bins[8].right == 8
    assert calibration_error(bins) == pytest.approx(0)
