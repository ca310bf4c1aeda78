from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.reading import lunar
from annotate.records import InputError


@pytest.mark.parametrize(
    ("year", "month", "day", "civil"),
    [
        (2023, 1, 1, date(2023, 1, 22)),
        (2020, 5, 5, date(2020, 6, 25)),
        (2024, 8, 15, date(2024, 9, 17)),
        (2033, 12, 1, date(2034, 1, 20)),
    ],
)
def test_lunar_days_fall_on_their_civil_days(year: int, month: int, day: int, civil: date) -> None:
    assert lunar.lunar_month(year, month, leap=False)[0] + timedelta(days=day - 1) == civil


def test_solar_terms_fall_on_their_days() -> None:
    assert lunar.solar_term(2023, 7) == date(2023, 4, 5)
    assert lunar.solar_term(2024, 24) == date(2024, 12, 21)


@given(st.integers(1901, 2097))
def test_a_lunar_year_ends_where_the_next_begins(year: int) -> None:
    known, following = lunar.lunar_years()[year], lunar.lunar_years()[year + 1]
    assert known.starts[-1] == following.starts[0]
    assert len(known.starts) == 13 + (known.leap > 0)
    assert len(known.terms) == 24


@pytest.mark.parametrize(("year", "month", "leap"), [(1644, 1, False), (2023, 13, False), (2023, 3, True)])
def test_what_is_no_lunar_month_is_an_error(year: int, month: int, leap: bool) -> None:
    with pytest.raises(ValueError, match=r"lunar"):
        lunar.lunar_month(year, month, leap=leap)


def test_a_bad_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lunar.tsv").write_text("# days\n2023-01-22\t2\n", encoding="utf-8")
    monkeypatch.setattr(lunar, "TABLES", tmp_path)
    with pytest.raises(InputError, match=r"lunar\.tsv:2"):
        lunar.lunar_years.__wrapped__()
