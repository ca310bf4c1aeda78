"""Times of the calendar in Chinese news: dates, report periods, and runs of years that an article's date fixes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from annotate.reading.intervals import interval
from annotate.reading.time_grammar import CUE, TIME
from annotate.reading.timex import read_timex, simplified
from annotate.records import Span


@dataclass(frozen=True, slots=True)
class Period:
    """A TIME's reading: timex in the handbook's notation, half-open ISO dates; None where it cannot be known."""

    timex: str | None = None
    start_date: str | None = None
    end_date: str | None = None


def find_periods(text: str) -> list[Span]:
    """Find the TIME spans, flat and sorted.

    >>> [(span.start, span.end) for span in find_periods("截至2021年底，“十四五”时期以来近日")]
    [(2, 8), (9, 16)]
    """
    spans: list[Span] = []
    end = 0
    simple = simplified(text)
    for cue in CUE.finditer(simple):
        if cue.start() >= end and (found := TIME.match(simple, cue.start())):
            end = found.end()
            spans.append(Span(found.start(), end, "TIME", source="periods"))
    return spans


def read_period(text: str, published: date | None = None) -> Period:
    """Read the text of one TIME; what depends on the date of issue stays undated without it.

    >>> read_period("今年1-9月", date(2022, 10, 13))
    Period(timex='y0-01/y0-09', start_date='2022-01-01', end_date='2022-10-01')
    """
    timex = read_timex(text)
    dates = interval(timex, published) if timex else None
    if dates is None or simplified(text).startswith(BOUND_TO_CONTEXT):
        return Period(timex)
    return Period(timex, dates[0].isoformat(), dates[1].isoformat())


BOUND_TO_CONTEXT = ("当", "同", "次", "翌", "全")
"""当年, 次日 and the like count from a time named before, not from the date of issue: they stay undated."""
