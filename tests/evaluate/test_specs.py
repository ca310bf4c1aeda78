from typing import Any

import pytest

from evaluate.benchmarks.specs import intervals_agree, money_agrees, numbers_agree


def _case(text: str, *values: object, unit: str | None = None) -> dict[str, Any]:
    expected = [{"text": text, "value": value, "unit": unit} for value in values]
    return {"id": "AmountOfMoney", "input": text, "expected": expected}


def test_a_pair_and_a_dozen_count_their_members() -> None:
    assert numbers_agree(_case("三打", 36))
    assert numbers_agree(_case("六對", 12))
    assert not numbers_agree(_case("六对", 6))


@pytest.mark.parametrize("text", ["亿", "七美元", "统一"])
def test_what_is_no_number_there_is_none_here(text: str) -> None:
    assert numbers_agree(_case(text))


@pytest.mark.parametrize("text", ["十", "七家", "三万"])
def test_a_number_that_the_peer_does_not_expect_differs(text: str) -> None:
    assert not numbers_agree(_case(text))


def test_bounds_are_intervals() -> None:
    assert intervals_agree(_case("低于7", "(,7)"))
    assert intervals_agree(_case("至少7", "[7,)"))
    assert not intervals_agree(_case("低于7", "(7,)"))


def test_money_is_told() -> None:
    assert money_agrees(_case("六個半", 6.5, unit="Dollar"))
    assert not money_agrees(_case("六個半", 6.4, unit="Dollar"))
