from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from annotate.agreement import bio, by_annotator, compare, kappa
from annotate.alignment import AlignedText
from annotate.disagreements import Answer, disagreements, readings
from annotate.records import Document, Figure, InputError
from tests.annotate.arbitrary import annotated_twice
from tests.annotate.golden import parse


def annotation(annotator: str, marked: str, *, updated: str = "2026-01-01", id: str = "a") -> Document:
    """Read an annotation written into its sentence: `投资<MONEY value=3>3元</MONEY>`."""
    text, spans = parse(marked)
    figures = tuple(Figure(span, **reading) for span, reading in spans if reading)  # type: ignore[arg-type]
    meta = {"annotation": {"annotator": annotator, "updated": updated}}
    return Document(id, AlignedText.identity(text), tuple(span for span, _ in spans), figures, meta)


def kinds(left: str, right: str) -> list[tuple[str, str]]:
    one, other = annotation("甲", left), annotation("乙", right)
    return [(d.kind, one.text[d.start : d.end]) for d in disagreements([one, other])]


def test_f1_and_kappa_of_a_sentence() -> None:
    left = annotation("甲", "<LOC>云川</LOC>的<COMPANY>青禾</COMPANY>投<MONEY value=3>3元</MONEY>。")
    right = annotation("乙", "<LOC>云川</LOC>的<PRODUCT>青禾</PRODUCT>投<MONEY value=30>3元</MONEY>。")
    [pair] = compare(by_annotator([left, right]), {})
    agreement = pair.agreement
    assert (pair.left, pair.right, agreement.articles) == ("甲", "乙", 1)
    assert (agreement.f1(), agreement.f1("LOC"), agreement.f1("PRODUCT"), agreement.f1("GOV")) == (2 / 3, 1, 0, None)
    assert (agreement.figures, agreement.reading) == (1, 0)
    # 9 characters, 7 alike; chance: 3 O, B- and I-LOC, B- and I-MONEY on both sides = 9 + 4.
    assert agreement.kappa() == pytest.approx((7 * 9 - 13) / (81 - 13))
    assert (agreement.kappa("LOC"), agreement.kappa("COMPANY"), agreement.kappa("GOV")) == (1, 0, None)


def test_chance_agreement_is_zero_and_none_where_nothing_varies() -> None:
    assert kappa({("O", "O"): 5}) is None
    assert kappa({}) is None
    assert kappa({("a", "b"): 5, ("b", "a"): 5}) == -1


@given(st.lists(st.tuples(st.sampled_from("OBI"), st.sampled_from("OBI")), min_size=1))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    left, right = zip(*pairs, strict=True)
    counts = {pair: pairs.count(pair) for pair in pairs}
    if len({*left, *right}) > 1:
        assert kappa(counts) == pytest.approx(cohen_kappa_score(left, right))
    else:
        assert kappa(counts) is None


@given(annotated_twice())
def test_agreement_is_symmetric_and_whole_with_oneself(pair: tuple[Document, Document]) -> None:
    one, other = ({"a": document} for document in pair)
    there, back, same = (
        compare({"甲": left, "乙": right}, {})[0] for left, right in ((one, other), (other, one), (one, one))
    )
    for label in (None, *there.agreement.labels):
        assert there.agreement.f1(label) == back.agreement.f1(label)
        assert there.agreement.kappa(label) == back.agreement.kappa(label)
    assert same.agreement.f1() in (1, None)
    assert same.agreement.kappa() in (1, None)
    assert same.agreement.reading in (1, None)
    assert same.apart == ()


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("在<LOC>云川</LOC>办", "在<LOC>云川</LOC>办", []),
        ("在<LOC>云川</LOC>办", "在云川办", [("missing", "云川")]),
        ("在<LOC>云川市</LOC>办", "在<LOC>云川</LOC>市办", [("boundary", "云川市")]),
        ("在<LOC>云川市</LOC>办", "在<PARK>云川市</PARK>办", [("label", "云川市")]),
        ("在<LOC>云川</LOC><PARK>高新区</PARK>", "在<PARK>云川高新区</PARK>", [("mixed", "云川高新区")]),
        ("<LOC>云</LOC>川<PARK>区</PARK>", "<GOV>云</GOV>川<ORG>区</ORG>", [("label", "云"), ("label", "区")]),
        ("<RANK value=1>首位</RANK>", "<RANK value=2>首位</RANK>", [("reading", "首位")]),
        ("<RANK value=1>首位</RANK>", "<RANK>首位</RANK>", [("reading", "首位")]),
    ],
)
def test_the_kind_and_stretch_of_a_disagreement(left: str, right: str, found: list[tuple[str, str]]) -> None:
    assert kinds(left, right) == found
    assert kinds(right, left) == found


