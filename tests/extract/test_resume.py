"""A run that ends at any point, for whatever reason, and the same command again: the bytes of an unbroken run."""

import errno
import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from annotate.figures import find_figures
from annotate.records import InputError, Span
from extract import inputs as run_inputs
from extract.batch import extract_files, load_predictor, local
from extract.inputs import Position, batches, gathered
from extract.shards import Shards

ROOT = Path(__file__).resolve().parents[2]
TEXT = "{}年，清远高新区实现营业收入659亿元，同比增长11.6%，总投资逾86亿元。"

JOINING = 28
"""Points before and after steps on the disk until the shards are joined, where the formats begin to differ."""


class Finder:
    """A predictor that counts the articles it was given, and does something before one of its calls."""

    def __init__(self, before: int = -1, act: Callable[[], object] = lambda: None) -> None:
        self.calls = self.articles = 0
        self.before, self.act = before, act

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        if self.calls == self.before:
            self.act()
        self.calls += 1
        self.articles += len(texts)
        return [find_figures(text) for text in texts]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Inputs of every kind, a bad row among them: 21 articles, six batches."""
    monkeypatch.setattr(run_inputs, "BATCH", 4)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [TEXT.format(year) for year in range(2001, 2022)]
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in texts[:7]]
    (folder / "a.jsonl").write_text("\n".join([*rows[:3], "{", "", *rows[3:]]), encoding="utf-8")
    (folder / "b.csv").write_text("text\n" + "\n".join(texts[7:13]), encoding="utf-8")
    (folder / "c.txt").write_text(texts[13], encoding="utf-8")
    parquet.write_table(pyarrow.table({"text": texts[14:]}), folder / "d.parquet")
    return folder


def run(folder: Path, out: Path, predictor: Finder | None = None, model: str = "find") -> None:
    extract_files([str(folder)], local(predictor or Finder()), out, model=model, parquet=out.suffix != ".jsonl")


def written(out: Path) -> dict[str, bytes]:
    """Return all that lies where a run wrote."""
    return {str(path.relative_to(out.parent)): path.read_bytes() for path in out.parent.rglob("*") if path.is_file()}


def die_at(point: int, folder: Path, out: Path) -> None:
    """Run, and be killed at one of the points just before and after a step on the disk."""
    points = count()

    def deadly(step: Callable[..., object]) -> Callable[..., object]:
        def stepped(*arguments: object, **options: object) -> object:
            if next(points) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            done = step(*arguments, **options)
            if next(points) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return stepped

    for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (os, "rmdir")):
        setattr(owner, name, deadly(getattr(owner, name)))
    run(folder, out)


def killed(point: int, folder: Path, out: Path) -> bool:
    process = multiprocessing.get_context("fork").Process(target=die_at, args=(point, folder, out))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.mark.parametrize(("name", "first"), [("out.jsonl", 0), ("tables", JOINING)])
def test_killed_at_any_step_it_ends_with_the_same_bytes(folder: Path, tmp_path: Path, name: str, first: int) -> None:
    run(folder, tmp_path / "unbroken" / name)
    unbroken = written(tmp_path / "unbroken" / name)
    assert len(unbroken) == (2 if name == "out.jsonl" else 4)
    for point in count(first):
        out = tmp_path / "killed" / name
        died = killed(point, folder, out)
        run(folder, out)
        assert written(out) == unbroken
        shutil.rmtree(out.parent)
        if not died:
            break
    assert point > JOINING


def test_killed_again_and_again_it_gets_through(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "unbroken" / "out.jsonl")
    out = tmp_path / "killed" / "out.jsonl"
    rounds = next(rounds for rounds in range(9) if not killed(7, folder, out))
    assert rounds > 3
    assert written(out) == written(tmp_path / "unbroken" / "out.jsonl")


def test_the_batches_after_any_batch_are_those_of_an_unbroken_run(folder: Path) -> None:
    with gathered([str(folder)]) as found:
        unbroken = list(batches(found.files, Position()))
        assert [len(batch.documents) for batch in unbroken] == [3, 4, 4, 4, 4, 2]
        assert unbroken[-1].end == (4, 0, found.size)
        for number, batch in enumerate(unbroken, 1):
            assert list(batches(found.files, batch.end)) == unbroken[number:]


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    rows = [json.dumps({"text": f"第{n}篇。" + TEXT.format(1990 + n % 30) * 3}) for n in range(400)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    return [sys.executable, str(ROOT / "zhibiao.py"), "extract", "a.jsonl", "-o", "out.jsonl"]


def started(command: list[str], cwd: Path, shards: int) -> subprocess.Popen[str]:
    """Start a run and wait until it has written so many shards."""
    process = subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    while len(list(cwd.glob("out.jsonl.parts/0*.jsonl"))) < shards:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
            raise AssertionError(process.communicate()[1])
    return process


def test_the_command_goes_on_after_kill_and_ctrl_c(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(command, tmp_path, 3)
    process.kill()
    process.communicate()
    process = started(command, tmp_path, 6)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1].splitlines()
    assert process.returncode == 130
    assert "out.jsonl.parts: going on after" in said[0]
    assert said[1].startswith("stopped after")
    assert "the same command goes on from there" in said[1]
    assert not (tmp_path / "out.jsonl").exists()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    broken = (tmp_path / "out.jsonl").read_bytes()
    monkeypatch.chdir(tmp_path)
    shipped = "models/zhibiao+rules"
    extract_files(["a.jsonl"], local(load_predictor(shipped)), tmp_path / "out.jsonl", model=shipped)
    assert (tmp_path / "out.jsonl").read_bytes() == broken
    assert broken.count(b"\n") == 400
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_ctrl_c_lets_the_running_batch_end(folder: Path, tmp_path: Path) -> None:
    finder = Finder(1, lambda: signal.raise_signal(signal.SIGINT))
    report = extract_files([str(folder)], local(finder), tmp_path / "out.jsonl", model="find")
    assert (report.finished, report.tally.articles, finder.articles) == (False, 7, 7)
    run(folder, tmp_path / "out.jsonl", again := Finder())
    assert again.articles == 14


def test_an_output_is_whole_or_the_one_of_before(folder: Path, tmp_path: Path) -> None:
    def fall_over() -> None:
        raise KeyboardInterrupt

    for out in (tmp_path / "out" / "out.jsonl", tmp_path / "tables" / "tables"):
        run(folder, out)
        before = written(out)
        with pytest.raises(KeyboardInterrupt):
            run(folder, out, Finder(2, fall_over))
        assert before.items() < written(out).items()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which the fourth file doesn't fit any more."""
    files, fsync = count(1), os.fsync

    def write(handle: int) -> None:
        if next(files) == 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", write)
    yield


