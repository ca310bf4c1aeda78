"""The facts of extracted articles as the table that an analyst opens: one row a figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from annotate.reading.units import units
from extract.extracted import Record
from extract.phrases import SENTENCE_END

CONTEXT = 120
"""Characters of a sentence that are kept on each side of its figure."""

TITLE = 40
POWERS = ((12, "万亿"), (8, "亿"), (4, "万"))
TEXTS = ("subject", "indicator", "period", "text")
AS_READ = ("value", "value_high", "unit", "bound", "change", "basis", "label", "start", "end")

BOUNDS = {"approx": "约", "above": "超", "at_least": "至少", "below": "不足", "at_most": "至多"}
CHANGES = {"increase": "↑", "decrease": "↓", "from": "由", "to": "至"}
BASES = {"yoy": "同比", "mom": "环比", "cumulative": "累计", "average": "比平均", "y-1": "较上年"}

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BETWEEN_HAN = re.compile(r"(?<![!-~]) | (?![!-~])")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with what it measures, and where it stands in its article.

    `amount` is the reading as people write it (659亿元), `value`, `value_high`, `unit`, `bound`, `change` and `basis`
    as the contract has them; `period_start` and `period_end` (half-open ISO dates) are known where the period is;
    `start` and `end` index the article's text.
    """

    article: str
    published: str | None
    subject: str | None
    indicator: str | None
    amount: str
    value: str | None
    value_high: str | None
    unit: str | None
    bound: str
    change: str | None
    basis: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    label: str
    text: str
    sentence: str
    source: str | None
    id: str
    start: int
    end: int


def facts(record: Record) -> Iterator[Fact]:
    """Yield the facts of one extracted article: its figures in their order, but the times, which are periods."""
    text = record["text"]
    bounds = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    times = [figure for figure in record["figures"] if figure["label"] == "TIME"]
    article: dict[str, Any] = {name: record[name] for name in ("published", "source", "id")}
    for figure in record["figures"]:
        if figure["label"] != "TIME":
            period = _time(figure, times)
            texts: dict[str, Any] = {name: figure[name] and _joined(figure[name]) for name in TEXTS}
            yield Fact(
                article=title(record),
                **article,
                **{name: figure[name] for name in AS_READ},
                **texts,
                period_start=period.get("start_date"),
                period_end=period.get("end_date"),
                amount=amount(figure),
                sentence=_sentence(text, figure["start"], figure["end"], bounds),
            )


def title(record: Record) -> str:
    """Return an article's title, or the start of its first line."""
    return str(record["title"] or record["text"].strip().partition("\n")[0][:TITLE])


def number(text: str) -> Decimal | None:
    """Return the number that a text is as a whole, None for 0.9:81.5:17.6 and other texts."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def amount(figure: Record) -> str:
    """Write a reading as people do; what has none stays as it was printed.

    >>> amount({"value": "65900000000", "value_high": None, "unit": "CNY", "bound": "exact", "text": "659亿元"})
    '659亿元'
    >>> amount({"value": "4", "value_high": "5", "unit": "个", "bound": "exact", "text": "四五个"})
    '4–5个'
    """
    if figure["value"] is None or not figure["unit"] or figure["unit"] in (":", "1"):
        return _joined(figure["text"])
    numbers = "–".join(_scaled(value) for value in (figure["value"], figure["value_high"]) if value)
    return numbers + _word(figure["unit"]) + ("级" if figure["bound"] == "scale" else "")


def wording(fact: Fact) -> Iterator[str]:
    """Yield basis, change and bound of a fact as the words and arrows before its amount: 同比 ↑ 约."""
    if fact.basis:
        yield BASES.get(fact.basis, f"较{fact.basis}")
    if fact.change:
        yield CHANGES[fact.change]
    if fact.bound in BOUNDS:
        yield BOUNDS[fact.bound]


def _time(figure: Record, times: Sequence[Record]) -> Record:
    """Return the reading of the time that a figure's period names: the last one before it, else the first."""
    named = [time for time in times if figure["period"] and time["text"] == figure["period"]]
    before = bisect_right(named, figure["start"], key=lambda time: time["start"])
    return named[max(before - 1, 0)] if named else {}


def _sentence(text: str, start: int, end: int, bounds: Sequence[int]) -> str:
    first, last = bounds[bisect_right(bounds, start) - 1], bounds[bisect_left(bounds, end)]
    return _joined(text[max(first, start - CONTEXT) : min(last, end + CONTEXT)])


def _joined(text: str) -> str:
    """Drop the line breaks and blanks that a page put into Chinese text; those between Latin words become one.

    >>> _joined("新 能\\n源"), _joined("Label  Studio")
    ('新能源', 'Label Studio')
    """
    return _BETWEEN_HAN.sub("", " ".join(text.split()))


def _scaled(value: str) -> str:
    read = number(value)
    if read is None:
        return value
    power, name = next(((p, n) for p, n in POWERS if abs(read) >= 10**p), (0, ""))
    return f"{read.scaleb(-power).normalize():f}{name}"


def _word(unit: str) -> str:
    """Return a unit as printed: 元 for CNY, 元/吨 for CNY/吨."""
    return "/".join(_words().get(part, part) for part in unit.split("/"))


@cache
def _words() -> dict[str, str]:
    return {unit.code: unit.word for unit in reversed(units().values())}
