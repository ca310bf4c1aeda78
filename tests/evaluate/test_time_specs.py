from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evaluate.benchmarks.time_cases import DAY, Case, contradiction, difference, tagged_times
from evaluate.benchmarks.time_specs import agrees

READ_ON = date(2021, 6, 14)


def _case(text: str, words: str, *days: tuple[date | None, date | None]) -> Case:
    return Case(text, words, "daterange", READ_ON, days)


@pytest.mark.parametrize(
    "case",
    [
        _case("2018年十二月", "2018年十二月", (date(2018, 12, 1), date(2019, 1, 1))),
        _case("自2018年以来很好", "自2018年以来", (date(2018, 1, 1), None)),
        _case("三月到五月的数据", "三月到五月", (date(2021, 3, 1), date(2021, 5, 1))),
        _case("明年初", "明年初", (date(2022, 1, 1), date(2022, 3, 1))),
        _case("12月30日", "12月30日", (date(2021, 12, 30), date(2021, 12, 31))),
        _case("未来两个月", "未来两个月", (READ_ON, date(2021, 8, 14))),
        Case("五角大楼宣布", "", "none", READ_ON),
    ],
)
def test_equivalent_readings_agree(case: Case) -> None:
    assert agrees(case)
    assert contradiction(case) is None


@pytest.mark.parametrize(
    "case",
    [
        _case("2018年十二月", "2018年十二月", (date(2018, 11, 1), date(2018, 12, 1))),
        _case("他比2018年12月多", "比2018年12月多", (date(2018, 12, 1), date(2019, 1, 1))),
        _case("2月9日", "2月9日", (date(2021, 9, 2), date(2021, 9, 3))),
        Case("2018年", "", "none", READ_ON),
    ],
)
def test_other_readings_and_longer_spans_differ(case: Case) -> None:
    assert not agrees(case)


def test_only_what_the_handbook_forbids_contradicts_it() -> None:
    assert "recurrence" in (contradiction(Case("每周", "每周", "set", READ_ON)) or "")
    assert contradiction(_case("2018", "2018")) is None
    assert "bare number" in difference(_case("12/1", "12/1"))


def test_a_duration_is_compared_as_a_quantity() -> None:
    assert agrees(Case("4周", "4周", "time_delta", READ_ON, lengths=(28 * DAY,)))
    assert not agrees(Case("4周", "4周", "time_delta", READ_ON, lengths=(4 * DAY,)))
    assert agrees(_case("17天内", "17天内", (READ_ON, date(2021, 7, 2))))


def test_a_length_counted_from_the_moment_of_reading_is_a_quantity() -> None:
    case = Case("等17分钟后", "17分钟后", "time_span", READ_ON, offsets=(17 * 60, 18 * 60))
    assert agrees(case)
    assert not agrees(replace(case, offsets=(-17 * 60,)))
    assert agrees(replace(case, text="17分钟前", words="17分钟前", offsets=(-17 * 60,)))


def test_a_lunar_day_left_in_the_civil_month_is_the_same_day() -> None:
    left, other = ((date(2023, 8, day), date(2023, 8, day + 1)) for day in (15, 16))
    assert agrees(_case("2023年农历八月十五", "2023年农历八月十五", left))
    assert not agrees(_case("2023年农历八月十五", "2023年农历八月十五", other))


def test_a_text_that_is_told_to_be_a_time_is_only_read() -> None:
    case = Case("2018", "2018", "time_span", READ_ON, ((date(2018, 1, 1), date(2019, 1, 1)),))
    assert agrees(replace(case, told=True))
    assert not agrees(case)


def test_tagged_sentences_are_read_with_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "time.test"
    path.write_text("2 B-TIME\n日 I-TIME\n， O\n\n好 O\n", encoding="utf-8")
    assert list(tagged_times(path)) == [("2日，", {(0, 2)}), ("好", set())]
