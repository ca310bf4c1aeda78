"""The peers' own test cases for times, in one form, and which of them the handbook contradicts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from annotate.records import read_jsonl

Days = tuple[date | None, date | None]
"""First day and the day after the last; None where the peer leaves an end open or doesn't resolve it."""
DAY = 24 * 60 * 60
SECONDS = {"year": 365 * DAY, "month": 30 * DAY, "day": DAY, "workday": DAY, "hour": 3600, "minute": 60, "second": 1}
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Case:
    """A time in a text: where the peer sees it, its kind, the day it is read on, the readings that the peer accepts.

    `words` is empty where the peer wants nothing to be found.
    """

    text: str
    words: str
    kind: str
    read_on: date
    days: tuple[Days, ...] = ()
    lengths: tuple[float, ...] = ()
    """Seconds that a duration lasts, or at least and at most; that a recurrence leaves between two."""
    offsets: tuple[float, ...] = ()
    """Seconds from the moment of reading to where the peer's time begins and ends."""
    told: bool = False
    """Whether the peer is told that the text is a time, and only reads it."""


def jionlp_cases(folder: Path) -> Iterator[Case]:
    """Read JioNLP's parser and extractor cases: points and spans end with their last second, `inf` is an open end."""
    for path in sorted(folder.glob("time_*.jsonl")):
        told = path.name.startswith("time_parser")
        for record in read_jsonl(path) if path.stat().st_size else ():
            moment = _jionlp_moment((record["context"] or {}).get("time_base"))
            read_on = moment.date()
            for wanted in record["expected"]:
                value = wanted["value"]
                dated = isinstance(value, list) and isinstance(value[0], str)
                days = (_jionlp_days(value),) if dated else ()
                lengths = () if dated or not value else _jionlp_lengths(value)
                offsets = _offsets(moment, value) if dated else ()
                yield Case(record["input"], wanted["text"], wanted["type"], read_on, days, lengths, offsets, told)
            if not record["expected"]:
                yield Case(record["input"], "", "none", read_on)


def _jionlp_moment(base: float | list[int] | dict[str, int] | None) -> datetime:
    if isinstance(base, int | float):
        return datetime.fromtimestamp(base, CHINA).replace(tzinfo=None)
    parts = tuple(base.values()) if isinstance(base, dict) else tuple(base or ())
    year, month, day, *clock = (*parts, *(2021, 1, 1)[len(parts) :])
    return datetime(year, month, day) + timedelta(**dict(zip(("hours", "minutes", "seconds"), clock, strict=False)))


def _offsets(moment: datetime, ends: Iterable[str]) -> tuple[float, ...]:
    return tuple((datetime.fromisoformat(end) - moment).total_seconds() for end in ends if "inf" not in end)


def _jionlp_days(value: list[str]) -> Days:
    start, end = (None if "inf" in moment else datetime.fromisoformat(moment) for moment in value)
    return start and start.date(), end and (end + timedelta(hours=23, minutes=59, seconds=59)).date()


def _jionlp_lengths(value: dict[str, Any] | list[dict[str, float]]) -> tuple[float, ...]:
    """Return the ends of a duration, or the interval of a recurrence that says no point (每隔3天)."""
    if isinstance(value, dict) and "delta" in value:
        value = {} if value["point"] else value["delta"]
    ends = value if isinstance(value, list) else [value]
    return tuple(SECONDS[unit] * count for end in ends for unit, count in end.items() if unit in SECONDS)


def recognizers_cases(folder: Path) -> Iterator[Case]:
    """Read Recognizers' model cases: several candidates a time; a range ends where its last day or month begins."""
    for record in read_jsonl(folder / "DateTime.DateTimeModel.jsonl"):
        moment = datetime.fromisoformat((record["context"] or {}).get("ReferenceDateTime", "2020-01-01"))
        read_on = moment.date()
        for wanted in record["expected"]:
            kind = wanted["type"].removeprefix("datetimeV2.")
            days = tuple(map(_recognizers_days, wanted["value"])) if kind in ("date", "daterange") else ()
            lengths = tuple(float(value["value"]) for value in wanted["value"]) if kind == "duration" else ()
            clocks = wanted["value"] if kind.startswith("datetime") else ()
            ends = [clock[end] for clock in clocks for end in ("value", "start", "end") if end in clock]
            yield Case(record["input"], wanted["text"], kind, read_on, days, lengths, _offsets(moment, ends))
        if not record["expected"]:
            yield Case(record["input"], "", "none", read_on)


