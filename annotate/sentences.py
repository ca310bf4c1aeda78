"""Cuts a text between sentences, but never inside a span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate.records import Span

SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）]*\n*|\n+")
SHORTEST = 40


def sentences(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield ranges of one or more whole sentences, at least SHORTEST long, that together cover the text."""
    inside = {position for span in spans for position in range(span.start + 1, span.end)}
    start = 0
    for end in (match.end() for match in SENTENCE_END.finditer(text)):
        if end - start >= SHORTEST and end not in inside:
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)
