"""Annotations from Label Studio: corrected documents, and what can't be used set aside."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from annotate.records import Document, InputError, write_documents, write_jsonl
from annotate.schema import Schema
from annotate.studio.connection import plain_errors
from annotate.studio.projects import existing_project
from annotate.studio.tasks import SetAside, from_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

EXPORT_SECONDS = 1800.0
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull wrote: how many documents (one an annotation), and how much was set aside."""

    documents: int
    aside: int


def pull(client: LabelStudio, title: str, schema: Schema, set_aside: Callable[[SetAside], None]) -> Iterator[Document]:
    """Yield a document for every annotation in the project of this title; what can't be used goes to `set_aside`."""
    import ijson

    with plain_errors(), _snapshot(client, existing_project(client, title).id) as export:
        for task in ijson.items(export, "item", use_float=True):
            documents, problems = from_task(task, schema)
            for problem in problems:
                set_aside(problem)
            yield from documents


def pull_to(client: LabelStudio, title: str, schema: Schema, path: Path) -> PullReport:
    """Pull into a file of documents, and what can't be used into quarantine.jsonl beside it."""
    aside: list[SetAside] = []
    count = write_documents(pull(client, title, schema, aside.append), path)
    quarantine = path.with_name("quarantine.jsonl")
    quarantine.unlink(missing_ok=True)
    if aside:
        write_jsonl((asdict(problem) for problem in aside), quarantine)
    return PullReport(count, len(aside))


@contextmanager
def _snapshot(client: LabelStudio, project: int) -> Iterator[IO[bytes]]:
    """Have the annotated tasks exported, fetch them into a file that vanishes, and delete the export."""
    whole = {"only_id": False}
    export = client.projects.exports.create(
        project,
        task_filter_options={"only_with_annotations": True},
        serialization_options={"annotations__completed_by": whole, "include_annotation_history": False},
    )
    try:
        deadline = time.monotonic() + EXPORT_SECONDS
        while export.status not in ("completed", "failed") and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            export = client.projects.exports.get(project, export.id)
        if export.status != "completed":
            raise InputError(f"Label Studio's export ended as {export.status}; pull again, or see its log")
        with tempfile.TemporaryFile() as file:
            for chunk in client.projects.exports.download(project, export.id):
                file.write(chunk)
            file.seek(0)
            yield file
    finally:
        client.projects.exports.delete(project, export.id)
