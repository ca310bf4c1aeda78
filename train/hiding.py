"""What a masked language model has to guess: short runs of characters hidden from it (SpanBERT, Joshi et al. 2020)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from train.loss import IGNORED

Numbers = NDArray[np.int64]

MASKED, DRAWN = 0.8, 0.1
"""The shares of hidden characters that become [MASK] and any other character; the rest is left as it is (BERT)."""


def hide(
    tokens: Numbers, share: float, longest: int, mask: int, ordinary: range, drawn: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Hide about a `share` of the tokens in runs of 1 to `longest`; return what is read and what is to be guessed.

    A token outside `ordinary`, such as [CLS] or [UNK], is never hidden; `ordinary` is also what random tokens are drawn
    from. What need not be guessed is IGNORED.
    """
    hidden = _runs(len(tokens), share, longest, drawn)
    hidden &= (tokens >= ordinary.start) & (tokens < ordinary.stop)
    fate = drawn.random(len(tokens))
    others = drawn.integers(ordinary.start, ordinary.stop, len(tokens))
    read = np.where(hidden & (fate < MASKED), mask, tokens)
    read = np.where(hidden & (fate >= 1 - DRAWN), others, read)
    return read, np.where(hidden, tokens, IGNORED)


def _runs(length: int, share: float, longest: int, drawn: np.random.Generator) -> NDArray[np.bool_]:
    """Mark runs whose places and lengths are drawn evenly; where two overlap, fewer than the share is marked."""
    count = round(length * share * 2 / (1 + longest) + drawn.random() - 0.5)
    starts, lengths = drawn.integers(0, length, count), drawn.integers(1, longest + 1, count)
    steps = np.zeros(length + 1, np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, np.minimum(starts + lengths, length), -1)
    return np.cumsum(steps[:-1]) > 0
