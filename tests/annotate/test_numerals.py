from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.reading.folding import fold
from annotate.reading.numerals import plain, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9亿9千万", "990000000"),
        ("1.5万亿", "1500000000000"),
        ("二〇二五", "2025"),
        ("一百〇二", "102"),
        ("一百二", "120"),
        ("三万五", "35000"),
        ("十几万", "100000"),
        ("数百万", "1000000"),
        ("80多万", "800000"),
        ("1,100", "1100"),
        ("１２０亿", "12000000000"),
        ("一亿二千万零三百", "120000300"),
        ("一万二千亿三千万", "1200030000000"),
        ("叁仟伍佰陆拾", "3560"),
        ("半", "0.5"),
        ("-1.9", "-1.9"),
        ("２.５e－３", "0.0025"),
        ("2^5", "32"),
        ("-1.5e2", "-150"),
        ("一又十分一", "1.1"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (plain(number.low), number.high) == (value, None)


@pytest.mark.parametrize("text", ["", "第三", "三家", "1.2.3", "9" * 100, "0^-5", "2^--5"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def spelled(number: int) -> str:
    """Spell a number below ten thousand as a school book does."""
    digits = "零一二三四五六七八九"
    parts = [digits[int(d)] + unit if d != "0" else "零" for d, unit in zip(f"{number:04}", "千百十 ", strict=True)]
    spelled = "".join(parts).replace(" ", "").strip("零")
    while "零零" in spelled:
        spelled = spelled.replace("零零", "零")
    return spelled


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_spelled_numbers_are_read_back(high: int, low: int) -> None:
    number = read_number(f"{spelled(high)}亿零{spelled(low)}")
    assert number is not None
    assert number.low == Decimal(high * 10**8 + low)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
