"""Scores of parts of the articles: those of one file, those of like length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.records import Document
from evaluate.resampling import Counts, scored
from train.counting import Score

EDGES = (500, 1000, 2000)
"""Characters at which a class of lengths begins."""

LENGTHS = ("under 500", "500–999", "1,000–1,999", "2,000 and more")


def source_of(document: Document) -> str:
    """Return the name of the file that an article came from, its id without one."""
    return Path(str(document.meta.get("source") or document.id)).name


def by_source(documents: Iterable[Document], counts: Counts) -> dict[str, Score]:
    """Score each file's articles; `counts` has the articles' order."""
    return _grouped([source_of(document) for document in documents], counts)


def by_length(documents: Iterable[Document], counts: Counts) -> dict[str, Score]:
    """Score articles of like length, the shortest first; classes without articles are left out."""
    found = _grouped([LENGTHS[bisect_right(EDGES, len(document.text))] for document in documents], counts)
    return {name: found[name] for name in LENGTHS if name in found}


def _grouped(names: Sequence[str], counts: Counts) -> dict[str, Score]:
    groups: dict[str, list[Sequence[int]]] = {}
    for name, row in zip(names, counts, strict=True):
        groups.setdefault(name, []).append(row)
    return {name: scored(rows) for name, rows in sorted(groups.items())}
