"""Disagreements of annotators to a project of their own, and what is decided there back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.adjudication import answers, disputes, merge
from annotate.agreement import provenance, updated
from annotate.records import Document
from annotate.schema import Schema
from annotate.studio.pulling import pull
from annotate.studio.pushing import push_tasks
from annotate.studio.tasks import SetAside, Task, to_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

ANSWERS = "answers"
"""The model version of all answers: Label Studio shows an annotator the predictions of one version only."""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What stands after an adjudication: of the articles that several annotated, those merged; passages by state."""

    articles: int
    merged: tuple[Document, ...]
    passages: int
    pushed: int
    decided: int
    aside: tuple[SetAside, ...]


def adjudicate(client: LabelStudio, documents: Iterable[Document], title: str, schema: Schema) -> Adjudication:
    """Push the passages on which annotators disagree, and merge what is decided in the project; safe to repeat.

    A passage is asked once. A decision counts when nothing of it had to be set aside, the newest of several.
    """
    disputed = disputes(documents)
    asked = [passage for dispute in disputed for passage in answers(dispute)]
    aside: list[SetAside] = []
    pushed = 0
    decisions: dict[str, Document] = {}
    if asked:
        report = push_tasks(client, (_task(passage, schema) for passage in asked), title, schema, ANSWERS)
        pushed, aside = report.created, list(report.aside)
        decisions = _decisions(client, title, schema, aside)
    merged = tuple(document for dispute in disputed if (document := merge(dispute, decisions)))
    decided = sum(passage[0].id in decisions for passage in asked)
    return Adjudication(len(disputed), merged, len(asked), pushed, decided, tuple(aside))


def _task(answers: Sequence[Document], schema: Schema) -> tuple[Task, list[SetAside]]:
    """Return one task with a prediction for every answer."""
    tasks = [to_task(answer, schema, ANSWERS) for answer in answers]
    predictions = [prediction for task, _ in tasks for prediction in task["predictions"]]
    return tasks[0][0] | {"predictions": predictions}, [problem for _, aside in tasks for problem in aside]


def _decisions(client: LabelStudio, title: str, schema: Schema, aside: list[SetAside]) -> dict[str, Document]:
    flawed: list[SetAside] = []
    found = list(pull(client, title, schema, flawed.append))
    aside += flawed
    unusable = {problem.annotation for problem in flawed}
    sound = [document for document in found if provenance(document)["id"] not in unusable]
    return {document.id: document for document in sorted(sound, key=updated)}
