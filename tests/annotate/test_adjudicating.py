from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from annotate import studio
from annotate.adjudication import supersede
from annotate.records import Document, read_documents
from annotate.studio.projects import existing_project, prepare_project
from annotate.studio.server import Server
from annotate.studio.tasks import to_task
from tests.annotate.arbitrary import SCHEMA
from tests.annotate.test_adjudication import LONG
from tests.annotate.test_agreement import annotation
from train.corpus import one_each
from zhibiao import app

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = pytest.mark.studio

ANNA, BEN = "annotator@localhost", "ben@localhost"
FIRST = {
    ANNA: f"<LOC>云川市</LOC>投<MONEY value=3 unit=CNY>3元</MONEY>。{LONG}<COMPANY>青禾</COMPANY>扩产。",
    BEN: f"<PARK>云川</PARK>市投<MONEY value=30 unit=CNY>3元</MONEY>。{LONG}<COMPANY>青禾</COMPANY>扩产。",
}
SECOND = {ANNA: "<COMPANY>青禾</COMPANY>建厂。", BEN: "<PRODUCT>青禾</PRODUCT>建厂。"}
AGREED = dict.fromkeys((ANNA, BEN), "<GOV>云川市委</GOV>开会。")
GOLD = {
    "a": f"<LOC>云川</LOC>市投<MONEY value=30 unit=CNY>3元</MONEY>。{LONG}<COMPANY>青禾</COMPANY>扩产。",
    "b": SECOND[ANNA],
    "c": AGREED[ANNA],
}


@pytest.fixture
def title(client: "LabelStudio") -> str:
    """A project in which two users annotated three articles and one of them a fourth."""
    title = f"annotated {uuid4().hex[:12]}"
    project = prepare_project(client, title, SCHEMA)
    if BEN not in [user.email for user in client.users.list()]:
        client.users.create(email=BEN, username="ben")
    articles = {"a": FIRST, "b": SECOND, "c": AGREED, "d": {ANNA: "<LOC>云川</LOC>"}}
    client.projects.import_tasks(project.id, request=[annotated(id, by_user) for id, by_user in articles.items()])
    return title


def annotated(id: str, by_user: dict[str, str]) -> dict[str, Any]:
    task, *others = (to_task(annotation(who, marked, id=id), SCHEMA, who)[0] for who, marked in by_user.items())
    results = [made["predictions"][0]["result"] for made in (task, *others)]
    made = [{"result": result, "completed_by": {"email": who}} for who, result in zip(by_user, results, strict=True)]
    return {"data": task["data"], "annotations": made}


def tasks(client: "LabelStudio", title: str) -> dict[str, Any]:
    project = existing_project(client, title)
    return {task.data["doc_id"]: task for task in client.tasks.list(project=project.id, fields="all")}


def content(document: Document) -> tuple[object, ...]:
    return [span.key() for span in document.spans], [figure.attributes() for figure in document.figures]


def test_two_annotators_are_adjudicated_to_the_gold(client: "LabelStudio", title: str, tmp_path: Path) -> None:
    disputed = f"{title} adjudication"
    studio.pull_to(client, title, SCHEMA, tmp_path / "corrected.jsonl")
    corrected = list(read_documents(tmp_path / "corrected.jsonl"))
    begun = studio.adjudicate(client, corrected, disputed, SCHEMA)
    assert (begun.articles, begun.passages, begun.pushed, begun.decided) == (3, 2, 2, 0)
    assert [document.id for document in begun.merged] == ["c"]

    asked = {id.partition(":")[0]: task for id, task in tasks(client, disputed).items()}
    assert asked["a"].data["text"] == "云川市投3元。" + LONG
    assert asked["a"].data["title"].startswith(f"{ANNA}: 云川市 LOC · 3元 MONEY value=3 ｜ {BEN}: 云川 PARK")
    assert [len(task.predictions) for task in asked.values()] == [2, 2]
    assert {p.model_version for task in asked.values() for p in task.predictions} == {
        existing_project(client, disputed).model_version
    }

    by_anna = next(p.result for p in asked["b"].predictions if p.result[0]["value"]["labels"] == ["COMPANY"])
    client.annotations.create(asked["b"].id, result=by_anna)
    ours = annotation("", GOLD["a"].partition(LONG)[0] + LONG)
    client.annotations.create(asked["a"].id, result=to_task(ours, SCHEMA, "")[0]["predictions"][0]["result"])
    ended = studio.adjudicate(client, corrected, disputed, SCHEMA)
    assert (ended.pushed, ended.decided, ended.aside) == (0, 2, ())
    assert {document.id: content(document) for document in ended.merged} == {
        id: content(annotation("", marked)) for id, marked in GOLD.items()
    }
    assert one_each(supersede(corrected, ended.merged))[:3] == sorted(ended.merged, key=lambda document: document.id)


def test_a_decision_that_is_skipped_or_flawed_does_not_count(client: "LabelStudio", title: str) -> None:
    disputed = f"{title} adjudication"
    corrected = list(studio.pull(client, title, SCHEMA, print))
    studio.adjudicate(client, corrected, disputed, SCHEMA)
    asked = {id.partition(":")[0]: task for id, task in tasks(client, disputed).items()}
    client.annotations.create(asked["b"].id, result=[], was_cancelled=True)
    [first, *_] = asked["a"].predictions[0].result
    stray = {**first, "id": "stray", "value": {**first["value"], "end": 500}}
    client.annotations.create(asked["a"].id, result=[first, stray])
    done = studio.adjudicate(client, corrected, disputed, SCHEMA)
    assert (done.decided, [document.id for document in done.merged]) == (0, ["c"])
    assert sorted(problem.reason.split()[0] for problem in done.aside) == ["offsets", "skipped"]


def test_the_command_pushes_then_merges(
    client: "LabelStudio", running: Server, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", running.token)
    corrected, out = tmp_path / "corrected.jsonl", tmp_path / "adjudicated.jsonl"
    studio.pull_to(client, title, SCHEMA, corrected)
    arguments = ["adjudicate", str(corrected), "-o", str(out), "--project", f"{title} adjudication"]
    begun = CliRunner().invoke(app, [*arguments, "--url", running.url])
    assert "2 passages differ, 2 of them new in Label Studio, 0 decided" in begun.stdout
    assert len(list(read_documents(out))) == 7 + 1
    for task in tasks(client, f"{title} adjudication").values():
        client.annotations.create(task.id, result=task.predictions[1].result)
    ended = CliRunner().invoke(app, [*arguments, "--url", running.url])
    assert "3 of 3 articles by several annotators merged" in ended.stdout
    assert len(list(read_documents(out))) == 7 + 3
