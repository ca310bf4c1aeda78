import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, read_documents
from annotate.schema import Schema
from annotate.studio import PushReport, projects
from annotate.studio.server import Server, free_port
from annotate.studio.tasks import SetAside, to_annotation
from tests.annotate.arbitrary import SCHEMA, documents

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = pytest.mark.studio


def article(number: int, text: str = "广汽埃安总投资2.7亿元") -> Document:
    spans = (Span(0, 4, "COMPANY", 0.8, "company"), Span(7, 12, "MONEY", 0.9, "figures"))
    return Document(f"{number:016x}", AlignedText.identity(text), spans, meta={"source": f"{number}.txt"})


@pytest.fixture
def title() -> str:
    return f"test {uuid4().hex}"


def pulled(client: "LabelStudio", title: str) -> tuple[list[Document], list[SetAside]]:
    aside: list[SetAside] = []
    found = list(studio.pull(client, title, SCHEMA, aside.append))
    return [replace(d, meta={k: v for k, v in d.meta.items() if k != "annotation"}) for d in found], aside


def tasks(client: "LabelStudio", title: str) -> list[str]:
    [project] = [project for project in client.projects.list(title=title) if project.title == title]
    return sorted(task.data["doc_id"] for task in client.tasks.list(project=project.id, fields="task_only"))


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents(), min_size=1, max_size=12, unique_by=lambda document: document.id))
def test_arbitrary_documents_survive_the_round_trip(client: "LabelStudio", arbitrary: list[Document]) -> None:
    title = f"arbitrary {uuid4().hex}"
    assert studio.push(client, arbitrary, title, SCHEMA, "rules") == PushReport(created=len(arbitrary))
    assert studio.submit(client, arbitrary, title, SCHEMA) == PushReport(created=len(arbitrary))
    back, aside = pulled(client, title)
    assert aside == []
    assert sorted(back, key=lambda d: d.id) == sorted(arbitrary, key=lambda d: d.id)


def test_pushing_again_duplicates_nothing(client: "LabelStudio", title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "BATCH", 2)
    first = [article(n) for n in range(5)]
    batches: list[int] = []
    assert studio.push(client, first, title, SCHEMA, "rules", batches.append) == PushReport(created=5)
    assert batches == [2, 2, 1]
    more = [*first, article(5), article(5)]
    assert studio.push(client, more, title, SCHEMA, "rules") == PushReport(created=1, known=6)
    assert tasks(client, title) == [article(n).id for n in range(6)]
    [project] = [p for p in client.projects.list(title=title) if p.title == title]
    assert client.views.list(project=project.id) == []


def test_a_push_that_was_killed_ends_with_each_article_once(
    client: "LabelStudio", title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects, "BATCH", 2)

    def killed() -> Iterator[Document]:
        yield from (article(n) for n in range(3))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        studio.push(client, killed(), title, SCHEMA, "rules")
    assert len(tasks(client, title)) == 2
    assert studio.push(client, [article(n) for n in range(5)], title, SCHEMA, "rules") == PushReport(3, 2)
    assert tasks(client, title) == [article(n).id for n in range(5)]


def test_a_new_model_gives_known_tasks_its_predictions(client: "LabelStudio", title: str) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "v1")
    studio.submit(client, [article(1)], title, SCHEMA)
    better = replace(article(1), spans=(Span(0, 4, "COMPANY", 0.99, "model"),))
    assert studio.push(client, [better], title, SCHEMA, "v10") == PushReport(known=1, refreshed=1)
    assert studio.push(client, [better], title, SCHEMA, "v10") == PushReport(known=1)
    assert studio.push(client, [article(1)], title, SCHEMA, "v1") == PushReport(known=1)
    assert pulled(client, title)[0] == [article(1)]


def test_a_changed_text_is_refused_by_its_id(client: "LabelStudio", title: str) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    changed = article(1, "广汽埃安总投资9.9亿元")
    assert studio.push(client, [changed], title, SCHEMA, "rules") == PushReport(refused=(changed.id,))
    assert studio.submit(client, [changed, article(2)], title, SCHEMA).refused == (changed.id, article(2).id)


def test_submitting_again_adds_nothing(client: "LabelStudio", title: str) -> None:
    articles = [article(1), article(2)]
    studio.push(client, articles, title, SCHEMA, "rules")
    assert studio.submit(client, articles, title, SCHEMA) == PushReport(created=2)
    assert studio.submit(client, articles, title, SCHEMA) == PushReport(known=2)
    assert len(pulled(client, title)[0]) == 2


def test_an_unsound_span_is_set_aside_and_its_article_pushed(client: "LabelStudio", title: str) -> None:
    bad = replace(article(1), spans=(*article(1).spans, Span(3, 5, "GOV")))
    report = studio.push(client, [bad], title, SCHEMA, "rules")
    assert (report.created, [p.reason for p in report.aside]) == (1, ["overlaps another region"])


def test_a_pull_writes_documents_and_a_quarantine(client: "LabelStudio", title: str, tmp_path: Path) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    [project] = [p for p in client.projects.list(title=title) if p.title == title]
    [task] = client.tasks.list(project=project.id)
    result, _ = to_annotation(article(1), SCHEMA)
    stray = {**result[0], "id": "stray", "value": {"start": 5, "end": 500, "labels": ["企业 COMPANY"]}}
    client.annotations.create(task.id, result=[*result, stray], lead_time=2.5)
    assert studio.pull_to(client, title, SCHEMA, tmp_path / "labels.jsonl") == studio.PullReport(1, 1)
    [document] = read_documents(tmp_path / "labels.jsonl")
    assert document.spans == article(1).spans
    assert document.meta["annotation"]["annotator"] == "annotator@localhost"
    assert document.meta["annotation"]["lead_time"] == 2.5
    [problem] = [json.loads(line) for line in (tmp_path / "quarantine.jsonl").read_text("utf-8").splitlines()]
    assert (problem["task"], problem["annotator"]) == (task.id, "annotator@localhost")
    assert "outside the text" in problem["reason"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.jsonl", "quarantine.jsonl"]


def test_a_project_with_another_interface_is_refused(client: "LabelStudio", title: str) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    with pytest.raises(InputError, match="exists with another interface"):
        studio.push(client, [article(2)], title, Schema(SCHEMA.labels[:3]), "rules")
    assert tasks(client, title) == [article(1).id]


def test_an_unknown_project_is_told(client: "LabelStudio", title: str) -> None:
    with pytest.raises(InputError, match="no project"):
        list(studio.pull(client, title, SCHEMA, lambda problem: None))


def test_a_wrong_token_is_told_and_not_shown(running: Server) -> None:
    wrong = "f" * 40
    with pytest.raises(InputError, match="refuses the token") as caught:
        studio.connect(running.url, wrong)
    assert wrong not in str(caught.value)


def test_an_unreachable_label_studio_is_told() -> None:
    with pytest.raises(InputError, match=r"can't be reached") as caught:
        studio.connect(f"http://user:secret@127.0.0.1:{free_port()}", "f" * 40)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "", "http://host:port", "ftp://x"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(InputError, match="must look like"):
        studio.connect(url, "f" * 40)
