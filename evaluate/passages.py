"""Articles as coloured text: runs of plain and labelled pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.records import Span

CONTEXT = 18


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, its label (None for plain text), whether that is right, and where it starts."""

    text: str
    label: str | None = None
    right: bool = True
    start: int = 0


def pieces(text: str, spans: Sequence[Span], start: int, end: int, gold: Sequence[Span] | None = None) -> list[Piece]:
    """Cut a range that cuts no span into plain and labelled pieces.

    Against `gold`, a span of other limits or label is wrong, and so is plain text that gold labels.

    >>> [piece.text for piece in pieces("在北京办", [Span(1, 3, "LOC")], 0, 4)]
    ['在', '北京', '办']
    """
    known = None if gold is None else {span.key() for span in gold}
    missed = [span for span in gold or () if not any(span.overlaps(other) for other in spans)]
    marked: list[tuple[int, int, str | None, bool]] = [
        (s.start, s.end, s.label, known is None or s.key() in known) for s in spans
    ]
    marked += [(s.start, s.end, None, False) for s in missed]
    found = []
    for first, last, label, right in sorted(m for m in marked if start <= m[0] and m[1] <= end):
        found += [Piece(text[start:first]), Piece(text[first:last], label, right, first)]
        start = last
    return [piece for piece in (*found, Piece(text[start:end])) if piece.text]


def context(text: str, *spans: Span | None) -> tuple[str, str, str]:
    """Return what the spans cover together, with a little text before and after; line ends become blanks."""
    known = [span for span in spans if span]
    start, end = min(span.start for span in known), max(span.end for span in known)
    parts = text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]
    return tuple(part.replace("\n", " ") for part in parts)  # type: ignore[return-value]
