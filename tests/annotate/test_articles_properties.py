"""What holds of every harvest: arbitrary text, the seeds, and the articles beside the checkout when they are there."""

import html
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.articles import harvest_text
from annotate.gold import SEEDS, unblanked
from annotate.raw.encodings import decode
from annotate.records import Document, to_json

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "articles"
FILES = sorted((SEEDS / "texts").iterdir()) + (sorted(ARTICLES.iterdir()) if ARTICLES.is_dir() else [])

FRAGMENTS = (
    "本报讯 近日，",
    "（供稿：西安高新区）",
    "□ 王梦龙 秦小银",
    "图片来源：新华社",
    "10月 12日",
    "营收325.17 亿元，同比增长6.9％。",
    "“小巨人”",
    "火炬动态 火炬动态",
    "11",
    "\n",
    "\n\n",
    "\r\n",
    "\f",
    "\u3000\u3000",
    "# ",
    "**",
    "[甲](http://a)",
    "![](a.png)",
    "$7 . 4 \\%$",
    "---\n",
    "title: '甲 乙'\ndate: 2022-06-29\n",
    "<p>",
    "</p>",
    "<br/>",
    '<div class="nav">',
    "</div>",
    "<td>",
    "<table>",
    "<b>",
    "<pre>",
    "<a href='b'>",
    "</a>",
    "<script>",
    "<title>",
    "</script>",
    "<!--",
    "-->",
    "<![if x]>",
    "<%",
    "%>",
    "&nbsp;",
    "&ldquo;",
    "&amp;",
    "&#x1F600;",
    "&nvlt;",
    "&#",
    "<",
    "\0",
    "\ud800",
    "\u200b",
)
RAW = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(), max_size=30)), max_size=40).map("".join)

PRINTED = st.text(st.sampled_from("业集群增长年月日省市企，。、；：“”（）《》 \u30000123456789.%％AIG"), max_size=140)
LINES = st.lists(st.tuples(st.sampled_from("甲乙丙丁"), PRINTED).map("".join), min_size=1, max_size=30)


def assert_aligned(raw: str, document: Document) -> None:
    """Every character stands on its like; a blank on any blank or dropped mark, a decoded reference in its source."""
    aligned = document.aligned
    for character, offset in zip(aligned.text, aligned.offsets, strict=True):
        if offset in aligned.raw_ends:
            reference = raw[raw.rindex("&", 0, offset + 1) : aligned.raw_ends[offset]]
            assert character == html.unescape(reference)[-1]
        elif character.isspace():
            assert raw[offset].isspace() or raw[offset] in "<&*[]!$" or not raw[offset].isprintable()
        else:
            assert character == raw[offset] or raw[offset] == "&"


@given(RAW)
def test_every_character_stands_where_it_came_from(raw: str) -> None:
    for document in harvest_text(raw, "a.txt"):
        assert document.text.strip()
        assert json.dumps(to_json(document), ensure_ascii=False).encode()
        assert_aligned(raw, document)


@given(RAW)
def test_a_second_harvest_is_the_same_and_articles_never_overlap(raw: str) -> None:
    documents = harvest_text(raw, "a.txt")
    assert documents == harvest_text(raw, "a.txt")
    assert_apart(documents)


def assert_apart(documents: list[Document]) -> None:
    for before, after in pairwise(document.aligned for document in documents):
        assert before.raw_span(0, len(before.text))[1] <= after.offsets[0]


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n"]), st.data())
def test_a_raw_span_reads_as_its_clean_span(lines: list[str], end: str, data: st.DataObject) -> None:
    raw = end.join(lines)
    for document in harvest_text(raw, "a.txt"):
        start = data.draw(st.integers(0, len(document.text) - 1))
        stop = data.draw(st.integers(start + 1, len(document.text)))
        raw_start, raw_end = document.aligned.raw_span(start, stop)
        assert unblanked(raw[raw_start:raw_end]) == unblanked(document.text[start:stop])


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_plain_text_loses_blanks_only(lines: list[str], end: str) -> None:
    raw = end.join(lines)
    assert unblanked("".join(document.text for document in harvest_text(raw, "a.txt"))) == unblanked(raw)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_holds_of_real_files(path: Path) -> None:
    raw = decode(path.read_bytes(), path.name)
    documents = harvest_text(raw, path.name)
    assert documents
    assert [document.id for document in documents] == [document.id for document in harvest_text(raw, path.name)]
    assert_apart(documents)
    for document in documents:
        assert_aligned(raw, document)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name[:3] in ("000", "001", "003")], ids=lambda p: p.name
)
def test_every_line_of_a_seed_is_kept_but_its_page_furniture(path: Path) -> None:
    raw = path.read_text(encoding="utf-8").replace("#", "")
    kept = unblanked("".join(document.text for document in harvest_text(raw, path.name)))
    lost = [line for line in map(unblanked, raw.splitlines()) if line and line not in kept]
    assert set(lost) <= {"火炬动态火炬动态", "11"}
