"""Articles that can't be extracted: told in failed.jsonl with their place, while the others are."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from annotate.figures import find_figures
from annotate.records import Span
from extract.batch import extract_files, local
from extract.inputs import Position
from extract.progress import shown
from extract.shards import Tally

ROOT = Path(__file__).resolve().parents[2]
GOOD = "总投资逾86亿元，同比增长8.6%。"


def find(texts: Sequence[str]) -> list[list[Span]]:
    return [find_figures(text) for text in texts]


def failures(folder: Path, *inputs: str) -> list[str]:
    """Extract, check that two good articles came out, and return the reasons for which the others didn't."""
    report = extract_files(inputs, local(find), folder / "out.jsonl", model="find")
    records = [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["text"] for record in records] == [GOOD, GOOD]
    assert [len(record["figures"]) for record in records] == [2, 2]
    failed = [json.loads(line) for line in (folder / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert report.tally.failed == len(failed)
    return [failure["reason"].replace(f"{folder}/", "") for failure in failed]


def row(text: object) -> bytes:
    return json.dumps({"text": text}, ensure_ascii=False).encode()


def test_bad_json_lines(tmp_path: Path) -> None:
    lines = [
        row(GOOD),
        b"{",
        row(5),
        b'{"n": 1}',
        row(""),
        b'{"text": "\xff"}',
        b"",
        row(GOOD),
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    assert [reason.partition(" (")[0] for reason in failures(tmp_path, str(tmp_path / "a.jsonl"))] == [
        "a.jsonl:2: is not a JSON object",
        "a.jsonl:3: 'text' is not a string; put the article's text there",
        "a.jsonl:4: has no text column among n; name it `text`",
        "a.jsonl:5: holds no text; leave it out",
        "a.jsonl:6: is not in the encoding of the other lines; save the file as UTF-8",
    ]


def test_a_damaged_line_among_gb18030(tmp_path: Path) -> None:
    lines = [row(GOOD).decode().encode("gb18030"), b'{"text": "\xd7\xff"}', row(GOOD).decode().encode("gb18030")]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    assert failures(tmp_path, str(tmp_path / "a.jsonl")) == [
        "a.jsonl:2: is not in the encoding of the other lines; save the file as UTF-8"
    ]


def test_a_line_of_50_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([row(GOOD), row("1" * 50_000_000), row(GOOD)]))
    assert failures(tmp_path, str(tmp_path / "a.jsonl")) == [
        "a.jsonl:2: is longer than 4,194,304 characters; split it, or close its quote"
    ]


def test_bad_csv_rows(tmp_path: Path) -> None:
    lines = ["title,text", f"甲,{GOOD}", "乙", "丙,", f'丁,"{GOOD}"']
    raw = "\n".join(lines).encode() + b"\n\xff,\xff\n" + '戊,"'.encode() + b"\n" * 3
    (tmp_path / "a.csv").write_bytes(raw)
    assert failures(tmp_path, str(tmp_path / "a.csv")) == [
        "a.csv:3: holds no text; leave it out",
        "a.csv:4: holds no text; leave it out",
        "a.csv:6: is not in the encoding of the other lines; save the file as UTF-8",
        "a.csv:7: holds no text; leave it out",
    ]


def test_bad_parquet_rows(tmp_path: Path) -> None:
    data = [GOOD.encode(), None, b"\xff", GOOD.encode()]
    column = pyarrow.array(data, pyarrow.binary()).view(pyarrow.string())
    parquet.write_table(pyarrow.table({"text": column}), tmp_path / "a.parquet")
    assert failures(tmp_path, str(tmp_path / "a.parquet")) == [
        "a.parquet:2: holds no text; leave it out",
        "a.parquet:3: is not UTF-8; write the row again",
    ]


def test_bad_files(tmp_path: Path) -> None:
    for name, content in (
        ("a.txt", GOOD.encode()),
        ("b.txt", b""),
        ("c.txt", b"%PDF-1.7"),
        ("d.txt", b" \n"),
        ("e.csv", b"n\n1\n"),
        ("f.txt", GOOD.encode("gb18030")),
        (os.fsdecode(b"\xb1\xa8.txt"), GOOD.encode()),
    ):
        (tmp_path / name).write_bytes(content)
    assert failures(tmp_path, str(tmp_path / "gone.txt"), str(tmp_path)) == [
        "gone.txt: no such file; check the path",
        f"'{tmp_path}/\\udcb1\\udca8.txt': is not a name in UTF-8; rename the file".replace(f"{tmp_path}/", ""),
        "b.txt: is empty; leave it out",
        "c.txt: is a PDF; extract its text first, for example with pdftotext",
        "d.txt: holds no text; leave it out",
        "e.csv: has no text column among n; name it `text`",
    ]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([row(GOOD), row(GOOD)]))
    os.mkfifo(tmp_path / "pipe")
    assert failures(tmp_path, str(tmp_path / "a.jsonl"), str(tmp_path / "pipe")) == [
        "pipe: is a pipe or device; give its text as standard input, named `-`"
    ]


def test_standard_input_goes_on_when_the_same_is_piped_in_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def piped(text: bytes, predictor: object = find) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        extract_files(["-"], local(predictor), tmp_path / "out.jsonl", model="find")  # type: ignore[arg-type]
        return [json.loads(line)["source"] for line in (tmp_path / "out.jsonl").open(encoding="utf-8")]

    calls = iter([find])

    def twice(texts: Sequence[str]) -> list[list[Span]]:
        if (predictor := next(calls, None)) is None:
            raise KeyboardInterrupt
        return predictor(texts)

    text = b"\n".join([row(GOOD)] * 40)
    with pytest.raises(KeyboardInterrupt):
        piped(text, twice)
    assert piped(text) == ["-"] * 40
    assert [message.rpartition(": ")[2] for message in caplog.messages] == ["going on after 32 articles"]


def test_failures_end_the_command_with_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([row(GOOD), b"{"]))
    command = [sys.executable, str(ROOT / "zhibiao.py"), "extract", "a.jsonl", "-o", "out.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stdout.startswith("1 articles, ")
    assert done.stderr == "1 failed; the reasons are in failed.jsonl\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_the_bar_shows_on_a_terminal_alone(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = io.StringIO()
    monkeypatch.setattr(stderr, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setenv("COLUMNS", "120")
    with shown(1000, Position(read=100), Tally(articles=5)) as show:
        show(Position(read=1000), Tally(articles=1234, characters=9000, failed=2))
    said = stderr.getvalue()
    assert ("100%" in said, "1,234 articles" in said, "characters/s" in said, "2 failed" in said) == (terminal,) * 4
    assert terminal or not said
