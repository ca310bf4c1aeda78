"""The figures of a text: found, and read to value, unit, bound, change, basis and interval."""

from __future__ import annotations

import re
from datetime import date

from annotate.periods import find_periods, read_period
from annotate.reading.amounts import find_amounts
from annotate.reading.bounds import read_bound
from annotate.reading.changes import read_basis, read_change
from annotate.reading.folding import fold
from annotate.reading.grammar import TITLE
from annotate.reading.values import read_value
from annotate.records import Figure, Span
from annotate.script import simplified

SOURCE = "figures"
BEFORE, AFTER = 80, 60
SIBLINGS = re.compile(r"(?:-?[0-9][0-9.,]*[^0-9，。；\n、和及与或]{0,6}[、和及与或])+$")
SEPARATORS = tuple("、和及与或")
AVERAGE = "平均"
LEADING = re.compile("^前|强$")
RECURRING = re.compile("每(?:[年月周逢到]的?|个)?$")


def find_figures(text: str) -> list[Span]:
    """Find every figure as flat, sorted spans; a time wins where a quantity claims the same characters."""
    text = simplified(text)
    amounts = [Span(start, end, label, source=SOURCE) for start, end, label in find_amounts(fold(text))]
    titles = [Span(*match.span(), "") for match in re.finditer(TITLE, text)]
    times = _apart(find_periods(text), titles)
    return sorted([*times, *_apart(amounts, times)])


def _apart(spans: list[Span], others: list[Span]) -> list[Span]:
    """Keep the spans that overlap none of the others; both are flat and sorted, so that one pass is enough."""
    kept, position = [], 0
    for span in spans:
        while position < len(others) and others[position].end <= span.start:
            position += 1
        if position == len(others) or not span.overlaps(others[position]):
            kept.append(span)
    return kept


def read_figures(text: str, published: date | None = None) -> list[Figure]:
    """Find and read every figure of a text."""
    text = simplified(text)
    folded = fold(text)
    return [_read(text, folded, 0, span, published) for span in find_figures(text)]


def read_figure(text: str, span: Span, published: date | None = None) -> Figure:
    """Read a figure, found here or proposed by a model, by its text and context; what can't be read stays None.

    `published` dates relative times; indicator, subject and period are left to what links figures.
    """
    first = max(0, span.start - BEFORE)
    near = simplified(text[first : span.end + AFTER])
    return _read(near, fold(near), first, span, published)


def _read(near: str, folded: str, first: int, span: Span, published: date | None) -> Figure:
    """Read a figure by the text near it, from `first` on, as it stands in simplified characters and folded."""
    start, end = span.start - first, span.end - first
    if span.label == "TIME":
        recurs = RECURRING.search(near, max(0, start - BEFORE), start)
        period = read_period(near[start:end], None if recurs else published)
        return Figure(span, timex=period.timex, start_date=period.start_date, end_date=period.end_date)
    figure = _packed(folded[start:end])
    before = _packed(folded[max(0, start - BEFORE) : start].rpartition("\n")[2])
    after = _packed(folded[end : end + AFTER].partition("\n")[0])
    value = read_value(span.label, figure, after)
    if span.label == "RANK":
        return Figure(span, value.value, unit=value.unit, bound="at_most" if LEADING.search(figure) else "exact")
    head = SIBLINGS.sub("", before) if before[-1:] in SEPARATORS else before
    bound = read_bound(figure, head if "分别" in head[-16:] else before, after)
    change = "to" if figure.startswith("翻") else read_change(head, after)
    basis = read_basis(head, published) if change or AVERAGE in head else None
    return Figure(
        span, value.value, value.high, value.unit, bound, change, basis if change or basis == "average" else None
    )


def _packed(text: str) -> str:
    return "".join(text.split())
