"""Labelling simulated: passages with known labels are labelled round by round, a model learns from those so far."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotate.ranking import rank
from annotate.records import Document, Predictor, Span

SHORTEST = 100
"""Characters of a passage at least: paragraphs are joined up to it."""


@dataclass(frozen=True, slots=True)
class Round:
    """What was labelled so far, in spans and in characters, and the F1 on the held-out articles that it teaches."""

    share: float
    spans: int
    characters: int
    f1: float


Learner = Callable[[Sequence[Document]], tuple[Predictor, float]]
"""Labelled passages in; the model that they teach, and its strict F1 on the held-out articles, out."""

Order = Callable[[Sequence[Document], Sequence[Document], Predictor], Sequence[Document]]
"""Passages left, passages labelled and the model that these taught in; what to label next, in order, out."""


def passages(document: Document, shortest: int = SHORTEST) -> Iterator[Document]:
    """Cut a corrected article into passages of whole paragraphs, `shortest` characters at least; no span is cut."""
    inside = {position for span in document.spans for position in range(span.start + 1, span.end)}
    ends = [found.end() for found in re.finditer(r"\n+", document.text) if found.end() not in inside]
    start = 0
    for end in (*ends, len(document.text)):
        if end - start >= shortest or end == len(document.text) > start:
            yield _part(document, start, end)
            start = end


def _part(document: Document, start: int, end: int) -> Document:
    spans = (span for span in document.spans if start <= span.start < end)
    moved = tuple(Span(span.start - start, span.end - start, span.label) for span in spans)
    return Document(f"{document.id}:{start}", document.aligned.slice(start, end), moved, meta=document.meta)


def simulate(
    pool: Sequence[Document], shares: Sequence[float], order: Order, learner: Learner, seed: int
) -> Iterator[Round]:
    """Yield a round for each share of the pool's spans, ascending; the first share is drawn at random by `seed`."""
    left = random.Random(seed).sample(pool, len(pool))
    total = sum(len(document.spans) for document in pool)
    labelled: list[Document] = []
    for share in shares:
        while left and sum(len(document.spans) for document in labelled) < share * total:
            labelled.append(left.pop(0))
        model, f1 = learner(labelled)
        spans, characters = (
            sum(map(len, column)) for column in zip(*((d.spans, d.text) for d in labelled), strict=True)
        )
        yield Round(share, spans, characters, f1)
        left = list(order(left, labelled, model))


def at_random(left: Sequence[Document], labelled: Sequence[Document], model: Predictor) -> Sequence[Document]:
    """Keep the order in which the passages were shuffled at the start."""
    return left


def by_ranking(left: Sequence[Document], labelled: Sequence[Document], model: Predictor) -> Sequence[Document]:
    """Order by what `zhibiao rank` orders by; the corrected spans stay unseen."""
    from annotate.rules import predict

    texts = [document.text for document in left]
    ranked = rank(left, model(texts), predict(texts), labelled)
    corrected = {document.id: document for document in left}
    return [corrected[document.id] for document in ranked]
