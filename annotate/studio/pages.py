"""Long articles are labelled a page at a time: cut where paragraphs end, and put together again afterwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, Span
from annotate.studio.tasks import text_hash

PAGE = 2000
"""Characters of a page: what a screen shows with little scrolling."""

_PARAGRAPH_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』》）)】]*")


def cut(document: Document, size: int = PAGE) -> list[Document]:
    """Return the pages of an article of more than `size` characters, any other as its only page.

    A page is a document with `meta["page"]`: the article's id, version (hash of its text) and characters, the page's
    number and of how many, and its start in the article. Pages are about alike, end with a paragraph or at least a
    sentence, and never within a span. Where they end depends on the text alone, so that other spans give the same
    pages; only an end inside a span is left out, which keeps the numbers and ids of all other pages.
    """
    text = document.text
    if len(text) <= size or "page" in document.meta:
        return [document]
    ends = _page_ends(text, size)
    spans = [*document.spans, *(figure.span for figure in document.figures)]
    bounds = [0, *(end for end in ends if not any(span.start < end < span.end for span in spans)), len(text)]
    if len(bounds) == 2:
        return [document]
    article = {"article": document.id, "version": text_hash(text), "characters": len(text), "of": len(ends) + 1}
    return [
        _page(document, bounds, index, {"page": article | {"number": bisect_right(ends, start) + 1, "start": start}})
        for index, start in enumerate(bounds[:-1])
    ]


def _page_ends(text: str, size: int) -> list[int]:
    """Return where pages end but for the last: near even shares, a paragraph's end before a sentence's."""
    count = ceil(len(text) / size)
    share = len(text) / count
    paragraphs = [found.end() for found in _PARAGRAPH_END.finditer(text)]
    sentences = [found.end() for found in _SENTENCE_END.finditer(text)]
    ends = set()
    for wanted in (share * number for number in range(1, count)):
        near = [end for end in paragraphs if abs(end - wanted) < share / 3] or [
            end for end in sentences if abs(end - wanted) < share / 2
        ]
        if near:
            ends.add(min(near, key=lambda end: abs(end - wanted)))
    return sorted(ends - {len(text)})


def _page(document: Document, bounds: Sequence[int], index: int, meta: dict[str, Any]) -> Document:
    """Return the page between two bounds; what lies outside the text goes with the first or last page."""
    start, end = bounds[index], bounds[index + 1]

    def here(span: Span) -> bool:
        return min(max(bisect_right(bounds, span.start) - 1, 0), len(bounds) - 2) == index

    return replace(
        document,
        id=f"{document.id}-{meta['page']['number']}",
        aligned=document.aligned.slice(start, end),
        spans=tuple(_moved(span, -start) for span in document.spans if here(span)),
        figures=tuple(replace(f, span=_moved(f.span, -start)) for f in document.figures if here(f.span)),
        meta=document.meta | meta,
    )


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def join(documents: Iterable[Document]) -> Iterator[Document]:
    """Put the pages of each article and annotator together; other documents pass as they are.

    An article comes as soon as its last page does. Pages of an article that is not complete come at the end, as the
    documents that they are, so that finished work is never lost and unseen text never passes for labelled.
    """
    waiting: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
    for document in documents:
        if "page" not in document.meta:
            yield document
            continue
        place, annotation = document.meta["page"], document.meta.get("annotation") or {}
        pages = waiting[place["article"], place["version"], annotation.get("annotator", "")]
        pages.append(document)
        if whole := _row(pages):
            yield _joined(whole)
            pages[:] = [page for page in pages if page not in whole]
    for pages in waiting.values():
        yield from pages


def _row(pages: list[Document]) -> list[Document]:
    """Return the pages that make the whole article, in order; none while one is missing."""
    by_start = {page.meta["page"]["start"]: page for page in pages}
    row, end = [], 0
    while end in by_start:
        row.append(by_start[end])
        end += len(by_start[end].text)
    return row if end == pages[0].meta["page"]["characters"] else []


def _joined(pages: list[Document]) -> Document:
    spans: list[Span] = []
    figures: list[Figure] = []
    for page in pages:
        start = page.meta["page"]["start"]
        spans += (_moved(span, start) for span in page.spans)
        figures += (replace(figure, span=_moved(figure.span, start)) for figure in page.figures)
    aligned = AlignedText(
        "".join(page.text for page in pages),
        tuple(offset for page in pages for offset in page.aligned.offsets),
        {raw: end for page in pages for raw, end in page.aligned.raw_ends.items()},
    )
    meta = {name: value for name, value in pages[0].meta.items() if name != "page"}
    if "annotation" in meta:
        meta["annotation"] = _effort([page.meta for page in pages])
    return Document(pages[0].meta["page"]["article"], aligned, tuple(spans), tuple(figures), meta)


def _effort(metas: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Sum up the annotations of an article's pages, which are kept as `pages`; id and task are the first page's."""
    done: list[dict[str, Any]] = [meta["annotation"] for meta in metas]
    times = [annotation["lead_time"] for annotation in done if annotation["lead_time"] is not None]
    return done[0] | {
        "created": min(annotation["created"] or "" for annotation in done) or None,
        "updated": max(annotation["updated"] or "" for annotation in done) or None,
        "lead_time": sum(times) if times else None,
        "ground_truth": all(annotation["ground_truth"] for annotation in done),
        "pages": [{"page": meta["page"], "annotation": meta["annotation"]} for meta in metas],
    }


def part(document: Document) -> list[Document]:
    """Return the annotated pages that an article was joined from, any other document as its only one."""
    metas = (document.meta.get("annotation") or {}).get("pages")
    if not metas:
        return [document]
    bounds = [*(meta["page"]["start"] for meta in metas), len(document.text)]
    return [_page(document, bounds, index, meta) for index, meta in enumerate(metas)]
