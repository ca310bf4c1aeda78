"""Push to and pull from Label Studio: the only code that talks to it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree

from annotate.interface import instruction, interface
from annotate.records import Document, InputError, write_documents, write_jsonl
from annotate.schema import Schema
from annotate.tasks import SetAside, from_task, text_hash, to_annotation, to_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.projects.client_ext import ProjectExt
    from label_studio_sdk.types.role_based_task import RoleBasedTask

BATCH = 1000
REQUEST_SECONDS = 600.0
EXPORT_SECONDS = 1800.0
POLL_SECONDS = 0.2


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


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull wrote: how many documents (one an annotation), and how much was set aside."""

    documents: int
    aside: int


def connect(url: str, token: str) -> LabelStudio:
    """Return a client that was let in; InputError when Label Studio can't be reached or refuses the token."""
    import httpx
    from label_studio_sdk import LabelStudio

    where, local = _place(url)
    # A proxy of the environment must neither break the loopback nor see its token.
    http = httpx.Client(timeout=REQUEST_SECONDS, follow_redirects=True, trust_env=not local)
    with _plain_errors(where):
        client = LabelStudio(base_url=url, api_key=token, httpx_client=http, max_retries=0)
        client.users.whoami()
    return client


def _place(url: str) -> tuple[str, bool]:
    """Return an address without the secrets that it may hold, and whether it is on this machine."""
    try:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.hostname}:{parts.port or {'http': 80, 'https': 443}[parts.scheme]}"
    except (KeyError, ValueError):
        raise InputError("Label Studio's address must look like http://127.0.0.1:8080") from None
    return place, parts.hostname in ("127.0.0.1", "localhost", "::1")


@contextmanager
def _plain_errors(where: str = "Label Studio") -> Iterator[None]:
    """Turn what the client raises into one line that never repeats the token."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except httpx.HTTPError as error:
        kind = type(error).__name__
        raise InputError(f"{where}: can't be reached ({kind}); start Label Studio, or check its address") from None
    except ApiError as error:
        if error.status_code in (401, 403):
            raise InputError(f"{where}: refuses the token; take it from the account page there") from None
        body = " ".join(str(error.body).split())[:300]
        raise InputError(f"{where}: answers {error.status_code} ({body}); see its log") from None


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
    with _plain_errors():
        project = _find_project(client, title) or _create_project(client, title, schema)
        _check_interface(project, schema)
        for batch in _batches(documents):
            report += _push_batch(client, project.id, batch, schema, model_version)
            progress(len(batch))
        if report.created or report.refreshed:
            client.projects.update(project.id, model_version=model_version)
    return report


def _push_batch(
    client: LabelStudio, project: int, batch: list[Document], schema: Schema, model_version: str
) -> PushReport:
    known = _find_tasks(client, project, batch, "predictions_model_versions")
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
    with _plain_errors():
        project = _existing_project(client, title)
        _check_interface(project, schema)
        user = client.users.whoami().id
        for batch in _batches(documents):
            tasks = _find_tasks(client, project.id, batch, "annotators")
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


def pull(client: LabelStudio, title: str, schema: Schema, set_aside: Callable[[SetAside], None]) -> Iterator[Document]:
    """Yield a document for every annotation in the project of this title; what can't be used goes to `set_aside`."""
    import ijson

    with _plain_errors(), _snapshot(client, _existing_project(client, title).id) as export:
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


def _find_project(client: LabelStudio, title: str) -> ProjectExt | None:
    return next((client.projects.get(p.id) for p in client.projects.list(title=title) if p.title == title), None)


def _existing_project(client: LabelStudio, title: str) -> ProjectExt:
    project = _find_project(client, title)
    if project is None:
        raise InputError(f"Label Studio has no project {title!r}; push to it first, or check the title")
    return project


def _create_project(client: LabelStudio, title: str, schema: Schema) -> ProjectExt:
    return client.projects.create(
        title=title,
        label_config=interface(schema),
        expert_instruction=instruction(),
        show_instruction=True,
        show_collab_predictions=True,
    )


def _check_interface(project: ProjectExt, schema: Schema) -> None:
    there, ours = (
        ElementTree.canonicalize(page, strip_text=True) for page in (project.label_config, interface(schema))
    )
    if there != ours:
        raise InputError(f"project {project.title!r} exists with another interface; push under another title")


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    return iter(lambda: list(islice(rest, BATCH)), [])


def _find_tasks(
    client: LabelStudio, project: int, documents: Iterable[Document], field: str
) -> dict[str, RoleBasedTask]:
    """Return the project's oldest task of each of these documents by id, with one evaluated field (two are slow).

    Label Studio never tells duplicates apart, so the tasks are found by a view that is deleted again.
    """
    ids = [document.id for document in documents]
    item = {"filter": "filter:tasks:data.doc_id", "operator": "in_list", "type": "String", "value": ids}
    view = client.views.create(project=project, data={"filters": {"conjunction": "and", "items": [item]}})
    try:
        tasks = client.tasks.list(view=view.id, fields="all", include=f"id,data,{field}", page_size=BATCH)
        return {task.data["doc_id"]: task for task in sorted(tasks, key=lambda task: -task.id)}
    finally:
        client.views.delete(str(view.id))


def _versions(task: RoleBasedTask) -> list[str]:
    """Return the model versions of a task's predictions; SQLite joins them with commas, PostgreSQL lists them."""
    versions = task.predictions_model_versions or []
    return versions.split(",") if isinstance(versions, str) else list(versions)
