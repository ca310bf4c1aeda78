"""The handbook's time notation → half-open dates, with the date of issue where the notation is relative to it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from annotate.reading.lunar import lunar_month, solar_term

Interval = tuple[date, date]
POINT = re.compile(
    r"(?P<base>\d{4}|XXXX|[yhqmwd](?:0|[+-]\d+))(?P<parts>(?:-(?:\d+|XX(?=-\d)|[QH]\d|END|START|W\d\d|WE|SP|SU|FA|WI"
    r"|L\d\d\+?|G\d\d|\d#[1-5L]|LAST\d+[DW]))*)(?:T.*)?"
)
"""A base and what narrows it; besides the handbook's parts a lunar month (`L08`, leap `L04+`), the solar term `G07`,
the second Sunday of a month (`7#2`) and the last Monday (`1#L`), the last whole weeks (`LAST3W`) or days."""
HALF_A_YEAR = timedelta(days=183)


def interval(timex: str, published: date | None) -> Interval | None:
    """Return the first day and the day after the last; None where the notation or a missing date leaves it open.

    >>> interval("y0-01/y0-09", date(2022, 10, 13))
    (datetime.date(2022, 1, 1), datetime.date(2022, 10, 1))
    """
    first, _, last = timex.partition("/")
    try:
        start, end = _dates(first, published), _dates(last or first, published)
    except (ValueError, OverflowError):
        return None
    if start is None or end is None or start[0] >= end[1]:
        return None
    return start[0], end[1]


def _dates(timex: str, published: date | None) -> Interval | None:
    point = POINT.fullmatch(timex)
    if point is None:
        return None
    base, parts = point["base"], point["parts"].split("-")[1:]
    if base.isdigit():
        return _narrow(_months(date(int(base), 1, 1), 12), parts)
    if published is None:
        return None
    if base == "XXXX":
        return _nearest(parts, published) if parts else None
    return _narrow(_around(base[0], int(base[1:]), published), parts)


def _nearest(parts: list[str], published: date) -> Interval | None:
    """Choose the year, or the month of a bare day: the last one that began, or is to begin within half a year."""
    if parts[0] == "XX":
        month = published.year * 12 + published.month - 1 - (int(parts[1]) > published.day)
        start = date(month // 12, month % 12 + 1, int(parts[1]))
        return start, start + timedelta(days=1)
    found = _narrow(_around("y", 0, published), parts)
    if found and found[0] - published > HALF_A_YEAR:
        return _narrow(_around("y", -1, published), parts)
    return found


def _around(unit: str, steps: int, published: date) -> Interval:
    """Return the day, week, month, quarter or year that lies so many steps from the one of publication."""
    if unit in "dw":
        days = {"d": 1, "w": 7}[unit]
        start = published - timedelta(days=published.weekday() if unit == "w" else 0) + timedelta(days=days * steps)
        return start, start + timedelta(days=days)
    length = {"m": 1, "q": 3, "h": 6, "y": 12}[unit]
    first = published.replace(day=1, month=(published.month - 1) // length * length + 1)
    return _months(_months(first, steps * length)[1], length)


def _week(start: date, number: int, *, of_year: bool) -> Interval:
    """Return the ISO week of a year, or the week of a month that begins with its n-th Monday."""
    if of_year:
        monday = date.fromisocalendar(start.year, number, 1)
    else:
        monday = start + timedelta(days=-start.weekday() % 7 + 7 * (number - 1))
    return monday, monday + timedelta(days=7)


def _weekday(start: date, end: date, weekday: int, which: str) -> Interval:
    """Return the n-th of a weekday in a month, or its last (`L`)."""
    first = start + timedelta(days=(weekday - start.isoweekday()) % 7)
    weeks = (end - first - timedelta(days=1)).days // 7 if which == "L" else int(which) - 1
    day = first + timedelta(weeks=weeks)
    return day, day + timedelta(days=1)


def _last(end: date, count: int, unit: str) -> Interval:
    """Return the last whole weeks or days before an end."""
    if unit == "W":
        end -= timedelta(days=end.weekday())
    return end - timedelta(days=count * (7 if unit == "W" else 1)), end


def _months(start: date, count: int) -> Interval:
    month = start.year * 12 + start.month - 1 + count
    return start, start.replace(year=month // 12, month=month % 12 + 1)


def _narrow(found: Interval, parts: list[str]) -> Interval | None:
    for part in parts:
        start, end = found
        days = (end - start).days
        if part.startswith("LAST"):
            found = _last(end, int(part[4:-1]), part[-1])
        elif part[0] == "L" and days > 300:
            found = lunar_month(start.year, int(part[1:3]), leap=part.endswith("+"))
            continue
        elif part in ("END", "START"):
            edge = end - timedelta(days=1) if part == "END" else start
            found = edge, edge + timedelta(days=1)
        elif part[0] == "W" and part[1:].isdigit():
            return _week(start, int(part[1:]), of_year=days > 300)
        elif part == "WE" and days == 7:
            found = start + timedelta(days=5), end
        elif "#" in part and days < 32:
            found = _weekday(start, end, int(part[0]), part[2])
        elif part[0] == "G" and days > 300:
            day = solar_term(start.year, int(part[1:]))
            found = day, day + timedelta(days=1)
        elif part[0] in "QH" and days > 300:
            length = {"Q": 3, "H": 6}[part[0]]
            found = _months(_months(start, length * (int(part[1:]) - 1))[1], length)
        elif part.isdigit() and days > 300:
            found = _months(start.replace(month=int(part)), 1)
        elif part.isdigit():
            day = start + timedelta(days=int(part) - 1)
            found = day, day + timedelta(days=1)
        else:
            return None
        if not start <= found[0] < found[1] <= end:
            return None
    return found
