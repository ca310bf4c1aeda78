"""Cleaned text in which every character knows where it stood in the raw text."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and, for each of its characters, the offset of the raw character that it came from.

    `offsets` is strictly increasing and as long as `text`; both count code points. ValueError otherwise.
    `raw_ends` maps a raw offset to its raw end where one character was written as several (`&amp;`, `""`).
    """

    text: str
    offsets: tuple[int, ...]
    raw_ends: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")
        if any(map(operator.ge, self.offsets, islice(self.offsets, 1, None))):
            raise ValueError("raw offsets must increase")

    @classmethod
    def identity(cls, text: str) -> AlignedText:
        """Align a text with itself."""
        return cls(text, tuple(range(len(text))))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw half-open range of a non-empty clean range.

        >>> AlignedText("10月12日", (0, 1, 2, 4, 5, 6)).raw_span(3, 6)
        (4, 7)
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters at {start}:{end}")
        last = self.offsets[end - 1]
        return self.offsets[start], self.raw_ends.get(last, last + 1)

    def slice(self, start: int, end: int) -> AlignedText:
        """Return the part between two clean offsets."""
        return AlignedText(self.text[start:end], self.offsets[start:end], self.raw_ends)

    def keep(self, positions: Sequence[int]) -> AlignedText:
        """Keep the characters at these increasing positions."""
        text = "".join([self.text[i] for i in positions])
        return AlignedText(text, tuple([self.offsets[i] for i in positions]), self.raw_ends)

    def within(self, outer: AlignedText) -> AlignedText:
        """Return the same text aligned with the raw text of `outer`, whose text is this one's raw text.

        >>> inner = AlignedText("R&D", (0, 1, 6), {1: 6})
        >>> inner.within(AlignedText("R&amp;D", (10, 11, 12, 13, 14, 15, 20))).raw_span(1, 2)
        (11, 16)
        """
        offsets = tuple([outer.offsets[offset] for offset in self.offsets])
        raw_ends = {offset: outer.raw_ends[offset] for offset in outer.raw_ends.keys() & set(offsets)}
        for inner in self.raw_ends.keys() & set(self.offsets):
            raw_ends[outer.offsets[inner]] = outer.raw_span(inner, self.raw_ends[inner])[1]
        return AlignedText(self.text, offsets, raw_ends)

    def runs(self) -> list[list[int]]:
        """Return the offsets as [raw start, length] runs of consecutive characters.

        A character written as several is a run of its own: [raw start, 1, raw end].

        >>> AlignedText("10月12日", (0, 1, 2, 4, 5, 6)).runs()
        [[0, 3], [4, 3]]
        >>> AlignedText("R&D", (0, 1, 6), {1: 6}).runs()
        [[0, 1], [1, 1, 6], [6, 1]]
        """
        ends = self.raw_ends
        runs = [[self.offsets[start], end - start] for start, end in pairwise(self._run_bounds())]
        return [[*run, ends[run[0]]] if run[0] in ends else run for run in runs]

    def _run_bounds(self) -> list[int]:
        """Return where the runs begin and the last one ends; within one, offset less place stays the same."""
        offsets, count = self.offsets, len(self.offsets)
        bounds, place = {0, count}, 0
        while place < count:
            place = bisect_right(range(count), offsets[place] - place, place, key=lambda i: offsets[i] - i)
            bounds.add(place)
        for place in (bisect_left(offsets, raw) for raw in self.raw_ends):
            if place < count and offsets[place] in self.raw_ends:
                bounds |= {place, place + 1}
        return sorted(bounds)

    @classmethod
    def from_runs(cls, text: str, runs: Iterable[Sequence[int]]) -> AlignedText:
        """Rebuild an aligned text from its runs."""
        runs = list(runs)
        offsets = tuple(chain.from_iterable(range(start, start + length) for start, length, *_ in runs))
        return cls(text, offsets, {run[0]: run[2] for run in runs if len(run) == 3})
