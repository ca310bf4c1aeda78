"""Cleaned text in which every character knows where it stood in the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and, for each of its characters, the offset of the raw character that it came from.

    `offsets` is strictly increasing and as long as `text`; both count code points. ValueError otherwise.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")
        if any(left >= right for left, right in pairwise(self.offsets)):
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
        return self.offsets[start], self.offsets[end - 1] + 1

    def slice(self, start: int, end: int) -> AlignedText:
        """Return the part between two clean offsets."""
        return AlignedText(self.text[start:end], self.offsets[start:end])

    def keep(self, positions: Sequence[int]) -> AlignedText:
        """Keep the characters at these increasing positions."""
        return AlignedText("".join(self.text[i] for i in positions), tuple(self.offsets[i] for i in positions))

    def runs(self) -> list[list[int]]:
        """Return the offsets as [raw start, length] runs of consecutive characters.

        >>> AlignedText("10月12日", (0, 1, 2, 4, 5, 6)).runs()
        [[0, 3], [4, 3]]
        """
        runs: list[list[int]] = []
        for offset in self.offsets:
            if runs and runs[-1][0] + runs[-1][1] == offset:
                runs[-1][1] += 1
            else:
                runs.append([offset, 1])
        return runs

    @classmethod
    def from_runs(cls, text: str, runs: Iterable[Sequence[int]]) -> AlignedText:
        """Rebuild an aligned text from its runs."""
        return cls(text, tuple(offset for start, length in runs for offset in range(start, start + length)))
