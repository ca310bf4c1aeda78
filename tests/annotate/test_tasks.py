import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from annotate.alignment import AlignedText
from annotate.gold import SEEDS
from annotate.records import Document, Figure, Span, read_jsonl
from annotate.studio.interface import RELATIONS
from annotate.studio.tasks import SetAside, encode, from_task, to_annotation, to_task
from tests.annotate.arbitrary import SCHEMA, documents

ATTRIBUTES = ("value", "value_high", "unit", "bound", "change", "basis", "timex", "indicator", "subject")
TEXT = "2022年，广汽埃安总投资2.7亿元，\r\n在广州建成"
YEAR, COMPANY, INDICATOR = Span(0, 5, "TIME"), Span(6, 10, "COMPANY", 0.8, "company"), Span(10, 13, "INDICATOR")
MONEY, PLACE = Span(13, 18, "MONEY", 0.9, "figures"), Span(22, 24, "LOC")
READING = Figure(MONEY, "270000000", unit="CNY", indicator="总投资", subject="广汽埃安", period="2022年")
SPANS = (YEAR, COMPANY, INDICATOR, MONEY, PLACE)
DOCUMENT = Document("a1", AlignedText.identity(TEXT), SPANS, (READING,), {"title": "新产线", "source": "a.txt"})


