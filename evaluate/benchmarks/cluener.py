"""How well a run learns CLUENER2020: `python -m evaluate.benchmarks.cluener [CONFIG] [KEY=VALUE …]`.

The run trains on the training set. A thousand of its sentences, chosen by hash, train nothing: they choose the
checkpoint, and every setting in configs/train/cluener.yaml was chosen on them. The development set has no say in
anything and is scored once, when a run has ended. Runs lie in work/cluener by a hash of their settings: one that is
done is not trained again, one that was broken off goes on.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from zlib import crc32

import typer

from annotate.records import Document, InputError, whole_file
from annotate.schema import CONFIGS, Label, Schema
from evaluate.compare import interval_text, text_table
from evaluate.score import Scores, score
from train.config import RunConfig, load_config
from train.corpus import build, one_each, save
from train.counting import Score
from train.public import read_public

SET = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "cluener"
WORK = Path("work/cluener")
HELD_OUT = 1000


def main(
    config: Annotated[Path, typer.Argument(help="A run.")] = CONFIGS / "train" / "cluener.yaml",
    overrides: Annotated[list[str] | None, typer.Argument(help="key=value, such as training.seed=7.")] = None,
) -> None:
    """Train unless the run is done, and print its scores on the development set."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    try:
        parts, dev = read_parts(), list(read_public("cluener", SET / "dev.json"))
        console.print(", ".join(f"{len(part):,} {name}" for name, part in [*parts.items(), ("development", dev)]))
        folder = trained(load_config(config, overrides or ()), parts)
    except InputError as error:
        sys.exit(str(error))
    console.print(_origin(folder), score_table(predicted_scores(folder, dev)), sep="\n")


def read_parts() -> dict[str, list[Document]]:
    """Return the training set without the sentences that the validation part takes from it; InputError without it."""
    if not (SET / "train.json").exists():
        raise InputError(f"{SET}: CLUENER2020 is not there; put its train.json and dev.json into that folder")
    documents = sorted(one_each(read_public("cluener", SET / "train.json")), key=lambda one: crc32(one.id.encode()))
    return {"train": documents[HELD_OUT:], "validation": documents[:HELD_OUT]}


def schema_of(documents: Sequence[Document]) -> Schema:
    """Return the labels that the documents hold, in alphabetic order, as a schema of their own."""
    codes = sorted({span.label for document in documents for span in document.spans})
    return Schema(tuple(Label(code, code, "", "", figure=False) for code in codes))


def trained(config: RunConfig, parts: dict[str, list[Document]]) -> Path:
    """Return the folder of this run's checkpoint, trained or gone on with unless it is whole."""
    import torch

    from train.finetune import finetune

    folder = WORK / hashlib.sha256(config.model_dump_json().encode()).hexdigest()[:12]
    if not (folder / "scores.json").exists():
        save(build(parts, schema_of(parts["train"])), WORK / "dataset")
        if not (folder / "begun.json").exists():
            with whole_file(folder / "begun.json") as file:
                json.dump({"time": time.time(), "threads": torch.get_num_threads()}, file)
        finetune(config, WORK / "dataset", folder, resume=True)
    return folder


def _origin(folder: Path) -> str:
    """Say how long the run took, pauses included, and what it reached on the validation part."""
    begun = json.loads((folder / "begun.json").read_text(encoding="utf-8"))
    minutes = ((folder / "scores.json").stat().st_mtime - begun["time"]) / 60
    validation = json.loads((folder / "scores.json").read_text(encoding="utf-8"))["validation"]
    return f"{folder}: {minutes:.0f} minutes on {begun['threads']} threads, validation F1 {validation['f1']:.3f}"


def predicted_scores(folder: Path, documents: Sequence[Document]) -> Scores:
    """Score a checkpoint on sentences: strict spans, intervals over sentences."""
    from extract.extractor import Extractor

    predicted = Extractor(folder)([document.text for document in documents])
    return score([document.spans for document in documents], predicted)


def score_table(scores: Scores) -> object:
    """Show the scores of each label and all together."""
    rows = [(label, *_cells(found)) for label, found in scores.labels.items()]
    return text_table(("label", "support", "P", "R", "F1", "95 %"), [*rows, ("all", *_cells(scores.micro))])


def _cells(found: Score) -> tuple[str, ...]:
    numbers = (f"{number:.3f}" for number in (found.precision, found.recall, found.f1))
    return (f"{found.gold:,}", *numbers, interval_text(found))


if __name__ == "__main__":
    typer.run(main)
