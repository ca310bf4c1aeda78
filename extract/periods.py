"""Of when the figures of an article are: the times that its headings, sentences and clauses hold for."""

from __future__ import annotations

from annotate.records import Span
from extract.nouns import REACH
from extract.phrases import (
    ASIDE_AFTER,
    BY_THE_WAY,
    COMPARED,
    HEADING,
    ISSUED,
    ITS_FIGURE,
    LASTS,
    REPORTED,
    SAME_PERIOD,
    STAMP,
    TITLE,
)


class Periods:
    """What an article has dated so far; an empty period is the present, which has no text to be linked to."""

    def __init__(self, text: str, masked: str) -> None:
        self.text, self.masked = text, masked
        reported = REPORTED.match(text)
        self.headed = reported[1] if reported else None
        self.main: str | None = None
        self.aside = False
        self.first: str | None = None
        self.measured: dict[str, str] = {}

    def heading(self, start: int) -> None:
        """Take over the period of a title, or of the heading of a report's part, where one starts."""
        heading = HEADING.match(self.masked, start) or (TITLE.match(self.masked, start) if start == 0 else None)
        times = [self.text[first:last] for first, last in heading.regs[1:] if last > 0] if heading else []
        lasting = [time for time in times if LASTS.search(time)]
        self.headed = lasting[0] if lasting else self.headed

    def opened(self, carried: str | None, start: int, end: int) -> str | None:
        """Return the period that a sentence takes over, once what the last one told by the way is over.

        A change against the year before is of some period: of the article's first, where a paragraph names none.
        """
        if self.aside:
            carried, self.aside = self.main, False
        if carried is None and "同比" in self.masked[start:end]:
            return self.headed or self.first
        return carried or self.headed

    def named(self, time: Span, start: int, carried: str | None) -> str | None:
        """Return the period once a clause has named a time, which it may only compare with or tell by the way."""
        if not self._dates(time, start):
            return carried
        if BY_THE_WAY.search(self.masked, max(0, time.start - 4), time.start):
            self.main, self.aside = carried, True
        return self.text[time.start : time.end]

    def _dates(self, time: Span, start: int) -> bool:
        """Tell if a time is a period: not compared with, nor when something was issued or, by the minute, put up."""
        compared = COMPARED.search(self.masked, max(start, time.start - 3), time.start)
        issued = ASIDE_AFTER.match(self.masked, time.end) or ISSUED.match(self.masked, time.start)
        return not (compared or issued or STAMP.match(self.text, time.start) or ":" in self.text[time.start : time.end])

    def once(self, time: Span, start: int) -> bool:
        """Tell whether a time is that of the next figure alone."""
        return self.masked[max(start, time.start - 1)] in "从由" or bool(ITS_FIGURE.match(self.masked, time.end))

    def same(self, start: int, end: int) -> str | None:
        """Return the earlier period whose own figure follows: 上年同期为10亿元."""
        found = SAME_PERIOD.search(self.masked, max(start, end - REACH), end)
        return self.text[found.start(1) : found.end(1)] if found else None

    def counted(self, indicator: str | None, period: str | None) -> None:
        """Remember the period of a figure."""
        if indicator and period:
            self.measured[indicator] = period
        if period and self.first is None and LASTS.search(period):
            self.first = period

    def last(self, indicator: str) -> str | None:
        """Return the period in which the article last measured an indicator, or one that ends in its name."""
        return next((period for name, period in reversed(self.measured.items()) if name.endswith(indicator)), None)
