from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, InputError, Span
from evaluate.matching import KINDS
from evaluate.score import score, score_documents
from train.counting import Score

LENGTH = 20
LABELS = ("LOC", "GOV", "MONEY")


@st.composite
def flat_spans(draw: st.DrawFn) -> list[Span]:
    cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
    return [Span(start, end, draw(st.sampled_from(LABELS))) for start, end in pairwise(cuts) if draw(st.booleans())]


def tags(spans: list[Span]) -> list[str]:
    tags = ["O"] * LENGTH
    for span in spans:
        tags[span.start : span.end] = [f"B-{span.label}"] + [f"I-{span.label}"] * (span.end - span.start - 1)
    return tags


@settings(deadline=None)
@given(st.lists(st.tuples(flat_spans(), flat_spans()), min_size=1, max_size=4))
def test_strict_scores_equal_seqeval(articles: list[tuple[list[Span], list[Span]]]) -> None:
    gold, predicted = [g for g, _ in articles], [p for _, p in articles]
    scores = score(gold, predicted)
    if not scores.labels:
        assert scores.micro == Score(0, 0, 0)
        return
    truth = classification_report(
        [tags(spans) for spans in gold],
        [tags(spans) for spans in predicted],
        mode="strict",
        scheme=IOB2,
        output_dict=True,
        zero_division=0,
    )
    for name, ours in {**scores.labels, "micro avg": scores.micro}.items():
        assert (ours.precision, ours.recall, ours.f1, ours.gold) == pytest.approx(
            tuple(truth[name][key] for key in ("precision", "recall", "f1-score", "support"))
        )


@settings(deadline=None)
@given(st.lists(st.tuples(flat_spans(), flat_spans()), min_size=1, max_size=4))
def test_every_span_is_counted_once(articles: list[tuple[list[Span], list[Span]]]) -> None:
    gold, predicted = [g for g, _ in articles], [p for _, p in articles]
    scores = score(gold, predicted)
    assert sum(n for (label, _), n in scores.confusion.items() if label) == sum(map(len, gold))
    assert sum(n for (_, label), n in scores.confusion.items() if label) == sum(map(len, predicted))
    assert scores.micro.right <= scores.type_only.right <= sum(scores.confusion.values())
    assert scores.micro.right <= scores.partial.right
    assert {mistake.kind for mistake in scores.mistakes} <= set(KINDS)


def test_each_kind_of_mistake_and_the_lenient_scores() -> None:
    gold = [Span(0, 2, "LOC"), Span(3, 5, "GOV"), Span(6, 8, "LOC"), Span(9, 11, "LOC"), Span(14, 15, "LOC")]
    guess = [Span(0, 2, "LOC"), Span(3, 5, "LOC"), Span(6, 9, "LOC"), Span(12, 13, "LOC"), Span(14, 16, "GOV")]
    scores = score([gold], [guess])
    assert [mistake.kind for mistake in scores.mistakes] == ["label", "boundary", "missed", "spurious", "label"]
    assert (scores.micro.right, scores.partial.right, scores.type_only.right) == (1, 3.0, 2)
    assert scores.confusion[("GOV", "LOC")] == 1
    assert scores.confusion[("LOC", None)] == 1
    assert scores.micro.interval is None


def test_intervals_hold_the_score_and_are_repeatable() -> None:
    gold = [[Span(0, 2, "LOC"), Span(3, 5, "GOV")]] * 10
    guess = [[Span(0, 2, "LOC")] if i % 2 else gold[i] for i in range(10)]
    scores = score(gold, guess)
    assert scores == score(gold, guess)
    assert scores.micro.interval is not None
    low, high = scores.micro.interval
    assert 0 < low < scores.micro.f1 < high < 1
    assert scores.labels["LOC"].interval == (1.0, 1.0)


def document(name: str, *figures: Figure) -> Document:
    return Document(name, AlignedText.identity("总投资2.7亿元"), tuple(f.span for f in figures), figures)


def test_readings_count_end_to_end_and_given_the_span() -> None:
    span = Span(3, 8, "MONEY")
    true = Figure(span, value="270000000", unit="CNY", indicator="总投资")
    guess = Figure(span, value="270000000.0", unit="USD", indicator="项目总投资")
    scores = score_documents([document("a", true), document("b", true)], [document("b"), document("a", guess)])
    assert scores.attributes["value"] == Score(2, 1, 1)
    assert scores.attributes["unit"] == Score(2, 1, 0)
    assert scores.attributes["indicator"] == Score(2, 1, 1)
    assert "timex" not in scores.attributes
    assert [(r.attribute, r.predicted) for r in scores.misreadings] == [("unit", "USD")]


@pytest.mark.parametrize(
    ("predicted", "says"), [([], "no prediction"), (["a", "a"], "twice"), (["a", "b"], "not among the gold")]
)
def test_other_articles_than_gold_are_refused(predicted: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        score_documents([document("a")], [document(name) for name in predicted])
