"""Spans and readings as the regions, per-region values and relations of a Label Studio result, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.gold import unblanked
from annotate.records import Document, Figure, Span
from annotate.schema import Schema
from annotate.studio.interface import CHOICES, READING, RELATIONS

Item = dict[str, Any]

_ROLES = {name: role for role, name in RELATIONS.items()}
_CODES = {
    name: {entry: code for code, shown in choices.items() for entry in (code, f"{shown} {code}")}
    for name, (_, choices) in CHOICES.items()
}
"""The code of a choice that comes as its alias or as shown, by control."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an item of a result, or a span, can't be used."""

    reason: str
    item: Any


def find_flaws(spans: Sequence[Span], text: str, schema: Schema) -> list[str]:
    """Return for every span why it can't be kept, "" for a sound one; of overlapping spans the longest is sound."""
    flaws = [_flaw(span, text, schema) for span in spans]
    taken = bytearray(len(text))
    for i in sorted(range(len(spans)), key=lambda i: (spans[i].start - spans[i].end, spans[i].start)):
        start, end = spans[i].start, spans[i].end
        if not flaws[i] and any(taken[start:end]):
            flaws[i] = "overlaps another region"
        elif not flaws[i]:
            taken[start:end] = b"\1" * (end - start)
    return flaws


def _flaw(span: Span, text: str, schema: Schema) -> str:
    if span.label not in schema.codes:
        return f"unknown label {span.label}"
    if not 0 <= span.start <= span.end <= len(text):
        return f"offsets {span.start}:{span.end} are outside the text of {len(text)} characters"
    return "" if span.start < span.end else "empty region"


def to_result(document: Document) -> list[Item]:
    """Return the regions of the document's flat spans, the readings of its figures, and their relations."""
    figures = {figure.span.key(): figure for figure in document.figures}
    named: dict[str | None, list[Span]] = defaultdict(list)
    for span in document.spans if figures else ():
        named[_name(span, document.text)].append(span)
    items: list[Item] = []
    for span in document.spans:
        figure = figures.get(span.key())
        targets = _targets(figure, named) if figure else {}
        items.append(_region(span, document.text, _meta(span, figure, targets)))
        if figure:
            items += _values(figure)
            items += [_relation(span, target, role) for role, target in targets.items()]
    return items


