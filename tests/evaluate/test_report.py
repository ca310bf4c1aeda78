import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, InputError, Span
from annotate.sentences import sentences
from evaluate.compare import compare, label_rows, label_table
from evaluate.passages import pieces
from evaluate.report import write_report
from evaluate.systems import System

HOSTILE = "<script>alert(1)</script>"


def document(text: str, *spans: Span, name: str = "a", **meta: str) -> Document:
    figures = tuple(Figure(span, value="270000000", unit="CNY") for span in spans if span.label == "MONEY")
    return Document(name, AlignedText.identity(text), spans, figures, meta)


GOLD = [
    document("广汽埃安总投资2.7亿元。", Span(0, 4, "COMPANY"), Span(4, 7, "INDICATOR"), Span(7, 12, "MONEY"), name="a"),
    document(f"东莞市{HOSTILE}出台措施。", Span(0, 3, "LOC"), name="b", source=HOSTILE, title=HOSTILE),
]
RULES = [
    document("广汽埃安总投资2.7亿元。", Span(0, 2, "COMPANY"), Span(7, 12, "MONEY"), name="a"),
    document(f"东莞市{HOSTILE}出台措施。", Span(0, 3, "GOV"), Span(3, 3 + len(HOSTILE), "PRODUCT"), name="b"),
]
SYSTEMS = [System("rules", RULES), System("model", GOLD)]
HISTORY = (
    {"epoch": 1.0, "step": 10, "loss": 2.0},
    {"epoch": 1.0, "step": 10, "eval_loss": 1.8, "eval_f1": 0.25},
    {"epoch": 2.0, "step": 20, "eval_loss": 1.5, "eval_f1": 0.5},
    {"epoch": 2.0, "step": 20, "train_runtime": 3.5},
)
ARTICLE = replace(
    GOLD[0],
    figures=(Figure(Span(7, 12, "MONEY"), value=HOSTILE, unit="CNY", indicator="总投资", subject=HOSTILE),),
    meta={"title": HOSTILE, "source": HOSTILE, "published": "2022-06-29"},
)


class Page(HTMLParser):
    """Collects what a browser would load or run, and checks that every tag is closed."""

    VOID = frozenset({"meta", "link", "img", "br", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_self_contained_and_escapes_every_text(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    unsure = [replace(d, spans=tuple(replace(span, score=0.75) for span in d.spans)) for d in GOLD]
    write_report(path, GOLD, [System("rules", RULES), System(HOSTILE, unsure, 1.0, HISTORY)], article=ARTICLE)
    content = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(content)
    assert page.open == []
    assert page.scripts == 1
    assert HOSTILE not in content
    assert html.escape(HOSTILE) in content
    assert all(address.startswith("#") for address in page.addresses)
    assert not re.search(r"https?://|@import|url\(", content)


def test_the_page_shows_each_system_and_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    results = write_report(path, GOLD, SYSTEMS)
    content = path.read_text(encoding="utf-8")
    assert results["model"].micro.f1 == 1.0
    assert results["rules"].micro.right == 1
    for label in ("COMPANY", "INDICATOR", "MONEY", "LOC", "GOV"):
        assert f'<tr data-label="{label}">' in content
    kinds = re.findall(r'<li data-system="(.*?)" data-kind="(.*?)"', content)
    assert kinds == [("rules", kind) for kind in ("boundary", "missed", "label", "spurious")]
    assert 'id="extracted"' not in content


def test_charts_are_drawn_for_scores_and_for_a_training_run(tmp_path: Path) -> None:
    unsure = [replace(d, spans=tuple(replace(span, score=0.75) for span in d.spans)) for d in RULES]
    systems = [System("rules", RULES), System("model", unsure, 1234.5, HISTORY), System("hybrid", GOLD, None, HISTORY)]
    write_report(tmp_path / "report.html", GOLD, systems)
    content = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'aria-label="(.*?)"', content) == [
        "share of right spans by score", "F1 by epoch", "loss by epoch"
    ]  # fmt: skip
    assert "best 0.500 after 2 epochs" in content
    assert "1 of 4 spans right, 0.250; mean score 0.750" in content
    assert re.search(r"<dt>characters/s</dt><dd>1,23[45]</dd>", content)
    write_report(tmp_path / "plain.html", GOLD, SYSTEMS)
    assert "<svg" not in (tmp_path / "plain.html").read_text(encoding="utf-8")


def test_a_mistake_leads_to_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, GOLD, SYSTEMS)
    content = path.read_text(encoding="utf-8")
    wanted = re.findall(r'class="kind \w+" href="#(.*?)"', content)
    assert wanted == ["a0-0", "a0-0", "a1-0", "a1-0"]
    assert set(wanted) <= set(re.findall(r'id="(.*?)"', content))


def test_other_articles_than_gold_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no prediction"):
        write_report(tmp_path / "report.html", GOLD, [System("rules", RULES[:1])])
    assert list(tmp_path.iterdir()) == []


def test_systems_compare_in_the_order_of_the_labels() -> None:
    results = compare(GOLD, SYSTEMS)
    rows = label_rows(results)
    assert [(label, support) for label, support, _ in rows] == [
        ("GOV", 0), ("COMPANY", 1), ("LOC", 1), ("PRODUCT", 0), ("INDICATOR", 1), ("MONEY", 1)
    ]  # fmt: skip
    assert rows[2][2]["rules"].recall == 0
    assert rows[2][2]["model"].f1 == 1
    assert label_table(results).row_count == 6


TEXT = st.text(alphabet="甲乙。！\n”", max_size=200)


@given(TEXT, st.data())
def test_sentences_and_pieces_lose_no_character(text: str, data: st.DataObject) -> None:
    spans = []
    for start in range(0, len(text) - 3, 4):
        if data.draw(st.booleans()):
            spans.append(Span(start, start + data.draw(st.integers(1, 4)), "LOC"))
    ranges = list(sentences(text, spans))
    gold = spans[::2]
    cut = [pieces(text, spans[1:], *reach, gold=gold) for reach in ranges]
    assert "".join(piece.text for part in cut for piece in part) == text
    assert sum(piece.label is not None for part in cut for piece in part) == len(spans[1:])
