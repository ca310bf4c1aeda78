"""Links each figure to what it measures: its indicator, whose it is, and the period that it covers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.records import Figure, Span
from annotate.script import simplified
from extract.nouns import REACH, Nouns
from extract.periods import Periods
from extract.phrases import (
    AGAINST,
    ANOTHER,
    CLAUSE_END,
    FULL_WIDTH,
    GENERIC,
    ITEM,
    MASKS,
    MEASURE,
    NOW,
    OWNERS,
    PARAGRAPH_END,
    PART,
    RESPECTIVELY,
    RIGHT_BEFORE,
    SENTENCE_END,
    SUM,
    listed,
)
from extract.subjects import Subjects

LONGEST_LIST = 300
"""Characters before 分别 in which the list is sought that it deals out."""


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
        letters = list(re.sub(r"[A-Z]", "x", simplified(text)).translate(FULL_WIDTH))
        for span in spans:
            letters[span.start : span.end] = MASKS[span.label] * (span.end - span.start)
        self.text, self.spans, self.masked = text, spans, "".join(letters)
        self.nouns = Nouns(text, self.masked)
        self.starts = [span.start for span in spans]
        self.subjects = Subjects(text, self.masked, spans)
        self.periods = Periods(text, self.masked)
        self.indicators: set[str] = set()

    def _within(self, start: int, end: int) -> Sequence[Span]:
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def links(self) -> dict[int, Links]:
        links: dict[int, Links] = {}
        carried = Links()
        for start, end in self._split(0, len(self.text), SENTENCE_END):
            self.periods.heading(start)
            period = self.periods.opened(carried.period, start, end)
            carried = replace(carried, subject=self.subjects.topic, period=period)
            outside: list[Links] = []
            for clause in self._split(start, end, CLAUSE_END):
                carried = self._read(*clause, carried, links)
                if self.masked[clause[1] - 1] == "（":
                    outside.append(carried)
                elif self.masked[clause[1] - 1] == "）" and outside:
                    carried = outside.pop()
            links |= self._respectively(start, end, links)
            if PARAGRAPH_END.match(self.masked, end - 1):
                carried = Links()
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
        period = "" if NOW.search(self.masked, start, end) else carried.period
        carried = replace(carried, subject=self.subjects.opened(start, end, carried.subject), period=period)
        for span in self._within(start, end):
            kind = MASKS[span.label]
            if kind == "I":
                carried = self._measured(span, start, carried)
            elif kind == "N":
                if not self._also(start, carried):
                    carried = replace(carried, subject=self.subjects.named(span, start, carried.subject))
            elif kind == "T" and self.periods.once(span, start):
                once = self.text[span.start : span.end]
            elif kind == "T":
                carried = replace(carried, period=self.periods.named(span, start, carried.period))
            elif kind == "F":
                carried = self._counted(span, start, end, carried)
                self.subjects.holder = carried.subject
                period = once or self.periods.same(start, span.start) or carried.period
                links[span.start], once = replace(carried, period=period), None
                self.periods.counted(carried.indicator, carried.period)
        return replace(carried, subject=self.subjects.closed(end, carried.subject))

    def _counted(self, figure: Span, start: int, end: int, carried: Links) -> Links:
        """Say what a figure counts; a bare industry before its change is whose the last indicator is."""
        if part := PART.match(self.masked, start, figure.start):
            measured = carried.indicator if carried.indicator in self.indicators else None
            return replace(carried, indicator=measured, subject=self.text[part.start(1) : part.end(1)])
        subject = self._named_after(figure, start) or carried.subject
        return replace(carried, indicator=self._indicator(figure, start, end, carried), subject=subject)

    def _named_after(self, figure: Span, start: int) -> str | None:
        """Return whose an amount is that stands before the name: 投资额20亿元的青禾汽车基地."""
        measured = SUM.search(self.masked, start, figure.start) and self.text.startswith("的", figure.end)
        owner = next(iter(self._within(figure.end + 1, figure.end + 2)), None) if measured else None
        return self.text[owner.start : owner.end] if owner and owner.label in OWNERS else None

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
        period = self.periods.last(name) if carried.period is None else carried.period
        owner = self.subjects.owner(start, indicator.start)
        return replace(carried, indicator=name, subject=owner or carried.subject, period=period)

    def _also(self, start: int, carried: Links) -> str | None:
        """Return what a share is also of, when the clause goes on from one of something else."""
        found = ANOTHER.match(self.masked, start) if (carried.indicator or "").startswith("占") else None
        return self.text[found.start(1) : found.end(1)] if found else None

    def _respectively(self, start: int, end: int, links: dict[int, Links]) -> dict[int, Links]:
        """Deal what is told before 分别, as many figures or a list, out to the figures after it."""
        dealt: dict[int, Links] = {}
        for match in RESPECTIVELY.finditer(self.masked, start, end):
            figures = self._within(match.start(1), match.end(1))
            start = max(start, match.start() - LONGEST_LIST)
            for figure, same in zip(figures, self._figures_before(start, match.start(), len(figures)), strict=False):
                of = dealt.get(same.start, links[same.start])
                dealt[figure.start] = replace(links[figure.start], indicator=of.indicator, subject=of.subject)
            if figures[0].start in dealt:
                continue
            for figure, item in zip(figures, self._items(start, match.start(), len(figures)), strict=False):
                shared = replace(links[figure.start], indicator=links[figures[-1].start].indicator)
                dealt[figure.start] = self._dealt(item, shared)
        return dealt

    def _figures_before(self, start: int, end: int, count: int) -> Sequence[Span]:
        """Return as many figures that end right before, or none: 营收5亿元、利润1亿元，分别增长3%、4%."""
        right = RIGHT_BEFORE.search(self.masked, start, end)
        if not right or self.masked.startswith("占", end + len("分别")):
            return ()
        figures = [span for span in self._within(start, right.end()) if MASKS[span.label] == "F"]
        return figures[-count:] if len(figures) >= count else ()

    def _dealt(self, item: tuple[int, int], shared: Links) -> Links:
        """Deal an item out; what the figures together seemed to count is counted one by one."""
        start, end = item
        name = self.text[start:end]
        if self.masked[start] == "T":
            return replace(shared, period=name)
        if name in (shared.indicator or "") or MEASURE.search(self.masked, start, end):
            return replace(shared, indicator=name)
        return replace(shared, subject=name)

    def _items(self, start: int, end: int, count: int) -> list[tuple[int, int]]:
        """Find the nearest list of as many items, as ranges."""
        found = [match for pattern in listed(count) for match in pattern.finditer(self.masked[start:end])]
        if not found:
            return []
        first, last = max(found, key=lambda match: match.start(1)).span(1)
        return [match.span() for match in ITEM.finditer(self.masked, start + first, start + last)]
