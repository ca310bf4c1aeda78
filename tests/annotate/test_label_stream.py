"""Label Studio itself is asked what to label next."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Span
from annotate.studio.projects import existing_project
from tests.annotate.arbitrary import SCHEMA

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

pytestmark = pytest.mark.studio

TEXT = "清远高新区上半年引进项目18个，总投资75亿元"


def article(number: int, priority: float) -> Document:
    spans = (Span(0, 5, "PARK", 0.1 * number, "park"),)
    return Document(f"{number:016x}", AlignedText.identity(TEXT), spans, meta={"priority": priority})


def label_all(client: "LabelStudio", title: str, count: int) -> list[int]:
    """Submit whatever Label Studio offers next, and return the articles' numbers in that order."""
    project = existing_project(client, title)
    offered = []
    for _ in range(count):
        answer = client._client_wrapper.httpx_client.request(f"api/projects/{project.id}/next", method="GET").json()
        offered.append(int(answer["data"]["doc_id"], 16))
        client.annotations.create(answer["id"], result=[])
    return offered


def test_the_stream_follows_the_ranking_and_a_new_ranking_too(client: "LabelStudio") -> None:
    title = f"ranked {uuid4().hex}"
    first = [article(number, priority) for number, priority in enumerate((0.2, 0.8, 0.0, 0.6, 0.4))]
    studio.push(client, first, title, SCHEMA, "v1")
    assert label_all(client, title, 2) == [1, 3]
    again = [replace(first[n], meta={"priority": p}) for n, p in ((2, 0.9), (0, 0.1), (4, 0.0))]
    studio.push(client, again, title, SCHEMA, "v2")
    assert label_all(client, title, 3) == [2, 0, 4]
