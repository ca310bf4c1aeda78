"""Learns from corrected articles how far a candidate of rules or model can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.records import Document, InputError
from extract.extractor import Extractor
from extract.hybrid import Calibration, Candidate, candidates, kind

Judged = tuple[Candidate, bool]
"""A candidate, and whether it is right."""


def calibrate(folder: Path, documents: Sequence[Document]) -> Calibration:
    """Learn the calibration of a checkpoint from corrected articles that it was not trained on, and save it there."""
    calibration = fit(judge(documents, Extractor(folder)))
    calibration.save(folder)
    return calibration


def judge(documents: Sequence[Document], extractor: Extractor) -> list[Judged]:
    """Hold the candidates of rules and model against the corrected spans."""
    proposed = candidates([document.text for document in documents], extractor)
    return [
        (candidate, candidate.span.key() in gold)
        for gold, found in zip(({span.key() for span in d.spans} for d in documents), proposed, strict=True)
        for candidate in found
    ]


def fit(judged: Iterable[Judged]) -> Calibration:
    """Fit the logistic regression, its biases drawn towards one another (L2); InputError without both outcomes."""
    from sklearn.linear_model import LogisticRegression

    judged = list(judged)
    right = [outcome for _, outcome in judged]
    if len(set(right)) < 2:
        raise InputError("calibration wants right and wrong spans; give more corrected articles")
    kinds = sorted({kind(candidate) for candidate, _ in judged})
    model = LogisticRegression(max_iter=1000).fit([_features(candidate, kinds) for candidate, _ in judged], right)
    rules, both, alone, proposed, *biases = (float(weight) for weight in model.coef_[0])
    common = float(model.intercept_[0])
    own = dict(zip(kinds, biases, strict=True))
    return Calibration(rules, both, alone, {name: common + own[name] + proposed * name.endswith("+") for name in kinds})


def _features(candidate: Candidate, kinds: Sequence[str]) -> list[float]:
    own = [float(name == kind(candidate)) for name in kinds]
    if candidate.rules is None:
        return [0.0, 0.0, candidate.model, 0.0, *own]
    return [candidate.rules, candidate.model, 0.0, 1.0, *own]
