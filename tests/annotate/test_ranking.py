from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.ranking import UNSURE, rank
from annotate.records import Document, Span

PLANT = "华星电子在宜昌投产，总投资80亿元。"
COMPANY, CITY, MONEY = Span(0, 4, "COMPANY", 0.9), Span(5, 7, "LOC", 0.9), Span(13, 17, "MONEY", 0.9)


def article(number: int, text: str, spans: Sequence[Span] = ()) -> Document:
    return Document(str(number), AlignedText.identity(text), tuple(spans))


def order(
    texts: Sequence[str],
    model: Sequence[Sequence[Span]],
    rules: Sequence[Sequence[Span]],
    labelled: Sequence[Document] = (),
) -> str:
    """Return the ids in the order of their ranks, as one string."""
    documents = [article(number, text) for number, text in enumerate(texts)]
    return "".join(document.id for document in rank(documents, model, rules, labelled))


def test_what_rules_and_model_dispute_comes_before_what_they_agree_on() -> None:
    assert order([PLANT, PLANT], [[COMPANY], []], [[COMPANY], [COMPANY]]) == "10"
    assert order([PLANT, PLANT], [[COMPANY], [COMPANY]], [[COMPANY], []]) == "10"


def test_what_the_model_is_less_sure_of_comes_first() -> None:
    unsure = replace(COMPANY, score=0.4)
    assert order([PLANT, PLANT], [[COMPANY], [unsure]], [[COMPANY], [COMPANY]]) == "10"


def test_the_same_dispute_is_worth_less_among_regions_that_stand() -> None:
    assert order([PLANT, PLANT], [[CITY, MONEY], []], [[COMPANY, CITY, MONEY], [COMPANY]]) == "10"


def test_a_name_that_was_labelled_or_ranked_before_counts_less() -> None:
    other = PLANT.replace("华星", "海辰")
    texts, disputed = [PLANT, PLANT, other], [[COMPANY]] * 3
    assert order(texts, [[]] * 3, disputed) == "021"
    assert order(texts, [[]] * 3, disputed, [article(9, PLANT, [COMPANY])]) == "201"
    assert order(texts, [[]] * 3, disputed, [article(9, PLANT, [replace(COMPANY, label="ORG")])]) == "021"


def test_priorities_fall_from_one_and_everything_else_stays() -> None:
    documents = [replace(article(n, PLANT), meta={"source": "a.txt"}, spans=(MONEY,)) for n in range(4)]
    ranked = rank(documents, [[]] * 4, [[]] * 4)
    assert [document.meta.pop("priority") for document in ranked] == [1.0, 0.75, 0.5, 0.25]
    assert ranked == documents


def test_nothing_and_the_empty_text_are_ranked() -> None:
    assert rank([], [], []) == []
    assert order(["", "京", PLANT], [[]] * 3, [[], [Span(0, 1, "LOC")], []]) == "102"


flat = st.lists(st.integers(0, 12), max_size=6, unique=True).map(sorted)
cases = st.lists(st.tuples(st.text("甲乙丙", max_size=12), flat, flat, st.floats(0, 1)), max_size=8)


def spans(text: str, limits: Sequence[int], score: float) -> list[Span]:
    kept = [limit for limit in limits if limit <= len(text)]
    return [Span(a, b, "LOC", score) for a, b in zip(kept[::2], kept[1::2], strict=False)]


@given(cases, st.lists(st.text("甲乙丙", min_size=1, max_size=2), max_size=3))
def test_each_place_is_the_best_of_what_is_left(
    drawn: list[tuple[str, list[int], list[int], float]], names: list[str]
) -> None:
    texts = [text for text, *_ in drawn]
    model = [spans(text, limits, score) for text, limits, _, score in drawn]
    rules = [spans(text, limits, 1.0) for text, _, limits, _ in drawn]
    labelled = [article(number, name, [Span(0, len(name), "LOC")]) for number, name in enumerate(names)]
    assert order(texts, model, rules, labelled) == plain_order(texts, model, rules, names)


def plain_order(
    texts: Sequence[str], model: Sequence[Sequence[Span]], rules: Sequence[Sequence[Span]], seen: list[str]
) -> str:
    """Rank by reckoning every gain anew for every place."""

    def gain(i: int) -> float:
        keys = {span.key(): span.score for span in (*rules[i], *model[i])}
        both = {span.key() for span in model[i]} & {span.key() for span in rules[i]}
        worth = {key: UNSURE * (1 - score) if key in both else 1.0 for key, score in keys.items()}
        return sum(w / (1 + before.count(texts[i][key[0] : key[1]])) for key, w in worth.items()) / max(len(keys), 1)

    before, left, ranked = list(seen), list(range(len(texts))), ""
    while left:
        best = left.pop(int(np.argmax(np.round([gain(i) for i in left], 9))))
        before += {texts[best][span.start : span.end] for span in (*rules[best], *model[best])}
        ranked += str(best)
    return ranked
