import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records import Figure, Span
from extract.facts import link
from extract.phrases import MASKS

MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def read(marked: str) -> tuple[str, list[Span]]:
    """Read `[甘肃省|LOC]` marks: the plain text and its spans."""
    text, spans, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1]), mark[2]))
        text, last = text + mark[1], mark.end()
    return text + marked[last:], spans


def facts(marked: str) -> list[tuple[str | None, ...]]:
    text, spans = read(marked)
    figures = [Figure(span) for span in spans if MASKS[span.label] == "F"]
    linked = link(text, spans, figures)
    return [(text[f.span.start : f.span.end], f.indicator, f.subject, f.period) for f in linked]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[2022年|TIME][甘肃省|LOC]规模以上[食品工业|INDUSTRY]企业实现[营业收入|INDICATOR][659亿元|MONEY]，同比增长[11.6%|RATIO]。",
            [("659亿元", "营业收入", "甘肃省", "2022年"), ("11.6%", "营业收入", "甘肃省", "2022年")],
        ),
        (
            "[徽成经济开发区|PARK]做强主业。现有企业[71户|QUANTITY]，其中[高新技术企业|HONOR][4户|QUANTITY]。",
            [("71户", "现有企业", "徽成经济开发区", None), ("4户", "高新技术企业", "徽成经济开发区", None)],
        ),
        (
            "[固定资产投资|INDICATOR]、[工业增加值|INDICATOR]分别同比增长[15.2％|RATIO]、[12.0％|RATIO]。",
            [("15.2％", "固定资产投资", None, None), ("12.0％", "工业增加值", None, None)],
        ),
        (
            "[食品制造业|INDUSTRY]、[纺织业|INDUSTRY][利润总额|INDICATOR]走低，同比分别下降[17.4%|RATIO]、[7.5%|RATIO]。",
            [("17.4%", "利润总额", "食品制造业", None), ("7.5%", "利润总额", "纺织业", None)],
        ),
        (
            "批零企业、住餐企业再分别给予最高[5万元|MONEY]、[3万元|MONEY]奖励。",
            [("5万元", "奖励", "批零企业", None), ("3万元", "奖励", "住餐企业", None)],
        ),
        (
            "股份制企业实现[利润总额|INDICATOR][751.7亿元|MONEY]，占[北京市|LOC]的[53.7%|RATIO]。",
            [("751.7亿元", "利润总额", "股份制企业", None), ("53.7%", "占北京市", "股份制企业", None)],
        ),
        (
            "[长机科技|COMPANY][年产能|INDICATOR]由[6万吨|QUANTITY]提高到[20万吨|QUANTITY]，投资[2308万元|MONEY]。",
            [
                ("6万吨", "年产能", "长机科技", None),
                ("20万吨", "年产能", "长机科技", None),
                ("2308万元", "投资", "长机科技", None),
            ],
        ),
        (
            "[青禾高新区|PARK][高新技术企业|HONOR]从[2020年|TIME]的[85家|QUANTITY]增加到[210家|QUANTITY]，[数量|INDICATOR]居[第3位|RANK]。",
            [
                ("85家", "高新技术企业", "青禾高新区", "2020年"),
                ("210家", "高新技术企业", "青禾高新区", None),
                ("第3位", "高新技术企业数量", "青禾高新区", None),
            ],
        ),
        (
            "[永登县|LOC]引进[甜美香积|COMPANY]、[安旗|COMPANY]等[68家|QUANTITY]企业，其中[亿元|MONEY]以上项目[9个|QUANTITY]。",
            [("68家", "企业", "永登县", None), ("亿元", "项目", "永登县", None), ("9个", "项目", "永登县", None)],
        ),
        (
            "[江西省|LOC]夯实基础，[省工信厅|GOV]印发通知，较[上年|TIME]新增[园区|HONOR][3个|QUANTITY]。",
            [("3个", "园区", "江西省", None)],
        ),
        (
            "[楚雄高新区|PARK]市场主体[1785户|QUANTITY]，占[楚雄州|LOC][10%|RATIO]、[楚雄市|LOC][33%|RATIO]，[产值|INDICATOR]居全省[第3位|RANK]。",
            [
                ("1785户", "市场主体", "楚雄高新区", None),
                ("10%", "占楚雄州", "楚雄高新区", None),
                ("33%", "占楚雄市", "楚雄高新区", None),
                ("第3位", "产值", "楚雄高新区", None),
            ],
        ),
        (
            "毛入园率、巩固率分别达到[91.7%|RATIO]、[97.2%|RATIO]。",
            [("91.7%", "毛入园率", None, None), ("97.2%", "巩固率", None, None)],
        ),
        ("培育[3个|QUANTITY]具有全球水平的[世界级集群|HONOR]，", [("3个", "世界级集群", None, None)]),
    ],
)
def test_figures_find_indicator_subject_and_period(marked: str, expected: list[tuple[str | None, ...]]) -> None:
    assert facts(marked) == expected


PIECES = [
    "，",
    "。",
    "、",
    "分别",
    "占",
    "的",
    "增长",
    "企业",
    "A",
    "[数量|INDICATOR]",
    *(f"[甲乙|{label}]" for label in MASKS),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_links_are_made_of_the_articles_words(marked: str) -> None:
    text, _ = read(marked)
    for _, *links in facts(marked):
        assert all(found is None or (found and set(found) <= set(text)) for found in links)
