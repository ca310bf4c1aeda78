from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from annotate import studio
from annotate.records import Document, Figure, Span
from annotate.studio.server import Server
from annotate.studio.tasks import SetAside
from tests.annotate import labelling_page
from tests.annotate.arbitrary import SCHEMA
from tests.browser import needs_chromium

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.studio, needs_chromium]

ARTICLE = labelling_page.article()


@pytest.fixture(scope="module")
def page(running: Server) -> Iterator["Chrome"]:
    with labelling_page.signed_in(running) as page:
        yield page


def pushed(client: "LabelStudio", document: Document) -> tuple[str, int]:
    """Return title and number of a new project that holds this article."""
    title = f"page {uuid4().hex}"
    studio.push(client, [document], title, SCHEMA, "rules")
    [project] = client.projects.list(title=title)
    return title, project.id


def pulled(client: "LabelStudio", title: str) -> list[Document]:
    aside: list[SetAside] = []
    documents = list(studio.pull(client, title, SCHEMA, aside.append))
    assert not aside
    return documents


def test_an_annotator_sees_what_to_do_and_who_proposed_what(
    running: Server, client: "LabelStudio", page: "Chrome"
) -> None:
    handbook = labelling_page.open_task(page, running, pushed(client, ARTICLE)[1])
    assert "标注规范" in handbook
    assert "|---|" not in handbook
    regions = labelling_page.regions(page)
    assert [region.text for region in regions] == [ARTICLE.text[s.start : s.end] for s in ARTICLE.spans]
    colours = {tuple(region.value_of_css_property("background-color").split(",")[:3]) for region in regions}
    assert len(colours) == len({span.label for span in ARTICLE.spans})
    bold = {region.text for region in regions if region.value_of_css_property("font-weight") == "700"}
    assert bold == {ARTICLE.text[s.start : s.end] for s in ARTICLE.spans if s.label in SCHEMA.figure_codes}
    shown = labelling_page.shown_text(page)
    assert all(name in shown for name in (*SCHEMA.aliases, "实体", "数字", "指标", "主体", "时期"))
    layers = [labelling_page.layer(page, css) for css in (".relations-overlay", ".labels", ".reading")]
    assert layers[0] < min(layers[1:])
    for label in SCHEMA.labels:
        labelling_page.press(page, label.hotkey)
        assert labelling_page.chosen_label(page) == f"{label.name} {label.code}"
    text = page.find_element("css selector", ".article").rect
    labelling_page.select(page, "12.6亿元")
    assert labelling_page.readings(page) == ["1260000000", "CNY"]
    assert page.find_element("css selector", "input[name='确数 exact']").is_selected()
    assert "来源 example · 得分 0.93" in labelling_page.shown_text(page)
    assert page.find_element("css selector", ".article").rect == text


def test_what_an_annotator_changes_is_pulled(running: Server, client: "LabelStudio", page: "Chrome") -> None:
    title, project = pushed(client, ARTICLE)
    labelling_page.open_task(page, running, project)
    labelling_page.select(page, "12.6亿元")
    labelling_page.retype(page, "1260000000", "1250000000")
    page.find_element("css selector", "input[name='约 approx']").click()
    page.find_element("css selector", "input[name='增加 increase']").click()
    labelling_page.press(page, "u")
    labelling_page.press(page, "5")
    labelling_page.drag_over(page, "全省")
    labelling_page.relate(page, "18.3%", "营业收入")
    labelling_page.select(page, "第3位")
    labelling_page.press(page, "0")
    labelling_page.press(page, "u")
    labelling_page.submit(page)
    labelling_page.wait(page, lambda: pulled(client, title))
    [document] = pulled(client, title)
    assert document.meta["annotation"]["annotator"] == running.user
    at, rank, growth = (ARTICLE.text.index(text) for text in ("全省", "第3位", "18.3%"))
    drawn = Span(at, at + 2, "LOC")
    relabelled = [replace(span, label="HONOR") if span.start == rank else span for span in ARTICLE.spans]
    assert document.spans == tuple(sorted([*relabelled, drawn]))
    read = replace(ARTICLE.figures[0], value="1250000000", bound="approx", change="increase")
    assert document.figures == (read, Figure(Span(growth, growth + 5, "RATIO", 0.93, "example"), indicator="营业收入"))


def test_a_long_article_is_labelled_page_by_page(running: Server, client: "LabelStudio", page: "Chrome") -> None:
    long = labelling_page.long_article()
    title, project = pushed(client, long)
    labelling_page.open_task(page, running, project)
    for number in (1, 2):
        labelling_page.await_title(page, f" {number}/2")
        for index in (-1, 0):
            labelling_page.click(page, labelling_page.regions(page)[index])
        labelling_page.submit(page)
    labelling_page.wait(page, lambda: client.projects.get(project).total_annotations_number == 2)
    [document] = pulled(client, title)
    assert document.meta.pop("annotation")["annotator"] == running.user
    assert document == long
