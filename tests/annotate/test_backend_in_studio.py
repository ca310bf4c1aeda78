"""The ML backend under a real Label Studio: registered, asked for predictions and proposals, told to train."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from annotate import studio
from annotate.records import InputError, Span
from annotate.studio import projects
from annotate.studio.connecting import LIVE, register
from annotate.studio.proposals import Model
from annotate.studio.regions import from_result
from annotate.studio.server import Server, free_port
from tests.annotate import labelling_page
from tests.annotate.arbitrary import SCHEMA
from tests.annotate.served_backend import ACCESS, marked, served
from tests.browser import needs_chromium

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = pytest.mark.studio

ARTICLE = replace(labelling_page.article(), spans=(), figures=())
PLACE, MONEY = ("云川市", "LOC"), ("12.6亿元", "MONEY")


@pytest.fixture
def title(client: "LabelStudio") -> str:
    title = f"backend {uuid4().hex}"
    studio.push(client, [ARTICLE], title, SCHEMA, "nothing")
    return title


def next_predictions(running: Server, project: int) -> list[dict[str, Any]]:
    """Return what the labelling page is given with the next task."""
    headers = {"Authorization": f"Token {running.token}"}
    answer = httpx.get(f"{running.url}/api/projects/{project}/next", headers=headers, timeout=100, trust_env=False)
    found: list[dict[str, Any]] = answer.json()["predictions"]
    return found


def test_predictions_come_live_and_training_swaps_the_model(
    running: Server, client: "LabelStudio", title: str, migrated: Path
) -> None:
    learnt = threading.Event()

    async def learn() -> Model | None:
        learnt.set()
        return marked("second", PLACE, MONEY)

    with served(marked("first", PLACE), learn) as address:
        register(client, title, address, ACCESS)
        register(client, title, address, ACCESS)
        studio.push(client, [ARTICLE], title, SCHEMA, "pushed later")
        project = projects.existing_project(client, title)
        assert project.model_version == LIVE
        [backend] = client.ml.list(project=project.id)
        assert (backend.state, backend.model_version) == ("CO", "first")
        [hook] = client.webhooks.list(project=str(project.id))
        assert hook.url == f"{backend.url}/webhook"
        [prediction] = next_predictions(running, project.id)
        spans, _, flaws = from_result(prediction["result"], ARTICLE.text, SCHEMA)
        assert (prediction["model_version"], len(spans), flaws) == ("first", 1, [])

        client.ml.train(backend.id)
        assert learnt.wait(60)
        while client.ml.get(backend.id).model_version != "second":
            pass
        [prediction] = next_predictions(running, project.id)
        _, [money], _ = from_result(prediction["result"], ARTICLE.text, SCHEMA)
        assert (prediction["model_version"], money.value) == ("second", "1260000000")
        assert client.ml.list_model_versions(backend.id).versions == ["second"]
    log = (migrated / "server.log").read_text(encoding="utf-8")
    assert ACCESS.password not in log
    assert ACCESS.secret not in log


def test_a_backend_that_moved_is_registered_once(client: "LabelStudio", title: str) -> None:
    for _ in range(2):
        with served(marked("first")) as address:
            register(client, title, address, ACCESS)
    project = projects.existing_project(client, title)
    assert [backend.url for backend in client.ml.list(project=project.id)] == [f"{address}/{ACCESS.secret}"]
    assert len(client.webhooks.list(project=str(project.id))) == 1


def test_a_backend_that_does_not_answer_is_told_without_secrets(client: "LabelStudio", title: str) -> None:
    with pytest.raises(InputError, match="does not reach the backend") as error:
        register(client, title, f"http://127.0.0.1:{free_port()}", ACCESS)
    assert ACCESS.secret not in str(error.value)
    assert ACCESS.password not in str(error.value)
    with pytest.raises(InputError, match="no project"):
        register(client, f"none {title}", "http://127.0.0.1:9", ACCESS)


@pytest.mark.browser
@needs_chromium
def test_selecting_text_proposes_label_and_reading(running: Server, client: "LabelStudio", title: str) -> None:
    wanted = [PLACE]

    def predict(texts: Sequence[str]) -> list[list[Span]]:
        return marked("rules", *wanted).predict(texts)

    with served(replace(marked("rules"), predict=predict)) as address, labelling_page.signed_in(running) as page:
        register(client, title, address, ACCESS)
        labelling_page.open_task(page, running, projects.existing_project(client, title).id)
        wanted.append(MONEY)
        toggle = page.find_element("css selector", "[data-testid='bottombar-auto-annotation-toggle']")
        page.execute_script("arguments[0].click()", toggle)
        labelling_page.draw(page, "12.6亿元", hotkey="3")
        labelling_page.wait(page, lambda: "金额 MONEY 12.6亿元" in " ".join(labelling_page.shown_text(page).split()))
        labelling_page.select(page, "12.6亿元")
        labelling_page.wait(page, lambda: "1260000000" in labelling_page.shown_text(page))
        labelling_page.submit(page)
        labelling_page.wait(page, lambda: list(studio.pull(client, title, SCHEMA, print)))
    [document] = studio.pull(client, title, SCHEMA, print)
    assert {(ARTICLE.text[span.start : span.end], span.label) for span in document.spans} == {PLACE, MONEY}
    [money] = document.figures
    assert (money.value, money.unit) == ("1260000000", "CNY")
