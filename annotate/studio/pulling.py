"""Annotations from Label Studio: corrected documents, and what can't be used set aside."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from annotate.records import Document, InputError, read_documents, read_jsonl, write_documents, write_jsonl
from annotate.schema import Schema
from annotate.studio.connection import plain_errors
from annotate.studio.pages import join, part
from annotate.studio.projects import existing_project, filtered
from annotate.studio.tasks import QUARANTINE, SetAside, from_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

EXPORT_SECONDS = 1800.0
POLL_SECONDS = 0.2

OVERLAP = timedelta(minutes=1)
"""How far an increment reaches back, for annotations that were saved at the time of the pull before."""


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull left: documents (one an annotation), things set aside, and how many tasks it had to fetch."""

    documents: int
    aside: int
    fetched: int


def pull(client: LabelStudio, title: str, schema: Schema, set_aside: Callable[[SetAside], None]) -> Iterator[Document]:
    """Yield a document for every annotation in the project of this title; what can't be used goes to `set_aside`.

    The pages of a long article are one document once an annotator has done them all, and one each until then.
    """
    with plain_errors(), _snapshot(client, existing_project(client, title).id) as export:
        yield from join(_documents(export, schema, set_aside))


def _documents(export: IO[bytes], schema: Schema, set_aside: Callable[[SetAside], None]) -> Iterator[Document]:
    for task in _tasks(export):
        documents, problems = from_task(task, schema)
        for problem in problems:
            set_aside(problem)
        yield from documents


def pull_to(client: LabelStudio, title: str, schema: Schema, path: Path) -> PullReport:
    """Bring a file of documents, and quarantine.jsonl beside it, up to the annotations in the project of this title.

    Where the file holds an earlier pull of the project, only tasks that changed since are fetched. What was deleted
    in Label Studio leaves no trace there, so the annotations are counted in the end; a difference fetches them all.
    """
    with plain_errors():
        project = existing_project(client, title)
        annotations = (project.total_annotations_number or 0) + (project.skipped_annotations_number or 0)
        since = _newest(path, project.id)
        merge = _Merge(path, schema)
        report = merge.run(client, project.id, since)
        if since and len(merge.annotations) != annotations:
            report = _Merge(path, schema).run(client, project.id, None)
    return report


def _newest(path: Path, project: int) -> datetime | None:
    """Return when the newest annotation of the file was saved, None unless all of it was pulled from this project."""
    newest = None
    if path.exists() and path.stat().st_size:
        for record in read_jsonl(path):
            annotation = record.get("meta", {}).get("annotation", {})
            if annotation.get("project") != project:
                return None
            updated = datetime.fromisoformat(annotation["updated"])
            newest = max(newest or updated, updated)
    return newest


@dataclass(slots=True)
class _Merge:
    """A file of documents being brought up to date: the annotations that it holds in the end, good or set aside."""

    path: Path
    schema: Schema
    annotations: set[int] = field(default_factory=set)
    aside: list[dict[str, Any]] = field(default_factory=list)
    fetched: int = 0

    def run(self, client: LabelStudio, project: int, since: datetime | None) -> PullReport:
        """Fetch what changed since then, everything when None, and write the file."""
        with _snapshot(client, project, since) as export:
            count = write_documents(join(chain(self._kept(export) if since else (), self._new(export))), self.path)
        return PullReport(count, len(self.aside), self.fetched)

    def _kept(self, export: IO[bytes]) -> Iterator[Document]:
        """Yield what the file holds of tasks that did not change; the quarantine keeps theirs too."""
        import ijson

        changed = frozenset(ijson.items(export, "item.id"))
        export.seek(0)
        if self._quarantine.exists():
            self.aside += [problem for problem in read_jsonl(self._quarantine) if problem["task"] not in changed]
        for document in chain.from_iterable(map(part, read_documents(self.path))):
            annotation = document.meta["annotation"]
            if annotation["task"] not in changed:
                self.annotations.add(annotation["id"])
                yield document

    def _new(self, export: IO[bytes]) -> Iterator[Document]:
        """Yield what was fetched, then write the quarantine: were it last, a kill would lose its news."""
        for task in _tasks(export):
            self.fetched += 1
            documents, problems = from_task(task, self.schema)
            self.aside += map(asdict, problems)
            self.annotations.update(document.meta["annotation"]["id"] for document in documents)
            yield from documents
        self.annotations.update(problem["annotation"] for problem in self.aside)
        self._quarantine.unlink(missing_ok=True)
        if self.aside:
            write_jsonl(self.aside, self._quarantine)

    @property
    def _quarantine(self) -> Path:
        return self.path.with_name(QUARANTINE)


def _tasks(export: IO[bytes]) -> Iterator[dict[str, Any]]:
    import ijson

    yield from ijson.items(export, "item", use_float=True)


@contextmanager
def _snapshot(client: LabelStudio, project: int, since: datetime | None = None) -> Iterator[IO[bytes]]:
    """Have the annotated tasks that changed since then exported into a file that vanishes, and delete the export."""
    options: dict[str, Any] = {"only_with_annotations": True}
    with ExitStack() as cleanup:
        if since:
            moment = (since - OVERLAP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            options["view"] = cleanup.enter_context(
                filtered(client, project, "updated_at", "greater", "Datetime", moment)
            )
        export = client.projects.exports.create(
            project,
            task_filter_options=options,
            serialization_options={
                "annotations__completed_by": {"only_id": False},
                "include_annotation_history": False,
            },
        )
        cleanup.callback(client.projects.exports.delete, project, export.id)
        deadline = time.monotonic() + EXPORT_SECONDS
        while export.status not in ("completed", "failed") and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            export = client.projects.exports.get(project, export.id)
        if export.status != "completed":
            raise InputError(f"Label Studio's export ended as {export.status}; pull again, or see its log")
        file = cleanup.enter_context(tempfile.TemporaryFile())
        for chunk in client.projects.exports.download(project, export.id):
            file.write(chunk)
        file.seek(0)
        yield file
