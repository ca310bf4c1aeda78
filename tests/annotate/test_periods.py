from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.periods import Period, find_periods, read_period
from annotate.reading.time_grammar import CUE, TIME
from annotate.reading.timex import simplified
from tests.annotate.golden import parse

ISSUED = date(2022, 10, 13)

GOLDEN = Path(__file__).with_name("periods.golden.txt").read_text(encoding="utf-8").splitlines()

REJECTED = """
近日，近年来，目前、日前、当前、未来，多年来，几年前，近些年，平均受教育年限由9.2年提高到9.6年，提前两年完成，“八五”普法
党的十八大以来，今后一个时期，一个时期，数十年
用时30分钟，用时1时20分，从事市场5年以上，第三年，每年，年产80吨，年轻人，青年群体
代号2441和13710，33618工程，100只，5G，1,4丁二醇，营收2025万元，三年行动方案
此前、目前天然气年供应量、某一季度、奥迪Q3、证明年限、合同年限、线上年货节、共同年龄、光明日报、文明年度人物、达产后年产值5亿元
过去年均增长、三月有余、迎来年会、最后一个交易日、连续第三次、连续剧、全天候、全日制、十年庆典
"""


@pytest.mark.parametrize("marked", GOLDEN)
def test_times_are_found_and_read(marked: str) -> None:
    text, expected = parse(marked)
    assert [span.key() for span in find_periods(text)] == [span.key() for span, _ in expected]
    for span, wanted in expected:
        period = read_period(text[span.start : span.end], ISSUED)
        assert period.timex == wanted["timex"]
        assert period.start_date == wanted.get("from", period.start_date)
        assert period.end_date == wanted.get("until", period.end_date)


@pytest.mark.parametrize("text", REJECTED.strip().splitlines())
def test_vague_times_durations_and_codes_are_left_alone(text: str) -> None:
    assert [text[span.start : span.end] for span in find_periods(text)] == []


@pytest.mark.parametrize("text", ["", "当前", "2022年13月", "2023年2月30日", "“十四五”规划", "0世纪", "2025—2022年"])
def test_what_is_no_time_has_no_dates(text: str) -> None:
    assert (read_period(text, ISSUED).start_date, read_period(text, ISSUED).end_date) == (None, None)


def test_a_date_without_its_year_is_the_last_one_unless_it_is_near() -> None:
    assert read_period("12月", date(2023, 1, 5)).start_date == "2022-12-01"
    assert read_period("3月", date(2023, 1, 5)).start_date == "2023-03-01"


def test_without_a_date_of_issue_only_full_years_are_dated() -> None:
    assert read_period("今年1-9月") == Period("y0-01/y0-09")
    assert read_period("2022年1-9月") == Period("2022-01/2022-09", "2022-01-01", "2022-10-01")


WORDS = st.sampled_from(
    (
        *"0一二三十半两〇年月日号上下前后今去当本同个周天底末初旬来间内至-—/.:时分“”近晚第度份，T\n",
        *("1", "2", "12", "31", "2022", "２０", "季度", "世纪", "年代", "十四五", "时期", "规划", "过去", "上午", "Q1"),
        *("Jun", " GMT", "2022-06-29"),
    )
)
TIMES = st.lists(WORDS, max_size=14).map("".join) | st.text()


@given(TIMES)
def test_any_text_gives_flat_sorted_spans_that_can_be_read(text: str) -> None:
    spans = find_periods(text)
    assert all(0 <= span.start < span.end <= len(text) and span.label == "TIME" for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    for span in spans:
        period = read_period(text[span.start : span.end], ISSUED)
        assert (period.start_date is None) == (period.end_date is None)
        assert period.start_date is None or period.end_date is None or period.start_date < period.end_date


@given(TIMES, st.dates() | st.none())
def test_any_text_at_any_date_of_issue_is_read_or_refused(text: str, published: date | None) -> None:
    period = read_period(text, published)
    assert period.timex is not None or period.start_date is None


@given(TIMES)
def test_cues_hide_no_time(text: str) -> None:
    simple = simplified(text)
    assert [(span.start, span.end) for span in find_periods(text)] == [found.span() for found in TIME.finditer(simple)]
    assert all(CUE.match(simple, found.start()) for found in TIME.finditer(simple))


@pytest.mark.parametrize("unit", ["1", "1月", "十", "2022年", "1-", "近三", "“十四五”", "10月9日至", "二〇二三", "前"])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    assert _seconds(unit * (200_000 // len(unit))) < 16 * _seconds(unit * (50_000 // len(unit))) + 0.1


def _seconds(text: str) -> float:
    """Return the best of three: what else the machine does only adds."""
    return min(_once(text) for _ in range(3))


def _once(text: str) -> float:
    start = process_time()
    find_periods(text)
    return process_time() - start
