"""Scores predicted spans and readings against gold: strict as seqeval's IOB2, partial and type-only as nervaluate's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from annotate.records import Document, InputError, Span
from annotate.schema import load_schema
from evaluate.breakdown import by_length, by_source
from evaluate.matching import Mistake, Pair, pair
from evaluate.readings import ATTRIBUTES, Reading, readings
from evaluate.reliability import Bin, reliability
from evaluate.resampling import scored
from train.counting import Score


@dataclass(frozen=True, slots=True)
class Scores:
    """All that one system's spans and readings earn on some articles.

    `entities` and `figures` are the micro scores of the labels of either kind, `labels` holds each label of gold or
    prediction, sorted, `articles` each article's strict counts: gold, predicted, right. `partial` counts an overlap as
    half a match whatever the labels, `type_only` an overlap of the same label as a match. `reliability` is empty where
    predictions carry no scores. `attributes` has a figure's attributes: `gold` counts those of gold, `predicted` those
    whose span was found, so that recall is end to end and precision given the span. `confusion` counts (gold label,
    predicted label), None for nothing there.
    """

    micro: Score
    entities: Score
    figures: Score
    articles: tuple[tuple[int, ...], ...]
    labels: dict[str, Score]
    partial: Score
    type_only: Score
    confusion: dict[tuple[str | None, str | None], int]
    mistakes: tuple[Mistake, ...]
    reliability: dict[int, Bin]
    attributes: dict[str, Score] = field(default_factory=dict)
    misreadings: tuple[Reading, ...] = ()
    sources: dict[str, Score] = field(default_factory=dict)
    lengths: dict[str, Score] = field(default_factory=dict)


def score(gold: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]]) -> Scores:
    """Score flat spans, one sequence an article on both sides; ValueError when the numbers of articles differ."""
    gold, predicted = [sorted(spans) for spans in gold], [sorted(spans) for spans in predicted]
    pairs = [pair(true, guess) for true, guess in zip(gold, predicted, strict=True)]
    flat = [p for article in pairs for p in article]
    labels = sorted({span.label for spans in (*gold, *predicted) for span in spans})
    counts = _counts(pairs, labels)
    figures = np.array([label in load_schema().figure_codes for label in labels], dtype=bool)
    together = counts.sum(axis=1)
    sides = (sum(p.gold is not None for p in flat), sum(p.predicted is not None for p in flat))
    return Scores(
        micro=scored(together),
        entities=scored(counts[:, ~figures].sum(axis=1)),
        figures=scored(counts[:, figures].sum(axis=1)),
        articles=tuple(map(tuple, together.tolist())),
        labels={label: scored(counts[:, i]) for i, label in enumerate(labels)},
        partial=Score(*sides, sum(map(_half, gold, predicted))),
        type_only=Score(*sides, sum(p.kind in (None, "boundary") for p in flat)),
        confusion=dict(Counter(p.labels for p in flat)),
        mistakes=tuple(
            Mistake(article, p.kind, p.gold, p.predicted)
            for article, found in enumerate(pairs)
            for p in found
            if p.kind is not None
        ),
        reliability=reliability(gold, predicted),
    )


def _half(gold: Sequence[Span], predicted: Sequence[Span]) -> float:
    pairs = pair(gold, predicted, same_label=False)
    return sum(1.0 if p.exact else 0.5 for p in pairs if p.gold and p.predicted)


def score_documents(gold: Iterable[Document], predicted: Iterable[Document]) -> Scores:
    """Score documents matched by id, readings included; a missing, foreign or repeated id raises InputError."""
    gold = list(gold)
    predicted = match(gold, predicted)
    scores = score([d.spans for d in gold], [d.spans for d in predicted])
    read = list(readings(gold, predicted))
    return replace(
        scores,
        attributes=_attribute_scores(read),
        misreadings=tuple(r for r in read if r.found and not r.right),
        sources=by_source(gold, scores.articles),
        lengths=by_length(gold, scores.articles),
    )


def match(gold: Sequence[Document], predicted: Iterable[Document]) -> list[Document]:
    """Put the predicted documents in the order of gold, whose articles they must be, each once."""
    by_id: dict[str, Document] = {}
    wanted = {document.id for document in gold}
    for document in predicted:
        if document.id not in wanted or document.id in by_id:
            reason = "predicted twice" if document.id in by_id else "not among the gold articles"
            raise InputError(f"{_name(document)}: is {reason}; predict exactly the articles that gold holds")
        by_id[document.id] = document
    for document in gold:
        if document.id not in by_id:
            raise InputError(f"{_name(document)}: has no prediction; predict exactly the articles that gold holds")
        if by_id[document.id].text != document.text:
            raise InputError(f"{_name(document)}: gold and prediction differ in text; harvest both anew")
    return [by_id[document.id] for document in gold]


def _name(document: Document) -> str:
    return f"{document.meta.get('source') or 'article'} [{document.id}]"


def _counts(pairs: Sequence[Sequence[Pair]], labels: Sequence[str]) -> NDArray[np.int64]:
    """Count gold, predicted and right spans: [articles, labels, 3]."""
    column = {label: i for i, label in enumerate(labels)}
    counts = np.zeros((len(pairs), len(labels), 3), dtype=np.int64)
    for article, found in enumerate(pairs):
        for p in found:
            for side, span in enumerate((p.gold, p.predicted)):
                if span is not None:
                    counts[article, column[span.label], side] += 1
            if p.gold is not None and p.kind is None:
                counts[article, column[p.gold.label], 2] += 1
    return counts


def _attribute_scores(read: Iterable[Reading]) -> dict[str, Score]:
    by_attribute: dict[str, list[Reading]] = defaultdict(list)
    for reading in read:
        by_attribute[reading.attribute].append(reading)
    return {
        name: Score(len(found), sum(r.found for r in found), sum(r.right for r in found))
        for name in ATTRIBUTES
        if (found := by_attribute.get(name))
    }
