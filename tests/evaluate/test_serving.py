"""`zhibiao serve` as a process of its own, under a real Label Studio, with real training of a few steps."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import yaml

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Span
from annotate.schema import CONFIGS, load_schema
from annotate.studio.access import CREDENTIALS
from annotate.studio.projects import existing_project
from annotate.studio.server import Server, free_port

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

ROOT = CONFIGS.parent
HAN = "山水花木云雨风雪春夏秋冬东西南北红黄蓝绿"


def articles() -> list[Document]:
    """Return articles that name a product as no rule knows it."""
    dice = random.Random(0)
    texts = ["".join(dice.choices(HAN, k=30)) + "甲乙丙。" for _ in range(20)]
    return [Document(f"{i:016x}", AlignedText.identity(t), (Span(30, 33, "PRODUCT"),)) for i, t in enumerate(texts)]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A run of a few steps."""
    values = yaml.safe_load((CONFIGS / "train" / "tiny.yaml").read_text(encoding="utf-8"))
    values["model"]["architecture"] |= {"hidden_size": 16, "num_hidden_layers": 1, "intermediate_size": 16}
    values["training"] |= {"num_train_epochs": 1, "disable_tqdm": True}
    path = tmp_path / "steps.yaml"
    path.write_text(yaml.safe_dump(values), encoding="utf-8")
    return path


@contextmanager
def serving(*options: str) -> Iterator[Iterator[str]]:
    """Run `zhibiao serve` until the block ends; the lines that it says are given."""
    command = [sys.executable, str(ROOT / "zhibiao.py"), "serve", *options, "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        yield iter(process.stdout)
        process.terminate()


def until(lines: Iterator[str], words: str) -> str:
    """Return all lines up to the one that holds these words."""
    said = ""
    while words not in said:
        said += next(lines)
    return said


@pytest.mark.slow
@pytest.mark.studio
def test_training_on_the_word_of_label_studio(
    running: Server, client: "LabelStudio", migrated: Path, config: Path, tmp_path: Path
) -> None:
    title, schema, home = f"learning {uuid4().hex}", load_schema(), tmp_path / "backend"
    studio.push(client, articles(), title, schema, "gold")
    studio.submit(client, articles(), title, schema)
    options = ("--project", title, "--folder", str(migrated), "--home", str(home), "--config", str(config))
    with serving(*options) as lines:
        said = until(lines, f"project {title!r} is connected to it")
        [backend] = client.ml.list(project=existing_project(client, title).id)
        assert backend.model_version.startswith("rules-")
        client.ml.train(backend.id)
        said += until(lines, f"training; {backend.model_version} goes on serving") + until(lines, "serving 2")
        [model] = [verdict.parent for verdict in home.glob("*/verdict.json")]
        assert client.ml.get(backend.id).model_version.startswith(model.name)
    secrets = json.loads((home / CREDENTIALS).read_text(encoding="utf-8"))
    said += (home / "training.log").read_text(encoding="utf-8")
    assert not [name for name in ("password", "secret") if secrets[name] in said]
    assert running.token not in said
    with serving(*options) as lines:
        until(lines, f"{model} is served at")


@pytest.mark.slow
def test_it_serves_without_label_studio(tmp_path: Path) -> None:
    with serving("--folder", str(tmp_path / "none"), "--home", str(tmp_path)) as lines:
        assert "no Label Studio runs there" in until(lines, "not connected")
