"""Tag scores → spans: the best BIO sequence that is well formed, found for many texts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotate.records import Span

Scores = NDArray[np.float32]
"""Log-probabilities, characters × tags."""

BATCH = 64


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

    def moves(self, transitions: Sequence[Sequence[float]]) -> Scores:
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
    moves = None if transitions is None else bio.moves(transitions)
    spans: list[list[Span]] = [[] for _ in scores]
    order = sorted((i for i in range(len(scores)) if len(scores[i])), key=lambda i: len(scores[i]))
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        ordered = [scores[i][:, bio.columns] for i in chosen]
        paths = viterbi(ordered) if moves is None else weighted_viterbi(ordered, moves)
        for i, columns, states in zip(chosen, ordered, paths, strict=True):
            spans[i] = list(_spans(states, columns, bio.labels, source))
    return spans


def viterbi(scores: Sequence[Scores]) -> list[NDArray[np.int64]]:
    """Return the best states of non-empty texts whose columns are `O`, every `B-`, every `I-` in the same order.

    Any state may be followed by `O` or a `B-`; an `I-` follows only the `B-` or `I-` of its label, so that a step costs
    the number of tags and not its square.
    """
    lengths = [len(score) for score in scores]
    padded = _pad(scores, max(lengths))
    steps, texts, width = padded.shape
    labels = width // 2
    best = padded[0].copy()
    best[:, labels + 1 :] = -np.inf
    came_from = np.empty((steps, texts), np.int64)
    kept_inside = np.empty((steps, texts, labels), np.bool_)
    for step in range(1, steps):
        begin, inside = best[:, 1 : labels + 1], best[:, labels + 1 :]
        came_from[step] = best.argmax(axis=1)
        np.greater(inside, begin, out=kept_inside[step])
        freely = best.max(axis=1, keepdims=True)
        continued = np.maximum(begin, inside)
        best = padded[step].copy()
        best[:, labels + 1 :] += continued - freely
    path = _trace(best.argmax(axis=1), came_from, kept_inside)
    return [path[:length, text] for text, length in enumerate(lengths)]


def weighted_viterbi(scores: Sequence[Scores], moves: Scores) -> list[NDArray[np.int64]]:
    """Return the best states of non-empty texts as `viterbi` does, each step costing its entry in `moves` as well."""
    lengths = np.array([len(score) for score in scores])
    padded = _pad(scores, int(lengths.max()))
    steps, texts, width = padded.shape
    best = padded[0].copy()
    best[:, width // 2 + 1 :] = -np.inf
    came_from = np.empty((steps, texts, width), np.int64)
    for step in range(1, steps):
        through = best[:, :, None] + moves
        going = (step < lengths)[:, None]
        came_from[step] = np.where(going, through.argmax(axis=1), np.arange(width))
        best = np.where(going, through.max(axis=1) + padded[step], best)
    path = np.empty((steps, texts), np.int64)
    path[-1] = best.argmax(axis=1)
    for step in range(steps - 1, 0, -1):
        path[step - 1] = came_from[step, np.arange(texts), path[step]]
    return [path[:length, text] for text, length in enumerate(lengths)]


def _pad(scores: Sequence[Scores], steps: int) -> Scores:
    """Stack texts as steps × texts × tags; past its end a text can only be outside, at no cost."""
    padded = np.full((steps, len(scores), scores[0].shape[1]), -np.inf, np.float32)
    padded[:, :, 0] = 0
    for text, score in enumerate(scores):
        padded[: len(score), text] = score
    return padded


def _trace(state: NDArray[np.int64], came_from: NDArray[np.int64], kept_inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Walk back from the best last states to the whole paths (steps × texts)."""
    steps, texts, labels = kept_inside.shape
    rows = np.arange(texts)
    path = np.empty((steps, texts), np.int64)
    for step in range(steps - 1, 0, -1):
        path[step] = state
        kept = kept_inside[step, rows, np.maximum(state - labels - 1, 0)]
        state = np.where(state > labels, np.where(kept, state, state - labels), came_from[step])
    path[0] = state
    return path


def _spans(states: NDArray[np.int64], scores: Scores, labels: Sequence[str], source: str) -> Iterator[Span]:
    chosen = scores[np.arange(len(states)), states]
    begins = np.flatnonzero((states > 0) & (states <= len(labels)))
    stops = np.append(np.flatnonzero(states <= len(labels)), len(states))
    for start, end in zip(begins, stops[np.searchsorted(stops, begins) + 1], strict=True):
        score = float(np.exp(chosen[start:end].mean()))
        yield Span(int(start), int(end), labels[states[start] - 1], min(score, 1.0), source)
