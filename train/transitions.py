"""How much more often than by chance one tag follows another: what decoding adds to scores of tags alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


def estimate(articles: Iterable[Sequence[int]], tags: int, weight: float) -> list[list[float]]:
    """Return `weight` · log(P(next | tag) / P(next)) for each tag and each next one, from articles of tag numbers.

    The model's scores already hold P(next), which is why it is divided by. Each pair counts once more than it was seen.
    """
    pairs = np.ones((tags, tags))
    for article in articles:
        numbers = np.asarray(article, np.int64)
        np.add.at(pairs, (numbers[:-1], numbers[1:]), 1)
    follows: NDArray[np.float64] = pairs / pairs.sum(axis=1, keepdims=True)
    often = pairs.sum(axis=0) / pairs.sum()
    return [[round(float(score), 4) for score in row] for row in weight * np.log(follows / often)]
