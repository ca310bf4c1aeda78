from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Figure, Span, read_documents
from annotate.studio.pages import cut, join, part
from annotate.studio.tasks import from_task, to_task
from tests.annotate.arbitrary import SCHEMA, documents

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

PARAGRAPH = "今年上半年，云川市实现营业收入12.6亿元。同比增长18.3%。\n"
SIZES = st.integers(1, 20)


def article(text: str, *spans: Span) -> Document:
    return Document("a1", AlignedText.identity(text), spans, meta={"title": "新产线投产"})


def texts(pages: list[Document]) -> list[str]:
    return [page.text for page in pages]


@settings(max_examples=30)
@given(documents(), SIZES)
def test_pages_join_to_their_article(document: Document, size: int) -> None:
    assert list(join(cut(document, size))) == [document]


@settings(max_examples=30)
@given(documents(), SIZES, st.randoms())
def test_pages_join_in_any_order_and_never_across_annotators(document: Document, size: int, chance: Random) -> None:
    pages = [
        replace(page, meta=page.meta | {"annotation": provenance(annotator)})
        for annotator in ("li@example.org", "wu@example.org")
        for page in cut(document, size)
    ]
    chance.shuffle(pages)
    joined = list(join(pages))
    by_annotator = {key(page): page for document in joined for page in part(document)}
    assert by_annotator == {key(page): page for page in pages}
    assert sorted(d.meta.pop("annotation")["annotator"] for d in joined) == ["li@example.org", "wu@example.org"]
    assert joined == [document, document]


@settings(max_examples=30)
@given(documents(), SIZES)
def test_pages_survive_being_tasks(document: Document, size: int) -> None:
    back = []
    for page in cut(document, size):
        task, aside = to_task(page, SCHEMA, "rules")
        assert not aside
        annotation = {"id": 7, "completed_by": {"email": "li@example.org"}, "result": task["predictions"][0]["result"]}
        [labelled], problems = from_task({"id": 3, "data": task["data"], "annotations": [annotation]}, SCHEMA)
        assert not problems
        back.append(labelled)
    [joined] = join(back)
    assert joined.meta.pop("annotation")["annotator"] == "li@example.org"
    assert joined == document


@settings(max_examples=30)
@given(documents(), SIZES)
def test_pages_hold_the_whole_text_and_every_span(document: Document, size: int) -> None:
    pages = cut(document, size)
    assert "".join(texts(pages)) == document.text
    assert sum(len(page.spans) for page in pages) == len(document.spans)
    for page in pages:
        assert all(0 <= span.start < span.end <= len(page.text) for span in page.spans)
        start = page.meta.get("page", {"start": 0})["start"]
        assert page.aligned.offsets == document.aligned.offsets[start : start + len(page.text)]


@settings(max_examples=30)
@given(documents(), SIZES)
def test_where_pages_end_does_not_depend_on_the_spans(document: Document, size: int) -> None:
    """A page that other proposals give too keeps its id, so that pushing them makes no second task."""
    plain = {page.id: page.text for page in cut(replace(document, spans=(), figures=()), size)}
    for page in cut(document, size):
        assert page.id not in plain or page.text.startswith(plain[page.id])
    assert {page.id for page in cut(document, size)} <= {*plain, document.id}


def test_a_short_article_is_its_own_page() -> None:
    document = article(PARAGRAPH)
    assert cut(document) == [document]
    assert list(join([document])) == [document]


def test_a_page_is_not_cut_again() -> None:
    [page, *_] = cut(article(PARAGRAPH * 2), size=len(PARAGRAPH))
    assert cut(page, size=1) == [page]


def test_pages_end_with_paragraphs_and_are_about_alike() -> None:
    pages = cut(article(PARAGRAPH * 100))
    sizes = [len(page.text) for page in pages]
    assert max(sizes) - min(sizes) <= len(PARAGRAPH)
    assert all(page.text.endswith("\n") for page in pages)
    assert [page.id for page in pages] == [f"a1-{number}" for number in range(1, len(pages) + 1)]
    shown = [to_task(page, SCHEMA, "rules")[0]["data"]["title"] for page in pages]
    assert shown == [f"新产线投产 {number}/{len(pages)}" for number in range(1, len(pages) + 1)]


def test_a_long_paragraph_is_cut_after_a_sentence_and_its_quotation_mark() -> None:
    said = "他说：“产线已经投产。”"
    assert texts(cut(article(said * 4), size=len(said) * 2)) == [said * 2] * 2


def test_a_text_without_ends_stays_whole() -> None:
    assert texts(cut(article("营业收入" * 30), size=20)) == ["营业收入" * 30]


