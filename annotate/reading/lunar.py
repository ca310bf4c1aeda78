"""The lunar calendar and the days with a name, read once from configs/figures: 农历八月十五, 春节, 中秋, 清明."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from annotate.reading.units import TABLES, table_lines
from annotate.records import InputError


@dataclass(frozen=True, slots=True)
class LunarYear:
    """The months of a lunar year as their first days and the day after the last, and the civil year's solar terms."""

    leap: int
    starts: tuple[date, ...]
    terms: tuple[int, ...]


@cache
def lunar_years() -> dict[int, LunarYear]:
    """Return the years of lunar.tsv; a line that isn't day, leap month, lengths and terms raises InputError."""
    path = TABLES / "lunar.tsv"
    years: dict[int, LunarYear] = {}
    for number, line in table_lines(path):
        try:
            day, leap, lengths, terms = line.split("\t")
            first = date.fromisoformat(day)
            ends = accumulate((timedelta(29 + int(length)) for length in lengths), initial=timedelta())
            days = tuple(map(int, terms.split()))
            years[first.year] = LunarYear(int(leap), tuple(first + end for end in ends), days)
        except ValueError as error:
            raise InputError(f"{path}:{number}: {error}; restore it from the project") from error
    return years


@cache
def festivals() -> dict[str, str]:
    """Return the notation within its year of every day that has a name.

    >>> festivals()["中秋"], festivals()["国庆"]
    ('L08-15', '10-01')
    """
    lines = [line.split("\t") for _, line in table_lines(TABLES / "festivals.tsv")]
    return {word: notation for notation, words in lines for word in words.split()}


@cache
def eras() -> dict[str, int]:
    """Return the year before the first one of every era.

    >>> eras()["民国"] + 3
    1914
    """
    lines = [line.split("\t") for _, line in table_lines(TABLES / "eras.tsv")]
    return {name: int(year) for year, name in lines}


def lunar_month(year: int, month: int, *, leap: bool) -> tuple[date, date]:
    """Return a lunar month's first day and the day after its last; ValueError where the year has no such month.

    >>> lunar_month(2023, 8, leap=False)
    (datetime.date(2023, 9, 15), datetime.date(2023, 10, 15))
    """
    known = _year(year)
    if not 1 <= month <= 12 or (leap and month != known.leap):
        raise ValueError(f"{year} has no such lunar month: {month}")
    index = month - 1 + (leap or 0 < known.leap < month)
    return known.starts[index], known.starts[index + 1]


def solar_term(year: int, number: int) -> date:
    """Return the day on which a civil year's n-th solar term begins, 小寒 being the first."""
    return date(year, (number + 1) // 2, _year(year).terms[number - 1])


def _year(year: int) -> LunarYear:
    if year not in lunar_years():
        raise ValueError(f"{year} is not in lunar.tsv")
    return lunar_years()[year]
