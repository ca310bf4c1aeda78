"""Public sets as documents: their own labels, or ours by a table with the rules' spans where the set has none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from annotate.alignment import AlignedText
from annotate.articles import article_id
from annotate.records import Document, InputError, Span
from annotate.rules import predict
from annotate.schema import CONFIGS
from annotate.settle import settle

Places = list[tuple[int, int, str]]
"""Half-open ranges with the set's own labels."""

CORRECTED = 9
"""The priority of a span that people set: above every rule's."""


def read_public(name: str, path: Path) -> Iterator[Document]:
    """Yield the texts of a public set's file with its own labels, flat; InputError when it isn't such a file."""
    return (_document(text, path, settle(spans)) for text, spans in _texts(name, path))


def read_translated(name: str, path: Path) -> Iterator[Document]:
    """Yield the texts under our labels: the set's by the table, and the rules' where the set says nothing."""
    table = _table()[name]
    for text, spans in _texts(name, path):
        ours = [replace(span, label=label) for span in spans if (label := table[span.label])]
        [votes] = predict([text])
        yield _document(text, path, settle([*ours, *votes], {name: CORRECTED}))


def _texts(name: str, path: Path) -> Iterator[tuple[str, list[Span]]]:
    if name not in READERS:
        raise InputError(f"{name}: is not a known set; the sets are {', '.join(READERS)}")
    try:
        if not path.stat().st_size:
            raise ValueError("empty")
        for text, places in READERS[name](path):
            yield text, [Span(start, end, label, source=name) for start, end, label in places if start < end]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is not a file of the set {name} ({error!r}); name one that is") from error


def _document(text: str, path: Path, spans: tuple[Span, ...]) -> Document:
    return Document(article_id(text), AlignedText.identity(text), spans, meta={"source": path.name, "kind": "text"})


@cache
def _table() -> Mapping[str, Mapping[str, str | None]]:
    table: dict[str, dict[str, str | None]] = yaml.safe_load((CONFIGS / "public.yaml").read_text(encoding="utf-8"))
    return table


def _read_cluener(path: Path) -> Iterator[tuple[str, Places]]:
    """One JSON object a line; ends are inclusive."""
    for record in map(json.loads, path.open(encoding="utf-8")):
        yield (
            record["text"],
            [
                (start, end + 1, label)
                for label, names in record.get("label", {}).items()
                for places in names.values()
                for start, end in places
            ],
        )


def _read_fewfc(path: Path) -> Iterator[tuple[str, Places]]:
    """One JSON object a line; a participant of several events is one place."""
    for record in map(json.loads, path.open(encoding="utf-8")):
        mentions = (mention for event in record["events"] for mention in event["mentions"])
        yield record["content"], sorted({(*mention["span"], mention["role"]) for mention in mentions})


def _read_cfsc(path: Path) -> Iterator[tuple[str, Places]]:
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for record in records:
        yield record["text"], [(aspect["from"], aspect["to"], aspect["Level 1 Aspect"]) for aspect in record["labels"]]


def _read_time(path: Path) -> Iterator[tuple[str, Places]]:
    """One character and its BIO tag a line, a blank line between texts."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            pairs = [line.rsplit(" ", 1) for line in block]
            text = "".join(character for character, _ in pairs)
            yield text, list(_bio([tag for _, tag in pairs]))


def _bio(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    starts = [i for i, tag in enumerate(tags) if tag.startswith("B-")]
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end] == f"I-{tags[start][2:]}":
            end += 1
        yield start, end, tags[start][2:]


READERS: Mapping[str, Callable[[Path], Iterator[tuple[str, Places]]]] = {
    "cluener": _read_cluener,
    "fewfc": _read_fewfc,
    "cfsc": _read_cfsc,
    "time": _read_time,
}
"""The known sets, by the name they have in configs/public.yaml."""
