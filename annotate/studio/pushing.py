"""Articles to Label Studio: tasks with predictions, and corrected labels as annotations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import Document, InputError, read_documents, write_jsonl
from annotate.schema import Schema
from annotate.studio.connecting import LIVE
from annotate.studio.connection import plain_errors, post
from annotate.studio.fencing import fencing_token
from annotate.studio.pages import cut
from annotate.studio.parcels import Parcel, batches, made_ahead, pack
from annotate.studio.projects import existing_project, find_tasks, prepare_project, update_page
from annotate.studio.tasks import QUARANTINE, Key, SetAside, Task, text_hash, to_annotation, to_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.types.role_based_task import RoleBasedTask

BATCH = 4000
"""The most tasks of an import: whatever its size, Label Studio counts the project's tasks anew."""


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
    *,
    new_versions: bool = False,
) -> PushReport:
    """Make one task an article in the project of this title, which is made when missing; safe to kill and to repeat.

    An article that is longer than a page becomes one task a page, and what is told of articles holds for each.

    A known article gets the predictions only when it has none of this model version; its annotations stay. An
    article whose text changed since it was pushed is refused, or with `new_versions` gets another task of the same
    id. `progress` is told the size of every batch.
    """
    pages = (page for document in documents for page in cut(document))
    tasks = (to_task(page, schema, model_version) for page in pages)
    return push_tasks(client, tasks, title, schema, model_version, progress, new_versions=new_versions)


def push_tasks(
    client: LabelStudio,
    tasks: Iterable[tuple[Task, list[SetAside]]],
    title: str,
    schema: Schema,
    model_version: str,
    progress: Callable[[int], None] = lambda count: None,
    *,
    new_versions: bool = False,
) -> PushReport:
    """Push tasks that are made already, each with what was set aside; as `push` does otherwise."""
    if "," in model_version:
        raise InputError(f"{model_version!r} can't name predictions; leave out the comma")
    report = PushReport()
    with plain_errors():
        project = prepare_project(client, title, schema)
        with fencing_token(client, project.id) as token:
            there = client.projects.get(project.id).task_number or 0
            shown = project.model_version == LIVE
            pusher = _Pusher(client, project.id, model_version, token, new_versions, look=there > 0, shown=shown)
            parcels = (pack(task, aside, token) for task, aside in tasks)
            for batch in made_ahead(batches(parcels, BATCH)):
                report += pusher.push(batch)
                progress(len(batch))
    return report


def push_from(
    client: LabelStudio,
    path: Path,
    title: str,
    schema: Schema,
    model_version: str,
    *,
    new_versions: bool = False,
    annotators: int | None = None,
) -> PushReport:
    """Push a file of documents, and say how many annotators are to label each of the project's (one unless told).

    What was set aside stands beside the file then, in `NAME.quarantine.jsonl`.
    """
    documents = read_documents(path)
    report = push(client, documents, title, schema, model_version, new_versions=new_versions)
    if annotators:
        with plain_errors():
            client.projects.update(existing_project(client, title).id, maximum_annotations=annotators)
    quarantine = path.with_suffix(f".{QUARANTINE}")
    quarantine.unlink(missing_ok=True)
    if report.aside:
        write_jsonl(map(asdict, report.aside), quarantine)
    return report


