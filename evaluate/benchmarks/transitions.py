"""What the tags' order adds in decoding: the models of a cross-validation, decoded with and without it.

`python -m evaluate.benchmarks.transitions CROSSVAL` reads what `zhibiao crossval -o CROSSVAL` left. Transitions are
estimated on each fold's training tags; nothing is trained anew. It prints strict micro F1 of the model by weight, then
of rules, model and hybrid at the shipped weight, over the seeds, over the two of them that no rule was developed on,
and over what else was left out, and leaves in CROSSVAL the calibration by all folds: that of a model which is trained
on all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from annotate.records import Document, Predictor, read_documents
from annotate.rules import predict
from evaluate.breakdown import source_of
from evaluate.calibration import Judged, fit, judge
from evaluate.score import score_documents
from extract.batch import label
from extract.extractor import Extractor
from extract.hybrid import Hybrid
from train.corpus import load
from train.transitions import estimate

WEIGHTS, SHIPPED = (0.0, 0.1, 0.2, 0.3, 0.5), 0.2
DEVELOPED = ("000", "001", "003")
UNTOUCHED = ("002", "004")

Fold = tuple[list[Document], Extractor]


def main(folder: Path) -> None:
    """Print a line a weight and a line a system."""
    folds = _folds(folder)
    for weight in WEIGHTS:
        _set_transitions(folder, folds, weight)
        found = {source: list(label(held_out, model)) for source, (held_out, model) in folds.items()}
        print(f"weight {weight}: model {_f1(folds, found)}", flush=True)
    _set_transitions(folder, folds, SHIPPED)
    judged = {source: judge(held_out, model) for source, (held_out, model) in folds.items()}
    systems: dict[str, Mapping[str, Predictor]] = {
        "rules": dict.fromkeys(folds, predict),
        "model": {source: model for source, (_, model) in folds.items()},
        "hybrid": {source: Hybrid(model, fit(_others(judged, source))) for source, (_, model) in folds.items()},
    }
    for name, predictors in systems.items():
        found = {source: list(label(held_out, predictors[source])) for source, (held_out, _) in folds.items()}
        print(f"{name:6} {_f1(folds, found)}", flush=True)
    fit(_others(judged)).save(folder)


def _folds(folder: Path) -> dict[str, Fold]:
    path = folder / "gold.jsonl"
    if not path.exists():
        raise SystemExit(f"{folder}: holds no cross-validation; make one with `zhibiao crossval -o {folder}`")
    held_out: dict[str, list[Document]] = {}
    for document in read_documents(path):
        held_out.setdefault(source_of(document), []).append(document)
    return {source: (documents, Extractor(folder / source)) for source, documents in held_out.items()}


def _set_transitions(folder: Path, folds: dict[str, Fold], weight: float) -> None:
    for source, (_, model) in folds.items():
        tags = load(folder / source / "dataset")["train"]["tags"]
        model.transitions = estimate(tags, len(model.tags), weight) if weight else None


def _others(judged: dict[str, list[Judged]], held_out: str = "") -> list[Judged]:
    return [pair for source, found in judged.items() if source != held_out for pair in found]


def _f1(folds: dict[str, Fold], found: dict[str, list[Document]]) -> str:
    seeds = [source for source in folds if source.startswith(DEVELOPED + UNTOUCHED)]
    untouched = [source for source in seeds if source.startswith(UNTOUCHED)]
    others = [source for source in folds if source not in seeds]
    lines = []
    for name, sources in (("seeds", seeds), ("untouched", untouched), ("others", others)):
        if not sources:
            continue
        gold = [document for source in sources for document in folds[source][0]]
        micro = score_documents(gold, [document for source in sources for document in found[source]]).micro
        low, high = micro.interval or (micro.f1, micro.f1)
        lines.append(f"{name} F1 {micro.f1:.3f} ({low:.3f}–{high:.3f}) P {micro.precision:.3f} R {micro.recall:.3f}")
    return "; ".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "work/crossval"))
