"""The labelling page as an annotator works with it; run as a module it takes the pictures for the README."""

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
    from selenium.webdriver.remote.webelement import WebElement

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
REGION, CLOSE = ".htx-highlight", "[aria-label='Close modal']"
TYPED, EDIT = "[data-testid='htx-textbox-content']", "[data-testid='htx-textbox-edit-button']"
WAIT_SECONDS = 120
FIND_PLACE = """
const walker = document.createTreeWalker(document.querySelector("[class*=richtext]"), NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode()); ) {
  const at = node.data.indexOf(arguments[0]);
  if (at < 0) continue;
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + arguments[0].length);
  const box = range.getBoundingClientRect();
  return [box.left + 1, box.right - 1, (box.top + box.bottom) / 2].map(Math.round);
}
"""

MARKED = """[TIME 2025年]，[LOC 云川市][COMPANY 青禾机床有限公司]（以下简称“[COMPANY 青禾机床]”）实现\
[INDICATOR 营业收入][MONEY 12.6亿元]，同比增长[RATIO 18.3%]；[INDICATOR 研发投入]超过[MONEY 8000万元]。

[TIME 今年1—9月]，[PARK 云川高新区]新增[HONOR 国家级专精特新“小巨人”企业][QUANTITY 4家]，总数居全省[RANK 第3位]。\
[GOV 云川市工业和信息化局]负责人[PERSON 陈望舒]表示，将落实[POLICY 《云川市智能制造行动方案》]，\
力争到[TIME 2027年]把[INDUSTRY 高端装备制造业]规模做到近[MONEY 百亿元]。
"""

TOWNS = ("云川", "松泽", "临溪", "安陵", "栖霞湾", "白石", "望海", "清源口", "青柏", "南屏", "沙洲", "长亭")
"""Invented; as many as make an article of two pages."""

LINE = """
const walker = document.createTreeWalker(document.querySelector('.lsf-htx-richtext'), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(arguments[0]);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, start);
    range.setEnd(walker.currentNode, start + arguments[0].length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right, (box.top + box.bottom) / 2].map(Math.round);
}
"""


def article(doc_id: str = "0123456789abcdef", marked: str = MARKED) -> Document:
    """Return an article with its marked spans, and the reading of its first sum."""
    text, spans = "", []
    for piece, label, inside in re.findall(r"([^\[]*)(?:\[(\w+) ([^\]]*)\])?", marked):
        text += piece
        if label:
            spans.append(Span(len(text), len(text) + len(inside), label, 0.93, "example"))
            text += inside
    money = next(span for span in spans if text[span.start : span.end] == "12.6亿元")
    reading = Figure(money, "1260000000", unit="CNY", indicator="营业收入", subject="青禾机床", period="2025年")
    title = "云川市装备制造业提质增效"
    return Document(doc_id, AlignedText.identity(text), tuple(spans), (reading,), {"title": title})


def long_article() -> Document:
    """Return an article of more than a page: one report a town."""
    return article("fedcba9876543210", "\n".join(MARKED.replace("云川", town) for town in TOWNS))


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


def regions(page: "Chrome") -> list["WebElement"]:
    """Return the regions in the text, in its order."""
    return page.find_elements("css selector", REGION)


def region(page: "Chrome", text: str) -> "WebElement":
    """Return the first region that reads so."""
    return next(region for region in regions(page) if region.text == text)


def click(page: "Chrome", element: "WebElement") -> None:
    """Scroll to an element and click it; an element that a bar covers refuses the click."""
    page.execute_script("arguments[0].scrollIntoView({block: 'nearest'})", element)
    element.click()


def select(page: "Chrome", text: str) -> None:
    """Select the region that reads so and wait for its details."""
    click(page, region(page, text))
    wait(page, lambda: "__active" in str(region(page, text).get_attribute("class")))


def press(page: "Chrome", *keys: str) -> None:
    """Press keys together, such as Alt and r."""
    from selenium.webdriver import ActionChains

    chain = ActionChains(page)
    for key in keys:
        chain.key_down(key)
    for key in reversed(keys):
        chain.key_up(key)
    chain.perform()


