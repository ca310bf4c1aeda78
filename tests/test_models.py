"""The models that the repository holds, as a user of plain transformers meets them: with no network."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parent.parent / "models"
BASE, EXTRACTOR = MODELS / "zhibiao-base", MODELS / "zhibiao"
MEGABYTE = 2**20

NO_NETWORK = """
import json, socket, sys

def refuse(*arguments, **named):
    raise OSError("there is no network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
from transformers import pipeline
"""


def offline(code: str, *arguments: str) -> list[dict[str, object]]:
    """Run code that prints JSON in a process that cannot reach anything."""
    command = [sys.executable, "-c", NO_NETWORK + code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("text", "character"), [("北京市人民政[MASK]", "府"), ("同比增[MASK]5.2%", "长")])
def test_the_base_guesses_what_is_hidden(text: str, character: str) -> None:
    fill = "print(json.dumps(pipeline('fill-mask', model=sys.argv[1])(sys.argv[2])))"
    best, *_ = offline(fill, str(BASE), text)
    assert best["token_str"] == character


@pytest.mark.slow
def test_the_extractor_finds_entities_and_figures_in_a_plain_pipeline() -> None:
    tag = """
tag = pipeline('token-classification', model=sys.argv[1], aggregation_strategy='simple', stride=32)
print(json.dumps([{'label': one['entity_group'], 'span': [one['start'], one['end']]} for one in tag(sys.argv[2])]))
"""
    text = "上半年，江苏省规模以上工业企业实现营业收入7.6万亿元，同比增长5.2%。"
    found = {(one["label"], text[slice(*one["span"])]) for one in offline(tag, str(EXTRACTOR), text)}  # type: ignore[misc]
    assert {("TIME", "上半年"), ("LOC", "江苏省"), ("MONEY", "7.6万亿元"), ("RATIO", "5.2%")} <= found


def test_the_models_are_small() -> None:
    size = sum(path.stat().st_size for path in MODELS.rglob("*") if path.is_file())
    assert size <= 50 * MEGABYTE


@pytest.mark.parametrize("folder", [BASE, EXTRACTOR], ids=lambda folder: folder.name)
def test_a_card_says_what_a_model_was_trained_on_and_what_it_is_for(folder: Path) -> None:
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"## {part}" in card for part in ("Training", "Scores", "Limits", "Use"))
