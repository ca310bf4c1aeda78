"""Articles to Label Studio: tasks with predictions, and corrected labels as annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.records import Document
from annotate.schema import Schema
from annotate.studio.connection import plain_errors
from annotate.studio.projects import (
    batches,
    check_interface,
    create_project,
    existing_project,
    find_project,
    find_tasks,
)
from annotate.studio.tasks import SetAside, text_hash, to_annotation, to_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.types.role_based_task import RoleBasedTask


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push or submission did.

    `created` counts new tasks or annotations, `known` those that were there, `refreshed` the known tasks that got new
    predictions; `refused` holds the ids of articles whose text is not the one that was pushed.
    """

    created: int = 0
    known: int = 0
    refreshed: int = 0
    refused: tuple[str, ...] = ()
    aside: tuple[SetAside, ...] = ()

    def __add__(self, other: PushReport) -> PushReport:
        return PushReport(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def push(
    client: LabelStudio,
    documents: Iterable[Document],
    title: str,
    schema: Schema,
    model_version: str,
    progress: Callable[[int], None] = lambda count: None,
) -> PushReport:
    """Make one task an article in the project of this title, which is made when missing; safe to repeat.

    A known article gets the predictions only when it has none of this model version; its annotations stay. An
    article whose text changed since it was pushed is refused. `progress` is told the size of every batch.
    """
    report = PushReport()
    with plain_errors():
        project = find_project(client, title) or create_project(client, title, schema)
        check_interface(project, schema)
        for batch in batches(documents):
            report += _push_batch(client, project.id, batch, schema, model_version)
            progress(len(batch))
        if report.created or report.refreshed:
            client.projects.update(project.id, model_version=model_version)
    return report


def _push_batch(
    client: LabelStudio, project: int, batch: list[Document], schema: Schema, model_version: str
) -> PushReport:
    known = find_tasks(client, project, batch, "predictions_model_versions")
    hashes = {doc_id: task.data["text_hash"] for doc_id, task in known.items()}
    tasks, predictions, refused, aside = [], [], [], []
    for document in batch:
        old = known.get(document.id)
        if hashes.get(document.id, text_hash(document.text)) != text_hash(document.text):
            refused.append(document.id)
        elif document.id not in hashes or (old and model_version not in _versions(old)):
            task, problems = to_task(document, schema, model_version)
            hashes[document.id] = task["data"]["text_hash"]
            aside += problems
            if old:
                predictions.append(task["predictions"][0] | {"task": old.id})
            else:
                tasks.append(task)
    if tasks:
        client.projects.import_tasks(project, request=tasks)
    if predictions:
        client.projects.import_predictions(project, request=predictions)
    known_count = len(batch) - len(tasks) - len(refused)
    return PushReport(len(tasks), known_count, len(predictions), tuple(refused), tuple(aside))


def submit(client: LabelStudio, documents: Iterable[Document], title: str, schema: Schema) -> PushReport:
    """Give pushed articles the documents' labels as annotations of the client's user, one each; safe to repeat."""
    report = PushReport()
    with plain_errors():
        project = existing_project(client, title)
        check_interface(project, schema)
        user = client.users.whoami().id
        for batch in batches(documents):
            tasks = find_tasks(client, project.id, batch, "annotators")
            for document in batch:
                report += _submit_one(client, document, tasks.get(document.id), user, schema)
    return report


def _submit_one(
    client: LabelStudio, document: Document, task: RoleBasedTask | None, user: int, schema: Schema
) -> PushReport:
    if task is None or task.data["text_hash"] != text_hash(document.text):
        return PushReport(refused=(document.id,))
    if user in task.annotators:
        return PushReport(known=1)
    result, aside = to_annotation(document, schema)
    client.annotations.create(task.id, result=result)
    return PushReport(created=1, aside=tuple(aside))


def _versions(task: RoleBasedTask) -> list[str]:
    """Return the model versions of a task's predictions, joined by `,` on SQLite and by `, ` on PostgreSQL."""
    return [version.strip() for version in (task.predictions_model_versions or "").split(",")]
