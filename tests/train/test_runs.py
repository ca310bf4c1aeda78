"""Runs as real processes: several at once, killed at any moment, from every entry."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from annotate.alignment import AlignedText
from annotate.records import Document, Span, write_documents
from annotate.schema import CONFIGS, load_schema
from train import corpus

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("北京", "上海", "天津", "重庆")
OVERRIDES = [
    "model.architecture.hidden_size=32",
    "model.architecture.num_hidden_layers=1",
    "model.architecture.intermediate_size=64",
    "reading.window=24",
    "reading.stride=24",
    "regularisation.average=0.9",
    "training.use_cpu=true",
    "training.num_train_epochs=4",
    "training.logging_strategy=steps",
    "training.logging_steps=1",
    "training.disable_tqdm=true",
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen sentences for training, a whole number of batches whoever shares them, and two to choose by."""
    folder = tmp_path_factory.mktemp("corpus")
    documents = [
        Document(
            str(number),
            AlignedText.identity(f"{place}今年投资{number}{number}亿元。"),
            (Span(0, 2, "LOC"), Span(2, 4, "TIME"), Span(6, 8 + 2 * len(str(number)), "MONEY")),
            meta={"source": f"{number}.txt"},
        )
        for number, place in enumerate(PLACES * 4)
    ]
    corpus.save(corpus.build({"train": documents, "validation": documents[:2]}, load_schema()), folder)
    return folder


def command(entry: tuple[str, ...], dataset: Path, out: Path, *more: str) -> list[str]:
    tiny = str(CONFIGS / "train" / "tiny.yaml")
    return [sys.executable, "-m", *entry, tiny, *OVERRIDES, *more, "--data", str(dataset), "--out", str(out)]


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def losses(out: Path) -> list[float]:
    states = [json.loads(path.read_text()) for path in (out / "checkpoints").glob("checkpoint-*/trainer_state.json")]
    newest = max(states, key=lambda state: state["global_step"])
    return [entry["loss"] for entry in newest["log_history"] if "loss" in entry]


def test_two_processes_learn_as_one_does(dataset: Path, tmp_path: Path) -> None:
    still = ("model.architecture.hidden_dropout_prob=0.0", "model.architecture.attention_probs_dropout_prob=0.0")
    run(command(("train.finetune",), dataset, tmp_path / "one", *still))
    launcher = ("torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "train.finetune")
    smaller = "training.per_device_train_batch_size=4"
    done = run(command(launcher, dataset, tmp_path / "two", *still, smaller))
    one, two = losses(tmp_path / "one"), losses(tmp_path / "two")
    assert len(one) == 8
    assert one[-1] < one[0]
    assert two == pytest.approx(one, rel=1e-3)
    assert done.stdout.count("validation: f1") == 1
    weights = [load_file(tmp_path / name / "model.safetensors") for name in ("one", "two")]
    assert all(torch.allclose(weights[1][name], weight, atol=1e-3) for name, weight in weights[0].items())


def test_a_run_killed_at_any_moment_ends_as_an_unbroken_one(dataset: Path, tmp_path: Path) -> None:
    often = ("training.save_strategy=steps", "training.save_steps=3", "training.eval_strategy=steps")
    every = (*often, "training.eval_steps=3", "training.num_train_epochs=16", "patience=3")
    unbroken, killed = (
        command(("zhibiao", "finetune"), dataset, tmp_path / name, *every) for name in ("unbroken", "killed")
    )
    _end_alike(unbroken, killed, tmp_path)


def test_a_base_killed_at_any_moment_ends_as_an_unbroken_one(tmp_path: Path) -> None:
    texts = [f"{PLACES[number % 4]}今年投资{number}亿元。" for number in range(60)]
    articles = [Document(str(number), AlignedText.identity(text)) for number, text in enumerate(texts)]
    write_documents(articles, tmp_path / "articles.jsonl")
    small = [str(CONFIGS / "pretrain" / "small.yaml"), "--articles", str(tmp_path / "articles.jsonl")]
    shape = [name for name in OVERRIDES if name.startswith(("model", "reading"))]
    often = ["training.disable_tqdm=true", "training.save_steps=3", "training.logging_steps=1"]
    every = [*often, "training.num_train_epochs=8", "training.eval_strategy='no'"]
    unbroken, killed = (
        [sys.executable, "-m", "zhibiao", "pretrain", *small, *shape, *every, "--out", str(tmp_path / name)]
        for name in ("unbroken", "killed")
    )
    _end_alike(unbroken, killed, tmp_path)
    assert not (tmp_path / "killed" / "rows").exists()


def _end_alike(unbroken: list[str], killed: list[str], folder: Path) -> None:
    """Run one command to its end, kill the other twice before it may end too, and hold their weights equal."""
    run(unbroken)
    drawn = random.Random(5)
    _kill(killed, folder / "killed", drawn)
    _kill([*killed, "--resume"], folder / "killed", drawn)
    run([*killed, "--resume"])
    expected, found = (load_file(folder / name / "model.safetensors") for name in ("unbroken", "killed"))
    assert all(torch.equal(found[name], weight) for name, weight in expected.items())
    assert losses(folder / "killed") == losses(folder / "unbroken")


def _kill(command: list[str], out: Path, drawn: random.Random) -> None:
    """Start a run and kill it some moments after it has begun to write a new checkpoint."""
    before = set((out / "checkpoints").glob("checkpoint-*"))
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while set((out / "checkpoints").glob("checkpoint-*")) <= before and process.poll() is None:
        time.sleep(0.001)
    time.sleep(drawn.random() / 5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (out / "model.safetensors").exists()


def test_the_same_seed_gives_the_same_weights(dataset: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        run(command(("train.finetune",), dataset, tmp_path / name))
    one, other = (load_file(tmp_path / name / "model.safetensors") for name in ("one", "other"))
    assert all(torch.equal(other[name], weight) for name, weight in one.items())
