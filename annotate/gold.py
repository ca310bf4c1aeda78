"""Corrected labels, kept in raw offsets of their file, placed on the articles harvested from it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotate.records import Document, Figure, InputError, Span, read_jsonl

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Miss:
    """A corrected span that no harvested article holds whole and intact."""

    source: str
    start: int
    end: int
    label: str
    text: str


def place_gold(
    documents: Sequence[Document],
    labels: Path = SEEDS / "labels.jsonl",
    figures: Path = SEEDS / "figures.jsonl",
) -> tuple[list[Document], list[Miss]]:
    """Replace the documents' spans and figures by the corrected ones of their source; return them and the misses.

    A document's `meta["source"]` is matched by file name with the records' `doc`.
    """
    spans = {record["doc"]: record["spans"] for record in read_jsonl(labels)}
    readings: dict[tuple[str, int], dict[str, Any]] = {(r["doc"], r["start"]): r for r in read_jsonl(figures)}
    by_source: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        by_source[_source(document)].append(index)
    placed: list[list[tuple[Span, dict[str, Any] | None]]] = [[] for _ in documents]
    misses = []
    for source in by_source.keys() & spans.keys():
        for gold in spans[source]:
            found = _find(((i, documents[i]) for i in by_source[source]), gold)
            if found is None:
                misses.append(Miss(source, gold["start"], gold["end"], gold["label"], gold["text"]))
            else:
                placed[found[0]].append((found[1], readings.get((source, gold["start"]))))
    return [_corrected(d, gold) for d, gold in zip(documents, placed, strict=True)], sorted(
        misses, key=lambda miss: (miss.source, miss.start)
    )


def _source(document: Document) -> str:
    return Path(str(document.meta.get("source", ""))).name


def _find(candidates: Iterable[tuple[int, Document]], gold: dict[str, Any]) -> tuple[int, Span] | None:
    for index, document in candidates:
        offsets = document.aligned.offsets
        start, end = bisect_left(offsets, gold["start"]), bisect_left(offsets, gold["end"])
        if start < end and unblanked(document.text[start:end]) == unblanked(gold["text"]):
            return index, Span(start, end, gold["label"], source="gold")
    return None


def unblanked(text: str) -> str:
    """Drop every blank, as wrapped lines and stray spaces don't belong to a name or number."""
    return "".join(text.split())


def _corrected(document: Document, gold: list[tuple[Span, dict[str, Any] | None]]) -> Document:
    gold = sorted(gold, key=lambda pair: pair[0])
    for (left, _), (right, _) in pairwise(gold):
        if left.overlaps(right):
            raise InputError(f"{_source(document)}: corrected labels overlap at {right.start}; make them flat")
    fields = ("value", "value_high", "unit", "bound", "change", "basis", "timex", "indicator", "subject")
    figures = tuple(
        Figure(span, **{name: reading[name] for name in fields}) for span, reading in gold if reading is not None
    )
    return replace(document, spans=tuple(span for span, _ in gold), figures=figures)
