"""Links each figure to what it measures: its indicator, whose it is, and the period that it covers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.records import Figure, Span
from annotate.script import simplified
from extract.nouns import REACH, Nouns
from extract.phrases import (
    AGAINST,
    ANOTHER,
    ASIDE_AFTER,
    ASIDE_BEFORE,
    CLAUSE_END,
    COMPARED,
    GENERIC,
    ISSUED,
    ITEM,
    ITS_FIGURE,
    MASKS,
    MEASURE,
    NATION,
    NOW,
    OWNER,
    OWNERS,
    PARAGRAPH_END,
    PART,
    REPORTED,
    RESPECTIVELY,
    SAME_PERIOD,
    SENTENCE_END,
    STAMP,
    TAKEN_UP,
    WHOLE,
    listed,
)


@dataclass(frozen=True, slots=True)
class Links:
    """What a figure is linked to; an empty period is the present, which has no text to be linked to."""

    indicator: str | None = None
    subject: str | None = None
    period: str | None = None


def link(text: str, spans: Sequence[Span], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give each figure its indicator, subject and period as texts of the article; a TIME has none.

    `spans` are the article's flat spans, the figures' own among them.
    """
    links = _Clauses(text, sorted(spans)).links()
    return tuple(
        replace(figure, indicator=found.indicator, subject=found.subject, period=found.period or None)
        if (found := links.get(figure.span.start))
        else figure
        for figure in figures
    )


