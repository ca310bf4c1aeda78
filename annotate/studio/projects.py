"""Projects of Label Studio, and the tasks of known articles in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from annotate.records import Document, InputError
from annotate.schema import Schema
from annotate.studio.interface import instruction, interface

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.projects.client_ext import ProjectExt
    from label_studio_sdk.types.role_based_task import RoleBasedTask

BATCH = 1000


def find_project(client: LabelStudio, title: str) -> ProjectExt | None:
    """Return the project of this title, None when there is none."""
    return next((client.projects.get(p.id) for p in client.projects.list(title=title) if p.title == title), None)


def existing_project(client: LabelStudio, title: str) -> ProjectExt:
    """Return the project of this title; InputError when there is none."""
    project = find_project(client, title)
    if project is None:
        raise InputError(f"Label Studio has no project {title!r}; push to it first, or check the title")
    return project


def create_project(client: LabelStudio, title: str, schema: Schema) -> ProjectExt:
    """Make a project with the page and the handbook of this schema."""
    return client.projects.create(
        title=title,
        label_config=interface(schema),
        expert_instruction=instruction(),
        show_instruction=True,
        show_collab_predictions=True,
    )


def check_interface(project: ProjectExt, schema: Schema) -> None:
    """InputError when the project shows another page than this schema's."""
    there, ours = (
        ElementTree.canonicalize(page, strip_text=True) for page in (project.label_config, interface(schema))
    )
    if there != ours:
        raise InputError(f"project {project.title!r} exists with another interface; push under another title")


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in lists of at most a thousand."""
    rest = iter(documents)
    return iter(lambda: list(islice(rest, BATCH)), [])


def find_tasks(
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
