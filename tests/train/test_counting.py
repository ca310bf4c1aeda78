import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics.v1 import precision_recall_fscore_support
from seqeval.scheme import IOB2

from annotate.schema import load_schema
from train.counting import Numbers, Score, count

TAGS = ["O", "B-LOC", "I-LOC", "B-TIME", "I-TIME"]
TEXT = st.integers(0, 12).flatmap(
    lambda length: st.tuples(*[st.lists(st.integers(0, 4), min_size=length, max_size=length)] * 2)
)


def names(texts: list[Numbers], tags: list[str]) -> list[list[str]]:
    return [[tags[number] for number in text] for text in texts]


def by_seqeval(gold: list[Numbers], predicted: list[Numbers], tags: list[str]) -> tuple[float, float, float]:
    truth, guess = names(gold, tags), names(predicted, tags)
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, guess, average="micro", scheme=IOB2, zero_division=0
    )
    return precision, recall, f1


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=5), st.permutations(TAGS))
def test_any_tags_are_counted_as_seqeval_counts_them(texts: list[tuple[list[int], list[int]]], tags: list[str]) -> None:
    gold, predicted = ([np.array(text[side], np.int64) for text in texts] for side in (0, 1))
    counts = count(gold, predicted, tags)
    micro = Score(*counts.sum(axis=0))
    assert (micro.precision, micro.recall, micro.f1) == pytest.approx(by_seqeval(gold, predicted, tags))
    precision, recall, f1, support = precision_recall_fscore_support(
        names(gold, tags), names(predicted, tags), scheme=IOB2, zero_division=0
    )
    labels = [tag[2:] for tag in tags if tag.startswith("B-")]
    seen = {label: Score(*row) for label, row in sorted(zip(labels, counts, strict=True)) if row.any()}
    assert [score.gold for score in seen.values()] == list(support)
    for ours, theirs in (("precision", precision), ("recall", recall), ("f1", f1)):
        assert [getattr(score, ours) for score in seen.values()] == pytest.approx(list(theirs))


def test_a_large_corpus_is_counted_as_seqeval_counts_it() -> None:
    drawn = np.random.default_rng(0)
    tags = list(load_schema().tags)
    gold = [drawn.integers(0, len(tags), length) for length in drawn.integers(0, 300, 40)]
    predicted = [
        np.where(drawn.random(len(text)) < 0.7, text, drawn.integers(0, len(tags), len(text))) for text in gold
    ]
    micro = Score(*count(gold, predicted, tags).sum(axis=0))
    assert micro.right > 1000
    assert (micro.precision, micro.recall, micro.f1) == pytest.approx(by_seqeval(gold, predicted, tags))


def test_tags_of_other_texts_are_refused() -> None:
    one, other = np.array([0, 1]), np.array([0, 1, 2])
    with pytest.raises(ValueError, match="same texts"):
        count([one, other], [other, one], TAGS)
