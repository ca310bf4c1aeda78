"""Documents as Label Studio tasks, and its annotations as documents: pure functions, checked on both ways."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from annotate.alignment import AlignedText
from annotate.records import Document
from annotate.schema import Schema
from annotate.studio.regions import Flaw, find_flaws, from_result, to_result

Task = dict[str, Any]
"""A task in Label Studio's JSON."""

Key = tuple[str, str]
"""What tells tasks apart: an article's id and the hash of its text; a text that changed is another version."""

QUARANTINE = "quarantine.jsonl"
"""The file of what can't be used: of a pull under this name, of a push after its documents' name."""

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


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
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def task_key(data: dict[str, Any]) -> Key:
    """Return what tells a task from others by its data."""
    return str(data.get("doc_id", "")), str(data.get("text_hash", ""))


def encode(task: Task) -> bytes:
    """Return the task as JSON; ValueError when it holds what databases can't (PostgreSQL has no NUL character)."""
    from pydantic_core import to_json

    try:
        encoded = to_json(task)
    except ValueError:
        raise ValueError("holds half a character (a lone surrogate)") from None
    if b"\\u0000" in encoded and _NUL.search(encoded):
        raise ValueError("holds a NUL character")
    return encoded


def to_task(document: Document, schema: Schema, model_version: str) -> tuple[Task, list[SetAside]]:
    """Return a task whose one prediction holds the document's sound spans, and what was set aside.

    Its score (Label Studio offers the lowest first) is 1 - the priority of a ranked document, else its spans' mean.
    """
    result, problems = to_annotation(document, schema)
    meta = dict(document.meta)
    scores = [item["score"] for item in result if item["type"] == "labels"]
    score = 1 - meta.pop("priority") if "priority" in meta else sum(scores) / len(scores) if scores else 0.0
    data = {
        "doc_id": document.id,
        "title": _heading(document),
        "source": document.meta.get("source") or "",
        "text": document.text,
        "text_hash": text_hash(document.text),
        "raw_offsets": document.aligned.runs(),
        "meta": meta,
    }
    return {
        "data": data,
        "predictions": [{"model_version": model_version, "score": score, "result": result}],
    }, problems


def _heading(document: Document) -> str:
    """Return the title that the labelling page shows: the article's, and which page of it this is."""
    title, page = document.meta.get("title") or "", document.meta.get("page")
    return f"{title} {page['number']}/{page['of']}".strip() if page else title


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


def from_task(task: Task, schema: Schema) -> tuple[list[Document], list[SetAside]]:
    """Return a document for every annotation of an exported task, and what was set aside.

    `meta["annotation"]` holds id, task, project, annotator, created, updated, lead_time (seconds), ground_truth
    and comments (how many; Label Studio's community edition has none).
    """
    document, flaw = _article(task)
    documents, aside = [], []
    for annotation in task.get("annotations", ()):
        provenance = _provenance(annotation, task)
        flaws = [flaw] if flaw else []
        if annotation.get("was_cancelled"):
            flaws = [Flaw("skipped by the annotator", provenance | {"result": annotation.get("result")})]
        elif document:
            spans, figures, flaws = from_result(annotation["result"], document.text, schema)
            meta = document.meta | {"annotation": provenance}
            documents.append(replace(document, spans=spans, figures=figures, meta=meta))
        who = provenance["annotator"]
        doc_id = task_key(task.get("data", {}))[0]
        aside += [SetAside(f.reason, doc_id, task.get("id"), annotation.get("id"), who, f.item) for f in flaws]
    return documents, aside


def _article(task: Task) -> tuple[Document | None, Flaw | None]:
    """Return the article that a task was pushed for, or why there is none."""
    data = task.get("data", {})
    try:
        text = AlignedText.from_runs(data["text"], data["raw_offsets"])
        document = Document(str(data["doc_id"]), text, meta=dict(data["meta"]))
        changed = text_hash(document.text) != data["text_hash"]
    except (KeyError, TypeError, ValueError) as error:
        return None, Flaw(f"not a task that zhibiao pushed ({error!r})", None)
    return (None, Flaw("the text was changed in Label Studio", None)) if changed else (document, None)


def _provenance(annotation: dict[str, Any], task: Task) -> dict[str, Any]:
    return {
        "id": annotation.get("id"),
        "task": task.get("id"),
        "project": task.get("project"),
        "annotator": _annotator(annotation.get("completed_by")),
        "created": annotation.get("created_at"),
        "updated": annotation.get("updated_at"),
        "lead_time": annotation.get("lead_time"),
        "ground_truth": bool(annotation.get("ground_truth")),
        "comments": task.get("comment_count") or 0,
    }


def _annotator(completed_by: object) -> str:
    """Return the annotator's e-mail address, or number where the export holds no more."""
    return str(completed_by.get("email", "")) if isinstance(completed_by, dict) else str(completed_by)