@dataclass(slots=True)
class _Pusher:
    """Sends batches into a project.

    `look` tells whether there may be tasks of earlier pushes, `shown` whether annotators are shown this version's
    predictions or live ones, `seen` the hashes of all texts of an article that are there.
    """

    client: LabelStudio
    project: int
    model_version: str
    token: int
    new_versions: bool
    look: bool
    shown: bool = False
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def push(self, batch: list[Parcel]) -> PushReport:
        """Send what Label Studio has not of a batch."""
        sound = [parcel for parcel in batch if parcel.body]
        stale = self._find(sorted({parcel.key[0] for parcel in sound})) if self.look and sound else {}
        new: list[Parcel] = []
        refreshed: list[tuple[Parcel, int]] = []
        refused: list[str] = []
        for parcel in sound:
            doc_id, version = parcel.key
            if version in self.seen[doc_id]:
                refreshed += [(parcel, stale.pop(parcel.key))] if parcel.key in stale else []
            elif self.seen[doc_id] and not self.new_versions:
                refused.append(doc_id)
            else:
                self.seen[doc_id].add(version)
                new.append(parcel)
        if new:
            self._send_tasks(new)
        if refreshed:
            self._send_predictions(refreshed)
        if not self.shown and (new or refreshed):
            self.client.projects.update(self.project, model_version=self.model_version)
            self.shown = True
        aside = tuple(chain.from_iterable(parcel.aside for parcel in batch))
        return PushReport(len(new), len(sound) - len(new) - len(refused), len(refreshed), tuple(refused), aside)

    def _find(self, ids: list[str]) -> dict[Key, int]:
        """See which of these articles are there; return the tasks that lack this version's predictions."""
        stale = {}
        for key, task in find_tasks(self.client, self.project, ids, "predictions_model_versions").items():
            versions = _versions(task)
            self.seen[key[0]].add(key[1])
            if self.model_version not in versions:
                stale[key] = task.id
            if (task.total_predictions or 0) > len(versions):
                self._drop_surplus_predictions(task.id)
        return stale

    def _drop_surplus_predictions(self, task: int) -> None:
        """Keep the oldest of the predictions that a killed push and the next one both sent."""
        versions = set()
        for prediction in sorted(self.client.predictions.list(task=task), key=lambda prediction: prediction.id):
            if prediction.model_version in versions:
                self.client.predictions.delete(prediction.id)
            versions.add(prediction.model_version)

    def _send_tasks(self, parcels: list[Parcel]) -> None:
        from label_studio_sdk.core.api_error import ApiError

        body = b"[" + b",".join(parcel.body for parcel in parcels) + b"]"
        try:
            post(self.client, f"api/projects/{self.project}/import", content=body)
        except ApiError as error:
            if "foreign key" in str(error.body).lower():
                raise InputError("another push to this project has begun; let it end, then push again") from None
            raise

    def _send_predictions(self, parcels: list[tuple[Parcel, int]]) -> None:
        """Give known tasks predictions; the second look drops those that a killed push had on its way."""
        predictions = [json.loads(parcel.body)["predictions"][0] | {"task": task} for parcel, task in parcels]
        body = json.dumps(predictions, ensure_ascii=False).encode()
        post(self.client, f"api/projects/{self.project}/import/predictions", content=body)
        self._find([parcel.key[0] for parcel, _ in parcels])


def submit(client: LabelStudio, documents: Iterable[Document], title: str, schema: Schema) -> PushReport:
    """Give pushed articles the documents' labels as annotations of the client's user, one each; safe to repeat."""
    report = PushReport()
    with plain_errors():
        project = existing_project(client, title)
        update_page(client, project, schema)
        user = client.users.whoami().id
        rest = (page for document in documents for page in cut(document))
        while batch := list(islice(rest, BATCH)):
            tasks = find_tasks(client, project.id, [document.id for document in batch], "annotators")
            for document in batch:
                task = tasks.get((document.id, text_hash(document.text)))
                report += _submit_one(client, document, task, user, schema)
    return report


def _submit_one(
    client: LabelStudio, document: Document, task: RoleBasedTask | None, user: int, schema: Schema
) -> PushReport:
    if task is None:
        return PushReport(refused=(document.id,))
    if user in task.annotators:
        return PushReport(known=1)
    result, aside = to_annotation(document, schema)
    client.annotations.create(task.id, result=result)
    return PushReport(created=1, aside=tuple(aside))


def _versions(task: RoleBasedTask) -> list[str]:
    """Return the model versions of a task's predictions, joined by `,` on SQLite and by `, ` on PostgreSQL."""
    return [version.strip() for version in (task.predictions_model_versions or "").split(",")]
