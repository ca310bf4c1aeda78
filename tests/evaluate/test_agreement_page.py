import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from rich.console import Console
from typer.testing import CliRunner

from annotate.agreement import compare
from annotate.records import Document, InputError, write_documents
from evaluate.agreement import compare_annotations, patterns, pooled, tables
from evaluate.agreement_page import write_agreement
from evaluate.score import score
from tests.annotate.arbitrary import annotated_twice
from tests.annotate.test_agreement import annotation
from tests.browser import needs_chromium, open_browser
from tests.evaluate.picture import HEIGHT, WIDTH, resize
from tests.evaluate.test_report import HOSTILE, Page
from zhibiao import app

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ANNOTATED = [
    annotation("anna", "<LOC>云川</LOC>的<COMPANY>青禾</COMPANY>投<MONEY value=3>3元</MONEY>。", id="a"),
    annotation("ben", "<LOC>云川</LOC>的<PRODUCT>青禾</PRODUCT>投<MONEY value=30>3元</MONEY>。", id="a"),
    annotation("ben", "<LOC>云川</LOC>。", id="b"),
]
RULES = [
    annotation("", "云川的青禾投<MONEY value=3>3元</MONEY>。", id="a"),
    annotation("", "<LOC>云川</LOC>。", id="b"),
]


def hostile(document: Document) -> Document:
    """Put markup wherever a text from outside is shown: annotator, title, source and a reading."""
    figures = tuple(replace(f, value=HOSTILE + str(f.value)) for f in document.figures)
    about = document.meta["annotation"]
    meta = {"title": HOSTILE, "source": HOSTILE, "annotation": about | {"annotator": about["annotator"] + HOSTILE}}
    return replace(document, figures=figures, meta=meta)


@given(annotated_twice())
def test_f1_is_the_strict_score_of_one_against_the_other(pair: tuple[Document, Document]) -> None:
    [comparison] = compare({name: {"a": document} for name, document in zip("AB", pair, strict=True)}, {})
    scores = score([pair[0].spans], [pair[1].spans])
    assert (comparison.agreement.f1() or 0) == scores.micro.f1
    for label, found in scores.labels.items():
        assert comparison.agreement.f1(label) == found.f1


def test_annotators_are_pooled_and_every_system_is_a_group() -> None:
    found = compare_annotations(ANNOTATED, {"rules": RULES})
    assert [(c.left, c.right, c.agreement.articles) for c in found] == [
        ("anna", "ben", 1), ("anna", "rules", 1), ("ben", "rules", 2)
    ]  # fmt: skip
    groups = pooled(found)
    assert {name: agreement.articles for name, agreement in groups.items()} == {"annotators": 1, "rules": 3}
    assert groups["annotators"].f1() == 2 / 3
    assert groups["rules"].f1() == pytest.approx(2 * 3 / (3 + 1 + 4 + 2))


def test_patterns_count_what_differs_with_an_example() -> None:
    found = [(p.group, p.kind, p.left, p.right, p.times) for p in patterns(compare_annotations(ANNOTATED, {}))]
    assert found == [
        ("annotators", "label", ("COMPANY",), ("PRODUCT",), 1), ("annotators", "reading", ("MONEY",), ("MONEY",), 1)
    ]  # fmt: skip
    [missed, *_] = patterns(compare_annotations(ANNOTATED[2:], {"rules": [annotation("", "云川。", id="b")]}))
    assert (missed.left, missed.right, missed.example) == (("LOC",), (), ("", "云川", "。"))


def test_what_cannot_be_compared_is_told_with_the_remedy() -> None:
    with pytest.raises(InputError, match=r"no article was labelled by two of anna, ben; .*`-m rules`"):
        compare_annotations([ANNOTATED[0], ANNOTATED[2]], {})
    for name in ("anna", "annotators"):
        with pytest.raises(InputError, match=f"{name}: names annotators"):
            compare_annotations(ANNOTATED, {name: RULES})
    with pytest.raises(InputError, match=r"RIVER is not in labels.yaml"):
        compare_annotations(ANNOTATED, {"rules": [annotation("", "<RIVER>云川</RIVER>。", id="b")]})


