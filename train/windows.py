"""Texts longer than a model: overlapping windows, and one decision a character put together from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.decode import Scores


@dataclass(frozen=True, slots=True)
class Window:
    """Characters `start:end` are read together; `first:last` are decided here, where they have most context."""

    start: int
    end: int
    first: int
    last: int

    @property
    def decided(self) -> slice:
        """Return the decided characters, counted from the window's start."""
        return slice(self.first - self.start, self.last - self.start)


def windows(length: int, size: int, stride: int) -> list[Window]:
    """Cover `length` characters by windows of `size` every `stride`; the last one ends with the text.

    Every character is decided once, by the window in which it stands farthest from a cut. ValueError unless
    0 < stride <= size.

    >>> windows(9, 6, 3)
    [Window(start=0, end=6, first=0, last=4), Window(start=3, end=9, first=4, last=9)]
    """
    if not 0 < stride <= size:
        raise ValueError(f"a stride of {stride} does not cover the text by windows of {size}")
    if not length:
        return []
    final = max(length - size, 0)
    starts = [*range(0, final, stride), final]
    ends = [min(start + size, length) for start in starts]
    cuts = [0, *((end + start) // 2 for end, start in zip(ends, starts[1:], strict=False)), length]
    return [Window(*parts) for parts in zip(starts, ends, cuts, cuts[1:], strict=False)]


def stitch(scores: Sequence[Scores], cover: Sequence[Window]) -> Scores:
    """Join the windows' scores (window length × tags) to those of the whole text (length × tags)."""
    return np.concatenate([part[window.decided] for part, window in zip(scores, cover, strict=True)])


def edges_masked(tags: NDArray[np.int64], window: Window, inside: NDArray[np.bool_], ignored: int = -100) -> list[int]:
    """Return the window's tags, with `ignored` for a span that one of its edges cuts, as half a span teaches nothing.

    `inside[tag]` tells whether the tag continues a span.
    """
    part = tags[window.start : window.end].copy()
    continues = inside[part]
    head = len(part) if continues.all() else int(np.argmin(continues))
    part[:head] = ignored
    if window.end < len(tags) and inside[tags[window.end]]:
        part[len(part) - 1 - int(np.argmin(continues[::-1])) :] = ignored
    return [int(tag) for tag in part]
