"""What the ML backend answers: predictions for tasks, and label and reading for a region that was just drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from annotate.alignment import AlignedText
from annotate.records import Document, Predictor, Span
from annotate.schema import Schema
from annotate.studio.tasks import to_annotation, to_task

Prediction = dict[str, Any]

Labeller = Callable[[Iterable[Document], Predictor], Iterator[Document]]
"""Documents and a predictor in, the same documents with its spans out, every figure read and linked."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is served: the version that its predictions carry, what finds spans, and what reads their figures."""

    version: str
    predict: Predictor
    label: Labeller

    def predictions(self, documents: Iterable[Document], schema: Schema) -> list[Prediction]:
        """Return each document's prediction, as a push would send it."""
        labelled = self.label(documents, self.predict)
        return [to_task(document, schema, self.version)[0]["predictions"][0] for document in labelled]

    def proposal(self, document: Document, region: Region | None, schema: Schema) -> Prediction:
        """Return the drawn region with label and reading; under its own id it takes the drawn one's place."""
        result: list[dict[str, Any]] = []
        if region:
            span, others = judge(region.span, self.predict([document.text])[0])
            [labelled] = self.label([document], lambda texts: [sorted([span, *others])])
            figures = tuple(figure for figure in labelled.figures if figure.span == span)
            items, _ = to_annotation(replace(labelled, spans=(span,), figures=figures), schema)
            result = [item | {"id": region.id} for item in items]
        return {"model_version": self.version, "result": result}


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it was drawn: its id in Label Studio, its place, and the label that was chosen for it."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """What Label Studio wants: predictions of documents, or `interactive` the one of a region just drawn, if any."""

    documents: list[Document]
    interactive: bool
    region: Region | None = None


def read_call(body: dict[str, Any], schema: Schema) -> Call:
    """Read a call of /predict; KeyError, TypeError or ValueError when it has another shape."""
    documents = [_document(task) for task in _list(body["tasks"])]
    context = _mapping(body.get("params", {})).get("context")
    if context is None:
        return Call(documents, interactive=False)
    [document] = documents
    drawn = _drawn(_mapping(context))
    return Call(documents, interactive=True, region=_region(drawn, document, schema) if drawn else None)


def _document(task: object) -> Document:
    """Return a task's article; where it stood in the raw file doesn't matter here."""
    data = _mapping(_mapping(task)["data"])
    text, published = data["text"], _mapping(data.get("meta", {})).get("published")
    if not isinstance(text, str):
        raise TypeError("a task's text must be a string")
    text.encode()
    day = date.fromisoformat(published).isoformat() if published else None
    return Document(str(data.get("doc_id")), AlignedText.identity(text), meta={"published": day})


def _drawn(context: dict[str, Any]) -> dict[str, Any] | None:
    """Return the region that was drawn last: it comes with older ones of its label, and has no score yet."""
    regions = [_mapping(item) for item in _list(context.get("result", []))]
    return next((r for r in reversed(regions) if r.get("type") == "labels" and r.get("score") is None), None)


def _region(item: dict[str, Any], document: Document, schema: Schema) -> Region:
    value = _mapping(item["value"])
    start, end, [label] = value["start"], value["end"], _list(value["labels"])
    label = schema.aliases.get(label, label)
    if not (isinstance(item["id"], str) and isinstance(start, int) and isinstance(end, int)):
        raise TypeError("a region wants an id, a start and an end")
    if label not in schema.codes or not 0 <= start < end <= len(document.text):
        raise ValueError("a region wants a known label and a place in the text")
    return Region(item["id"], Span(start, end, label))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return value


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object is wanted")
    return value


def judge(drawn: Span, predicted: Sequence[Span]) -> tuple[Span, list[Span]]:
    """Give the drawn span the label of the prediction that covers most of it; return the untouched ones beside it.

    The annotator's bounds stand, and the label too where the model finds nothing.

    >>> judge(Span(2, 6, "ORG"), [Span(0, 1, "LOC"), Span(2, 5, "COMPANY")])[0].key()
    (2, 6, 'COMPANY')
    """
    touched = [span for span in predicted if span.overlaps(drawn)]
    best = max(touched, key=lambda span: min(span.end, drawn.end) - max(span.start, drawn.start), default=drawn)
    return replace(best, start=drawn.start, end=drawn.end), [span for span in predicted if span not in touched]
