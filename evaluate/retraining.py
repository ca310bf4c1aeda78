"""The model learning along: pull, fine-tune, and accept the new model when it is not worse on the held-out articles."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import Document, InputError, read_documents, whole_file
from annotate.schema import load_schema

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

    from train.config import RunConfig

VERDICT = "verdict.json"
"""The file of an accepted model's folder that says how it compared."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a new model compared with the one that serves: strict micro-F1 of both on the held-out articles.

    `model` is its folder's name, `first` the model that serving began with, `rules` or a folder.
    """

    model: str
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
    models = [verdict["model"] for verdict in verdicts if Path(verdict["first"]) == Path(first)]
    return str(folder / max(models)) if models else first


def retrain(client: LabelStudio, project: str, config: RunConfig, folder: Path, first: str) -> Verdict:
    """Train on what is annotated in the project, and judge by the fifth of its articles that is always held out.

    A model that is not worse appears in `folder` under the time of its training, whole; of others nothing stays.
    InputError when too little is annotated.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".training-") as work:
        model = Path(work) / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        held_out = _train(client, project, config, model)
        verdict = _judge(model, held_out, newest_accepted(folder, first), first)
        if verdict.accepted:
            with whole_file(model / VERDICT) as file:
                json.dump(asdict(verdict), file)
            model.rename(folder / model.name)
    return verdict


def _train(client: LabelStudio, project: str, config: RunConfig, out: Path) -> list[Document]:
    """Fine-tune on the project's articles; return those held out."""
    from annotate import studio
    from train import corpus, split
    from train.finetune import finetune

    corrected = out / "corrected.jsonl"
    pulled = studio.pull_to(client, project, load_schema(), corrected)
    parts = split.split_by_id(corpus.one_each(read_documents(corrected)) if pulled.documents else [])
    if short := [name for name, part in parts.items() if not part]:
        raise InputError(f"{project}: has too few annotated articles, none for {short[0]}; annotate more, then train")
    corpus.save(corpus.build(parts, load_schema()), out / "dataset")
    finetune(config, out / "dataset", out)
    shutil.rmtree(out / "checkpoints", ignore_errors=True)
    return parts["test"]


def _judge(model: Path, held_out: list[Document], serving: str, first: str) -> Verdict:
    from evaluate.score import score_documents
    from extract.batch import label, load_predictor

    old, new = (
        score_documents(held_out, label(held_out, load_predictor(system))).micro.f1 for system in (serving, str(model))
    )
    return Verdict(model.name, first, len(held_out), old, new)
