"""What a figure counts where no indicator is named: the noun phrase beside it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.phrases import (
    AFTER_FIGURE,
    LINKING,
    NOUN_AFTER,
    OPENING,
    OVER,
    QUOTED,
    SHARE,
    SHARE_OF_MEASURED,
    SPENT,
    STREAK,
)

REACH = 60
"""Characters before a figure or an indicator in which their wording is sought."""

LONGEST_NOUN = 20


@dataclass(frozen=True, slots=True)
class Nouns:
    """The noun phrases of a text, found by its wording with every span masked by a letter."""

    text: str
    masked: str

    def measured_share(self, start: int, end: int) -> str | None:
        """Return the indicator's share of something that ends a clause's part before a figure."""
        share = SHARE_OF_MEASURED.search(self.masked, max(start, end - REACH), end)
        return self.text[slice(*share.span(share.lastindex or 0))] if share else None

    def above(self, start: int, end: int) -> str | None:
        """Return what lies above the threshold that an earlier figure of the clause set."""
        found = OVER.search(self.masked, max(start, end - REACH), end)
        return self.text[found.start(1) : found.end(1)] if found else None

    def counted(self, start: int, first: int, last: int, end: int) -> str | None:
        """Return what the figure at `first:last` counts in the clause `start:end`: a share, a purpose, a noun."""
        start = max(start, first - REACH)
        linking = LINKING.search(self.masked, start, first)
        linked = linking.start() if linking else first
        for phrase in (SHARE, SPENT, QUOTED):
            if found := phrase.search(self.masked, start, linked):
                return self.text[found.start(1) : found.end(1)]
        after = None if STREAK.search(self.masked, start, first) else self._after(last, end)
        return after or self.before(start, linked)

    def before(self, start: int, end: int) -> str | None:
        """Return the noun phrase that ends at `end`."""
        start = max(start, end - REACH)
        opening = OPENING.match(self.masked[start:end])
        start = max(start + opening.end() if opening else start, end - LONGEST_NOUN)
        return self._noun(start, end)

    def _after(self, start: int, end: int) -> str | None:
        skipped = AFTER_FIGURE.match(self.masked, start, end)
        start = skipped.end() if skipped else start
        noun = NOUN_AFTER.match(self.masked, start, end)
        return self._noun(start, min(noun.end(), start + LONGEST_NOUN)) if noun else None

    def _noun(self, start: int, end: int) -> str | None:
        """Return a phrase of more than one character that runs over no cell of a table."""
        phrase = self.text[start:end]
        return phrase if len(phrase) > 1 and "|" not in phrase else None
