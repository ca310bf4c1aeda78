import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records import InputError, Span
from extract.extractor import Extractor
from extract.hybrid import ENOUGH, Calibration, Candidate, candidates, log_odds, settled
from train.decode import Scores, log_softmax

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "zhibiao"

PLAIN = Calibration({"said": 1.0})


@st.composite
def proposals(draw: st.DrawFn) -> list[Candidate]:
    keys = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=9))
    return [Candidate(Span(s, s + n, "LOC"), {"said": draw(st.floats(-3, 3))}) for s, n in sorted(keys)]


@given(proposals())
def test_the_flat_set_of_the_highest_sum_wins(found: list[Candidate]) -> None:
    odds = {candidate.span.key(): PLAIN.log_odds(candidate) - log_odds(ENOUGH) for candidate in found}
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
    [span] = settled([Candidate(Span(0, 2, "LOC", source="place"), {"said": math.log(3), "unheard of": 9.0})], PLAIN)
    assert span.score == pytest.approx(0.75) and span.source == "place"


class Reads:
    """A model that is sure of the tags it is told, and knows nothing else."""

    def __init__(self, tags: Sequence[str], sure: Mapping[int, str]) -> None:
        self.tags, self.sure = tags, sure

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[Scores]:
        found = []
        for row in rows:
            odds = np.zeros((len(row), len(self.tags)), np.float32)
            odds[:, self.tags.index("O")] = 6.0
            for place, tag in self.sure.items():
                odds[place + 1, self.tags.index(tag)] = 12.0
            found.append(log_softmax(odds))
        return found


def test_what_speaks_for_a_candidate_is_who_proposes_it_how_sure_and_against_whom() -> None:
    text = "青禾投资5亿元，北京市增长3%。"
    sure = {0: "B-ORG", 1: "I-ORG", 5: "B-MONEY", 6: "I-MONEY", 8: "B-LOC", 9: "I-LOC", 10: "I-LOC"}
    (found,) = candidates([text], Extractor(SHIPPED, Reads(Extractor(SHIPPED).tags, sure)))
    evidence = {text[one.span.start : one.span.end]: one.evidence for one in found}
    said = {name: {what for what, value in known.items() if value == 1} for name, known in evidence.items()}
    assert said == {
        "青禾": {"model", "model: ORG", "brief: ORG", "after ", "before 投"},
        "亿元": {"model", "model: MONEY", "model: over rules", "brief: MONEY", "after 5", "before ，"},
        "5亿元": {"rules", "rules: MONEY", "rules: over model", "rule: figures", "after 资", "before ，"},
        "北京市": {"both", "both: LOC", "rule: division", "after ，", "before 增"},
        "3%": {"rules", "rules: RATIO", "rule: figures", "brief: RATIO", "after 长", "before 。"},
    }
    assert evidence["北京市"]["both: length"] == pytest.approx(math.log(3))
    assert evidence["北京市"]["both: weakest"] > 5 > -5 > evidence["3%"]["rules: weakest"]
    assert evidence["北京市"]["both: label"] > -0.01 > -5 > evidence["3%"]["rules: label"]
    assert (evidence["3%"]["rules' score"], evidence["青禾"].get("rules' score")) == (6.0, None)


def test_a_calibration_is_kept_beside_the_weights(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="zhibiao calibrate"):
        Calibration.load(tmp_path)
    learnt = Calibration({"both": 0.5, "both: LOC": -1.5})
    learnt.save(tmp_path)
    assert Calibration.load(tmp_path) == learnt
    for damaged in ("{", "[]", '{"both": "much"}'):
        (tmp_path / "calibration.json").write_text(damaged, encoding="utf-8")
        with pytest.raises(InputError, match="damaged"):
            Calibration.load(tmp_path)
