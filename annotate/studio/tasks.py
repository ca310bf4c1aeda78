"""Documents as Label Studio tasks, and its annotations as documents: pure functions, checked on both ways."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from annotate.alignment import AlignedText
from annotate.records import Document
from annotate.schema import Schema
from annotate.studio.regions import Flaw, find_flaws, from_result, to_result


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that can't be used: where it stood, who made it, and why; `task` is None before the push."""

    reason: str
    doc_id: str
    task: int | None = None
    annotation: int | None = None
    annotator: str = ""
    item: Any = None


def text_hash(text: str) -> str:
    """Return what tells whether the text of a known article changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def to_task(document: Document, schema: Schema, model_version: str) -> tuple[dict[str, Any], list[SetAside]]:
    """Return a task whose one prediction holds the document's sound spans, and what was set aside."""
    result, problems = to_annotation(document, schema)
    scores = [item["score"] for item in result if item["type"] == "labels"]
    score = sum(scores) / len(scores) if scores else 0.0
    data = {
        "doc_id": document.id,
        "title": document.meta.get("title") or "",
        "source": document.meta.get("source") or "",
        "text": document.text,
        "text_hash": text_hash(document.text),
        "raw_offsets": document.aligned.runs(),
        "meta": document.meta,
    }
    return {
        "data": data,
        "predictions": [{"model_version": model_version, "score": score, "result": result}],
    }, problems


def to_annotation(document: Document, schema: Schema) -> tuple[list[dict[str, Any]], list[SetAside]]:
    """Return the regions of the document's sound spans, and what was set aside."""
    reasons = find_flaws(document.spans, document.text, schema)
    sound = tuple(span for span, reason in zip(document.spans, reasons, strict=True) if not reason)
    keys = {span.key() for span in sound if span.label in schema.figure_codes}
    flaws = [Flaw(reason, asdict(span)) for span, reason in zip(document.spans, reasons, strict=True) if reason]
    flaws += [Flaw("a reading without a sound figure", asdict(f)) for f in document.figures if f.span.key() not in keys]
    figures = tuple(figure for figure in document.figures if figure.span.key() in keys)
    aside = [SetAside(flaw.reason, document.id, item=flaw.item) for flaw in flaws]
    return to_result(replace(document, spans=sound, figures=figures)), aside


def from_task(task: dict[str, Any], schema: Schema) -> tuple[list[Document], list[SetAside]]:
    """Return a document for every annotation of an exported task, and what was set aside.

    `meta["annotation"]` holds id, task, annotator, created, updated, lead_time (seconds) and ground_truth.
    """
    data = task.get("data", {})
    doc_id = str(data.get("doc_id", ""))
    try:
        document = Document(doc_id, AlignedText.from_runs(data["text"], data["raw_offsets"]), meta=dict(data["meta"]))
        changed = text_hash(document.text) != data["text_hash"]
    except (KeyError, TypeError, ValueError) as error:
        return [], [SetAside(f"not a task that zhibiao pushed ({error!r})", doc_id, task.get("id"))]
    if changed:
        return [], [SetAside("the text was changed in Label Studio", doc_id, task.get("id"))]
    return _annotated(document, task, schema)


def _annotated(document: Document, task: dict[str, Any], schema: Schema) -> tuple[list[Document], list[SetAside]]:
    documents, aside = [], []
    for annotation in task.get("annotations", ()):
        who = _annotator(annotation.get("completed_by"))
        flaws: Iterable[Flaw]
        if annotation.get("was_cancelled"):
            flaws = [Flaw("skipped by the annotator", annotation.get("result"))]
        else:
            spans, figures, flaws = from_result(annotation["result"], document.text, schema)
            meta = document.meta | {"annotation": _provenance(annotation, task, who)}
            documents.append(replace(document, spans=spans, figures=figures, meta=meta))
        aside += [SetAside(f.reason, document.id, task.get("id"), annotation.get("id"), who, f.item) for f in flaws]
    return documents, aside


def _annotator(completed_by: object) -> str:
    """Return the annotator's e-mail address, or number where the export holds no more."""
    return str(completed_by.get("email", "")) if isinstance(completed_by, dict) else str(completed_by)


def _provenance(annotation: dict[str, Any], task: dict[str, Any], annotator: str) -> dict[str, Any]:
    return {
        "id": annotation.get("id"),
        "task": task.get("id"),
        "annotator": annotator,
        "created": annotation.get("created_at"),
        "updated": annotation.get("updated_at"),
        "lead_time": annotation.get("lead_time"),
        "ground_truth": bool(annotation.get("ground_truth")),
    }
