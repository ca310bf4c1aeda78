"""Whose the figures of an article are: the names that its sentences, clauses and figures belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotate.records import Span
from annotate.rules.phrases import one_of, read_words
from extract.nouns import REACH
from extract.phrases import ASIDE_AFTER, ASIDE_BEFORE, NATION, OPENS, OWNER, REPORT, TAKEN_UP, WHOLE, WHOLE_PLACE

SHORT = 30
"""Characters before a name in which its sentence may have begun, if the name opens it."""

LASTING = frozenset({"COMPANY", "PARK", "LOC"})
"""Kinds of names that the sentences after the one that they open tell of, too."""

PROVINCE = re.compile(one_of("provinces") + "省?")
REGIONS = frozenset(read_words("regions") + read_words("countries"))


def _is(whole: str, place: str) -> bool:
    """Tell whether 全省 and the like may be said of a place."""
    return bool(PROVINCE.fullmatch(place)) if whole.endswith("省") else place not in REGIONS


class Subjects:
    """What an article has named so far, from which its clauses take their subject.

    An article that speaks of a place as a whole (全省) is about that place: companies and the like that it names
    have their own clause or sentence, and then it is about the place again.
    """

    def __init__(self, text: str, masked: str, spans: Sequence[Span]) -> None:
        self.text, self.masked = text, masked
        self.whole, self.home = self._places(spans)
        self.topic = self.home
        self.holder = self.home
        self.latest: dict[str, str] = {}
        self.openers: dict[str, str] = {}

    def _places(self, spans: Sequence[Span]) -> tuple[str | None, str | None]:
        """Return the place that 全省 and the like are said of, and whether the article is about it: the same, or none.

        It is 全省 itself where no such place is named. The article is about it by its title, or unless it speaks
        more of a company or a park.
        """
        if title := REPORT.match(self.text):
            return title[1], title[1]
        wholes = Counter(WHOLE_PLACE.findall(self.masked)).most_common(1)
        if not wholes:
            return None, None
        whole, often = wholes[0]
        names = Counter((span.label, self.text[span.start : span.end]) for span in spans).most_common()
        places = [(name, count) for (kind, name), count in names if kind == "LOC" and _is(whole, name)]
        place, count = places[0] if places else (whole, 0)
        others = [count for (kind, _), count in names if kind in ("COMPANY", "PARK")]
        return place, place if count + often >= max(others, default=0) else None

    def opened(self, start: int, end: int, carried: str | None) -> str | None:
        """Return whose a clause is by its first words, or else what it takes over."""
        self.holder = self._told(start, end) or carried
        return self.holder

    def _told(self, start: int, end: int) -> str | None:
        if self.whole and WHOLE.match(self.masked, start, end):
            return self.whole
        if nation := NATION.match(self.masked, start, end):
            self.topic = self.topic or nation[1]
            return nation[1]
        if taken := TAKEN_UP.match(self.masked, start, end):
            kind = str(taken.lastgroup)
            latest = self.latest.get(kind)
            return latest if taken[kind][0] in "该这" else self.openers.get(kind, latest)
        return None

    def named(self, name: Span, start: int, carried: str | None) -> str | None:
        """Return whose a clause is once it has named something that may just report, or be told by the way."""
        text, opens = self.text[name.start : name.end], self._opens(name)
        self.latest[name.label] = text
        if opens:
            self.openers[name.label] = text
        if not self._owns(name, start, carried):
            return carried
        if opens and name.label != "PRODUCT":
            self.holder = text
        if name.label in LASTING and not self.home and (opens or not self.topic):
            self.topic = text
        return text

    def _opens(self, name: Span) -> bool:
        return bool(OPENS.search(self.masked, max(0, name.start - SHORT), name.start))

    def _owns(self, name: Span, start: int, carried: str | None) -> bool:
        """Tell whether a name is a subject; an organ takes nothing over from a place, as it mostly just reports."""
        return not (name.label == "GOV" and carried is not None) and not self._aside(name, start)

    def _aside(self, name: Span, start: int) -> bool:
        before = ASIDE_BEFORE.search(self.masked, max(start, name.start - SHORT), name.start)
        return bool(before or ASIDE_AFTER.match(self.masked, name.end))

    def closed(self, end: int, subject: str | None) -> str | None:
        """Return whose the next clause is: where the article is about a place, a name without a figure goes."""
        return self.holder if self.home and self.masked[end - 1] != "（" else subject

    def owner(self, start: int, end: int) -> str | None:
        """Return the industry, honour or kind of firm without a name that a clause opens with."""
        owned = "N" in self.masked[start:end]
        found = None if owned else OWNER.search(self.masked, max(start, end - REACH), end)
        return self.text[found.start(1) : found.end(1)] if found else None
