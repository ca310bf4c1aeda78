"""The ML backend without Label Studio: what it answers, whom it lets in, and what bad calls get."""

import asyncio
import base64
import json
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from annotate.records import InputError, Span
from annotate.rules import predict
from annotate.studio import access
from annotate.studio.backend import MAX_BODY, application
from annotate.studio.proposals import Model, read_call
from annotate.studio.regions import from_result
from extract.batch import label
from tests.annotate.arbitrary import PIECES, SCHEMA
from tests.annotate.served_backend import ACCESS, learn_nothing

TEXT = "今年上半年，云川市青禾机床有限公司实现营业收入12亿元，同比增长8.6%。"
RULES = Model("rules-1", predict, label)
CALLS = ("/setup", "/predict", "/webhook")


@pytest.fixture
def stranger() -> Iterator[TestClient]:
    with TestClient(application(RULES, SCHEMA, ACCESS, learn_nothing)) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    stranger.auth = (access.USER, ACCESS.password)
    return stranger


def call(*texts: str, drawn: object = None, **meta: str) -> dict[str, Any]:
    context = None if drawn is None else {"result": drawn}
    return {
        "tasks": [{"id": 1, "data": {"doc_id": "1", "text": text, "meta": meta}} for text in texts],
        "params": {"login": None, "password": None, "context": context},
    }