def chosen_label(page: "Chrome") -> str:
    """Return the label that the next region gets, without its key."""
    return str(page.find_element("css selector", ".lsf-label_selected .lsf-label__text").text)


def layer(page: "Chrome", css: str) -> int:
    """Return how near to the eye an element lies; the higher covers the lower."""
    return int(page.find_element("css selector", css).value_of_css_property("z-index"))


def drag_over(page: "Chrome", text: str) -> None:
    """Draw the mouse over unmarked text on one line and wait for the region."""
    from selenium.webdriver import ActionChains

    left, right, y = page.execute_script(LINE, text)
    chain = ActionChains(page)
    chain.w3c_actions.pointer_action.move_to_location(left, y)  # type: ignore[no-untyped-call]
    chain.click_and_hold().move_by_offset(right - left, 0).release().perform()
    wait(page, lambda: text in [region.text for region in regions(page)])


def readings(page: "Chrome") -> list[str]:
    """Return the typed values that the page shows for the selected figure."""
    return [box.text for box in page.find_elements("css selector", f".reading {TYPED}") if box.is_displayed()]


def retype(page: "Chrome", old: str, new: str) -> None:
    """Replace a typed value of the selected figure."""
    from selenium.webdriver import ActionChains, Keys

    box = next(box for box in page.find_elements("css selector", f".reading {TYPED}") if box.text == old)
    ActionChains(page).move_to_element(box).perform()
    box.find_element("xpath", "..").find_element("css selector", EDIT).click()
    page.switch_to.active_element.send_keys(Keys.CONTROL, "a")
    page.switch_to.active_element.send_keys(new, Keys.ENTER)
    wait(page, lambda: new in readings(page))


def relate(page: "Chrome", source: str, target: str) -> None:
    """Draw a relation between two regions, by key and click."""
    from selenium.webdriver import Keys

    select(page, source)
    press(page, Keys.ALT, "r")
    click(page, region(page, target))
    press(page, Keys.ESCAPE)


def draw(page: "Chrome", text: str, hotkey: str) -> None:
    """Choose a label by its key, and drag the mouse over the first place that reads so and is no region yet."""
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    page.find_element("css selector", "body").send_keys(hotkey)
    left, right, y = page.execute_script(FIND_PLACE, text)
    mouse = ActionBuilder(page)
    mouse.pointer_action.move_to_location(left, y).pointer_down()  # type: ignore[no-untyped-call]
    mouse.pointer_action.move_to_location(right, y).pointer_up()  # type: ignore[no-untyped-call]
    mouse.perform()


def submit(page: "Chrome") -> None:
    """Press the button that hands the annotation in."""
    next(button for button in page.find_elements("tag name", "button") if button.text == "Submit").click()


def shown_text(page: "Chrome") -> str:
    """Return what can be read on the page."""
    return str(page.find_element("css selector", "body").text)


def await_title(page: "Chrome", ending: str) -> None:
    """Wait until the heading of the article ends so."""
    heading = ("css selector", ".zhibiao h3")
    wait(page, lambda: [found for found in page.find_elements(*heading) if found.text.endswith(ending)])


def take_pictures(running: Server, folder: Path = PICTURES) -> None:
    """Write the page with a figure selected, and the second page of a long article, as PNG files."""
    client = studio.connect(running.url, running.token)
    studio.push(client, [article(), long_article()], "新闻标注", load_schema(), "rules")
    [project] = client.projects.list(title="新闻标注")
    with signed_in(running) as page:
        open_task(page, running, project.id)
        select(page, "12.6亿元")
        page.save_screenshot(str(folder / "labelling.png"))
        for number in (1, 2):
            submit(page)
            await_title(page, f" {number}/2")
        select(page, "望海高新区")
        page.save_screenshot(str(folder / "labelling-page.png"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as data:
        try:
            take_pictures(server.start(Path(data), server.free_port()))
        finally:
            server.stop(Path(data))