def test_a_reading_names_the_attributes_that_differ() -> None:
    left = annotation("甲", "<MONEY value=3 unit=CNY change=increase start_date=2020>3元</MONEY>")
    right = annotation("乙", "<MONEY value=3 unit=USD>3元</MONEY>")
    [disagreement] = disagreements([left, right])
    assert disagreement.unlike == ("unit", "change")


def test_dates_and_sources_that_nobody_decides_on_are_no_disagreement() -> None:
    [span] = annotation("甲", "<TIME>去年</TIME>").spans
    one, other = (
        replace(annotation(who, "去年"), spans=(seen,), figures=(Figure(seen, timex="y-1", start_date=date),))
        for who, seen, date in (("甲", span, "2020-01-01"), ("乙", replace(span, score=0.5, source="times"), None))
    )
    assert disagreements([one, other]) == []


@given(annotated_twice())
def test_outside_the_disagreements_both_say_the_same(pair: tuple[Document, Document]) -> None:
    found = disagreements(pair)
    assert all(one.end <= other.start for one, other in pairwise(found))
    apart = {i for disagreement in found for i in range(disagreement.start, disagreement.end)}
    agreed = [[Answer((s,), readings(d.figures)).content for s in d.spans if s.start not in apart] for d in pair]
    assert agreed[0] == agreed[1]
    for side, document in enumerate(pair):
        answered = {span for disagreement in found for span in disagreement.answers[side].spans}
        assert answered == {span for span in document.spans if span.start in apart}


@given(annotated_twice())
def test_every_span_has_its_tags(pair: tuple[Document, Document]) -> None:
    for document in pair:
        tags = bio(document.spans, len(document.text))
        assert len(tags) == len(document.text)
        assert sum(tag.startswith("B-") for tag in tags) == len(document.spans)


def test_the_newest_of_an_annotator_counts() -> None:
    old, new = annotation("甲", "云川", updated="2026-01-01"), annotation("甲", "<LOC>云川</LOC>", updated="2026-02-01")
    assert by_annotator([new, old]) == by_annotator([old, new]) == {"甲": {"a": new}}


def test_only_articles_of_both_count_and_systems_are_not_compared_with_each_other() -> None:
    annotators = by_annotator(
        [annotation("甲", "云川", id="a"), annotation("甲", "云川", id="b"), annotation("乙", "云川", id="c")]
    )
    rules = {"b": annotation("", "<LOC>云川</LOC>", id="b")}
    found = {(c.left, c.right): c for c in compare(annotators, {"rules": rules, "model": {}})}
    assert {pair: c.agreement.articles for pair, c in found.items()} == {
        ("甲", "乙"): 0, ("甲", "rules"): 1, ("乙", "rules"): 0, ("甲", "model"): 0, ("乙", "model"): 0
    }  # fmt: skip
    assert found["甲", "乙"].agreement.f1() is None
    assert found["甲", "rules"].agreement.f1() == 0
    assert found["甲", "rules"].system


def test_documents_without_annotator_or_of_another_text_are_refused() -> None:
    with pytest.raises(InputError, match="zhibiao pull"):
        by_annotator([annotation("", "云川")])
    with pytest.raises(InputError, match="differ in text"):
        compare(by_annotator([annotation("甲", "云川"), annotation("乙", "云山")]), {})