def test_tables_show_markup_in_names_as_text() -> None:
    named = replace(ANNOTATED[0], meta={"annotation": {"annotator": "[red]anna"}})
    console = Console(width=200, record=True, file=None)
    console.print(*tables(compare_annotations([named, *ANNOTATED[1:]], {"rules": RULES})))
    shown = console.export_text()
    assert "[red]anna" in shown
    assert re.search(r"LOC +1\.000 +1\.000", shown)
    assert "云川的【青禾】投3元。" in shown


def test_the_page_is_self_contained_and_escapes_every_text(tmp_path: Path) -> None:
    path = tmp_path / "agreement.html"
    sides = (("anna", "LOC", 3), ("ben", "GOV", 30))
    texts = [f"<{label}>云{HOSTILE}川</{label}>投<MONEY value={n}>3元</MONEY>" for _, label, n in sides]
    annotated = [hostile(annotation(who, text)) for (who, _, _), text in zip(sides, texts, strict=True)]
    write_agreement(path, compare_annotations(annotated, {HOSTILE: annotated[:1]}))
    content = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(content)
    assert page.open == []
    assert page.scripts == 1
    assert HOSTILE not in content
    for text in (f"anna{HOSTILE}", f"value {HOSTILE}3", f"云{HOSTILE}川", f"{HOSTILE} · {HOSTILE}"):
        assert html.escape(text) in content
    assert all(address.startswith("#") for address in page.addresses)
    assert not re.search(r"https?://|@import|url\(", content)


def test_the_command_prints_tables_and_writes_the_page(tmp_path: Path) -> None:
    annotated, system, out = (tmp_path / name for name in ("corrected.jsonl", "better.jsonl", "agreement.html"))
    write_documents(ANNOTATED, annotated)
    write_documents(RULES, system)
    done = CliRunner().invoke(app, ["agreement", str(annotated), str(system), "-m", "rules", "-o", str(out)])
    assert done.exit_code == 0
    assert "0.667" in done.stdout
    assert all(f"<h2>{name} with the annotators</h2>" in out.read_text("utf-8") for name in ("better", "rules"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    path = tmp_path_factory.mktemp("agreement") / "agreement.html"
    write_agreement(path, compare_annotations(ANNOTATED, {"the rules": RULES}))
    with open_browser(WIDTH, HEIGHT) as page:
        resize(page, WIDTH, HEIGHT)
        page.get(path.as_uri())
        yield page


def shown(page: "Chrome", selector: str) -> list[str]:
    return [found.text for found in page.find_elements("css selector", selector) if found.is_displayed()]


@pytest.mark.browser
@needs_chromium
def test_disagreements_can_be_filtered_by_pair_kind_and_label(browser: "Chrome") -> None:
    def choose(name: str, value: str) -> list[str]:
        browser.find_element("css selector", f"select[name={name}] option[value='{value}']").click()
        return [line.split()[0] for line in shown(browser, "#disagreements li")]

    assert len(choose("pair", "")) == 7
    assert choose("pair", "0") == ["label", "reading"]
    assert choose("label", "PRODUCT") == ["label"]
    assert shown(browser, "#disagreements output") == ["1"]
    [answers] = shown(browser, "#disagreements li .answers")
    assert ["青禾\u2060企业" in line for line in answers.splitlines()] == [True, False, False]


@pytest.mark.browser
@needs_chromium
def test_a_phone_needs_no_sideways_scrolling(browser: "Chrome") -> None:
    resize(browser, 390, 844)
    width = browser.execute_script("return document.documentElement.scrollWidth")
    resize(browser, WIDTH, HEIGHT)
    assert width == 390