def annotated(document: Document, result: Sequence[dict[str, Any]], **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    task, _ = to_task(document, SCHEMA, "rules")
    annotation = {"id": 7, "completed_by": {"email": "li@example.org"}, "result": list(result)} | fields
    return {"id": 3, "project": 5, "data": task["data"], "annotations": [annotation]}


def returned(result: Sequence[dict[str, Any]], **fields: Any) -> tuple[list[Document], list[SetAside]]:  # noqa: ANN401
    return from_task(annotated(DOCUMENT, result, **fields), SCHEMA)


def regions(document: Document = DOCUMENT) -> list[dict[str, Any]]:
    return to_annotation(document, SCHEMA)[0]


@given(documents())
def test_a_document_comes_back_from_its_task_unchanged(document: Document) -> None:
    task, aside = to_task(document, SCHEMA, "rules")
    assert not aside
    [back], problems = from_task(annotated(document, task["predictions"][0]["result"]), SCHEMA)
    assert not problems
    assert back.meta.pop("annotation")["annotator"] == "li@example.org"
    assert back == document


def seeds() -> list[Document]:
    """Return the seed files as they are, with their corrected labels."""
    readings = {(r["doc"], r["start"]): r for r in read_jsonl(SEEDS / "figures.jsonl")}
    found = []
    for record in read_jsonl(SEEDS / "labels.jsonl"):
        text = (SEEDS / "texts" / record["doc"]).read_bytes().decode()
        spans = tuple(Span(s["start"], s["end"], s["label"], source="gold") for s in record["spans"])
        read = ((span, readings.get((record["doc"], span.start))) for span in spans)
        figures = tuple(Figure(span, **{n: r[n] for n in ATTRIBUTES}) for span, r in read if r)
        found.append(Document(record["doc"], AlignedText.identity(text), spans, figures))
    return found


@pytest.mark.parametrize("document", seeds(), ids=lambda document: document.id[:3])
def test_the_corrected_seeds_come_back_unchanged(document: Document) -> None:
    result, aside = to_annotation(document, SCHEMA)
    [back], problems = from_task(annotated(document, result), SCHEMA)
    assert (aside, problems) == ([], [])
    assert (back.text, back.spans, back.figures) == (document.text, document.spans, document.figures)


def test_a_task_shows_who_proposed_what() -> None:
    task, _ = to_task(DOCUMENT, SCHEMA, "rules@1")
    [prediction] = task["predictions"]
    company = next(item for item in prediction["result"] if item["id"] == "6-10")
    assert prediction["model_version"] == "rules@1"
    assert company["value"] == {"start": 6, "end": 10, "text": "广汽埃安", "labels": ["COMPANY"]}
    assert (company["score"], company["meta"]["text"]) == (0.8, ["来源 company · 得分 0.80"])
    assert (task["data"]["doc_id"], task["data"]["title"]) == ("a1", "新产线")


def test_links_lead_to_the_regions_that_a_reading_names() -> None:
    links = {item["labels"][0]: item["to_id"] for item in regions() if item["type"] == "relation"}
    assert links == {"指标": "10-13", "主体": "6-10", "时期": "0-5"}


def test_the_name_that_the_page_shows_is_read_as_its_code() -> None:
    result = regions()
    result[0]["value"]["labels"] = ["时间 TIME"]
    bound = next(item for item in result if item["from_name"] == "bound")
    bound["value"]["choices"] = ["约 approx"]
    [back], problems = returned(result)
    assert (back.spans[0].label, back.figures[0].bound, problems) == ("TIME", "approx", [])


def test_a_relation_may_be_drawn_backwards() -> None:
    result = regions()
    for item in result:
        if item["type"] == "relation" and item["labels"] == ["指标"]:
            item["from_id"], item["to_id"] = item["to_id"], item["from_id"]
    [back], problems = returned(result)
    assert (back.figures, problems) == ((READING,), [])


@pytest.mark.parametrize(("target", "role"), [(INDICATOR, "indicator"), (COMPANY, "subject"), (YEAR, "period")])
def test_a_relation_drawn_without_a_name_takes_it_from_what_it_leads_to(target: Span, role: str) -> None:
    result = [item for item in regions() if item["type"] != "relation"]
    drawn = {"type": "relation", "from_id": "13-18", "to_id": f"{target.start}-{target.end}", "direction": "right"}
    [back], problems = returned([*result, drawn])
    linked = {name: text for name, text in back.figures[0].attributes().items() if name in RELATIONS and text}
    assert (linked, problems) == ({role: TEXT[target.start : target.end]}, [])


def test_a_role_that_no_region_holds_is_told_in_the_details() -> None:
    lost = replace(READING, subject="祁牧乳业")
    money = next(item for item in regions(replace(DOCUMENT, figures=(lost,))) if item["id"] == "13-18")
    assert money["meta"]["text"] == ["来源 figures · 得分 0.90 · 主体 祁牧乳业（本页未标）"]


def test_a_changed_time_loses_the_dates_that_were_read_from_the_old_one() -> None:
    dated = Figure(YEAR, timex="2022", start_date="2022-01-01", end_date="2023-01-01")
    result = regions(replace(DOCUMENT, figures=(dated,)))
    timex = next(item for item in result if item.get("from_name") == "timex")
    timex["value"]["text"] = ["2021"]
    [back], _ = returned(result)
    assert back.figures == (Figure(YEAR, timex="2021"),)


def region(start: object, end: object, *labels: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": list(labels)}
    return {"id": "new", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (region(19, 22, "NOPE"), "unknown label NOPE"),
        (region(20, 99, "LOC"), "outside the text of 26"),
        (region(-2, 3, "LOC"), "outside"),
        (region(20, 20, "LOC"), "empty region"),
        (region(None, 20, "LOC"), "offsets are missing"),
        (region(19, 21, "LOC", "GOV"), "exactly one label"),
        (region(19, 21), "exactly one label"),
        (region(23, 24, "LOC"), "overlaps another"),
        (region(22, 24, "LOC"), "overlaps another"),
        ({"id": "0-5", "type": "choices", "from_name": "bound", "value": {"choices": ["maybe"]}}, "unknown reading"),
        ({"id": "0-5", "type": "textarea", "from_name": "value", "value": {"text": ["1", "2"]}}, "unknown reading"),
        ({"id": "6-10", "type": "textarea", "from_name": "value", "value": {"text": ["1"]}}, "without a sound figure"),
        ({"id": "0-5", "type": "rectangle", "from_name": "box", "value": {}}, "unknown reading"),
        ({"type": "relation", "from_id": "6-10", "to_id": "22-24", "labels": ["主体"]}, "without a sound figure"),
        ({"type": "relation", "from_id": "13-18", "to_id": "gone", "labels": ["主体"]}, "without a sound figure"),
        ({"type": "relation", "from_id": "13-18", "to_id": "22-24", "labels": ["主体"]}, "without one name"),
        ({"type": "relation", "from_id": "0-5", "to_id": "22-24", "labels": ["主体", "指标"]}, "without one name"),
    ],
)
def test_what_is_wrong_is_set_aside_and_the_rest_kept(item: dict[str, Any], reason: str) -> None:
    [back], [problem] = returned([*regions(), item])
    assert reason in problem.reason
    assert (problem.task, problem.annotation, problem.annotator, problem.item) == (3, 7, "li@example.org", item)
    assert (back.spans, back.figures) == (DOCUMENT.spans, DOCUMENT.figures)


def test_of_two_overlapping_regions_the_longer_stays() -> None:
    [back], [problem] = returned([region(22, 24, "LOC"), region(22, 26, "GOV") | {"id": "longer"}])
    assert [span.key() for span in back.spans] == [(22, 26, "GOV")]
    assert problem.item["value"]["labels"] == ["LOC"]


def test_a_skip_is_no_document() -> None:
    documents, [problem] = returned(regions()[:1], was_cancelled=True, lead_time=4.5)
    assert (documents, problem.reason, problem.annotator) == ([], "skipped by the annotator", "li@example.org")
    assert (problem.item["lead_time"], problem.item["result"]) == (4.5, regions()[:1])


def test_an_annotation_tells_who_when_and_how_long() -> None:
    [back], _ = returned(regions(), created_at="2026-11-01", updated_at="2026-11-02", lead_time=4.5, ground_truth=True)
    assert back.meta["annotation"] == {
        "id": 7,
        "task": 3,
        "project": 5,
        "annotator": "li@example.org",
        "created": "2026-11-01",
        "updated": "2026-11-02",
        "lead_time": 4.5,
        "ground_truth": True,
        "comments": 0,
    }


def test_a_text_edited_in_label_studio_is_set_aside() -> None:
    task = annotated(DOCUMENT, regions())
    task["data"]["text"] = TEXT.replace("广州", "深圳")
    documents, [problem] = from_task(task, SCHEMA)
    assert (documents, problem.task, problem.reason) == ([], 3, "the text was changed in Label Studio")


def test_a_foreign_task_is_set_aside() -> None:
    documents, [problem] = from_task({"id": 9, "data": {"text": "x"}, "annotations": [{"id": 4}]}, SCHEMA)
    assert (documents, problem.task, problem.annotation) == ([], 9, 4)
    assert "not a task that zhibiao pushed" in problem.reason


@pytest.mark.parametrize("bad", ["甲\0乙", "\0", "\\\0", "甲\ud842"])
def test_what_databases_cannot_hold_is_told(bad: str) -> None:
    with pytest.raises(ValueError, match="holds"):
        encode({"data": {"text": bad}})


@pytest.mark.parametrize("sound", ["\\u0000", "\\\\u0000", "𠮷", "\ufffd", "\u2028"])
def test_what_databases_can_hold_is_sent_as_it_is(sound: str) -> None:
    assert json.loads(encode({"text": sound})) == {"text": sound}


def test_unsound_spans_are_not_pushed() -> None:
    bad = (Span(0, 99, "LOC"), Span(20, 20, "LOC"), Span(19, 21, "NOPE"), Span(23, 24, "GOV"))
    lost = Figure(Span(19, 21, "MONEY"), "1")
    result, aside = to_annotation(replace(DOCUMENT, spans=SPANS + bad, figures=(READING, lost)), SCHEMA)
    assert result == regions()
    assert len(aside) == 5
    assert {problem.doc_id for problem in aside} == {"a1"}


def test_the_most_urgent_of_ranked_documents_scores_lowest() -> None:
    ranked = replace(DOCUMENT, meta=DOCUMENT.meta | {"priority": 0.75})
    task, _ = to_task(ranked, SCHEMA, "rules")
    assert task["predictions"][0]["score"] == 0.25
    assert task["data"]["meta"] == DOCUMENT.meta
