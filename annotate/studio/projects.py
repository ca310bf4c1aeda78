"""Projects of Label Studio, and the tasks of known articles in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from annotate.records import InputError
from annotate.schema import Schema
from annotate.studio.connection import PATIENT, may_be_gone
from annotate.studio.interface import instruction, interface
from annotate.studio.tasks import Key, task_key

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.projects.client_ext import ProjectExt
    from label_studio_sdk.types.role_based_task import RoleBasedTask

VIEW = "zhibiao"
"""The title of the views that find tasks, each deleted after use."""

PAGE_SIZE = 1000

_ENTRIES = ("Label", "Choice", "Relation")


def find_project(client: LabelStudio, title: str) -> ProjectExt | None:
    """Return the project of this title, None when there is none; of several the one with tasks, then the oldest."""
    found = [project for project in client.projects.list(title=title) if project.title == title]
    if not found:
        return None
    return client.projects.get(min(found, key=lambda project: (-(project.task_number or 0), project.id)).id)


def existing_project(client: LabelStudio, title: str) -> ProjectExt:
    """Return the project of this title; InputError when there is none."""
    project = find_project(client, title)
    if project is None:
        raise InputError(f"Label Studio has no project {title!r}; push to it first, or check the title")
    return project


def prepare_project(client: LabelStudio, title: str, schema: Schema) -> ProjectExt:
    """Return the project of this title with the page and handbook of this schema; it is made when missing.

    InputError when annotations stand in the way of a page that changed.
    """
    project = find_project(client, title) or _create_project(client, title, schema)
    update_page(client, project, schema)
    return project


def _create_project(client: LabelStudio, title: str, schema: Schema) -> ProjectExt:
    """Make the project, or find the one that a killed push made meanwhile; what scores lowest is offered first."""
    made = client.projects.create(
        title=title,
        label_config=interface(schema),
        expert_instruction=instruction(),
        show_instruction=True,
        show_collab_predictions=True,
        sampling="Uncertainty sampling",
    )
    project = existing_project(client, title)
    if project.id != made.id:
        client.projects.delete(made.id)
    return project


def update_page(client: LabelStudio, project: ProjectExt, schema: Schema) -> None:
    """Show the page and handbook of this schema; InputError when the page there is another's, or annotations need it.

    Label Studio itself lets a page drop labels that annotations use.
    """
    page = interface(schema)
    there, ours = (ElementTree.canonicalize(text, strip_text=True) for text in (project.label_config, page))
    if there == ours:
        return
    lost = _names(there) - _names(ours)
    annotated = project.total_annotations_number or project.skipped_annotations_number
    if lost and (annotated or "label" not in _names(there)):
        names = ", ".join(sorted(lost)[:5])
        raise InputError(f"project {project.title!r} has a page with {names}, ours has not; push under another title")
    client.projects.update(project.id, label_config=page, expert_instruction=instruction())


def _names(page: str) -> set[str]:
    """Return all that an annotation may name: the controls of a page, and their labels and choices."""
    tags = ElementTree.fromstring(page).iter()
    named = ((tag.get("alias") or tag.get("value") if tag.tag in _ENTRIES else tag.get("name")) for tag in tags)
    return {name for name in named if name}


@contextmanager
def filtered(client: LabelStudio, project: int, column: str, operator: str, kind: str, value: object) -> Iterator[int]:
    """Yield the number of a view of the tasks that pass this filter, and delete it again unless a push swept it."""
    item = {"filter": f"filter:tasks:{column}", "operator": operator, "type": kind, "value": value}
    data: dict[str, Any] = {"title": VIEW, "filters": {"conjunction": "and", "items": [item]}}
    view = client.views.create(project=project, data=data, request_options=PATIENT)
    try:
        yield view.id
    finally:
        with may_be_gone():
            client.views.delete(str(view.id), request_options=PATIENT)


def find_tasks(client: LabelStudio, project: int, ids: Collection[str], field: str) -> dict[Key, RoleBasedTask]:
    """Return the project's oldest task of every version of these articles, with one evaluated field (two are slow)."""
    with filtered(client, project, "data.doc_id", "in_list", "String", list(ids)) as view:
        tasks = client.tasks.list(
            view=view, fields="all", include=f"id,data,total_predictions,{field}", page_size=PAGE_SIZE
        )
        return {task_key(task.data): task for task in sorted(tasks, key=lambda task: -task.id)}
