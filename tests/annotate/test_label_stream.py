"""Label Studio itself is asked what to label next."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Span, write_documents
from annotate.studio.projects import existing_project
from annotate.studio.server import Server
from tests.annotate.arbitrary import SCHEMA

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = pytest.mark.studio

TEXT = "清远高新区上半年引进项目18个，总投资75亿元"


def article(number: int, priority: float) -> Document:
    spans = (Span(0, 5, "PARK", 0.1 * number, "park"),)
    return Document(f"{number:016x}", AlignedText.identity(TEXT), spans, meta={"priority": priority})


def offered(client: "LabelStudio", title: str, browser: httpx.Client) -> int:
    """Return the number of the article that Label Studio offers next to whom the browser is logged in as."""
    answer = browser.get(f"/api/projects/{existing_project(client, title).id}/next").raise_for_status().json()
    browser.post(f"/api/tasks/{answer['id']}/annotations/", json={"result": []})
    return int(answer["data"]["doc_id"], 16)


@pytest.fixture
def lead(running: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, headers={"Authorization": f"Token {running.token}"}, trust_env=False) as it:
        yield it


@pytest.fixture
def annotator(running: Server, lead: httpx.Client) -> Iterator[httpx.Client]:
    """A browser in which somebody who was invited has signed up."""
    invitation = lead.get("/api/invite").json()["invite_url"]
    with httpx.Client(base_url=running.url, follow_redirects=True, trust_env=False) as browser:
        browser.get(invitation)
        form = {"email": f"{uuid4().hex}@localhost", "password": uuid4().hex}
        answer = browser.post(invitation, data=form | {"csrfmiddlewaretoken": browser.cookies["csrftoken"]})
        assert answer.url.path != "/user/signup/"
        browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
        yield browser


def test_the_stream_follows_the_ranking_and_a_new_ranking_too(
    client: "LabelStudio", lead: httpx.Client, annotator: httpx.Client
) -> None:
    title = f"ranked {uuid4().hex}"
    studio.push(client, [article(n, p) for n, p in enumerate((0.2, 0.8, 0.0, 0.6, 0.4))], title, SCHEMA, "v1")
    assert [offered(client, title, who) for who in (lead, annotator)] == [1, 3]
    studio.push(client, [article(n, p) for n, p in ((2, 0.9), (0, 0.1), (4, 0.0))], title, SCHEMA, "v2")
    assert [offered(client, title, who) for who in (lead, annotator, lead)] == [2, 0, 4]


def test_an_article_goes_to_as_many_annotators_as_the_lead_wants(
    client: "LabelStudio", lead: httpx.Client, annotator: httpx.Client, tmp_path: Path
) -> None:
    title = f"twice {uuid4().hex}"
    write_documents([article(1, 0.5)], tmp_path / "articles.jsonl")
    studio.push_from(client, tmp_path / "articles.jsonl", title, SCHEMA, "v1", annotators=2)
    assert [offered(client, title, who) for who in (lead, annotator)] == [1, 1]
