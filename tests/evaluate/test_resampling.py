import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluate.resampling import difference, interval, scored

Counts = list[tuple[int, int, int]]
ARTICLE = st.tuples(st.integers(0, 9), st.integers(0, 9)).flatmap(
    lambda sides: st.tuples(st.just(sides[0]), st.just(sides[1]), st.integers(0, min(sides)))
)


@settings(deadline=None)
@given(st.lists(ARTICLE, min_size=1, max_size=8))
def test_a_system_does_not_differ_from_itself(counts: Counts) -> None:
    apart = difference(counts, counts)
    assert (apart.points, apart.low, apart.high, apart.p) == (0.0, 0.0, 0.0, 1.0)
    assert not apart.significant


@settings(deadline=None)
@given(st.lists(st.tuples(ARTICLE, ARTICLE), min_size=1, max_size=8))
def test_a_difference_turned_round_is_the_same(pairs: list[tuple[tuple[int, int, int], tuple[int, int, int]]]) -> None:
    one, other = [one for one, _ in pairs], [other for _, other in pairs]
    there, back = difference(one, other), difference(other, one)
    assert (there.points, there.low, there.high) == pytest.approx((-back.points, -back.high, -back.low))
    assert there.p == back.p
    assert there.points == pytest.approx(scored(one).f1 - scored(other).f1)


def test_a_better_system_is_better_on_every_draw() -> None:
    apart = difference([(4, 4, 4)] * 12, [(4, 4, 0)] * 12)
    assert (apart.points, apart.low, apart.high) == (1.0, 1.0, 1.0)
    assert apart.significant


def test_two_articles_prove_nothing() -> None:
    apart = difference([(4, 4, 4)] * 2, [(4, 4, 0)] * 2)
    assert apart.p == pytest.approx(0.5, abs=0.05)
    assert not apart.significant


def test_systems_that_are_alike_seldom_differ_significantly() -> None:
    drawn = np.random.default_rng(1)
    found = 0
    for _ in range(200):
        one, other = (np.stack([np.full(20, 9), np.full(20, 9), drawn.integers(0, 10, 20)], axis=1) for _ in "ab")
        found += difference(one, other).significant
    assert found < 20


def test_other_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="same articles"):
        difference([(1, 1, 1)], [(1, 1, 1)] * 2)


def test_one_article_has_no_interval() -> None:
    assert interval([(4, 4, 2), (0, 0, 0)]) is None
    assert interval([(4, 4, 2), (0, 1, 0)]) is not None
