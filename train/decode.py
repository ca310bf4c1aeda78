"""Tag scores → spans: the best BIO sequence that is well formed, found for many texts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.records import Span

Scores = NDArray[np.float32]
"""Log-probabilities, characters × tags."""

CELLS = 1 << 19
"""Characters, gaps included, that are decoded at once: memory stays within some 70 MB, whatever one text's length."""


@dataclass(frozen=True, slots=True)
class Bio:
    """The labels behind a list of BIO tags, and the columns of `O`, their `B-` and their `I-` in it."""

    labels: tuple[str, ...]
    columns: NDArray[np.int64]

    @classmethod
    def of(cls, tags: Sequence[str]) -> Bio:
        """Read the tags; ValueError unless they are `O` and a `B-` and `I-` for every label.

        >>> Bio.of(["O", "B-LOC", "I-LOC"]).labels
        ('LOC',)
        """
        labels = tuple(tag[2:] for tag in tags if tag.startswith("B-"))
        wanted = ["O", *(f"B-{label}" for label in labels), *(f"I-{label}" for label in labels)]
        if not labels or sorted(wanted) != sorted(tags):
            raise ValueError("the tags are not O and a B- and I- for every label")
        return cls(labels, np.array([tags.index(tag) for tag in wanted]))

    def moves(self, transitions: ArrayLike) -> Scores:
        """Return the transitions in the order of `columns`, with -inf where an `I-` would not continue its label."""
        found = np.array(transitions, np.float32)[np.ix_(self.columns, self.columns)]
        count = len(self.labels)
        kept = np.arange(count)
        inside = np.full((1 + 2 * count, count), -np.inf, np.float32)
        for before in (1 + kept, 1 + count + kept):
            inside[before, kept] = found[before, 1 + count + kept]
        found[:, 1 + count :] = inside
        return found


def encode(spans: Iterable[Span], length: int, tags: Sequence[str]) -> NDArray[np.int64]:
    """Return the tag numbers of `length` characters under flat spans; ValueError for a label without tags."""
    numbers = np.full(length, tags.index("O"))
    for span in spans:
        numbers[span.start] = tags.index(f"B-{span.label}")
        numbers[span.start + 1 : span.end] = tags.index(f"I-{span.label}")
    return numbers


def log_softmax(logits: NDArray[np.floating]) -> Scores:
    """Turn a model's logits into log-probabilities over the last axis."""
    shifted = logits.astype(np.float32) - logits.max(axis=-1, keepdims=True)
    scores: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return scores


def decode(
    scores: Sequence[Scores],
    tags: Sequence[str],
    source: str = "",
    transitions: Sequence[Sequence[float]] | None = None,
) -> list[list[Span]]:
    """Return each text's best flat spans; a span's score is the geometric mean of its characters' probabilities.

    The whole sequence of well-formed tags with the highest joint probability wins: `I-` only follows its own label,
    two spans of one label that touch stay two. `transitions` (tags × next tags) are added where one follows another.
    """
    bio = Bio.of(tags)
    moves = bio.moves(np.zeros((len(tags), len(tags))) if transitions is None else transitions)
    spans: list[list[Span]] = [[] for _ in scores]
    order = sorted((i for i in range(len(scores)) if len(scores[i])), key=lambda i: len(scores[i]))
    for chosen in _batches(order, scores):
        ordered = [scores[i][:, bio.columns] for i in chosen]
        paths = viterbi(ordered, moves)
        for i, columns, states in zip(chosen, ordered, paths, strict=True):
            spans[i] = list(_spans(states, columns, bio.labels, source))
    return spans


def _batches(order: Sequence[int], scores: Sequence[Scores]) -> Iterator[list[int]]:
    """Share texts, the shortest first, out to batches of about `CELLS`; a longer one is decoded alone."""
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(scores[i]) > CELLS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def viterbi(scores: Sequence[Scores], moves: Scores) -> list[NDArray[np.int64]]:
    """Return the best states of texts, the shortest first and none empty; a step's entry in `moves` is added to it.

    States are in the order of `Bio.columns`. An `I-` follows only its label's `B-` or `I-`, so two sums tell which.
    """
    lengths = np.array([len(score) for score in scores])
    best = _stack(scores)
    steps, width, _ = best.shape
    begin, inside = slice(1, width // 2 + 1), slice(width // 2 + 1, width)
    begun, continued = moves[begin, inside].diagonal()[:, None], moves[inside, inside].diagonal()[:, None]
    freely = moves[:, : begin.stop, None]
    going = np.searchsorted(lengths, np.arange(steps), "right")
    best[0, inside] = -np.inf
    for step in range(1, steps):
        now, before = best[step, :, going[step] :], best[step - 1, :, going[step] :]
        now[: begin.stop] += (before[:, None] + freely).max(axis=0)
        now[inside] += np.maximum(before[begin] + begun, before[inside] + continued)
        now -= now.max(axis=0)
    path = best.argmax(axis=1)
    for step in range(steps - 1, 0, -1):
        now, before = path[step, going[step] :], best[step - 1, :, going[step] :]
        path[step - 1, going[step] :] = (before + moves[:, now]).argmax(axis=0)
    return [path[:length, text] for text, length in enumerate(lengths)]


def _stack(scores: Sequence[Scores]) -> Scores:
    """Stack texts, the longest last, as steps × tags × texts: the sums of a step run along the texts."""
    stacked = np.zeros((len(scores[-1]), scores[0].shape[1], len(scores)), np.float32)
    for text, score in enumerate(scores):
        stacked[: len(score), :, text] = score
    return stacked


def _spans(states: NDArray[np.int64], scores: Scores, labels: Sequence[str], source: str) -> Iterator[Span]:
    begins = np.flatnonzero((states > 0) & (states <= len(labels)))
    stops = np.append(np.flatnonzero(states <= len(labels)), len(states))
    ends = stops[np.searchsorted(stops, begins) + 1]
    sums = np.append(0.0, np.cumsum(scores[np.arange(len(states)), states], dtype=np.float64))
    means = np.exp((sums[ends] - sums[begins]) / (ends - begins))
    for start, end, score in zip(begins.tolist(), ends.tolist(), means.tolist(), strict=True):
        yield Span(start, end, labels[states[start] - 1], min(score, 1.0), source)
