"""The engine over Ray: what it writes is what the local engine writes, whatever becomes of its workers."""

import json
import pickle
import sys
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from annotate import rules
from annotate.records import InputError
from extract import inputs as run_inputs
from extract.batch import extract_files, local
from extract.cluster import Worker, _read, ray_cluster
from extract.inputs import InputFile, Part, Position, gathered, parts
from tests.extract.engines import cut_off, killing

TEXT = "{}年，清远高新区实现营业收入{}亿元，同比增长11.6%，总投资逾86亿元。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Inputs of every kind, a bad row among them: 401 articles, each file a part."""
    monkeypatch.setattr(run_inputs, "PART", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [TEXT.format(1990 + number % 30, number) for number in range(401)]
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in texts[:200]]
    (folder / "a.jsonl").write_text("\n".join([*rows[:50], "{", *rows[50:]]), encoding="utf-8")
    (folder / "b.csv").write_text("text\n" + "\n".join(texts[200:300]), encoding="utf-8")
    (folder / "c.txt").write_text(texts[300], encoding="utf-8")
    parquet.write_table(pyarrow.table({"text": texts[301:]}), folder / "d.parquet")
    return folder


@pytest.mark.slow
def test_begun_here_gone_on_with_by_ray_and_a_killed_worker_it_ends_with_the_same_bytes(
    folder: Path, tmp_path: Path
) -> None:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    report = extract_files([str(folder)], local(rules.predict), tmp_path / "here" / "out.jsonl", model="rules")
    assert (report.tally.articles, report.tally.failed) == (401, 1)
    out = tmp_path / "ray" / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        extract_files([str(folder)], cut_off(local(rules.predict), 2), out, model="rules")
    report = extract_files([str(folder)], killing(ray_cluster("rules", workers=2), "MapWorker"), out, model="rules")
    assert (report.tally.articles, report.tally.failed) == (401, 1)
    for name in ("out.jsonl", "failed.jsonl"):
        assert (tmp_path / "ray" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_parts_are_cut_alike_from_wherever_they_are_gone_on_with(folder: Path) -> None:
    with gathered([str(folder)]) as found:
        unbroken = list(parts(found.files, Position()))
        assert [(part.number, part.skip, [file.path.name for file in part.files]) for part in unbroken] == [
            (0, 0, ["a.jsonl"]),
            (1, 0, ["b.csv"]),
            (2, 0, ["c.txt"]),
            (3, 0, ["d.parquet"]),
        ]
        for part in unbroken:
            for batch in part.batches():
                left = [rest for following in parts(found.files, batch.end) for rest in following.batches()]
                after = [rest for whole in unbroken for rest in whole.batches() if rest.end > batch.end]
                assert left == after


def pickled(value: object) -> dict[str, list[bytes]]:
    return {"pickled": [pickle.dumps(value)]}


def test_an_error_of_a_reader_or_a_worker_comes_as_a_row(folder: Path, tmp_path: Path) -> None:
    gone = Part((InputFile("gone.txt", tmp_path / "gone.txt", 5, "0"),), 0, 0, 0)
    (row,) = _read(pickled(gone))  # type: ignore[arg-type]
    assert "gone.txt: has vanished since the run began" in str(pickle.loads(row["pickled"][0]))
    assert Worker("rules")(row) == row  # type: ignore[arg-type]
    with gathered([str(folder / "c.txt")]) as found:
        (batch,) = next(parts(found.files, Position())).batches()
    row = Worker(str(tmp_path))(pickled(batch))  # type: ignore[arg-type]
    assert "train one: zhibiao finetune" in str(pickle.loads(row["pickled"][0]))


def test_what_ray_cannot_do_is_said_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        gathered([str(folder)]) as found,
        pytest.raises(InputError, match=r"not installed.*pip install -e '\.\[ray\]'"),
    ):
        next(ray_cluster("rules")(found.files, Position()))
    piped = (InputFile("-", folder / "c.txt", 5, "0"),)
    with pytest.raises(InputError, match="standard input can't be read by a cluster"):
        next(ray_cluster("rules", address="auto")(piped, Position()))
