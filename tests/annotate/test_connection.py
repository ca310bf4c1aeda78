import json

import httpx
import pytest

from annotate import studio
from annotate.records import InputError
from annotate.studio.connection import post
from annotate.studio.server import Server, free_port


@pytest.mark.studio
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


def test_a_json_body_begins_with_the_mark_that_its_type_tells_of() -> None:
    from label_studio_sdk import LabelStudio

    def answer(request: httpx.Request) -> httpx.Response:
        with pytest.raises(ValueError):
            json.loads(request.content.decode("utf-8"))
        charset = request.headers["Content-Type"].removeprefix("application/json; charset=")
        return httpx.Response(201, json=json.loads(request.content.decode(charset)))

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = LabelStudio(base_url="http://127.0.0.1", api_key="f" * 40, httpx_client=http)
    assert post(client, "api/projects/1/import", content='[{"text": "广汽"}]'.encode()) == [{"text": "广汽"}]
