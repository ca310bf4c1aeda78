"""Where a noun phrase begins: as a name does, and never before the end of a figure."""

from __future__ import annotations

import re
from bisect import bisect_right

from annotate.rules.boundaries import name_start
from annotate.rules.lexicons import read_lexicon
from annotate.rules.registry import Context
from annotate.schema import CONFIGS


def behind_figure(context: Context, at: int) -> int:
    """Return the end of the last figure that begins before `at`, at most `at`; 0 where there is none.

    >>> from annotate.rules.registry import read_context
    >>> behind_figure(read_context("8月2日世界机器人大会"), 9)
    4
    """
    index = bisect_right(context.figures, at, key=lambda figure: figure.start) - 1
    return min(context.figures[index].end, at) if index >= 0 else 0


def phrase_start(context: Context, end: int, longest: int) -> int:
    """Return where the phrase that runs up to `end` may begin, at most `longest` characters before it.

    >>> from annotate.rules.registry import read_context
    >>> phrase_start(read_context("积极培育低空经济产业"), 8, 12)
    4
    """
    return max(name_start(context, end, longest), behind_figure(context, end), end - longest)


def read_words(lexicon: str) -> tuple[str, ...]:
    """Read a lexicon that a rule puts into its own pattern."""
    return read_lexicon(CONFIGS / "lexicons" / f"{lexicon}.txt")


def one_of(lexicon: str) -> str:
    """Return a pattern that matches an entry of a lexicon, the longest possible.

    >>> re.match(one_of("industry_modifiers"), "新一代信息技术").group()
    '新一代'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(read_words(lexicon), key=len, reverse=True)) + ")"
