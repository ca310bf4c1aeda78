import math
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records import InputError, Span
from extract.hybrid import Calibration, Candidate, settled

PLAIN = Calibration(rules=1.0, model=1.0, model_alone=1.0, biases={})


@st.composite
def proposals(draw: st.DrawFn) -> list[Candidate]:
    odds = st.floats(-3, 3)
    keys = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=9))
    return [Candidate(Span(s, s + n, "LOC"), draw(st.none() | odds), draw(odds)) for s, n in sorted(keys)]


@given(proposals())
def test_the_flat_set_of_the_highest_sum_wins(found: list[Candidate]) -> None:
    odds = {candidate.span.key(): PLAIN.log_odds(candidate) for candidate in found}
    sums = [
        sum(odds[candidate.span.key()] for candidate in some)
        for size in range(len(found) + 1)
        for some in combinations(found, size)
        if not any(a.span.overlaps(b.span) for a, b in combinations(some, 2))
    ]
    chosen = settled(found, PLAIN)
    assert not any(a.overlaps(b) for a, b in combinations(chosen, 2))
    assert chosen == sorted(chosen)
    assert sum(odds[span.key()] for span in chosen) == pytest.approx(max(sums))


def test_a_score_is_the_probability_of_being_right() -> None:
    [span] = settled([Candidate(Span(0, 2, "LOC", source="place"), math.log(3), 0.0)], PLAIN)
    assert span.score == pytest.approx(0.75) and span.source == "place"


def test_a_bias_tells_what_the_model_alone_is_worth() -> None:
    doubted = Calibration(1.0, 1.0, 1.0, {"LOC": -2.0, "LOC+": 0.0})
    alone, both = Candidate(Span(0, 2, "LOC"), None, 1.0), Candidate(Span(0, 2, "LOC"), 0.0, 1.0)
    assert settled([alone], doubted) == [] and settled([both], doubted)


def test_a_calibration_is_kept_beside_the_weights(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="zhibiao calibrate"):
        Calibration.load(tmp_path)
    learnt = Calibration(0.5, 0.25, 0.125, {"LOC+": 1.5})
    learnt.save(tmp_path)
    assert Calibration.load(tmp_path) == learnt
    (tmp_path / "calibration.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        Calibration.load(tmp_path)
