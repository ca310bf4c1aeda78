from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, read_documents, read_jsonl, write_documents
from annotate.schema import Schema
from annotate.studio import PushReport, projects, pulling, pushing
from annotate.studio.interface import interface
from annotate.studio.tasks import SetAside, to_annotation
from tests.annotate.arbitrary import PIECES, SCHEMA, documents

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


def hardest() -> list[Document]:
    """Return a text of all that breaks offsets: a span on every piece of it, and one over the whole."""
    text, ends = "".join(PIECES), list(accumulate(map(len, PIECES), initial=0))
    side_by_side = tuple(Span(start, end, "ORG") for start, end in pairwise(ends))
    aligned = AlignedText.identity(text)
    return [Document("a" * 16, aligned, side_by_side), Document("b" * 16, aligned, (Span(0, len(text), "POLICY"),))]


@example(hardest())
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
    monkeypatch.setattr(pushing, "BATCH", 2)
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
    monkeypatch.setattr(pushing, "BATCH", 2)

    def killed() -> Iterator[Document]:
        yield from (article(n) for n in range(3))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        studio.push(client, killed(), title, SCHEMA, "rules")
    assert len(tasks(client, title)) == 2
    assert studio.push(client, [article(n) for n in range(5)], title, SCHEMA, "rules") == PushReport(3, 2)
    assert tasks(client, title) == [article(n).id for n in range(5)]


def test_of_two_pushes_at_once_the_later_goes_on(
    client: "LabelStudio", title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "BATCH", 2)

    def overtaken() -> Iterator[Document]:
        yield from (article(n) for n in range(4))
        studio.push(client, [article(n) for n in range(6)], title, SCHEMA, "rules")
        yield from (article(n) for n in range(4, 6))

    with pytest.raises(InputError, match="another push to this project has begun"):
        studio.push(client, overtaken(), title, SCHEMA, "rules")
    assert tasks(client, title) == [article(n).id for n in range(6)]


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


def test_a_changed_text_is_pushed_as_a_new_version_on_request(client: "LabelStudio", title: str) -> None:
    old, new = article(1), article(1, "广汽埃安总投资9.9亿元")
    studio.push(client, [old], title, SCHEMA, "rules")
    assert studio.push(client, [new], title, SCHEMA, "rules", new_versions=True) == PushReport(created=1)
    assert studio.push(client, [new, old], title, SCHEMA, "rules") == PushReport(known=2)
    assert studio.push(client, [new, old], title, SCHEMA, "model") == PushReport(known=2, refreshed=2)
    assert studio.submit(client, [new, old], title, SCHEMA) == PushReport(created=2)
    assert sorted(pulled(client, title)[0], key=lambda d: d.text) == [old, new]


def test_a_changed_text_is_told_within_one_push(client: "LabelStudio", title: str) -> None:
    changed = article(1, "广汽埃安总投资9.9亿元")
    report = studio.push(client, [article(1), changed, article(1)], title, SCHEMA, "rules")
    assert report == PushReport(created=1, known=1, refused=(changed.id,))


