"""What to label next: the articles whose wording the model doubts most, all over what is left to label.

Where model and rules differ, or the model is unsure, there is doubt. A run of characters is worth the doubt that it is
in wherever it occurs in what is left, and less the more of the texts labelled or ranked before hold it. An article's
gain is the worth of its runs for the time that it takes: uncertain, disputed, new, and yet like much that is to come.
Doubt or novelty alone would choose what is odd, and little is like what is odd.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from annotate.records import Document, Span

RUN = 3
"""Characters of a run; every digit counts as the same."""

REGION = 20
"""How many characters an annotator reads in the time that a proposed region takes: some three seconds."""


def rank(
    documents: Sequence[Document],
    model: Sequence[Sequence[Span]],
    rules: Sequence[Sequence[Span]],
    labelled: Iterable[str] = (),
) -> list[Document]:
    """Return the documents, the one to label first at the head, each with its place as `meta["priority"]` in 0…1.

    `model` and `rules` are the spans that each finds in the documents, a sequence a document; `labelled` are texts.
    The priority falls evenly from 1; equal gains keep the documents' order.
    """
    numbers: dict[str, int] = {}
    held = [_runs(document.text, numbers) for document in documents]
    before = [_runs(text, numbers) for text in labelled]
    worth, seen = np.zeros(len(numbers)), np.zeros(len(numbers))
    for runs, document, found, ruled in zip(held, documents, model, rules, strict=True):
        np.add.at(worth, runs, _highest(doubt(document.text, found, ruled)))
    for runs in before:
        seen[np.unique(runs)] += 1
    costs = [
        len(document.text) + REGION * len({span.key() for span in (*found, *ruled)})
        for document, found, ruled in zip(documents, model, rules, strict=True)
    ]
    return [
        replace(documents[i], meta=documents[i].meta | {"priority": 1 - place / len(documents)})
        for place, i in enumerate(_greedy(held, costs, worth, seen))
    ]


def doubt(text: str, model: Sequence[Span], rules: Sequence[Span]) -> NDArray[np.float64]:
    """Return each character's doubt in 0…1: 1 in a span that only model or rules find, else what its score leaves.

    >>> doubt("广汽在北京", [Span(0, 2, "COMPANY", 0.75)], [Span(0, 2, "COMPANY"), Span(3, 5, "LOC")]).tolist()
    [0.25, 0.25, 0.0, 1.0, 1.0]
    """
    doubts = np.zeros(len(text))
    agreed = {span.key() for span in model} & {span.key() for span in rules}
    for span in (*rules, *model):
        doubts[span.start : span.end] = 1 - span.score if span.key() in agreed else 1.0
    return doubts


def _runs(text: str, numbers: dict[str, int]) -> NDArray[np.int64]:
    """Return the number of the run that starts at each character; new runs are numbered on."""
    padded = re.sub(r"\d", "0", text) + " " * (RUN - 1)
    return np.array([numbers.setdefault(padded[i : i + RUN], len(numbers)) for i in range(len(text))], np.int64)


def _highest(doubts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the highest doubt in the run that starts at each character."""
    padded = np.append(doubts, np.zeros(RUN - 1))
    highest: NDArray[np.float64] = np.max([padded[i : i + len(doubts)] for i in range(RUN)], axis=0)
    return highest


def _greedy(
    texts: Sequence[NDArray[np.int64]], costs: Sequence[int], worth: NDArray[np.float64], seen: NDArray[np.float64]
) -> Iterator[int]:
    """Yield the index of the text that gains most for its cost, again and again; `seen` counts the texts with each run.

    Gains only fall while `seen` grows, so that the best of the last gains is the best if it still is once renewed.
    """
    distinct = [np.unique(runs) for runs in texts]

    def gain(i: int) -> float:
        value = worth[distinct[i]] / (1 + seen[distinct[i]])
        return float(value.sum()) / max(costs[i], 1)

    waiting = [(-gain(i), i) for i in range(len(texts))]
    heapq.heapify(waiting)
    while waiting:
        _, i = heapq.heappop(waiting)
        now = (-gain(i), i)
        if waiting and now > waiting[0]:
            heapq.heappush(waiting, now)
        else:
            seen[distinct[i]] += 1
            yield i
