"""Leave one document out: every file's articles are labelled by a model that was trained on the others."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING

from annotate.records import Document, InputError, Predictor, to_json, whole_file, write_documents
from annotate.rules import predict
from annotate.schema import load_schema
from evaluate.breakdown import source_of
from evaluate.calibration import fit, judge
from evaluate.compare import signed_text
from evaluate.resampling import difference
from evaluate.score import score_documents
from extract.batch import label
from extract.extractor import Extractor
from extract.hybrid import Hybrid
from train.config import RunConfig
from train.corpus import build, one_each, save
from train.counting import Score
from train.finetune import finetune
from train.split import split_by_source, unseen

if TYPE_CHECKING:
    from rich.table import Table

SYSTEMS = ("rules", "model", "hybrid")


@dataclass(frozen=True, slots=True)
class Crossval:
    """What every system predicts of articles that its model never saw, and the corrected articles."""

    gold: list[Document]
    predicted: dict[str, list[Document]]


def crossval(
    config: RunConfig,
    documents: Sequence[Document],
    out: Path,
    silver: Sequence[Document] = (),
    progress: Callable[[str], None] = lambda source: None,
) -> Crossval:
    """Train once for every source file, without it; write `model.jsonl`, `rules.jsonl` and `hybrid.jsonl` into `out`.

    A fold that is done is not trained again, so that a run that was broken off goes on. The hybrid of a fold is
    calibrated on the other folds' held-out articles. InputError with fewer than three sources,
    or when `out` holds folds of another run.
    """
    gold = one_each(documents)
    by_source = _by_source(gold)
    if len(by_source) < 3:
        raise InputError("cross-validation wants articles of at least three files; correct more")
    _claim(out, config, gold, silver)
    for source in by_source:
        if not (out / source / "scores.json").exists():
            progress(source)
            _train(config, gold, source, out / source, silver)
    predicted = _predict(by_source, out)
    ordered = [document for held_out in by_source.values() for document in held_out]
    for name, found in predicted.items():
        write_documents(found, out / f"{name}.jsonl")
    write_documents(ordered, out / "gold.jsonl")
    return Crossval(ordered, predicted)


def _claim(out: Path, config: RunConfig, gold: Sequence[Document], silver: Sequence[Document]) -> None:
    """Write down what the folds in a folder are of; InputError when it holds folds of another run."""
    run = hashlib.sha256(config.model_dump_json().encode())
    for document in (*gold, *silver):
        run.update(json.dumps(to_json(document), sort_keys=True).encode())
    note = out / "run.sha256"
    if not note.exists():
        with whole_file(note) as file:
            file.write(run.hexdigest())
    elif note.read_text(encoding="utf-8") != run.hexdigest():
        raise InputError(f"{out}: holds folds of another run or other articles; give another folder with -o")


def _by_source(documents: Sequence[Document]) -> dict[str, list[Document]]:
    by_source: dict[str, list[Document]] = {}
    for document in documents:
        by_source.setdefault(source_of(document), []).append(document)
    return dict(sorted(by_source.items()))


def _train(config: RunConfig, gold: Sequence[Document], source: str, folder: Path, silver: Sequence[Document]) -> None:
    parts = split_by_source(gold, [source])
    held_out = [*parts["validation"], *parts["test"]]
    parts["train"] += unseen(silver, held_out)
    save(build(parts, load_schema()), folder / "dataset")
    finetune(config, folder / "dataset", folder)
    shutil.rmtree(folder / "checkpoints")


def _predict(by_source: Mapping[str, Sequence[Document]], out: Path) -> dict[str, list[Document]]:
    extractors = {source: Extractor(out / source) for source in by_source}
    judged = {source: judge(held_out, extractors[source]) for source, held_out in by_source.items()}
    fit(pair for found in judged.values() for pair in found).save(out)
    predicted: dict[str, list[Document]] = {name: [] for name in SYSTEMS}
    for source, held_out in by_source.items():
        others = fit(pair for other, found in judged.items() if other != source for pair in found)
        systems: tuple[Predictor, ...] = (predict, extractors[source], Hybrid(extractors[source], others))
        for name, system in zip(SYSTEMS, systems, strict=True):
            predicted[name] += label(held_out, system)
    return predicted


def fold_table(found: Crossval, against: Mapping[str, Sequence[Document]]) -> Table:
    """Show each fold's strict micro F1, mean, spread and all folds together, and the difference to other runs."""
    from rich.table import Table

    systems = {**found.predicted, **against}
    table = Table("held out", "spans", *systems, box=None, padding=(0, 1, 0, 0))
    rows = {}
    for source, held_out in _by_source(found.gold).items():
        rows[source] = [_micro(held_out, predicted).f1 for predicted in systems.values()]
        spans = sum(len(document.spans) for document in held_out)
        table.add_row(source, str(spans), *(f"{f1:.3f}" for f1 in rows[source]))
    columns = list(zip(*rows.values(), strict=True))
    table.add_row("mean ± sd", "", *(f"{mean(column):.3f} ± {stdev(column):.3f}" for column in columns))
    together = [_micro(found.gold, predicted) for predicted in systems.values()]
    table.add_row("together", str(together[0].gold), *(_with_interval(one) for one in together))
    return table


def _micro(gold: Sequence[Document], predicted: Sequence[Document]) -> Score:
    return score_documents(gold, _of(gold, predicted)).micro


def _with_interval(one: Score) -> str:
    return f"{one.f1:.3f}" + (f" ({one.interval[0]:.3f}–{one.interval[1]:.3f})" if one.interval else "")


def differences(found: Crossval, against: Mapping[str, Sequence[Document]]) -> list[str]:
    """Say of each pair worth comparing how far apart they are, with the interval and whether chance would do it.

    A file of another run stands against what bears its name here (`other/hybrid` against hybrid), or else the model.
    """
    pairs = [("hybrid", name) for name in ("rules", "model")]
    pairs += [(stem if (stem := Path(name).name) in found.predicted else "model", name) for name in against]
    counts = {
        name: score_documents(found.gold, _of(found.gold, documents)).articles
        for name, documents in {**found.predicted, **against}.items()
    }
    lines = []
    for one, other in pairs:
        apart = difference(counts[one], counts[other])
        verdict = ", significant" if apart.significant else ""
        points, low, high = map(signed_text, (apart.points, apart.low, apart.high))
        lines.append(f"{one} − {other}: {points} ({low} to {high}, p = {apart.p:.3f}{verdict})")
    return lines


def _of(gold: Sequence[Document], predicted: Sequence[Document]) -> list[Document]:
    """Return the predictions of these articles."""
    wanted = {document.id for document in gold}
    return [document for document in predicted if document.id in wanted]
