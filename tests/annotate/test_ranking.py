from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.ranking import REGION, doubt, rank
from annotate.records import Document, Span

PLANT = "华星电子在宜昌投产，总投资80亿元。"
MARKET = "市场监管部门约谈了三家平台企业。"
COMPANY, MONEY = Span(0, 4, "COMPANY", 0.9), Span(13, 17, "MONEY", 0.9)


def article(number: int, text: str) -> Document:
    return Document(str(number), AlignedText.identity(text))


def order(
    texts: Sequence[str], model: Sequence[Sequence[Span]], rules: Sequence[Sequence[Span]], *labelled: str
) -> str:
    """Return the ids in the order of their ranks, as one string."""
    documents = [article(number, text) for number, text in enumerate(texts)]
    return "".join(document.id for document in rank(documents, model, rules, labelled))


def test_what_rules_and_model_dispute_comes_before_what_they_agree_on() -> None:
    assert order([PLANT, PLANT[::-1]], [[COMPANY], []], [[COMPANY], [COMPANY]]) == "10"


def test_what_the_model_is_less_sure_of_comes_first() -> None:
    unsure = replace(COMPANY, score=0.4)
    assert order([PLANT, PLANT[::-1]], [[COMPANY], [unsure]], [[COMPANY], [COMPANY]]) == "10"


def test_a_near_duplicate_waits_for_what_reads_new() -> None:
    texts = [PLANT, PLANT.replace("80", "95"), MARKET]
    assert order(texts, [[]] * 3, [[COMPANY, MONEY], [COMPANY, MONEY], [Span(0, 10, "GOV")]]) == "021"


def test_what_reads_like_a_labelled_text_waits() -> None:
    disputed = [[Span(0, 4, "ORG")]] * 2
    assert order([PLANT, MARKET], [[], []], disputed) == "10"
    assert order([PLANT, MARKET], [[], []], disputed, MARKET) == "01"


def test_wording_that_is_in_doubt_in_many_texts_comes_before_the_odd_one() -> None:
    odd = "鼋鼍蛟龙在宜昌投产，总投资80亿元。"
    assert order([odd, PLANT, PLANT], [[]] * 3, [[COMPANY]] * 3)[0] == "1"


def test_of_two_that_teach_the_same_the_one_with_fewer_regions_to_check_comes_first() -> None:
    sure = [replace(COMPANY, score=1.0), replace(MONEY, score=1.0)]
    unsure = Span(4, 5, "LOC", 0.5)
    assert order([PLANT, PLANT[::-1]], [[*sure, unsure], [unsure]], [[*sure, unsure], [unsure]]) == "10"


def test_priorities_fall_from_one_and_everything_else_stays() -> None:
    documents = [replace(article(n, PLANT), meta={"source": "a.txt"}, spans=(MONEY,)) for n in range(4)]
    ranked = rank(documents, [[]] * 4, [[]] * 4)
    assert [document.meta.pop("priority") for document in ranked] == [1.0, 0.75, 0.5, 0.25]
    assert ranked == documents


def test_nothing_and_the_empty_text_are_ranked() -> None:
    assert rank([], [], []) == []
    assert order(["", "京", PLANT], [[]] * 3, [[], [Span(0, 1, "LOC")], []]) == "102"


flat = st.lists(st.integers(0, 12), max_size=6, unique=True).map(sorted)
cases = st.lists(
    st.tuples(st.text("甲乙丙1", max_size=12), flat, flat, st.floats(0, 1)), max_size=8
)  # fmt: skip


def spans(text: str, limits: Sequence[int], score: float) -> list[Span]:
    kept = [limit for limit in limits if limit <= len(text)]
    return [Span(a, b, "LOC", score) for a, b in zip(kept[::2], kept[1::2], strict=False)]


@given(cases, st.lists(st.text("甲乙丙1", max_size=12), max_size=3))
def test_each_place_is_the_best_of_what_is_left(
    drawn: list[tuple[str, list[int], list[int], float]], labelled: list[str]
) -> None:
    texts = [text for text, *_ in drawn]
    model = [spans(text, limits, score) for text, limits, _, score in drawn]
    rules = [spans(text, limits, 1.0) for text, _, limits, _ in drawn]
    assert order(texts, model, rules, *labelled) == plain_order(texts, model, rules, labelled)


def plain_order(
    texts: Sequence[str], model: Sequence[Sequence[Span]], rules: Sequence[Sequence[Span]], labelled: Sequence[str]
) -> str:
    """Rank by reckoning every gain anew for every place."""

    def runs(text: str) -> list[str]:
        return [(text.replace("1", "0") + "  ")[i : i + 3] for i in range(len(text))]

    worth: dict[str, float] = {}
    for text, found, ruled in zip(texts, model, rules, strict=True):
        doubts = [*doubt(text, found, ruled), 0.0, 0.0]
        for i, run in enumerate(runs(text)):
            worth[run] = worth.get(run, 0.0) + max(doubts[i : i + 3])
    seen = [set(runs(text)) for text in labelled]
    left, ranked = list(range(len(texts))), ""
    while left:
        gains = [
            sum(worth[run] / (1 + sum(run in other for other in seen)) for run in set(runs(texts[i])))
            / max(len(texts[i]) + REGION * len({span.key() for span in (*model[i], *rules[i])}), 1)
            for i in left
        ]
        best = left.pop(int(np.argmax(np.round(gains, 9))))
        seen.append(set(runs(texts[best])))
        ranked += str(best)
    return ranked
