from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotate.adjudication import ADJUDICATED, Dispute, answers, disputes, merge, supersede
from annotate.disagreements import Answer, readings
from annotate.records import Document
from annotate.studio.tasks import from_task, to_task
from tests.annotate.arbitrary import SCHEMA, annotated_twice
from tests.annotate.test_agreement import annotation
from train.corpus import one_each

LONG = "云川市装备制造业去年增长很快，新设的工厂也比前年多了不少，订单排到了明年的秋天之后还要多一些。"


def provenance(annotator: str, **more: object) -> dict[str, Any]:
    return {"annotation": {"annotator": annotator, "updated": "2026-01-01", **more}}


def decided(answer: Document) -> Document:
    """Take an answer the way it goes: a prediction that the adjudicator submits as it is."""
    task, problems = to_task(answer, SCHEMA, "answers")
    result = task["predictions"][0]["result"]
    done = {"id": 1, "result": result, "completed_by": {"email": "lead"}, "updated_at": "2026-02-02"}
    [document], aside = from_task(task | {"id": 1, "annotations": [done]}, SCHEMA)
    assert problems == aside == []
    return document


def content(document: Document) -> tuple[object, ...]:
    return Answer(document.spans, readings(document.figures)).content


@given(annotated_twice(), st.sampled_from([0, 1]))
def test_an_adjudicator_who_always_takes_one_side_gets_its_annotation(
    pair: tuple[Document, Document], side: int
) -> None:
    annotated = [replace(d, meta=d.meta | provenance(who)) for d, who in zip(pair, "AB", strict=True)]
    [dispute] = disputes(annotated)
    taken = {passage[side].id: decided(passage[side]) for passage in answers(dispute)}
    merged = merge(dispute, taken)
    assert merged
    assert content(merged) == content(pair[side])
    assert (merged.id, merged.aligned) == (pair[0].id, pair[0].aligned)


@given(annotated_twice())
def test_passages_hold_every_disagreement_whole(pair: tuple[Document, Document]) -> None:
    [dispute] = disputes([replace(d, meta=provenance(who)) for d, who in zip(pair, "AB", strict=True)])
    for passage in dispute.passages.values():
        assert passage.disagreements
        assert all(passage.start <= d.start < d.end <= passage.end for d in passage.disagreements)
    assert merge(dispute, {}) is None or content(pair[0]) == content(pair[1])
    for id, found in zip(dispute.passages, answers(dispute), strict=True):
        assert {answer.id for answer in found} == {id}
        assert len({content(answer) for answer in found}) == len(found) == 2
        for answer in found:
            start = dispute.passages[id].start
            assert answer.text == pair[0].text[start : dispute.passages[id].end]
            assert answer.aligned.offsets == pair[0].aligned.offsets[start : start + len(answer.text)]


def dispute(*marked: str) -> Dispute:
    [found] = disputes(annotation(who, text) for who, text in zip("ABC", marked, strict=False))
    return found


def test_a_passage_is_the_sentence_and_its_title_says_who_says_what() -> None:
    apart = dispute(
        f"{LONG}<LOC>云川市</LOC>投<MONEY value=3 unit=CNY>3元</MONEY>建<PRODUCT>青禾</PRODUCT>。{LONG}",
        f"{LONG}<PARK>云川</PARK>市投<MONEY value=30 unit=CNY>3元</MONEY>建<PRODUCT>青禾</PRODUCT>。{LONG}",
    )
    [[left, right]] = answers(apart)
    assert left.text == "云川市投3元建青禾。" + LONG
    assert left.id == right.id == f"a:{len(LONG)}-{len(LONG) + len(left.text)}"
    assert left.meta["title"] == "A: 云川市 LOC · 3元 MONEY value=3 ｜ B: 云川 PARK · 3元 MONEY value=30"
    assert [span.key() for span in left.spans] == [(0, 3, "LOC"), (4, 6, "MONEY"), (7, 9, "PRODUCT")]
    assert {span.source for span in right.spans} == {"B"}
    assert left.figures[0].span == left.spans[1]


def test_answers_that_are_the_same_are_one() -> None:
    [[ours, theirs]] = answers(dispute("<LOC>云川</LOC>", "云川", "<LOC>云川</LOC>"))
    assert ours.meta["title"] == "A, C: 云川 LOC ｜ B: –"
    assert (ours.spans[0].source, theirs.spans) == ("A, C", ())


def test_answers_that_only_read_the_same_stay_apart() -> None:
    [found] = answers(dispute("<LOC>川川</LOC>川", "川<LOC>川川</LOC>"))
    assert len(found) == 2


def test_only_disputed_passages_come_from_the_decision() -> None:
    apart = dispute(f"<GOV>云川市委</GOV>说，{LONG}去<LOC>云川</LOC>", f"<GOV>云川市委</GOV>说，{LONG}去云川")
    [[left, _]] = answers(apart)
    decision = decided(replace(left, spans=(replace(left.spans[0], start=0, end=3, label="PARK"),)))
    merged = merge(apart, {left.id: decision})
    assert merged
    at = len("云川市委说，" + LONG)
    assert [span.key() for span in merged.spans] == [(0, 4, "GOV"), (at, at + 3, "PARK")]


def test_a_merged_article_is_the_ground_truth_that_the_dataset_takes() -> None:
    annotated = [annotation("A", "<LOC>云川</LOC>"), annotation("B", "云川", updated="2026-03-03")]
    [apart] = disputes(annotated)
    [[left, _]] = answers(apart)
    assert merge(apart, {}) is None
    merged = merge(apart, {left.id: decided(left)})
    assert merged
    about = merged.meta["annotation"]
    assert (about["annotator"], about["ground_truth"], about["updated"]) == (ADJUDICATED, True, "2026-03-03")
    assert [decision["annotator"] for decision in about["decisions"]] == ["lead"]
    assert one_each([*annotated, merged]) == [merged]
    assert disputes([*annotated, merged]) == []


def test_imported_annotations_that_are_all_ground_truth_settle_nothing() -> None:
    marked = (annotation("A", "<LOC>云川</LOC>"), annotation("B", "<LOC>云川</LOC>"))
    imported = [replace(d, meta={"annotation": d.meta["annotation"] | {"ground_truth": True}}) for d in marked]
    [apart] = disputes(imported)
    merged = merge(apart, {})
    assert merged
    kept = list(supersede(imported, [merged]))
    assert [document.meta["annotation"]["ground_truth"] for document in kept] == [False, False, True]
    assert one_each(kept) == [merged]
    assert disputes(kept) == []


def test_annotators_who_agree_need_no_decision() -> None:
    same = dispute("<LOC>云川</LOC>市", "<LOC>云川</LOC>市")
    assert list(answers(same)) == []
    merged = merge(same, {})
    assert merged
    assert [span.key() for span in merged.spans] == [(0, 2, "LOC")]


def test_the_newest_annotations_of_two_annotators_make_a_dispute() -> None:
    old, new = annotation("A", "<GOV>云川</GOV>", updated="2025-01-01"), annotation("A", "<LOC>云川</LOC>")
    assert disputes([old, new]) == []
    [apart] = disputes([new, annotation("B", "<LOC>云川</LOC>"), old])
    assert apart.passages == {}
