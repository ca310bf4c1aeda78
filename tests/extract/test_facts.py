from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records import Figure
from extract.facts import link
from extract.phrases import MASKS
from tests.extract.marked import facts, read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[2022年|TIME][甘肃省|LOC]规模以上[食品工业|INDUSTRY]企业实现[营业收入|INDICATOR][659亿元|MONEY]，同比增长[11.6%|RATIO]。",
            [("659亿元", "营业收入", "甘肃省", "2022年"), ("11.6%", "营业收入", "甘肃省", "2022年")],
        ),
        (
            "[2022年|TIME][甘肅省|LOC]規模以上[食品工業|INDUSTRY]企業實現[營業收入|INDICATOR][659億元|MONEY]，同比增長[1.6%|RATIO]。",
            [("659億元", "營業收入", "甘肅省", "2022年"), ("1.6%", "營業收入", "甘肅省", "2022年")],
        ),
        (
            "[上半年|TIME]，全市实现农林及[服务业|INDUSTRY][总产值|INDICATOR][8亿元|MONEY]，创[近15年|TIME]新高；[产量|INDICATOR][9吨|QUANTITY]。",
            [("8亿元", "总产值", "农林及服务业", "上半年"), ("9吨", "产量", "农林及服务业", "上半年")],
        ),
        (
            "[重庆|LOC]，[青禾榨菜|COMPANY]、[远川脐橙|PRODUCT]等品牌有名，修复项目入选[联合国|ORG]案例，建成公路[9公里|QUANTITY]。",
            [("9公里", "公路", "重庆", None)],
        ),
        (
            "[云川网|ORG][7月9日|TIME]电 [6月末|TIME]，全国[贷款余额|INDICATOR][9万亿元|MONEY]。"
            "[存款|INDICATOR][8亿元|MONEY]。",
            [("9万亿元", "贷款余额", "全国", "6月末"), ("8亿元", "存款", "全国", "6月末")],
        ),
        (
            "[青禾网|ORG][云川|LOC][8月1日|TIME]电，用人单位共[70家|QUANTITY]。",
            [("70家", "用人单位", None, None)],
        ),
        (
            "记者从[青禾重工|COMPANY]获悉，该公司[上半年|TIME][净利润|INDICATOR]增长[4.2%|RATIO]，对[云川国|LOC]的[出口额|INDICATOR]下降[5%|RATIO]。",
            [("4.2%", "净利润", "青禾重工", "上半年"), ("5%", "出口额", "青禾重工", "上半年")],
        ),
        (
            "[2024-08-10|TIME]，[2019年12月|TIME]，[云川大厦|LOC]开工。[远川母基金|PRODUCT][总规模|INDICATOR][35亿元|MONEY]。",
            [("35亿元", "总规模", "远川母基金", None)],
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
            "[远川新材公司|COMPANY]从奠基到试产只用了不到[200天|QUANTITY]，检修用时不足[9天|QUANTITY]。",
            [("200天", "从奠基到试产", "远川新材公司", None), ("9天", "检修", "远川新材公司", None)],
        ),
        (
            "[5日11:29|TIME]：[青禾新区|PARK]忙。[远川|COMPANY]一期、[云川|COMPANY]二期等[7个|QUANTITY]项目即将开工。",
            [("7个", "项目", "青禾新区", None)],
        ),
        (
            "[远川|COMPANY]承担[20余项|QUANTITY]省级以上项目，[9家|QUANTITY]企业予以扶持，[8项|QUANTITY]工程超进度。",
            [("20余项", "省级以上项目", "远川", None), ("9家", "企业", "远川", None), ("8项", "工程", "远川", None)],
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
        (  # the marks of a table are no noun
            "第二产业 | [12亿元|MONEY] | 4.5 |\n第三产业 | 0.9 | [3亿元|MONEY]",
            [("12亿元", None, None, None), ("3亿元", None, None, None)],
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
        (
            "[石桥园区|PARK]建成厂房[20万平方米|QUANTITY]、道路[12公里|QUANTITY]、污水管网[30公里|QUANTITY]。",
            [
                ("20万平方米", "厂房", "石桥园区", None),
                ("12公里", "道路", "石桥园区", None),
                ("30公里", "污水管网", "石桥园区", None),
            ],
        ),
        (
            "[东湖区|LOC]、[西山区|LOC][地区生产总值|INDICATOR]分别为[310亿元|MONEY]和[280亿元|MONEY]，分别增长[6.1%|RATIO]和[5.8%|RATIO]。",
            [
                ("310亿元", "地区生产总值", "东湖区", None),
                ("280亿元", "地区生产总值", "西山区", None),
                ("6.1%", "地区生产总值", "东湖区", None),
                ("5.8%", "地区生产总值", "西山区", None),
            ],
        ),
        (
            "[数字产业|INDUSTRY][增加值|INDICATOR]占[地区生产总值|INDICATOR]比重达到[12%|RATIO]。",
            [("12%", "增加值占地区生产总值比重", "数字产业", None)],
        ),
        (
            "[青禾市|LOC][增加值|INDICATOR]增长[7.1%|RATIO]，高于全国、全省[3.3|RATIO]、[4.6个百分点|RATIO]，较[一季度|TIME]加快[2个百分点|RATIO]，位居全市五区[第二|RANK]。",
            [
                ("7.1%", "增加值", "青禾市", None),
                ("3.3", "增加值", "青禾市", None),
                ("4.6个百分点", "增加值", "青禾市", None),
                ("2个百分点", "增加值", "青禾市", None),
                ("第二", "增加值", "青禾市", None),
            ],
        ),
        (
            "[青禾市|LOC][工业投资|INDICATOR]增长[3%|RATIO]，连续[27个月|QUANTITY]保持增长。空气优良天数连续[6年|QUANTITY]上升。",
            [
                ("3%", "工业投资", "青禾市", None),
                ("27个月", "工业投资", "青禾市", None),
                ("6年", "空气优良天数", "青禾市", None),
            ],
        ),
        (
            "[青禾物流协会|ORG]（[28日|TIME]）公布了运行数据。[物流总额|INDICATOR]增长[4%|RATIO]，其中[制造业|INDUSTRY]增长[6%|RATIO]。",
            [("4%", "物流总额", None, None), ("6%", "物流总额", "制造业", None)],
        ),
        (  # what a value is compared with is not what is measured
            "[青禾市|LOC][产值|INDICATOR]增长[9%|RATIO]，[增速|INDICATOR]比[工业总产值|INDICATOR]快[2个百分点|RATIO]，高于全省[增加值|INDICATOR][1个百分点|RATIO]。",
            [
                ("9%", "产值", "青禾市", None),
                ("2个百分点", "增速", "青禾市", None),
                ("1个百分点", "增速", "青禾市", None),
            ],
        ),
        (  # an industry's growth is measured by an indicator, not by the noun that was counted last
            "[青禾市|LOC]建成绿色工厂[20家|QUANTITY]。[纺织业|INDUSTRY]增长[8%|RATIO]。",
            [("20家", "绿色工厂", "青禾市", None), ("8%", None, "纺织业", None)],
        ),
        (
            "[青禾市|LOC][产值|INDICATOR]很高，达到了[7.2%|RATIO]，处于全国[第一名|RANK]，比全部行业快[2个百分点|RATIO]，按可比价格计算增长[5%|RATIO]。[绿色工厂|HONOR]净增[7家|QUANTITY]。",
            [
                ("7.2%", "产值", "青禾市", None),
                ("第一名", "产值", "青禾市", None),
                ("2个百分点", "产值", "青禾市", None),
                ("5%", "产值", "青禾市", None),
                ("7家", "绿色工厂", "青禾市", None),
            ],
        ),
        (  # shares of what the figures before them measure
            "[青禾市|LOC][营业收入|INDICATOR][5亿元|MONEY]、[利润|INDICATOR][1亿元|MONEY]，分别占全省工业的[7%|RATIO]和[8%|RATIO]。",
            [
                ("5亿元", "营业收入", "青禾市", None),
                ("1亿元", "利润", "青禾市", None),
                ("7%", "占全省工业", "青禾市", None),
                ("8%", "占全省工业", "青禾市", None),
            ],
        ),
        (  # 分别 takes up the figures before it, unless a list follows them
            "[青禾股份|COMPANY][营业收入|INDICATOR][5亿元|MONEY]、[净利润|INDICATOR][1亿元|MONEY]，分别增长[3%|RATIO]、[4%|RATIO]；"
            "[远川股份|COMPANY]、[云禾股份|COMPANY]分别增长[7%|RATIO]、[8%|RATIO]。",
            [
                ("5亿元", "营业收入", "青禾股份", None),
                ("1亿元", "净利润", "青禾股份", None),
                ("3%", "营业收入", "青禾股份", None),
                ("4%", "净利润", "青禾股份", None),
                ("7%", "净利润", "远川股份", None),
                ("8%", "净利润", "云禾股份", None),
            ],
        ),
        (
            "[青禾市|LOC]跨国公司总部和研发中心分别达到[92家|QUANTITY]和[54家|QUANTITY]。",
            [("92家", "跨国公司总部", "青禾市", None), ("54家", "研发中心", "青禾市", None)],
        ),
        (
            "[青禾市|LOC]建成[5个|QUANTITY]规模[300亿元|MONEY]以上特色集群，新增[营业收入|INDICATOR][9亿元|MONEY]以上纺织企业[3家|QUANTITY]。",
            [
                ("5个", "特色集群", "青禾市", None),
                ("300亿元", "特色集群", "青禾市", None),
                ("9亿元", "营业收入", "青禾市", None),
                ("3家", "纺织企业", "青禾市", None),
            ],
        ),
        (
            "[青禾市|LOC][11家|QUANTITY]企业入选名单，遴选领军人才[97名|QUANTITY]，创建绿色工厂[20家|QUANTITY]。",
            [
                ("11家", "企业", "青禾市", None),
                ("97名", "领军人才", "青禾市", None),
                ("20家", "绿色工厂", "青禾市", None),
            ],
        ),
        (
            "[青禾市|LOC]机电产品占全省[出口总值|INDICATOR]的[98.5%|RATIO]。",
            [("98.5%", "占全省出口总值", "青禾市", None)],
        ),
    ],
)
def test_figures_find_indicator_and_subject(marked: str, expected: list[tuple[str | None, ...]]) -> None:
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


@pytest.mark.parametrize(
    "unit", ["[云南|LOC]、", "[甲|COMPANY]和", "分别增长[5%|RATIO]、[6%|RATIO]，", "[1家|QUANTITY]、", "全省，"]
)
def test_long_lists_take_the_time_of_their_length(unit: str) -> None:
    assert _seconds(unit * 4_000) < 30 * _seconds(unit * 400) + 0.3


def _seconds(marked: str) -> float:
    text, spans = read(marked)
    figures = [Figure(span) for span in spans if MASKS[span.label] == "F"]
    start = process_time()
    link(text, spans, figures)
    return process_time() - start


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_links_are_made_of_the_articles_words(marked: str) -> None:
    text, _ = read(marked)
    for _, *links in facts(marked):
        assert all(found is None or (found and set(found) <= set(text)) for found in links)
