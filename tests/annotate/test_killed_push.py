import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Span, write_documents
from annotate.studio.projects import find_project
from annotate.studio.server import Server
from tests.annotate.arbitrary import SCHEMA
from tests.annotate.killing import Proxy, killed_push

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = [pytest.mark.studio, pytest.mark.slow]

TEXT = "广汽埃安总投资2.7亿元"
SPANS = (Span(0, 4, "COMPANY", 0.8, "company"), Span(7, 12, "MONEY", 0.9, "figures"))
ARTICLES = [Document(f"{n:016x}", AlignedText.identity(TEXT), SPANS) for n in range(60)]
BATCH = 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_documents(ARTICLES, tmp_path / "articles.jsonl")
    return tmp_path / "articles.jsonl"


@pytest.fixture
def title() -> str:
    return f"killed {uuid4().hex}"


def push(client: "LabelStudio", title: str, version: str) -> studio.PushReport:
    return studio.push(client, ARTICLES, title, SCHEMA, version)


def once(client: "LabelStudio", title: str, *versions: str) -> None:
    """Hold every article to one task, with one prediction of each version."""
    project = find_project(client, title)
    assert project
    tasks = list(client.tasks.list(project=project.id, fields="all"))
    assert Counter(task.data["doc_id"] for task in tasks) == Counter(article.id for article in ARTICLES)
    made = [(task.id, prediction.model_version) for task in tasks for prediction in task.predictions]
    assert Counter(made) == Counter((task.id, version) for task in tasks for version in versions)
    assert client.files.list(project.id, all_=True) == []
    assert client.views.list(project=project.id) == []


@pytest.mark.parametrize("moment", [("POST projects", 0), *random.Random(5).sample(range(5, 15), 5)])
def test_a_push_killed_at_any_request_is_made_good_by_the_next(
    client: "LabelStudio", running: Server, path: Path, title: str, moment: int | tuple[str, int]
) -> None:
    with killed_push(Proxy(running.url, moment), running.token, path, title, "rules", BATCH):
        push(client, title, "rules")
    once(client, title, "rules")


@pytest.mark.parametrize("batch", [1, 3])
def test_a_batch_that_arrives_after_the_next_push_is_refused(
    client: "LabelStudio", running: Server, path: Path, title: str, batch: int
) -> None:
    late = Proxy(running.url, ("POST import", batch), hold=True)
    with killed_push(late, running.token, path, title, "rules", BATCH):
        report = push(client, title, "rules")
    assert (report.known, report.created) == ((batch - 1) * BATCH, len(ARTICLES) - (batch - 1) * BATCH)
    once(client, title, "rules")


def test_predictions_that_arrive_late_are_dropped_by_the_next_push(
    client: "LabelStudio", running: Server, path: Path, title: str
) -> None:
    push(client, title, "rules")
    late = Proxy(running.url, ("POST predictions", 1), hold=True)
    with killed_push(late, running.token, path, title, "model", BATCH):
        assert push(client, title, "model").refreshed == len(ARTICLES) - BATCH
    push(client, title, "model")
    once(client, title, "rules", "model")


def test_a_project_that_is_made_late_stays_empty(
    client: "LabelStudio", running: Server, path: Path, title: str
) -> None:
    late = Proxy(running.url, ("POST projects", 0), hold=True)
    with killed_push(late, running.token, path, title, "rules", BATCH):
        push(client, title, "rules")
    assert push(client, title, "rules").known == len(ARTICLES)
    once(client, title, "rules")
