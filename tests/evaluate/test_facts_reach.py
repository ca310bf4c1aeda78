from functools import cache

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document, read_jsonl
from evaluate.benchmarks.facts import dated, linked
from evaluate.readings import contained
from evaluate.score import score_documents


@cache
def seeds() -> list[Document]:
    return place_gold(list(harvest([str(SEEDS / "texts")])))[0]


def test_links_reach_on_the_seeds_what_the_results_promise() -> None:
    scores = score_documents(seeds(), map(linked, seeds())).attributes
    assert scores["indicator"].recall >= 0.85
    assert scores["subject"].recall >= 0.80


def test_periods_reach_on_the_annotated_seed_what_the_results_promise() -> None:
    periods = list(dated(seeds()))
    assert len(periods) == sum(1 for _ in read_jsonl(SEEDS / "periods.jsonl"))
    right = [contained(period, figure.period) for _, figure, period in periods if period]
    assert sum(right) / len(right) >= 0.80
    spurious = [figure.period is not None for _, figure, period in periods if period is None]
    assert sum(spurious) / len(spurious) <= 0.10
