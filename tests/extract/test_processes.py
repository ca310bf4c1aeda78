"""The engine of many processes: what it writes is what one process writes, whatever becomes of them."""

import json
import os
import re
import signal
import sys
from pathlib import Path

import psutil
import pytest

from annotate import rules
from annotate.records import InputError
from extract.batch import extract_files, local
from extract.processes import SHARE, on_this_machine, worth
from tests.extract.engines import below, cut_off, killing

ROOT = Path(__file__).resolve().parents[2]
TEXT = "{}年，清远高新区实现营业收入{}亿元，同比增长11.6%，总投资逾86亿元。"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """400 articles, and a bad row."""
    written = [json.dumps({"text": TEXT.format(1990 + n % 30, n)}) for n in range(400)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([*written[:50], "{", *written[50:]]))
    return path


def test_begun_by_many_broken_off_by_a_killed_one_and_ended_by_many_it_has_the_bytes_of_one(
    rows: Path, tmp_path: Path
) -> None:
    report = extract_files([str(rows)], local(rules.predict), tmp_path / "one" / "out.jsonl", model="rules")
    assert (report.tally.articles, report.tally.failed) == (400, 1)
    out = tmp_path / "many" / "out.jsonl"
    many = on_this_machine("rules", 2)
    with pytest.raises(KeyboardInterrupt):
        extract_files([str(rows)], cut_off(many, 2), out, model="rules")
    with pytest.raises(InputError, match=r"a process of this run was killed.*what is done is kept.*fewer --workers"):
        extract_files([str(rows)], killing(many, "spawn_main"), out, model="rules")
    assert len(list((tmp_path / "many" / "out.jsonl.parts").glob("0*.jsonl"))) >= 3
    report = extract_files([str(rows)], many, out, model="rules")
    assert (report.tally.articles, report.tally.failed) == (400, 1)
    for name in ("out.jsonl", "failed.jsonl"):
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


@pytest.mark.parametrize(
    ("ended", "code", "said"),
    [
        (signal.SIGKILL, -signal.SIGKILL, "(?s:.*)"),
        (signal.SIGINT, 130, r"stopped after \d+ articles; the same command .*\n"),
    ],
)
def test_nothing_runs_on_when_the_command_ends(rows: Path, ended: signal.Signals, code: int, said: str) -> None:
    command = [sys.executable, str(ROOT / "zhibiao.py"), "extract", rows.name, "-m", "rules", "--workers", "2"]
    errors = rows.with_name("errors.txt")
    with errors.open("w") as file:
        process = psutil.Popen([*command, "-o", "out.jsonl"], cwd=rows.parent, stderr=file, start_new_session=True)
    while not list(rows.parent.glob("out.jsonl.parts/0*.jsonl")):
        assert process.poll() is None
    workers = below(process, "spawn_main")
    assert len(workers) == 2
    os.kill(process.pid, ended) if ended is signal.SIGKILL else os.killpg(process.pid, ended)
    assert process.wait() == code
    assert psutil.wait_procs(workers, timeout=30)[1] == []
    assert re.fullmatch(said, errors.read_text(encoding="utf-8"))
    assert len(list(rows.parent.glob("out.jsonl.parts/0*.jsonl"))) < 13


def test_small_inputs_and_gpus_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    monkeypatch.setattr("extract.processes.may_have_gpu", lambda: False)
    assert [worth("models/zhibiao", size) for size in (0, SHARE - 1, SHARE, 9 * SHARE)] == [1, 1, 2, 4]
    monkeypatch.setattr("extract.processes.may_have_gpu", lambda: True)
    assert [worth(model, 9 * SHARE) for model in ("models/zhibiao", "rules")] == [1, 4]
