from time import process_time

import pytest

from annotate.rules import predict_votes

HOSTILE = (
    "实施甲乙丙丁、",
    "开展青禾工作和",
    "甲乙丙涨1%，",
    "、青禾路",
    "青禾站、",
    "Ada Tasso ",
    "约翰·塔索·",
    "省种业集团",
    "云川至",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_the_rules_time_by_its_length_only(unit: str) -> None:
    assert _seconds(unit * (20_000 // len(unit))) < 30 * _seconds(unit * (2_000 // len(unit))) + 0.3


def _seconds(text: str) -> float:
    start = process_time()
    predict_votes(text)
    return process_time() - start
