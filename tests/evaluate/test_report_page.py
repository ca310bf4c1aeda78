import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evaluate.report import write_report
from tests.browser import needs_chromium, open_browser
from tests.evaluate.picture import HEIGHT, WIDTH, resize, take
from tests.evaluate.test_report import ARTICLE, GOLD, SYSTEMS

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def browser() -> Iterator["Chrome"]:
    with open_browser(WIDTH, HEIGHT) as page:
        resize(page, WIDTH, HEIGHT)
        yield page


@pytest.fixture
def page(browser: "Chrome", tmp_path: Path) -> "Chrome":
    path = tmp_path / "report.html"
    write_report(path, GOLD, SYSTEMS, article=ARTICLE)
    browser.get(path.as_uri())
    return browser


def texts(page: "Chrome", selector: str) -> list[str]:
    return [found.text for found in page.find_elements("css selector", selector) if found.is_displayed()]


def test_every_label_has_a_row_of_both_systems(page: "Chrome") -> None:
    assert len(texts(page, "#labels tr[data-label]")) == 6
    assert texts(page, "tr[data-label=COMPANY] .f1") == ["0.000", "1.000"]
    assert texts(page, "#headline .card h2") == ["rules", "model"]


def test_spans_are_coloured_and_wrong_ones_marked(page: "Chrome") -> None:
    marks = page.find_elements("css selector", "[data-side=rules] mark.wrong")
    assert [mark.get_attribute("title") for mark in marks if mark.is_displayed()] == ["企业 COMPANY"]
    colours = {
        mark.value_of_css_property("border-bottom-color")
        for mark in page.find_elements("css selector", "#articles mark")
    }
    assert len(colours) >= 4
    assert texts(page, "[data-side=rules] u") == ["总投资"]


def test_mistakes_can_be_filtered(page: "Chrome") -> None:
    assert len(texts(page, "#mistakes li")) == 4
    page.find_element("css selector", "select[name=kind] option[value=''] ~ option").click()
    assert [line.split()[0] for line in texts(page, "#mistakes li")] == ["missed"]
    assert texts(page, "#mistakes output") == ["1"]


def test_a_mistake_leads_to_its_article(page: "Chrome") -> None:
    article = page.find_element("id", "a1")
    assert not article.get_property("open")
    page.execute_script("location.hash = '#a1-0'")
    assert page.execute_async_script("requestAnimationFrame(() => arguments[0](document.querySelector('#a1').open))")


def test_a_phone_needs_no_sideways_scrolling(page: "Chrome") -> None:
    resize(page, 390, 844)
    width = page.execute_script("return document.documentElement.scrollWidth")
    resize(page, WIDTH, HEIGHT)
    assert width == 390


def test_a_picture_is_taken(page: "Chrome", tmp_path: Path) -> None:
    picture = tmp_path / "images" / "report.png"
    take(tmp_path / "report.html", picture)
    header = picture.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert struct.unpack(">II", header[16:]) == (WIDTH, HEIGHT)
