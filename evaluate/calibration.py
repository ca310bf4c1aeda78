"""Learns from corrected articles how far a candidate of rules or model can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.records import Document, InputError
from extract.extractor import Extractor
from extract.hybrid import Calibration, Candidate, candidates

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
    """Fit the logistic regression, its weights drawn towards nothing (L2); InputError without both outcomes."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    judged = list(judged)
    right = [outcome for _, outcome in judged]
    if len(set(right)) < 2:
        raise InputError("calibration wants right and wrong spans; give more corrected articles")
    columns = DictVectorizer()
    known = columns.fit_transform([candidate.evidence for candidate, _ in judged])
    model = LogisticRegression(max_iter=3000, fit_intercept=False).fit(known, right)
    return Calibration(
        {name: round(float(weight), 4) for name, weight in zip(columns.feature_names_, model.coef_[0], strict=True)}
    )
