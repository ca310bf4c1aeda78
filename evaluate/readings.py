"""Compares what the figures were read as, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from annotate.records import Document, Figure, Span

NUMERIC = ("value", "value_high", "unit", "bound", "change", "basis")
LINKS = ("indicator", "subject", "period")
ATTRIBUTES = (*NUMERIC, "timex", *LINKS)


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribute of a gold figure beside what was read; `found` tells whether the figure's span was predicted."""

    article: int
    span: Span
    attribute: str
    gold: str | None
    predicted: str | None
    found: bool

    @property
    def right(self) -> bool:
        """Tell whether the reading holds: equal, numbers by value, linked texts by containment."""
        if not self.found:
            return False
        return (contained if self.attribute in LINKS else _equal)(self.gold, self.predicted)


def readings(gold: Sequence[Document], predicted: Sequence[Document]) -> Iterator[Reading]:
    """Yield every attribute that a gold figure has; the two sequences run over the same articles.

    A TIME has its timex, other figures have the numeric attributes; a link counts where gold gives one.
    """
    for article, (true, guess) in enumerate(zip(gold, predicted, strict=True)):
        read = {figure.span.key(): figure for figure in guess.figures}
        for figure in true.figures:
            found = read.get(figure.span.key())
            for attribute in _attributes(figure):
                value = getattr(found, attribute) if found else None
                yield Reading(article, figure.span, attribute, getattr(figure, attribute), value, found is not None)


def _attributes(figure: Figure) -> Iterator[str]:
    yield from ("timex",) if figure.span.label == "TIME" else NUMERIC
    yield from (link for link in LINKS if getattr(figure, link) is not None)


def contained(gold: str | None, predicted: str | None) -> bool:
    """Tell whether one of two linked texts holds the other, blanks and punctuation aside; two characters at least.

    >>> contained("规模以上工业企业", "新增规模以上工业企业"), contained("企业", "业")
    (True, False)
    """
    left, right = ("".join(filter(str.isalnum, text or "")) for text in (gold, predicted))
    return left == right or (min(len(left), len(right)) >= 2 and (left in right or right in left))


def _equal(gold: str | None, predicted: str | None) -> bool:
    return _number(gold) == _number(predicted)


def _number(text: str | None) -> Decimal | str | None:
    try:
        return Decimal(text) if text else text
    except InvalidOperation:
        return text