def test_a_push_leaves_a_quarantine_beside_its_documents(client: "LabelStudio", title: str, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    flawed = replace(article(1), spans=(*article(1).spans, Span(3, 5, "GOV")))
    for pushed, problems in (([flawed], 1), ([flawed], 1), ([article(1)], 0)):
        write_documents(pushed, path)
        assert len(studio.push_from(client, path, title, SCHEMA, "rules").aside) == problems
        quarantine = tmp_path / "articles.quarantine.jsonl"
        reasons = [problem["reason"] for problem in read_jsonl(quarantine)] if quarantine.exists() else []
        assert reasons == ["overlaps another region"] * problems


def test_what_no_database_holds_is_set_aside_and_the_rest_pushed(client: "LabelStudio", title: str) -> None:
    bad = [article(1, "广汽埃安总投资2.7亿元\0"), article(2, "广汽埃安总投资2.7亿元\ud842")]
    report = studio.push(client, [*bad, article(3)], title, SCHEMA, "rules")
    assert (report.created, report.known) == (1, 0)
    assert [(p.doc_id, "can't be stored" in p.reason) for p in report.aside] == [(b.id, True) for b in bad]
    assert tasks(client, title) == [article(3).id]


def test_predictions_that_were_sent_twice_are_kept_once(client: "LabelStudio", title: str) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    project = projects.existing_project(client, title).id
    [task] = client.tasks.list(project=project)
    [first] = client.predictions.list(task=task.id)
    client.predictions.create(task=task.id, result=[], model_version="rules")
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    assert [prediction.id for prediction in client.predictions.list(task=task.id)] == [first.id]


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
    stray = [(5, 500, "COMPANY"), (3, 6, "ORG"), (5, 6, "NOPE"), (5, 5, "LOC")]
    places = [{"start": start, "end": end, "labels": [label]} for start, end, label in stray]
    drawn = [result[0] | {"id": f"stray {i}", "value": place} for i, place in enumerate(places)]
    client.annotations.create(task.id, result=[*result, *drawn], lead_time=2.5)
    assert studio.pull_to(client, title, SCHEMA, tmp_path / "labels.jsonl") == studio.PullReport(1, 4, 1)
    [document] = read_documents(tmp_path / "labels.jsonl")
    assert document.spans == article(1).spans
    assert document.meta["annotation"]["annotator"] == "annotator@localhost"
    assert document.meta["annotation"]["lead_time"] == 2.5
    problems = list(read_jsonl(tmp_path / "quarantine.jsonl"))
    assert {(p["task"], p["doc_id"], p["annotator"]) for p in problems} == {
        (task.id, article(1).id, "annotator@localhost")
    }
    assert {p["item"]["id"]: p["reason"] for p in problems} == {
        "stray 0": "offsets 5:500 are outside the text of 12 characters",
        "stray 1": "overlaps another region",
        "stray 2": "unknown label NOPE",
        "stray 3": "empty region",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.jsonl", "quarantine.jsonl"]


def test_another_ones_page_is_left_alone(client: "LabelStudio", title: str) -> None:
    box = '<RectangleLabels name="box" toName="image"><Label value="Car"/></RectangleLabels>'
    client.projects.create(title=title, label_config=f'<View><Image name="image" value="$image"/>{box}</View>')
    with pytest.raises(InputError, match=r"a page with Car, box, image, ours has not; push under another title"):
        studio.push(client, [article(1)], title, SCHEMA, "rules")


def test_a_second_pull_fetches_only_what_changed(
    client: "LabelStudio", title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "OVERLAP", timedelta())
    path = tmp_path / "labels.jsonl"
    articles = [article(n) for n in range(4)]
    studio.push(client, articles, title, SCHEMA, "rules")

    def pull() -> tuple[int, int, int, list[str]]:
        report = studio.pull_to(client, title, SCHEMA, path)
        ids = sorted(document.id[-1] for document in read_documents(path)) if path.stat().st_size else []
        return report.documents, report.aside, report.fetched, ids

    assert pull() == (0, 0, 0, [])
    studio.submit(client, articles[:2], title, SCHEMA)
    assert pull() == (2, 0, 2, ["0", "1"])
    studio.submit(client, articles[2:3], title, SCHEMA)
    assert pull() == (3, 0, 2, ["0", "1", "2"])  # the newest of before is fetched again
    assert pull() == (3, 0, 1, ["0", "1", "2"])
    [project] = [p for p in client.projects.list(title=title) if p.title == title]
    [last] = [task for task in client.tasks.list(project=project.id) if task.data["doc_id"] == articles[3].id]
    client.annotations.create(last.id, result=[], was_cancelled=True)
    assert pull() == (3, 1, 2, ["0", "1", "2"])
    [first] = [d.meta["annotation"] for d in read_documents(path) if d.id == articles[0].id]
    client.annotations.update(first["id"], result=[])
    assert pull() == (3, 1, 3, ["0", "1", "2"])
    assert [d.spans for d in read_documents(path) if d.id == articles[0].id] == [()]
    client.annotations.delete(first["id"])
    assert pull() == (2, 1, 3, ["1", "2"])
    client.tasks.delete(str(last.id))
    assert pull() == (2, 0, 2, ["1", "2"])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["labels.jsonl"]
    assert client.views.list(project=project.id) == []


def test_a_file_of_another_project_is_pulled_anew(client: "LabelStudio", title: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    for name, one in ((title, article(1)), (f"{title} too", article(2))):
        studio.push(client, [one], name, SCHEMA, "rules")
        studio.submit(client, [one], name, SCHEMA)
        assert studio.pull_to(client, name, SCHEMA, path) == studio.PullReport(1, 0, 1)
        assert [document.id for document in read_documents(path)] == [one.id]


def test_a_page_that_changed_is_shown_where_no_annotation_is_lost(client: "LabelStudio", title: str) -> None:
    studio.push(client, [article(1)], title, SCHEMA, "rules")
    without_company = Schema(tuple(label for label in SCHEMA.labels if label.code != "COMPANY"))
    unlabelled = replace(article(2), spans=())
    assert studio.push(client, [unlabelled], title, without_company, "rules").created == 1
    assert projects.existing_project(client, title).label_config == interface(without_company)
    studio.push(client, [], title, SCHEMA, "rules")
    studio.submit(client, [article(1)], title, SCHEMA)
    with pytest.raises(InputError, match=r"a page with COMPANY, ours has not; push under another title"):
        studio.push(client, [article(3)], title, without_company, "rules")
    assert tasks(client, title) == [article(1).id, article(2).id]


def test_an_unknown_project_is_told(client: "LabelStudio", title: str) -> None:
    with pytest.raises(InputError, match="no project"):
        list(studio.pull(client, title, SCHEMA, lambda problem: None))