class _Clauses:
    """An article's clauses, with every span masked by a letter so that one grammar reads words and labels."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        letters = list(re.sub(r"[A-Z]", "x", simplified(text)))
        for span in spans:
            letters[span.start : span.end] = MASKS[span.label] * (span.end - span.start)
        self.text, self.spans, self.masked = text, spans, "".join(letters)
        self.nouns = Nouns(text, self.masked)
        self.starts = [span.start for span in spans]
        reported = REPORTED.match(text)
        self.period = reported[1] if reported else None
        self.named: str | None = None
        self.latest: str | None = None
        self.places = Counter(text[span.start : span.end] for span in spans if span.label == "LOC")
        self.measured: dict[str, str] = {}
        self.indicators: set[str] = set()

    def _within(self, start: int, end: int) -> Sequence[Span]:
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def links(self) -> dict[int, Links]:
        links: dict[int, Links] = {}
        carried = Links(period=self.period)
        for start, end in self._split(0, len(self.text), SENTENCE_END):
            carried = replace(carried, subject=self.named, period=carried.period or self.period)
            outside: list[Links] = []
            for clause in self._split(start, end, CLAUSE_END):
                carried = self._read(*clause, carried, links)
                if self.text[clause[1] - 1] in "（(":
                    outside.append(carried)
                elif self.text[clause[1] - 1] in "）)" and outside:
                    carried = outside.pop()
            links |= self._respectively(start, end, links)
            if PARAGRAPH_END.match(self.masked, end - 1):
                carried = Links(period=self.period)
        return links

    def _split(self, start: int, end: int, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        for match in ends.finditer(self.masked, start, end):
            yield start, match.end()
            start = match.end()
        if start < end:
            yield start, end

    def _read(self, start: int, end: int, carried: Links, links: dict[int, Links]) -> Links:
        """Link the clause's figures, with what earlier clauses carry over; return what later ones inherit."""
        once: str | None = None
        carried = self._opened(start, end, carried)
        for span in self._within(start, end):
            kind, name = MASKS[span.label], self.text[span.start : span.end]
            if kind == "I":
                carried = self._measured(span, start, carried)
            elif kind == "N":
                if self._owns(span, start, carried):
                    self.named = name
                    carried = replace(carried, subject=name)
                self.latest = name
            elif kind == "T" and self._once(span, start):
                once = name
            elif kind == "T" and self._dates(span, start):
                carried = replace(carried, period=name)
            elif kind == "F":
                carried = self._counted(span, start, end, carried)
                period = once or self._same_period(start, span.start) or carried.period
                links[span.start], once = replace(carried, period=period), None
                if carried.indicator and carried.period:
                    self.measured[carried.indicator] = carried.period
        return carried

    def _opened(self, start: int, end: int, carried: Links) -> Links:
        """Take over whose a clause says by its first words that it is, and that it tells of the present."""
        if NOW.search(self.masked, start, end):
            carried = replace(carried, period="")
        if self.places and WHOLE.match(self.masked, start, end):
            self.named = self._place()
            return replace(carried, subject=self.named)
        if nation := NATION.match(self.masked, start, end):
            self.named = self.named or nation[1]
            return replace(carried, subject=nation[1])
        if self.latest and TAKEN_UP.match(self.masked, start, end):
            return replace(carried, subject=self.latest)
        return carried

    def _counted(self, figure: Span, start: int, end: int, carried: Links) -> Links:
        """Say what a figure counts; a bare industry before its change is whose the last indicator is."""
        if part := PART.match(self.masked, start, figure.start):
            measured = carried.indicator if carried.indicator in self.indicators else None
            return replace(carried, indicator=measured, subject=self.text[part.start(1) : part.end(1)])
        measured = "I" in self.masked[start : figure.start] and self.text.startswith("的", figure.end)
        owner = next(iter(self._within(figure.end + 1, figure.end + 2)), None) if measured else None
        subject = self.text[owner.start : owner.end] if owner and owner.label in OWNERS else carried.subject
        return replace(carried, indicator=self._indicator(figure, start, end, carried), subject=subject)

    def _indicator(self, figure: Span, start: int, end: int, carried: Links) -> str | None:
        if share := self.nouns.measured_share(start, figure.start):
            return share
        if above := self.nouns.above(start, figure.start):
            return above
        if "I" in self.masked[start : figure.start]:
            return carried.indicator
        if also := self._also(start, carried):
            return "占" + also
        return self.nouns.counted(start, figure.start, figure.end, end) or carried.indicator

    def _measured(self, indicator: Span, start: int, carried: Links) -> Links:
        """Take an indicator over; a bare 数量 says of what by the noun before it or by what was counted last."""
        name = self.text[indicator.start : indicator.end]
        if AGAINST.search(self.masked, max(start, indicator.start - REACH), indicator.start):
            return carried
        self.indicators.add(name)
        if name in GENERIC:
            counted = self.nouns.before(start, indicator.start) or (carried.indicator or "").removesuffix(name)
            return replace(carried, indicator=counted + name)
        period = self._last_period(name) if carried.period is None else carried.period
        owner = self._owner(start, indicator.start)
        return replace(carried, indicator=name, subject=owner or carried.subject, period=period)

    def _place(self) -> str:
        """Return the place whose whole is spoken of: the one named last if it comes again, else the most frequent."""
        if self.named and self.places[self.named] > 1 and not self.named.endswith("区"):
            return self.named
        return self.places.most_common(1)[0][0]

    def _same_period(self, start: int, end: int) -> str | None:
        found = SAME_PERIOD.search(self.masked, max(start, end - REACH), end)
        return self.text[found.start(1) : found.end(1)] if found else None

    def _last_period(self, indicator: str) -> str | None:
        """Return the period in which the article last measured an indicator, or one that ends in its name."""
        return next((period for name, period in reversed(self.measured.items()) if name.endswith(indicator)), None)

    def _owns(self, name: Span, start: int, carried: Links) -> bool:
        """Tell whether a name is a subject; an organ takes nothing over from a place, as it mostly just reports."""
        reports = name.label == "GOV" and carried.subject is not None
        return not (reports or self._aside(name, start) or self._also(start, carried))

    def _also(self, start: int, carried: Links) -> str | None:
        """Return what a share is also of, when the clause goes on from one of something else."""
        found = ANOTHER.match(self.masked, start) if (carried.indicator or "").startswith("占") else None
        return self.text[found.start(1) : found.end(1)] if found else None

    def _once(self, time: Span, start: int) -> bool:
        """Tell whether a time is that of the next figure alone."""
        return self.masked[max(start, time.start - 1)] in "从由" or bool(ITS_FIGURE.match(self.masked, time.end))

    def _dates(self, time: Span, start: int) -> bool:
        """Tell if a time is a period: not compared with, nor when something was issued or, by the minute, put up."""
        compared = COMPARED.search(self.masked, max(start, time.start - 3), time.start)
        issued = ASIDE_AFTER.match(self.masked, time.end) or ISSUED.match(self.masked, time.start)
        return not (compared or issued or STAMP.match(self.text, time.start) or ":" in self.text[time.start : time.end])

    def _aside(self, span: Span, start: int) -> bool:
        before = ASIDE_BEFORE.search(self.masked, max(start, span.start - 2), span.start)
        return bool(before or ASIDE_AFTER.match(self.masked, span.end))

    def _owner(self, start: int, end: int) -> str | None:
        owned = "N" in self.masked[start:end]
        found = None if owned else OWNER.search(self.masked, max(start, end - REACH), end)
        return self.text[found.start(1) : found.end(1)] if found else None

    def _respectively(self, start: int, end: int, links: dict[int, Links]) -> dict[int, Links]:
        """Deal the items listed before 分别 out to the figures listed after it."""
        dealt: dict[int, Links] = {}
        for match in RESPECTIVELY.finditer(self.masked, start, end):
            figures = self._within(match.start(1), match.end(1))
            items = self._items(start, match.start(), len(figures))
            for figure, (first, last) in zip(figures, items, strict=False):
                shared = replace(links[figure.start], indicator=links[figures[-1].start].indicator)
                item = self.text[first:last]
                dealt[figure.start] = replace(shared, **{self._dealt_field(first, last, shared.indicator or ""): item})
        return dealt

    def _dealt_field(self, start: int, end: int, indicator: str) -> str:
        """Say what the item of a list is; what the figures together seemed to count is counted one by one."""
        if self.masked[start] == "T":
            return "period"
        counted = self.text[start:end] in indicator
        return "indicator" if counted or MEASURE.search(self.masked, start, end) else "subject"

    def _items(self, start: int, end: int, count: int) -> list[tuple[int, int]]:
        """Find the nearest list of as many items, as ranges."""
        found = [match for pattern in listed(count) for match in pattern.finditer(self.masked[start:end])]
        if not found:
            return []
        first, last = max(found, key=lambda match: match.start(1)).span(1)
        return [match.span() for match in ITEM.finditer(self.masked, start + first, start + last)]
