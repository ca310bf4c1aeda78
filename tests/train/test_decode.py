from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotate.records import Span
from train.decode import Bio, Scores, decode, encode, log_softmax, viterbi

TAGS = ["O", "B-LOC", "I-LOC", "B-TIME", "I-TIME"]


def allowed(path: tuple[str, ...]) -> bool:
    return all(tag[0] != "I" or before[1:] == tag[1:] for before, tag in zip(("O", *path), path, strict=False))


def best_by_trying_all(scores: Scores) -> float:
    columns = range(len(TAGS))
    paths = (p for p in product(columns, repeat=len(scores)) if allowed(tuple(TAGS[i] for i in p)))
    return max(sum(float(scores[i, tag]) for i, tag in enumerate(path)) for path in paths)


@settings(deadline=None)
@given(st.lists(st.integers(0, 4).flatmap(lambda n: arrays(np.float32, (n, 5), elements=st.floats(-9, 0, width=32)))))
def test_no_well_formed_path_scores_higher(scores: list[Scores]) -> None:
    for score, spans in zip(scores, decode(scores, TAGS), strict=True):
        chosen = encode(spans, len(score), TAGS)
        assert allowed(tuple(TAGS[i] for i in chosen))
        total = float(score[np.arange(len(score)), chosen].sum())
        assert total == pytest.approx(best_by_trying_all(score) if len(score) else 0, abs=1e-3)


@given(st.data())
def test_texts_decoded_together_are_decoded_as_alone(data: st.DataObject) -> None:
    random = np.random.default_rng(data.draw(st.integers(0, 2**16)))
    scores = [log_softmax(random.normal(0, 3, (n, 5))) for n in data.draw(st.lists(st.integers(0, 30), max_size=6))]
    assert decode(scores, TAGS) == [decode([score], TAGS)[0] for score in scores]


def test_a_long_text_is_not_decoded_beside_many(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = np.random.default_rng(1)
    scores = [log_softmax(drawn.normal(0, 3, (n, 5))) for n in (3, 400, 2, 7, 5, 1)]
    sizes: list[int] = []
    whole = viterbi

    def counted(chosen: list[Scores], moves: Scores) -> object:
        sizes.append(len(chosen) * max(map(len, chosen)))
        return whole(chosen, moves)

    monkeypatch.setattr("train.decode.viterbi", counted)
    monkeypatch.setattr("train.decode.CELLS", 30)
    found = decode(scores, TAGS)
    assert sizes == [20, 7, 400]
    assert found == [decode([score], TAGS)[0] for score in scores]


def test_a_long_text_does_not_drown_its_last_character() -> None:
    scores = np.full((20_000, 5), -100.0, np.float32)
    scores[-1, 1] += 0.1
    assert [span.key() for span in decode([scores], TAGS)[0]] == [(19_999, 20_000, "LOC")]


def best_with_moves(scores: Scores, moves: list[list[float]]) -> float:
    def total(path: tuple[int, ...]) -> float:
        alone = sum(float(scores[i, tag]) for i, tag in enumerate(path))
        return alone + sum(moves[a][b] for a, b in pairwise(path))

    paths = (p for p in product(range(len(TAGS)), repeat=len(scores)) if allowed(tuple(TAGS[i] for i in p)))
    return max(map(total, paths))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_no_well_formed_path_scores_higher_under_transitions(data: st.DataObject) -> None:
    drawn = np.random.default_rng(data.draw(st.integers(0, 2**16)))
    moves = drawn.normal(0, 2, (5, 5)).tolist()
    lengths = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    scores = [log_softmax(drawn.normal(0, 2, (n, 5))) for n in lengths]
    for score, spans in zip(scores, decode(scores, TAGS, transitions=moves), strict=True):
        chosen = encode(spans, len(score), TAGS)
        total = float(score[np.arange(len(score)), chosen].sum()) + sum(moves[a][b] for a, b in pairwise(chosen))
        assert total == pytest.approx(best_with_moves(score, moves), abs=1e-3)


def test_an_orphan_is_no_span_and_neighbours_stay_two() -> None:
    likely = [0, 2, 0, 1, 1, 2, 4]
    scores = np.full((7, 5), -5.0, np.float32)
    scores[range(7), likely] = -0.1
    spans = decode([scores], TAGS, "model:m")[0]
    assert [span.key() for span in spans] == [(3, 4, "LOC"), (4, 6, "LOC")]
    assert {span.source for span in spans} == {"model:m"}
    assert spans[0].score == pytest.approx(np.exp(-0.1))


def test_the_order_of_the_tags_does_not_matter() -> None:
    scores = log_softmax(np.random.default_rng(0).normal(0, 2, (40, 5)))
    order = [4, 0, 3, 1, 2]
    turned = decode([scores[:, order]], [TAGS[i] for i in order])[0]
    assert turned == decode([scores], TAGS)[0]


@pytest.mark.parametrize("tags", [["LABEL_0", "LABEL_1"], ["O"], ["O", "B-LOC"], ["B-LOC", "I-LOC"]])
def test_tags_that_are_not_bio_are_refused(tags: list[str]) -> None:
    with pytest.raises(ValueError, match="not O and a B- and I-"):
        Bio.of(tags)


def test_a_label_without_tags_is_refused() -> None:
    with pytest.raises(ValueError, match="MONEY"):
        encode([Span(0, 1, "MONEY")], 2, TAGS)