def test_a_page_end_inside_a_span_is_left_out_and_the_other_pages_stay() -> None:
    text = PARAGRAPH * 4
    plain = cut(article(text), size=len(PARAGRAPH))
    pages = cut(article(text, Span(len(PARAGRAPH) - 3, len(PARAGRAPH) + 3, "POLICY")), size=len(PARAGRAPH))
    assert texts(pages) == [PARAGRAPH * 2, PARAGRAPH, PARAGRAPH]
    assert [page.id for page in pages] == ["a1-1", "a1-3", "a1-4"]
    assert pages[1:] == plain[2:]


def test_a_figure_keeps_its_links_over_a_page_end() -> None:
    text = "青禾机床投产。\n实现营业收入12.6亿元。\n"
    company, indicator, money = Span(0, 4, "COMPANY"), Span(10, 14, "INDICATOR"), Span(14, 20, "MONEY")
    figure = Figure(money, "1260000000", unit="CNY", indicator="营业收入", subject="青禾机床")
    document = replace(article(text, company, indicator, money), figures=(figure,))
    first, second = cut(document, size=12)
    assert (first.spans, first.figures) == ((company,), ())
    assert second.figures == (replace(figure, span=Span(6, 12, "MONEY")),)
    assert list(join([first, second])) == [document]


def key(page: Document) -> tuple[str, str]:
    return page.id, page.meta["annotation"]["annotator"]


def provenance(annotator: str = "li@example.org", **fields: object) -> dict[str, object]:
    unknown = dict.fromkeys(("id", "task", "created", "updated", "lead_time"))
    return unknown | {"annotator": annotator, "ground_truth": False} | fields


def test_the_effort_on_pages_adds_up() -> None:
    pages = cut(article(PARAGRAPH * 2), size=len(PARAGRAPH))
    first = provenance(id=1, task=5, created="2026-11-01", updated="2026-11-09", lead_time=4.5, ground_truth=True)
    second = provenance(id=2, task=6, created="2026-11-02", updated="2026-11-03", lead_time=1.5)
    done = [replace(p, meta=p.meta | {"annotation": a}) for p, a in zip(pages, (first, second), strict=True)]
    [joined] = join(done)
    assert joined.meta["annotation"].pop("pages")[1]["annotation"] == second
    assert joined.meta["annotation"] == first | {"lead_time": 6.0, "ground_truth": False}


def test_pages_of_two_versions_of_a_text_never_mix() -> None:
    one, two = (cut(article(town + PARAGRAPH * 2), size=len(PARAGRAPH)) for town in ("云川。", "松泽。"))
    assert [page.id for page in one] == [page.id for page in two]
    assert list(join([one[0], *two[1:]])) == [one[0], *two[1:]]


def test_pages_of_an_unfinished_article_come_as_they_are() -> None:
    one, two, three = cut(article(PARAGRAPH * 3), size=len(PARAGRAPH))
    assert list(join([one, three])) == [one, three]
    assert list(join([three, one, two])) == [article(PARAGRAPH * 3)]


def test_a_page_that_was_annotated_twice_is_not_lost() -> None:
    pages = cut(article(PARAGRAPH * 2), size=len(PARAGRAPH))
    again = replace(pages[0], spans=(Span(0, 5, "TIME"),))
    joined, left = join([*pages, again])
    assert (joined, left) == (article(PARAGRAPH * 2), again)


@pytest.mark.studio
def test_a_long_article_goes_to_label_studio_and_back(client: "LabelStudio", tmp_path: Path) -> None:
    title, file = f"pages {uuid4().hex}", tmp_path / "labels.jsonl"
    sentence = "今年上半年，云川市实现营业收入"
    at = len(PARAGRAPH) * 60 + len(sentence)
    spans = (Span(6, 9, "LOC", 0.9, "place"), Span(at, at + 6, "MONEY", 0.8, "figures"))
    figure = Figure(spans[1], "1260000000", unit="CNY", subject="云川市")
    long = replace(article(PARAGRAPH * 120, *spans), figures=(figure,))
    pages = cut(long)
    assert studio.push(client, [long], title, SCHEMA, "rules").created == len(pages) > 1
    assert studio.push(client, [long], title, SCHEMA, "rules").known == len(pages)
    assert studio.submit(client, pages[1:], title, SCHEMA).created == len(pages) - 1
    assert studio.pull_to(client, title, SCHEMA, file).documents == len(pages) - 1
    assert studio.submit(client, [long], title, SCHEMA).created == 1
    assert studio.pull_to(client, title, SCHEMA, file).documents == 1
    [document] = read_documents(file)
    assert [page.id for page in part(document)] == [page.id for page in pages]
    assert studio.pull_to(client, title, SCHEMA, file).documents == 1
    assert list(read_documents(file)) == [document]
    del document.meta["annotation"]
    assert document == long