@pytest.mark.usefixtures("full")
def test_a_full_disk_keeps_what_is_done(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(InputError, match=r"out\.jsonl: cannot be written \(No space left.*kept in .*parts"):
        run(folder, out)
    run(folder, out, again := Finder())
    assert again.articles == 21 - 7


def test_an_output_that_does_not_fit_is_joined_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(InputError, match=r"out\.jsonl: cannot be written \(File too large\)"):
            run(folder, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    run(folder, out, again := Finder())
    assert again.articles == 0
    assert len(out.read_bytes()) > 20_000


def test_a_vanished_input_stops_the_run_until_it_is_back(folder: Path, tmp_path: Path) -> None:
    out, table = tmp_path / "out.jsonl", folder / "d.parquet"
    away = tmp_path / "away"
    with pytest.raises(InputError, match=r"d\.parquet: has vanished .*bring it back"):
        run(folder, out, Finder(1, lambda: table.rename(away)))
    away.rename(table)
    run(folder, out, again := Finder())
    assert 0 < again.articles < 21
    run(folder, tmp_path / "unbroken.jsonl")
    assert out.read_bytes() == (tmp_path / "unbroken.jsonl").read_bytes()


def test_other_inputs_or_another_model_start_over(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out, page = tmp_path / "out.jsonl", folder / "c.txt"
    with pytest.raises(InputError, match=r"c\.txt: has changed since the run began"):
        run(folder, out, Finder(1, lambda: page.write_text("今年增长5%。", encoding="utf-8")))
    with pytest.raises(InputError, match="has changed"):
        run(folder, out, again := Finder(2, (folder / "d.parquet").touch))
    assert again.articles > 7
    run(folder, out, last := Finder(), "other")
    assert last.articles == 21
    assert [message.rpartition("parts: ")[2] for message in caplog.messages] == [
        "is of another run (inputs differs), starting over",
        "is of another run (inputs, model differs), starting over",
    ]


def test_two_runs_never_write_the_same_output(folder: Path, tmp_path: Path) -> None:
    with (
        Shards.open(tmp_path / "out.jsonl.parts", {}),
        pytest.raises(InputError, match=r"out\.jsonl\.parts: another run is writing there"),
    ):
        run(folder, tmp_path / "out.jsonl")


def test_an_output_among_its_inputs_is_none_of_them(folder: Path) -> None:
    def fall_over() -> None:
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            run(folder, folder / "out.jsonl", Finder(1, fall_over))
        run(folder, folder / "out.jsonl", again := Finder())
        assert again.articles == 18
