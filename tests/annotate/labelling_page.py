"""The labelling page in a real browser; run as a module it takes the picture for the README."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Figure, Span
from annotate.schema import load_schema
from annotate.studio import server
from annotate.studio.server import Server
from tests.browser import open_browser

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "labelling.png"
REGION, CLOSE = ".htx-highlight", "[aria-label='Close modal']"
WAIT_SECONDS = 120

MARKED = """[TIME 2025年]，[LOC 云川市][COMPANY 青禾机床有限公司]（以下简称“[COMPANY 青禾机床]”）实现\
[INDICATOR 营业收入][MONEY 12.6亿元]，同比增长[RATIO 18.3%]；[INDICATOR 研发投入]超过[MONEY 8000万元]。

[TIME 今年1—9月]，[PARK 云川高新区]新增[HONOR 国家级专精特新“小巨人”企业][QUANTITY 4家]，总数居全省[RANK 第3位]。\
[GOV 云川市工业和信息化局]负责人[PERSON 陈望舒]表示，将落实[POLICY 《云川市智能制造行动方案》]，\
力争到[TIME 2027年]把[INDUSTRY 高端装备制造业]规模做到近[MONEY 百亿元]。
"""


def article() -> Document:
    """Return a short article with its spans, and the reading of its first sum."""
    text, spans = "", []
    for piece, label, marked in re.findall(r"([^\[]*)(?:\[(\w+) ([^\]]*)\])?", MARKED):
        text += piece
        if label:
            spans.append(Span(len(text), len(text) + len(marked), label, 0.9, "example"))
            text += marked
    [money] = [span for span in spans if text[span.start : span.end] == "12.6亿元"]
    reading = Figure(money, "1260000000", unit="CNY", indicator="营业收入", subject="青禾机床", period="2025年")
    title = "云川市装备制造业提质增效"
    return Document("0123456789abcdef", AlignedText.identity(text), tuple(spans), (reading,), {"title": title})


@contextmanager
def signed_in(running: Server) -> Iterator["Chrome"]:
    """Open a browser that is signed in to Label Studio."""
    with open_browser(1400, 860) as page:
        page.get(f"{running.url}/user/login/")
        page.find_element("name", "email").send_keys(running.user)
        page.find_element("name", "password").send_keys(running.password)
        page.find_element("css selector", "form button").click()
        wait(page, lambda: "/user/login" not in page.current_url)
        yield page


def open_task(page: "Chrome", running: Server, project: int) -> str:
    """Open the labelling page of the project's next task, close the instruction that comes first and return it."""
    page.get(f"{running.url}/projects/{project}/data?labeling=1")
    wait(page, lambda: page.find_elements("css selector", REGION))
    wait(page, lambda: page.find_elements("css selector", CLOSE))
    shown = page.find_element("css selector", ".lsf-modal-ls__body").text
    page.find_element("css selector", CLOSE).click()
    wait(page, lambda: not page.find_elements("css selector", CLOSE))
    return shown


def wait(page: "Chrome", condition: Callable[[], object]) -> None:
    """Wait until the condition holds."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(page, WAIT_SECONDS).until(lambda page: condition())


def select(page: "Chrome", text: str) -> None:
    """Select the region that reads so, a figure, and wait for the fields of its reading."""
    next(region for region in page.find_elements("css selector", REGION) if region.text == text).click()
    wait(page, lambda: "数值 value" in shown_text(page))


def submit(page: "Chrome") -> None:
    """Press the button that hands the annotation in."""
    next(button for button in page.find_elements("tag name", "button") if button.text == "Submit").click()


def shown_text(page: "Chrome") -> str:
    """Return what can be read on the page."""
    return str(page.find_element("css selector", "body").text)


def take_picture(path: Path) -> None:
    """Write the page with one figure selected as a PNG file."""
    with tempfile.TemporaryDirectory() as folder:
        running = server.start(Path(folder), 8089)
        try:
            client = studio.connect(running.url, running.token)
            studio.push(client, [article()], "新闻标注", load_schema(), "rules")
            [project] = client.projects.list(title="新闻标注")
            with signed_in(running) as page:
                open_task(page, running, project.id)
                select(page, "12.6亿元")
                page.save_screenshot(str(path))
        finally:
            server.stop(Path(folder))


if __name__ == "__main__":
    take_picture(PICTURE)
