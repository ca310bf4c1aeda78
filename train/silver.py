"""Silver labels: articles of our genre, and some of others, from a plain-text corpus, labelled by the rules alone."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from annotate.alignment import AlignedText
from annotate.articles import article_id
from annotate.records import Document, InputError, Span
from annotate.rules import predict
from annotate.schema import load_schema

TOPICS = frozenset(("INDUSTRY", "INDICATOR", "HONOR", "PARK", "POLICY"))
"""The labels that tell industrial and economic news from other news."""

TOPICAL, COUNTED = 6, 4
"""Spans of these labels, and figures other than dates, that a thousand characters of our genre hold at least."""

SHORTEST = 200
ALIKE = 3
"""Articles of one opening that are kept: what a machine writes from a form teaches nothing after the third."""

OPENING = 30


def silver(paths: Iterable[Path], others: float = 0.0) -> Iterator[Document]:
    """Yield the in-genre articles of the corpora with the rules' spans; a corpus has a blank line between articles.

    `others` is the share of the articles of other genres that comes along, always the same ones: a base that is to know
    the language at large reads them too. Corpora are UTF-8 text, or such text compressed as `.xz`; InputError names a
    file that can't be read.
    """
    openings: Counter[str] = Counter()
    for path in paths:
        for text in read_corpus(path):
            if len(text) < SHORTEST:
                continue
            [spans] = predict([text])
            if in_genre(text, spans) or _drawn(text, others):
                opening = _skeleton(text, spans)[:OPENING]
                openings[opening] += 1
                if openings[opening] <= ALIKE:
                    meta = {"source": path.name, "kind": "text"}
                    yield Document(article_id(text), AlignedText.identity(text), tuple(spans), meta=meta)


def read_corpus(path: Path) -> Iterator[str]:
    """Yield the articles of a corpus one by one: paragraphs a line, articles parted by a blank line."""
    article: list[str] = []
    empty = True
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    empty = False
                    article.append(line.rstrip("\n"))
                elif article:
                    yield "\n".join(article)
                    article = []
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise InputError(
            f"{path}: can't be read as a corpus ({error}); give UTF-8 text, or such text as .xz"
        ) from error
    if article:
        yield "\n".join(article)
    if empty:
        raise InputError(f"{path}: is empty; give a corpus with articles")


def in_genre(text: str, spans: Iterable[Span]) -> bool:
    """Tell whether an article is dense in topics and figures as industrial and economic news is."""
    figures = load_schema().figure_codes
    counts = Counter(span.label for span in spans)
    topical = sum(counts[label] for label in TOPICS)
    counted = sum(counts[label] for label in figures if label != "TIME")
    return topical * 1000 >= TOPICAL * len(text) and counted * 1000 >= COUNTED * len(text)


def _drawn(text: str, share: float) -> bool:
    return crc32(text.encode()) < share * 2**32


def _skeleton(text: str, spans: Iterable[Span]) -> str:
    """Return the text with every span as its label, so that articles filled into one form read alike."""
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], f"<{span.label}>"]
        end = span.end
    return "".join([*parts, text[end:]])