def _recognizers_days(value: dict[str, Any]) -> Days:
    if value.get("value") == "not resolved":
        return None, None
    if value["type"] == "date":
        day = date.fromisoformat(value["value"])
        return day, day + timedelta(days=1)
    start, end = (value.get(end) and date.fromisoformat(value[end]) for end in ("start", "end"))
    return start, end


def tagged_times(path: Path) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """Read sentences tagged a character a line with B-TIME and I-TIME: text and half-open spans."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        characters, tags = zip(*((line[0], line[2:]) for line in block.splitlines()), strict=True)
        starts = [i for i, tag in enumerate(tags) if tag == "B-TIME"]
        ends = [next((i for i in range(start + 1, len(tags)) if tags[i] != "I-TIME"), len(tags)) for start in starts]
        yield "".join(characters), set(zip(starts, ends, strict=True))


def _has(pattern: str, but_not: str = "(?!)") -> Callable[[Case], bool]:
    return lambda case: bool(re.search(pattern, case.words) and not re.search(but_not, case.words))


def _is(*kinds: str) -> Callable[[Case], bool]:
    return lambda case: case.kind in kinds


NUMERALS = "0-9一二三四五六七八九十"
CONTRADICTIONS: dict[str, tuple[Callable[[Case], bool], ...]] = {
    "a recurrence (每周) is no date, no stretch and no report period": (_is("time_period", "set"),),
    "a TIME ends with the day, in words (日期、时段、报告期) and notation (YYYY-MM-DD); 30分钟 is a QUANTITY": (
        _is("time", "timerange"),
        _has("小时|分钟|钟头|秒|分半", but_not="[日号]"),
        _has(f"[{NUMERALS}][点时:：]", but_not="[年月日号天周明昨]|^[^:：]*[-/.]|[六日]上"),
    ),
    "what no date of issue can fix is no TIME (目前、未来): 现在, 几十年, the third day of something": (
        _has("现在|几十年|十几年|1000多年|^第.+[天年]"),
    ),
    "a document's number is a code (编号、代号): 财税2016 36号文": (
        lambda case: case.words == "2016" and "号文" in case.text,
    ),
    "items of a list are a TIME each": (_has(f"[日号][，、][{NUMERALS}]"),),
}
DIFFERENCES = {
    "a bare number is no date here, unless year, month and day stand with one and the same mark": r"^[\d .·/:：-]+$",
    "after a month, digits without 日 are a date here only before a stop: 1—9月15家": r"月\d+",
    "two digits and 年 are a number of years here (24年)": f"^[{NUMERALS}]{{2}}年$",
    "no table of the eras before the Qing is kept": "神龙",
    "大寒 ends the lunar year there, here it begins the civil year": "[大小]寒",
    "大年三十 is 30 January there": "大年三十",
    "trading days need an exchange's calendar": "交易日",
    "weeks are ISO weeks here, counted by their Mondays there": "第52周",
    "the last five days are six there": "最后五天",
    "the two years before are four there, and two years long here": "^前两年$",
    "months are counted from the month of reading, theirs is five months on": "^半年后$",
    "the first day of August here, an open interval to 5 August there": "8月初前",
}


def difference(case: Case) -> str:
    """Return the reason for which we read a case otherwise than the peer; empty where none is written."""
    return next((reason for reason, pattern in DIFFERENCES.items() if re.search(pattern, case.words)), "")


def contradiction(case: Case) -> str | None:
    """Return how the handbook decides otherwise; None where it leaves the case open."""
    return next((reason for reason, tests in CONTRADICTIONS.items() if any(holds(case) for holds in tests)), None)
