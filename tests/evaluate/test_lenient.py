from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.records import Span
from evaluate.score import score

nervaluate = pytest.importorskip("nervaluate", reason="the extra `dev` is not installed")

LABELS = ("LOC", "GOV", "MONEY")


@st.composite
def flat_spans(draw: st.DrawFn) -> list[Span]:
    cuts = sorted(draw(st.sets(st.integers(0, 20), max_size=10)))
    return [Span(start, end, draw(st.sampled_from(LABELS))) for start, end in pairwise(cuts) if draw(st.booleans())]


def as_dicts(articles: list[list[Span]]) -> list[list[dict[str, object]]]:
    return [[{"label": s.label, "start": s.start, "end": s.end - 1} for s in spans] for spans in articles]


@settings(deadline=None)
@given(st.lists(st.tuples(flat_spans(), flat_spans()), min_size=1, max_size=4))
def test_lenient_scores_are_those_of_nervaluate(articles: list[tuple[list[Span], list[Span]]]) -> None:
    gold, predicted = [g for g, _ in articles], [p for _, p in articles]
    ours = score(gold, predicted)
    evaluator = nervaluate.Evaluator(as_dicts(gold), as_dicts(predicted), tags=list(LABELS), loader="dict")
    theirs = evaluator.evaluate()["overall"]
    for name, score_ in (("partial", ours.partial), ("ent_type", ours.type_only), ("strict", ours.micro)):
        assert (score_.precision, score_.recall, score_.f1) == pytest.approx(
            (theirs[name].precision, theirs[name].recall, theirs[name].f1)
        ), name
