import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, Span, write_jsonl
from evaluate import article
from evaluate.article import write_facts_page
from evaluate.commands import app
from evaluate.tables import facts_table
from extract.batch import to_record
from tests.browser import needs_chromium, open_browser
from tests.evaluate.picture import resize
from tests.evaluate.test_report import HOSTILE, Page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

TEXT = "青河县工业回升\n今年青河县营业收入约22258亿元，同比下降0.2%。" + HOSTILE
MONEY, RATIO = Span(18, 25, "MONEY"), Span(30, 34, "RATIO")
LINKS = {"indicator": "营业收入", "period": "今年"}
READINGS = (
    Figure(Span(8, 10, "TIME"), timex="y0", start_date="2024-01-01", end_date="2025-01-01"),
    Figure(
        MONEY, value="2225800000000", unit="CNY", bound="approx", indicator="营业收入", subject=HOSTILE, period="今年"
    ),
    Figure(RATIO, value="0.2", unit="%", change="decrease", basis="yoy", subject=HOSTILE, **LINKS),
)
SPANS = (Span(0, 3, "LOC"), READINGS[0].span, Span(10, 13, "LOC"), MONEY, RATIO)


def records(count: int = 1) -> list[dict[str, Any]]:
    meta = {"title": HOSTILE, "source": f"{HOSTILE}.txt", "published": "2024-11-02"}
    document = Document("0", AlignedText.identity(TEXT), SPANS, READINGS, meta)
    return [to_record(replace(document, id=str(number))) for number in range(count)]


def test_the_text_of_the_fixture_is_marked_where_it_says() -> None:
    assert [TEXT[span.start : span.end] for span in SPANS] == ["青河县", "今年", "青河县", "22258亿元", "0.2%"]


def test_the_page_is_self_contained_and_escapes_every_text(tmp_path: Path) -> None:
    path = tmp_path / "facts.html"
    assert write_facts_page(records(2), path) == 2
    content = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(content)
    assert (page.open, page.scripts) == ([], 1)
    assert HOSTILE not in content
    assert html.escape(HOSTILE) in content
    assert not re.search(r"https?://|@import|url\(", content)
    ids = re.findall(r' id="([^"]+)"', content)
    assert len(ids) == len(set(ids))
    assert {address.removeprefix("#") for address in page.addresses} <= set(ids)


def test_a_long_run_fills_one_page_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "ARTICLES", 2)
    assert write_facts_page(iter(records(2)), tmp_path / "two.html") == 2
    assert write_facts_page(iter(records(3)), tmp_path / "three.html") == 2
    said = ["More articles" in (tmp_path / name).read_text(encoding="utf-8") for name in ("two.html", "three.html")]
    assert said == [False, True]


def test_the_terminal_shows_a_row_a_figure() -> None:
    from rich.console import Console

    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as printed:
        console.print(facts_table(records()[0]))
    lines = [line.split() for line in printed.get().splitlines()]
    assert [line[-1] for line in lines[-2:]] == ["2.2258万亿元", "0.2%"]
    assert lines[-1][-3:-1] == ["同比", "↓"]


def test_one_command_prints_and_writes(tmp_path: Path) -> None:
    write_jsonl(records(2), tmp_path / "out.jsonl")
    said = [
        CliRunner().invoke(app, ["table", str(tmp_path / "out.jsonl"), *out]).output
        for out in ([], *(["-o", str(tmp_path / f"facts.{form}")] for form in ("csv", "xlsx", "html")))
    ]
    assert said[0].count("2.2258万亿元") == 2
    assert [line.partition(" →")[0] for line in said[1:]] == ["4 facts", "4 facts", "2 articles with their facts"]
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8-sig").count("2.2258万亿元") == 2


@pytest.fixture
def page(tmp_path: Path) -> Iterator["Chrome"]:
    write_facts_page(records(2), tmp_path / "facts.html")
    with open_browser(1200, 900) as browser:
        resize(browser, 1200, 900)
        browser.get((tmp_path / "facts.html").as_uri())
        yield browser


@pytest.mark.browser
@needs_chromium
def test_a_figure_leads_to_its_place_and_a_phone_shows_every_fact(page: "Chrome") -> None:
    [_, row, *_] = page.find_elements("css selector", "#a1 .facts tr")
    assert row.text.split("\n")[0].split() == [HOSTILE, "营业收入", "今年", "2024", "约", "2.2258万亿元"]
    row.find_element("css selector", "a").click()
    target = page.find_element("css selector", "mark:target")
    assert target.text.startswith("22258亿元")
    assert target.get_attribute("id") == "a1-18"
    resize(page, 390, 844)
    assert page.execute_script("return document.documentElement.scrollWidth") == 390
    for link in page.find_elements("css selector", ".facts a"):
        assert link.location["x"] + link.size["width"] <= 390