def _id(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _region(span: Span, text: str, meta: dict[str, Any]) -> Item:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    return _item(span, "label", "labels", value) | {"score": span.score} | ({"meta": meta} if meta else {})


def _item(span: Span, control: str, kind: str, value: dict[str, Any]) -> Item:
    return {"id": _id(span), "from_name": control, "to_name": "text", "type": kind, "value": value}


def _meta(span: Span, figure: Figure | None, targets: Mapping[str, Span]) -> dict[str, Any]:
    """Return what comes back with the region: `text` is what its details show, the rest is for us alone."""
    notes = [f"来源 {span.source} · 得分 {span.score:.2f}"] if span.source else []
    meta: dict[str, Any] = {"source": span.source} if span.source else {}
    if figure:
        notes += _unmarked(figure, targets)
        meta["reading"] = _hidden(figure, targets)
    return meta | ({"text": [" · ".join(notes)]} if notes else {})


def _unmarked(figure: Figure, targets: Mapping[str, Span]) -> list[str]:
    roles = {name: getattr(figure, role) for role, name in RELATIONS.items() if role not in targets}
    return [f"{name} {text}（本页未标）" for name, text in roles.items() if text]


def _hidden(figure: Figure, targets: Mapping[str, Span]) -> dict[str, str]:
    """Return the attributes that no control shows: dates, empty ones, and roles that no region holds."""
    hidden = {name: getattr(figure, name) for name in ("start_date", "end_date")}
    hidden |= {role: getattr(figure, role) for role in RELATIONS if role not in targets}
    hidden |= {name: "" for name in READING if getattr(figure, name) == ""}
    return {name: value for name, value in (hidden | {"dated": figure.timex}).items() if value is not None}


def _values(figure: Figure) -> list[Item]:
    place = {"start": figure.span.start, "end": figure.span.end}
    typed = {name: getattr(figure, name) for name in READING}
    chosen = {name: getattr(figure, name) for name in CHOICES}
    return [
        _item(figure.span, name, "textarea", place | {"text": [value]}) for name, value in typed.items() if value
    ] + [
        _item(figure.span, name, "choices", place | {"choices": [value]})
        for name, value in chosen.items()
        if value is not None
    ]


def _targets(figure: Figure, named: Mapping[str | None, list[Span]]) -> dict[str, Span]:
    """Find for every role of the figure the nearest other span that reads as the role's text."""
    targets = {}
    for role in RELATIONS:
        same = [span for span in named.get(getattr(figure, role), ()) if span.key() != figure.span.key()]
        if same:
            targets[role] = min(same, key=lambda span: abs(span.start - figure.span.start))
    return targets


def _name(span: Span, text: str) -> str:
    return unblanked(text[span.start : span.end])


def _relation(source: Span, target: Span, role: str) -> Item:
    name = RELATIONS[role]
    return {"type": "relation", "from_id": _id(source), "to_id": _id(target), "direction": "right", "labels": [name]}


def from_result(
    result: Iterable[Item], text: str, schema: Schema
) -> tuple[tuple[Span, ...], tuple[Figure, ...], list[Flaw]]:
    """Return the sound spans and readings of a result, in the order of the text, and what was wrong with the rest."""
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in result:
        by_kind[item.get("type", "")].append(item)
    regions, flaws = _read_regions(by_kind.pop("labels", []), text, schema)
    spans = {key: span for key, (span, _) in regions.items()}
    linked = _read_relations(by_kind.pop("relation", []), spans, text, schema, flaws)
    typed = _read_values((item for items in by_kind.values() for item in items), spans, schema, flaws)
    figures = []
    for key, (span, item) in regions.items():
        hidden = _mapping(_mapping(item.get("meta")).get("reading"))
        if span.label in schema.figure_codes and (hidden or key in typed or key in linked):
            figures.append(_figure(span, hidden, typed[key], linked[key]))
    return tuple(sorted(spans.values())), tuple(sorted(figures, key=lambda figure: figure.span)), flaws


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read_regions(items: list[Item], text: str, schema: Schema) -> tuple[dict[str, tuple[Span, Item]], list[Flaw]]:
    read: list[tuple[Span, Item]] = []
    flaws = []
    for item in items:
        span = _read_span(item, schema)
        if isinstance(span, Span):
            read.append((span, item))
        else:
            flaws.append(Flaw(span, item))
    reasons = find_flaws([span for span, _ in read], text, schema)
    flaws += [Flaw(reason, item) for reason, (_, item) in zip(reasons, read, strict=True) if reason]
    return {str(pair[1].get("id")): pair for reason, pair in zip(reasons, read, strict=True) if not reason}, flaws


def _read_span(item: Item, schema: Schema) -> Span | str:
    value = _mapping(item.get("value"))
    start, end, labels = value.get("start"), value.get("end"), value.get("labels")
    if not isinstance(start, int) or not isinstance(end, int):
        return "offsets are missing"
    if not isinstance(labels, list) or len(labels) != 1:
        return "wants exactly one label"
    source = str(_mapping(item.get("meta")).get("source") or "")
    label = schema.aliases.get(str(labels[0]), str(labels[0]))
    return Span(start, end, label, _score(item), source)


def _score(item: Item) -> float:
    score = item.get("score")
    return float(score) if isinstance(score, int | float) else 1.0


def _read_values(
    items: Iterable[Item], spans: Mapping[str, Span], schema: Schema, flaws: list[Flaw]
) -> dict[str, dict[str, str]]:
    typed: dict[str, dict[str, str]] = defaultdict(dict)
    for item in items:
        key, name, value = str(item.get("id")), item.get("from_name", ""), _mapping(item.get("value"))
        entries = value.get("text" if name in READING else "choices") or []
        if name in _CODES:
            entries = [_CODES[name].get(str(entry)) for entry in entries]
        if key not in spans or spans[key].label not in schema.figure_codes:
            flaws.append(Flaw("a reading without a sound figure", item))
        elif (name not in READING and name not in _CODES) or len(entries) > 1 or None in entries:
            flaws.append(Flaw("an unknown reading", item))
        elif entries:
            typed[key][name] = entries[0]
    return typed


def _read_relations(
    items: Iterable[Item], spans: Mapping[str, Span], text: str, schema: Schema, flaws: list[Flaw]
) -> dict[str, dict[str, str]]:
    linked: dict[str, dict[str, str]] = defaultdict(dict)
    for item in items:
        ends = [str(item.get("from_id")), str(item.get("to_id"))]
        ends.sort(key=lambda key: key not in spans or spans[key].label not in schema.figure_codes)
        roles = [_ROLES.get(name) for name in item.get("labels") or []] or [_usual_role(spans.get(ends[1]))]
        if ends[0] not in spans or ends[1] not in spans or spans[ends[0]].label not in schema.figure_codes:
            flaws.append(Flaw("a relation without a sound figure and its target", item))
        elif len(roles) != 1 or roles[0] is None or roles[0] in linked[ends[0]]:
            flaws.append(Flaw("a relation without one name of its own", item))
        else:
            linked[ends[0]][roles[0]] = _name(spans[ends[1]], text)
    return linked


def _usual_role(target: Span | None) -> str:
    """Name a relation that was drawn without a name by what it leads to."""
    return {"INDICATOR": "indicator", "TIME": "period"}.get(target.label if target else "", "subject")


def _figure(span: Span, hidden: dict[str, Any], typed: dict[str, str], linked: dict[str, str]) -> Figure:
    """Merge what the page doesn't show, what was typed and what was linked; dates hold while the time value does."""
    reading = hidden | typed | linked
    dated = reading.pop("dated", None)
    if reading.get("timex") != dated:
        reading = {name: value for name, value in reading.items() if name not in ("start_date", "end_date")}
    return Figure(span, **reading)
