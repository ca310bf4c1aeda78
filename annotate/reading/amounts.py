"""Scan a folded text for figures other than times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotate.reading import judges
from annotate.reading.grammar import ANCHOR, token
from annotate.reading.judges import NEAR
from annotate.reading.units import Unit, unit_of

LABELS = {"money": "MONEY", "ratio": "RATIO"}
SEPARATOR = re.compile(r"[ \u3000]?[、和及与或][ \u3000]?")
ITEM_HEAD = re.compile(r"(?:^|[。；;：:）)])[ \u3000]*$")
FROM = re.compile(r"(?:从(?!中)|由|自(?![研主动行有]))[^，。；、\n]{0,10}$")

Found = tuple[int, int, str]


def find_amounts(folded: str) -> list[Found]:
    """Find money, ratios, quantities and ranks as (start, end, label), flat and in order; linear in the text."""
    return _Scan(folded).run()


@dataclass(slots=True)
class _Scan:
    """One pass from left to right; `waiting` are bare numbers (1.8、1.45和…) whose unit the list's end will tell."""

    text: str
    found: list[Found] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)

    def run(self) -> list[Found]:
        position = 0
        pattern, anchor = token(), ANCHOR.search(self.text)
        while anchor:
            match = pattern.match(self.text, anchor.start())
            position = self._take(match) if match else anchor.end()
            anchor = ANCHOR.search(self.text, position)
        return self.found

    def _take(self, match: re.Match[str]) -> int:
        """Judge what the grammar read; return where to read on."""
        if match.lastgroup == "amount":
            return self._amount(match)
        self.waiting.clear()
        if match.lastgroup == "quote":
            return match.end() if judges.is_slogan(match[0]) else match.start() + 1
        label = self._label(match)
        if label:
            self.found.append((*match.span(), label))
        return match.end()

    def _label(self, match: re.Match[str]) -> str | None:
        before, after = self._around(*match.span())
        match match.lastgroup:
            case "ordinal":
                return "RANK" if judges.is_rank(match[0], before, after) else None
            case "front":
                return "RANK" if judges.is_front(match[0], after) else None
            case "head":
                return "RANK" if judges.is_head(match[0], before, after) else None
            case "top":
                return "RANK"
            case "proportion":
                return "RATIO" if judges.is_proportion(match[0], before) else None
            case "multiple" | "fraction":
                return "RATIO"
            case "half":
                return "QUANTITY"
        return None

    def _around(self, start: int, end: int) -> tuple[str, str]:
        before, after = self.text[max(0, start - NEAR) : start], self.text[end : end + NEAR]
        return before.rpartition("\n")[2], after.partition("\n")[0]

    def _amount(self, match: re.Match[str]) -> int:
        amount = _Amount.of(match)
        start = amount.start
        before, after = self._around(start, amount.end)
        if self.text[start] in "-负":
            valued = amount.unit.kind in LABELS if amount.unit else self.text[start] == "负"
            burden = self.text[start] == "负" and before[-1:] == "减"
            negative = valued and not burden and (self.text[start] == "负" or judges.is_negative(before))
            start += not negative
            before = self._around(start, start)[0]
        label = amount.label(before, after) or self._listed_money(start, amount)
        if label is None:
            self._wait(start, amount, before)
        elif amount.link in ("至", "到") and FROM.search(before):
            self._emit((start, amount.low_end, label), (amount.high_start, amount.end, label))
        else:
            self._emit((start, amount.end, label))
        return amount.end if label else amount.resume

    def _emit(self, *figures: Found) -> None:
        start, _, label = figures[0]
        if self.waiting and SEPARATOR.fullmatch(self.text, self.waiting[-1][1], start):
            self.found += [(*bare, label) for bare in self.waiting]
        self.waiting.clear()
        if label == "RATIO":
            self._points_before(start)
        self.found += figures

    def _points_before(self, start: int) -> None:
        """Count the 个 listed before a ratio in points of percent: 6.2个和3.8个百分点."""
        for at in range(len(self.found) - 1, -1, -1):
            first, end, _ = self.found[at]
            if self.text[end - 1] != "个" or not SEPARATOR.fullmatch(self.text, end, start):
                return
            self.found[at], start = (first, end, "RATIO"), first

    def _listed_money(self, start: int, amount: _Amount) -> str | None:
        """Take a bare number in 亿 for money behind another: GDP为7105亿、6032亿."""
        listed = (
            self.found and self.found[-1][2] == "MONEY" and SEPARATOR.fullmatch(self.text, self.found[-1][1], start)
        )
        return "MONEY" if listed and amount.unit is None and amount.number.endswith("亿") else None

    def _wait(self, start: int, amount: _Amount, before: str) -> None:
        if self.waiting and not SEPARATOR.fullmatch(self.text, self.waiting[-1][1], start):
            self.waiting.clear()
        listed = self.waiting or not (ITEM_HEAD.search(before) or judges.CODE.search(before))
        if listed and amount.unit is None and amount.link is None and amount.number[0].isdigit():
            self.waiting.append((start, amount.end))
        else:
            self.waiting.clear()


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or range and its unit; `low_end` and `high_start` bound the two numbers of a range.

    `resume` is where to read on when it is none.
    """

    start: int
    end: int
    resume: int
    number: str
    unit: Unit | None
    tier: bool
    odd: bool
    link: str | None = None
    low_end: int = 0
    high_start: int = 0

    @classmethod
    def of(cls, match: re.Match[str]) -> _Amount:
        """Take the range when its two ends agree in unit, else its first number alone."""
        low, high = _unit(match), unit_of(match["high_unit"])
        resume = match.end("high") if match["high"] else match.end("low")
        if match["high"] and (low is None or (high is not None and high.code == low.code)):
            tier = match["high_level"] is not None
            end = match.end() - (tier and not _tiered(high))
            ends = (_end(match, "odd", "unit", "low"), match.start("high"))
            return cls(
                match.start(), end, resume, match["high"], high, tier, bool(match["high_odd"]), match["link"], *ends
            )
        end = _end(match, "odd", "unit", "low")
        tier = match["level"] is not None and _tiered(low)
        number = match["low"] + (match["more"] or "")
        return cls(match.start(), end + tier, match.end("low"), number, low, tier, bool(match["odd"]))

    def label(self, before: str, after: str) -> str | None:
        """Return the label, or None for what is no figure."""
        if self.unit is not None:
            judged = judges.is_amount(self.number, self.unit, self.odd, before, after)
            ranked = self.unit.word == "位" and judges.is_standing(before)
            return ("RANK" if ranked else LABELS.get(self.unit.kind, "QUANTITY")) if judged else None
        tier = self.tier and len(self.number) > 1 and self.number.endswith("亿")
        if tier or judges.is_bare_money(self.number, before, after):
            return "MONEY"
        return "QUANTITY" if judges.is_bare_count(self.number, before, after) else None


def _unit(match: re.Match[str]) -> Unit | None:
    return unit_of(match["unit"]) or (unit_of(match["sign"]) if match["sign"] else None)


def _end(match: re.Match[str], *groups: str) -> int:
    return next(match.end(group) for group in groups if match[group])


def _tiered(unit: Unit | None) -> bool:
    return unit is None or unit.kind in ("money", "measure")