def drawn(text: str, start: int, end: int, code: str, **more: object) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [code]}
    return {"id": "drawn", "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def test_it_is_up_and_names_its_version(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "UP", "model_version": "rules-1"}
    assert client.get("/versions").json() == {"versions": ["rules-1"]}
    assert client.post("/setup", json={"project": "1.2", "access_token": "t"}).json() == {"model_version": "rules-1"}


def test_predictions_are_read_and_linked(client: TestClient) -> None:
    first, second = client.post("/predict", json=call(TEXT, "无", published="2025-07-18")).json()["results"]
    spans, figures, flaws = from_result(first["result"], TEXT, SCHEMA)
    assert not flaws
    assert {(TEXT[s.start : s.end], s.label) for s in spans} >= {("营业收入", "INDICATOR"), ("12亿元", "MONEY")}
    [money] = [figure for figure in figures if figure.span.label == "MONEY"]
    assert (money.value, money.indicator, money.period) == ("1200000000", "营业收入", "今年上半年")
    assert next(figure.start_date for figure in figures if figure.span.label == "TIME") == "2025-01-01"
    assert first["model_version"] == second["model_version"] == "rules-1"
    assert second["result"] == []


@pytest.mark.parametrize("code", ["ORG", "机构 ORG", "MONEY"])
def test_a_drawn_region_gets_label_and_reading_of_the_model(client: TestClient, code: str) -> None:
    code = next((shown for shown in SCHEMA.aliases if shown.endswith(code)), code)
    start = TEXT.index("12亿元")
    older = drawn(TEXT, 0, 5, code, score=0.9, id="older")
    [answer] = client.post("/predict", json=call(TEXT, drawn=[older, drawn(TEXT, start, start + 4, code)])).json()[
        "results"
    ]
    assert {item["id"] for item in answer["result"]} == {"drawn"}
    [span], [money], flaws = from_result(answer["result"], TEXT, SCHEMA)
    assert not flaws
    assert span.key() == (start, start + 4, "MONEY")
    assert (money.value, money.unit, money.indicator) == ("1200000000", "CNY", "营业收入")


def test_where_the_model_finds_nothing_the_annotators_label_is_read(client: TestClient) -> None:
    text = "其中甲类百五十，乙类待定。"
    [answer] = client.post("/predict", json=call(text, drawn=[drawn(text, 8, 10, "PRODUCT")])).json()["results"]
    assert [span.key() for span in from_result(answer["result"], text, SCHEMA)[0]] == [(8, 10, "PRODUCT")]


def test_without_a_new_region_nothing_is_proposed(client: TestClient) -> None:
    """Label Studio also asks when a region was deleted: corrections of the others stay as they are."""
    for others in ([], [drawn(TEXT, 0, 5, "TIME", score=1.0)]):
        [answer] = client.post("/predict", json=call(TEXT, drawn=others)).json()["results"]
        assert answer["result"] == []


@given(st.lists(st.sampled_from([*PIECES, "同比增长", "营业收入"]), min_size=1, max_size=12), st.data())
def test_any_region_keeps_its_place(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    code = data.draw(st.sampled_from(SCHEMA.codes))
    asked = read_call(call(text, drawn=[drawn(text, start, end, code)]), SCHEMA)
    answer = RULES.proposal(asked.documents[0], asked.region, SCHEMA)
    spans, figures, flaws = from_result(answer["result"], text, SCHEMA)
    assert not flaws
    assert [(span.start, span.end) for span in spans] == [(start, end)]
    assert {figure.span for figure in figures} == {span for span in spans if span.label in SCHEMA.figure_codes}


@pytest.mark.parametrize("path", ["/health", "/versions", *CALLS, "/wrong/webhook", f"/{ACCESS.secret}/predict"])
@pytest.mark.parametrize("authorization", ["", "Basic", "Basic ???", "Basic " + "A" * 99, "Bearer open sesame"])
def test_strangers_are_turned_away(stranger: TestClient, path: str, authorization: str) -> None:
    method = stranger.post if path.endswith(CALLS) else stranger.get
    answer = method(path, headers={"Authorization": authorization})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


def test_the_webhook_takes_the_secret_of_its_address(stranger: TestClient) -> None:
    event = {"action": "ANNOTATION_CREATED"}
    assert stranger.post(f"/{ACCESS.secret}/webhook", json=event).json() == {"training": False}
    assert stranger.post(f"/{ACCESS.secret}x/webhook", json=event).status_code == 401


def test_basic_authentication_opens_every_address(stranger: TestClient) -> None:
    token = base64.b64encode(f"{access.USER}:{ACCESS.password}".encode()).decode()
    for path in ("/health", f"/{ACCESS.secret}/health"):
        assert stranger.get(path, headers={"Authorization": f"basic {token}"}).status_code == 200


BAD = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b"null",
    b"[]",
    b'"tasks"',
    *(
        json.dumps(body).encode()
        for body in [
            {},
            {"tasks": None},
            {"tasks": {}},
            {"tasks": [1]},
            {"tasks": [{}]},
            {"tasks": [{"data": {}}]},
            {"tasks": [{"data": {"text": 1}}]},
            {"tasks": [{"data": {"text": "\ud800"}}]},
            {"tasks": [{"data": {"text": "无", "meta": []}}]} | {"params": []},
            call("无", published="soon"),
            call("无") | {"params": 7},
            call("无") | {"params": {"context": []}},
            call("无", drawn={}) | {"params": {"context": {"result": {}}}},
            call("无", "有", drawn=[]),
            call("无", drawn=[1]),
            call("无", drawn=[drawn("无", 0, 2, "LOC")]),
            call("无", drawn=[drawn("无", 0, 0, "LOC")]),
            call("无", drawn=[drawn("无", 0, 1, "PLACE")]),
            call("无", drawn=[drawn("无", 0, 1, "LOC") | {"value": {"start": "0", "end": 1, "labels": ["LOC"]}}]),
            call("无", drawn=[drawn("无", 0, 1, "LOC") | {"value": {"start": 0, "end": 1, "labels": [["LOC"]]}}]),
            call("无", drawn=[drawn("无", 0, 1, "LOC") | {"id": 5}]),
        ]
    ),
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_a_bad_call_is_told_so_and_the_next_is_answered(client: TestClient, body: bytes) -> None:
    assert client.post("/predict", content=body).status_code == 400
    assert client.post("/predict", json=call(TEXT)).status_code == 200


@pytest.mark.parametrize("path", ["/setup", "/webhook"])
def test_other_calls_want_an_object(client: TestClient, path: str) -> None:
    for body in (b"", b"{", b"[]"):
        assert client.post(path, content=body).status_code == 400


def test_what_is_too_large_is_not_read(client: TestClient) -> None:
    parts = (b" " * 2**20 for _ in range(MAX_BODY // 2**20 + 1))
    assert client.post("/predict", content=parts).status_code == 413
    assert client.post("/predict", content=b" " * (MAX_BODY + 1)).status_code == 413
    assert client.get("/health").status_code == 200


def test_paths_and_methods_that_are_none_are_told(client: TestClient) -> None:
    assert client.get("/predict").status_code == 405
    assert client.post("/train", json={}).status_code == 404


def test_an_error_in_the_model_leaves_the_server_up() -> None:
    def broken(texts: object) -> list[list[Span]]:
        raise RuntimeError("broken model")

    app = application(Model("broken", broken, label), SCHEMA, ACCESS, learn_nothing)
    with TestClient(app, raise_server_exceptions=False) as client:
        client.auth = (access.USER, ACCESS.password)
        assert client.post("/predict", json=call(TEXT)).status_code == 500
        assert client.get("/health").status_code == 200


def test_eight_clients_lose_nothing(client: TestClient) -> None:
    def ask(number: int) -> str:
        text = f"今年，云川市新增企业{number}家。"
        [answer] = client.post("/predict", json=call(text)).json()["results"]
        [found] = [figure.value for figure in from_result(answer["result"], text, SCHEMA)[1] if figure.value]
        return found

    with ThreadPoolExecutor(8) as clients:
        assert list(clients.map(ask, range(2, 202))) == [str(number) for number in range(2, 202)]


class Lessons:
    """A training that takes until it is told to end, and then has learnt, failed, or found nothing better."""

    def __init__(self) -> None:
        self.started, self.outcomes = threading.Semaphore(0), asyncio.Queue[Model | Exception | None]()

    async def learn(self) -> Model | None:
        self.started.release()
        outcome = await self.outcomes.get()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def end(self, client: TestClient, outcome: Model | Exception | None) -> None:
        assert client.portal
        client.portal.call(self.outcomes.put, outcome)


def test_training_swaps_the_model_in_without_a_pause(caplog: pytest.LogCaptureFixture) -> None:
    lessons = Lessons()
    with TestClient(application(RULES, SCHEMA, ACCESS, lessons.learn)) as client:
        client.auth = (access.USER, ACCESS.password)

        def start() -> None:
            assert client.post("/webhook", json={"action": "START_TRAINING"}).json() == {"training": True}

        def version() -> str:
            [answer] = client.post("/predict", json=call(TEXT)).json()["results"]
            return str(answer["model_version"])

        start()
        lessons.started.acquire()
        assert version() == "rules-1"
        start()
        start()
        lessons.end(client, Model("better", predict, label))
        lessons.started.acquire()
        assert version() == "better"
        for outcome in (RuntimeError("out of memory"), None):
            start()
            lessons.end(client, outcome)
            lessons.started.acquire()
            assert version() == "better"
        assert not lessons.started.acquire(blocking=False)
    assert "out of memory" in caplog.text


def test_secrets_are_made_once_for_the_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in access.VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)
    home = tmp_path / "backend"
    made = access.load_access(home)
    assert access.load_access(home) == made
    assert stat.S_IMODE((home / access.CREDENTIALS).stat().st_mode) == 0o600
    assert made.password not in repr(made)
    assert made.secret not in repr(made)


def test_secrets_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBIAO_BACKEND_PASSWORD", "open sesame")
    monkeypatch.setenv("ZHIBIAO_BACKEND_SECRET", ACCESS.secret)
    assert access.load_access(tmp_path / "backend") == ACCESS
    assert not (tmp_path / "backend").exists()
    monkeypatch.setenv("ZHIBIAO_BACKEND_SECRET", "of/another/path?x")
    with pytest.raises(InputError, match="16 or more letters") as error:
        access.load_access(tmp_path / "backend")
    assert "another" not in str(error.value)


def test_a_broken_credentials_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHIBIAO_BACKEND_SECRET", raising=False)
    (tmp_path / access.CREDENTIALS).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"credentials\.json: can't be read"):
        access.load_access(tmp_path)
