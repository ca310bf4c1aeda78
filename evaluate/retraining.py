"""The model learning along: pull, fine-tune, and accept the new model when it is not worse on the held-out articles."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import Document, InputError, read_documents, whole_file
from annotate.schema import load_schema

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

    from train.config import RunConfig

VERDICT = "verdict.json"
"""The file of an accepted model's folder that says how it compared; a model without it is not served."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a new model compared: strict micro-F1 of both on the held-out articles, and whether it may serve.

    `first` is the model that serving began with, `rules` or a folder.
    """

    model: Path
    first: str
    articles: int
    old: float
    new: float

    @property
    def accepted(self) -> bool:
        """Tell whether the new model is not worse."""
        return self.new >= self.old


def newest_accepted(folder: Path, first: str) -> str:
    """Return the newest accepted model that serving from `first` led to, and `first` itself before there is one."""
    verdicts = (json.loads(path.read_text(encoding="utf-8")) for path in folder.glob(f"*/{VERDICT}"))
    models = [verdict["model"] for verdict in verdicts if verdict["first"] == first]
    return str(folder / max(models)) if models else first


def retrain(client: LabelStudio, project: str, config: RunConfig, folder: Path, first: str) -> Verdict:
    """Train on what is annotated in the project, and judge by the fifth of its articles that is always held out.

    The model goes into a folder of its own within `folder`, named by the time; a worse one is deleted again. InputError
    when too little is annotated.
    """
    from annotate import studio
    from train import corpus, split
    from train.finetune import finetune

    out = folder / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    studio.pull_to(client, project, load_schema(), out / "corrected.jsonl")
    parts = split.split_by_id(corpus.one_each(read_documents(out / "corrected.jsonl")))
    if short := [name for name, part in parts.items() if not part]:
        raise InputError(f"{project}: too few annotated articles to train (none for {short[0]}); annotate more")
    corpus.save(corpus.build(parts, load_schema()), out / "dataset")
    finetune(config, out / "dataset", out)
    shutil.rmtree(out / "checkpoints", ignore_errors=True)
    verdict = _judge(out, parts["test"], folder, first)
    _conclude(verdict)
    return verdict


def _judge(model: Path, held_out: list[Document], folder: Path, first: str) -> Verdict:
    from evaluate.score import score_documents
    from extract.batch import label, load_predictor

    old, new = (
        score_documents(held_out, label(held_out, load_predictor(system))).micro.f1
        for system in (newest_accepted(folder, first), str(model))
    )
    return Verdict(model, first, len(held_out), old, new)


def _conclude(verdict: Verdict) -> None:
    """Write the verdict beside an accepted model, and delete one that is not."""
    if not verdict.accepted:
        shutil.rmtree(verdict.model)
        return
    scores = {"articles": verdict.articles, "old": verdict.old, "new": verdict.new}
    with whole_file(verdict.model / VERDICT) as file:
        json.dump({"model": verdict.model.name, "first": verdict.first, **scores}, file)
