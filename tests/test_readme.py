"""Every command in the README is run, in its order, in a folder that holds what a checkout holds."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from inspect import getdoc
from pathlib import Path

import pytest
from typer import Typer

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import write_documents
from annotate.studio.server import free_port
from zhibiao import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line.strip()
]


def command_rows(tree: Typer = app, prefix: str = "zhibiao") -> list[str]:
    """Return the table's rows: every command with the first line of its help."""
    rows = [
        f"| `{prefix} {command.name or command.callback.__name__}` | {getdoc(command.callback)} |"
        for command in tree.registered_commands
        if command.callback is not None
    ]
    for group in tree.registered_groups:
        if group.typer_instance is not None:
            name = f" {group.name}" if isinstance(group.name, str) else ""
            rows += command_rows(group.typer_instance, prefix + name)
    return rows


def test_the_command_table_is_the_command_tree() -> None:
    table = README.split("|---|---|\n", 2)[2].split("<!-- end of commands -->")[0]
    assert table.splitlines() == command_rows()


@pytest.fixture
def checkout(tmp_path: Path, migrated: Path) -> Path:
    """A folder with the seeds and configurations, a Label Studio that was started before, and the demo's output."""
    for name in ("seeds", "configs", "docs", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(migrated, tmp_path / "work" / "studio")
    placed, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    annotation = {"id": 1, "annotator": "anna", "updated": "2026-01-01T00:00:00Z", "ground_truth": False}
    gold = [replace(document, meta=document.meta | {"annotation": annotation}) for document in placed]
    write_documents(gold, tmp_path / "work" / "demo" / "corrected.jsonl")
    write_documents(gold[:3], tmp_path / "work" / "demo" / "gold.jsonl")
    return tmp_path


@pytest.mark.slow
@pytest.mark.studio
def test_every_command_of_the_readme_runs(checkout: Path) -> None:
    for line in COMMANDS:
        program, *arguments = shlex.split(line, comments=True)
        if program == "make":
            assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
            continue
        assert program == "zhibiao"
        if arguments[:2] == ["studio", "start"]:
            arguments += ["--port", str(free_port())]
        command = [sys.executable, str(ROOT / "zhibiao.py"), *arguments]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    for snippet in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        subprocess.run(
            [sys.executable, "-c", snippet], cwd=checkout, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True
        )
    written = {path.name for path in (checkout / "work").iterdir()}
    assert {"corrected.jsonl", "dataset", "model", "report.html", "extracted.jsonl", "tables"} <= written
