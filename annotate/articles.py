"""Harvest: raw files in, clean articles out, every character of which knows where it stood in its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotate.alignment import AlignedText
from annotate.gold import unblanked
from annotate.raw.frontmatter import FrontMatter, read_front_matter
from annotate.raw.furniture import without_furniture
from annotate.raw.lines import Line, chained, printed_lines
from annotate.raw.markup import Page, read_page
from annotate.raw.metadata import assign_torn_titles, find_byline, find_date, find_published, find_title
from annotate.raw.paragraphs import paragraphs
from annotate.raw.sources import Source, read_sources
from annotate.raw.splitting import split
from annotate.records import Document

_TAGS = re.compile(
    r"</?(html|head|body|meta|script|div|p|article|section|br|span|table|t[dhr]|h[1-6]|su[bp])(?=[\s/>])", re.I
)
_INSIDE_TEXTS = frozenset(("br", "span", "table", "td", "th", "tr", "sub", "sup"))
_MARKED_HEADING = re.compile(r"^#{1,6}\s", re.M)


def harvest(inputs: Iterable[str]) -> Iterator[Document]:
    """Yield the articles of files, folders, globs and `-` one by one; see `read_sources` for what may be read.

    The raw offsets of an article index its input file decoded as text with its line ends untouched; those of a Parquet
    row index the cell's text. InputError names a file that cannot be used.
    """
    for source in read_sources(inputs):
        yield from harvest_source(source)


def harvest_source(source: Source) -> Iterator[Document]:
    """Yield the articles of one file or row."""
    for document in harvest_text(source.text, source.name):
        meta = document.meta | {key: value for key, value in source.meta.items() if value}
        aligned = document.aligned.within(source.cell) if source.cell else document.aligned
        yield replace(document, aligned=aligned, meta=meta)


def harvest_text(raw: str, source: str) -> list[Document]:
    """Return the articles of one raw text in their order; a text without any words has none.

    `meta` holds source, kind (text, markdown, html or jsp), title, byline and published (ISO date or None).
    """
    front = read_front_matter(raw)
    tags = [tag.lower() for tag in _TAGS.findall(raw, front.end)]
    page = read_page(raw, front.end) if len(tags) > 1 else Page(tuple(printed_lines(raw, front.end)))
    kind = _kind(raw, tags)
    lines = [*front.lines, *paragraphs(without_furniture(page.lines))]
    articles = [lines] if kind in ("html", "jsp") else split(lines)
    described = [(article, _describe(article, front, page)) for article in articles if article]
    assign_torn_titles(described)
    return [_document(raw, article, {"source": source, "kind": kind, **meta}) for article, meta in described]


def _kind(raw: str, tags: Sequence[str]) -> str:
    """Tell a page from a text that holds at most tables and the like as HTML."""
    if len(tags) > 1 and not _INSIDE_TEXTS.issuperset(tags):
        return "jsp" if "<%" in raw else "html"
    return "markdown" if _MARKED_HEADING.search(raw) else "text"


def _describe(lines: Sequence[Line], front: FrontMatter, page: Page) -> dict[str, str | None]:
    if lines[0].aligned.offsets[0] >= front.end:
        front = FrontMatter()
    body = lines[len(front.lines) :]
    declared = front.get("date") or page.published
    return {
        "title": front.get("title") or find_title(body) or page.title,
        "byline": find_byline(body) or front.get("author") or front.get("authors"),
        "published": (find_date(declared) if declared else None) or find_published(body),
    }


def _document(raw: str, lines: Sequence[Line], meta: dict[str, str | None]) -> Document:
    parts = [lines[0].aligned]
    for line in lines[1:]:
        parts += [_line_end(raw, parts[-1], line.aligned), line.aligned]
    aligned = chained(parts)
    ends = {offset: aligned.raw_ends[offset] for offset in aligned.offsets if offset in aligned.raw_ends}
    return Document(article_id(aligned.text), AlignedText(aligned.text, aligned.offsets, ends), meta=dict(meta))


def _line_end(raw: str, before: AlignedText, after: AlignedText) -> AlignedText:
    """Stand a line end on the raw line end between two lines, or on the markup that parts them."""
    start = before.raw_span(len(before.text) - 1, len(before.text))[1]
    found = raw.find("\n", start, after.offsets[0])
    return AlignedText("\n", (max(found, start),))


def article_id(text: str) -> str:
    """Return the identity of an article: 16 hexadecimal digits that don't depend on its blanks.

    >>> article_id("北京 高精尖\\n产业") == article_id("北京高精尖产业")
    True
    """
    return hashlib.sha256(unblanked(text).encode()).hexdigest()[:16]
