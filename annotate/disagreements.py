"""Where annotations of one article differ: maximal stretches, with every answer there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.records import Document, Figure, InputError, Span

KINDS = ("missing", "label", "boundary", "mixed", "reading")
"""The kinds of disagreement: no span in an answer; another label on the same characters; other limits under the same
labels; both; the same span read otherwise."""

DERIVED = ("start_date", "end_date")
"""What follows from a figure's time value and its article's date, so that nobody decides on it."""

Reading = Mapping[str, str | None]
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one annotation says about a stretch: its spans, and the readings of the figures among them."""

    spans: tuple[Span, ...]
    readings: Mapping[Key, Reading]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the spans in the order of the text."""
        return tuple(span.label for span in self.spans)

    @property
    def content(self) -> tuple[object, ...]:
        """Return what answers are compared by: the spans' keys and readings, whoever proposed them."""
        read = (self.readings.get(span.key()) for span in self.spans)
        frozen = (None if reading is None else tuple(reading.items()) for reading in read)
        return tuple((span.key(), reading) for span, reading in zip(self.spans, frozen, strict=True))

    def read(self, attributes: Iterable[str]) -> dict[str, str | None]:
        """Return these attributes as they are read in an answer of one figure, empty where it is not read."""
        return {name: reading.get(name) for reading in self.readings.values() for name in attributes}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A stretch of text (half-open offsets) on which the answers differ, in the order of the annotations."""

    start: int
    end: int
    answers: tuple[Answer, ...]

    @property
    def kind(self) -> str:
        """Return the one of KINDS."""
        if not all(answer.spans for answer in self.answers):
            return "missing"
        limits = {tuple((span.start, span.end) for span in answer.spans) for answer in self.answers}
        labels = {answer.labels for answer in self.answers}
        if len(limits) > 1:
            return "mixed" if len(labels) > 1 else "boundary"
        return "label" if len(labels) > 1 else "reading"

    @property
    def unlike(self) -> tuple[str, ...]:
        """Return the attributes that are read otherwise where all agree on the span."""
        if self.kind != "reading":
            return ()
        [key] = {span.key() for answer in self.answers for span in answer.spans}
        read = [answer.readings.get(key, {}) for answer in self.answers]
        names = dict.fromkeys(name for reading in read for name in reading)
        return tuple(name for name in names if len({reading.get(name) for reading in read}) > 1)


def readings(figures: Iterable[Figure]) -> dict[Key, Reading]:
    """Return what annotators decide about figures, by the key of their span."""
    return {
        figure.span.key(): {name: value for name, value in figure.attributes().items() if name not in DERIVED}
        for figure in figures
    }


def disagreements(annotations: Sequence[Document]) -> list[Disagreement]:
    """Return the maximal stretches on which annotations of one text, each flat, differ, in the order of the text.

    A span that not all have, or that not all read alike, makes a stretch; stretches that overlap are one. InputError
    when the annotations don't have the same text.
    """
    if len({annotation.text for annotation in annotations}) > 1:
        raise InputError(f"{annotations[0].id}: its annotations differ in text; harvest and label it anew")
    whole = [Answer(annotation.spans, readings(annotation.figures)) for annotation in annotations]
    contents = [dict(zip(answer.content, answer.spans, strict=True)) for answer in whole]
    common = set(contents[0]).intersection(*contents)
    disputed = (span for content in contents for key, span in content.items() if key not in common)
    return [
        Disagreement(start, end, tuple(_within(answer, start, end) for answer in whole))
        for start, end in _merged(disputed)
    ]


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _within(answer: Answer, start: int, end: int) -> Answer:
    spans = tuple(sorted(span for span in answer.spans if start <= span.start and span.end <= end))
    return Answer(spans, {span.key(): answer.readings[span.key()] for span in spans if span.key() in answer.readings})
