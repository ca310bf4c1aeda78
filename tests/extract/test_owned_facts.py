import pytest

from tests.extract.marked import facts


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (  # an article about a place: whatever else a sentence opens with is told by the way
            "[青海省|LOC]开局良好。[云禾重工|COMPANY]上市，[远川铁路|PRODUCT]通车，全省[客运量|INDICATOR][9万人次|QUANTITY]。[云禾重工|COMPANY]新建基地，占地[5亩|QUANTITY]。"
            "引进[青海省|LOC][云禾大赛|PRODUCT]，新增项目[7个|QUANTITY]。",
            [
                ("9万人次", "客运量", "青海省", None),
                ("5亩", "占地", "云禾重工", None),
                ("7个", "项目", "青海省", None),
            ],
        ),
        (  # a province is meant by 全省, not the region that is named more often
            "[广东|LOC]、[广东|LOC]与[长三角|LOC]、[长三角|LOC]、[长三角|LOC]对接，全省[产值|INDICATOR][9亿元|MONEY]。[税收|INDICATOR][5亿元|MONEY]。",
            [("9亿元", "产值", "广东", None), ("5亿元", "税收", "广东", None)],
        ),
        (  # a report's title names the place that it comes back to, also from the places in it
            "[2026年云川省远川市政府工作报告|POLICY]\n[远川县|LOC]通车。[云川园区|PARK]投产，[税收|INDICATOR]增长[3%|RATIO]。对[云禾国|LOC]、[青禾国|LOC][出口额|INDICATOR]增长[5%|RATIO]。",
            [("3%", "税收", "云川园区", None), ("5%", "出口额", "云川省远川市", None)],
        ),
        (  # an article that speaks more of a park than of the place is about the park
            "[云川市|LOC][远川新区|PARK]扩容。[远川新区|PARK]、[远川新区|PARK]招商。全市[投资|INDICATOR][9亿元|MONEY]。新增项目[7个|QUANTITY]。",
            [("9亿元", "投资", "云川市", None), ("7个", "项目", "远川新区", None)],
        ),
        (  # sums in brackets behind their places
            "全省[出口额|INDICATOR]前列是[青禾市|LOC]（[9亿元|MONEY]）、[云川市|LOC]（[8亿元|MONEY]）。",
            [("9亿元", "出口额", "青禾市", None), ("8亿元", "出口额", "云川市", None)],
        ),
        (
            "全省开局良好。[青海省|LOC]、[青海省|LOC]、[青海省|LOC]。[远川铁路|PRODUCT]通车，建成公路[9公里|QUANTITY]。[云禾重工|COMPANY]上市。新增项目[7个|QUANTITY]。",
            [("9公里", "公路", "青海省", None), ("7个", "项目", "青海省", None)],
        ),
        (  # who opens a sentence lasts, not who is named in it
            "[青禾股份|COMPANY]投产。试车时[云禾股份|COMPANY]到场。新增[专利|INDICATOR][7项|QUANTITY]。",
            [("7项", "专利", "青禾股份", None)],
        ),
        (
            "[长三角|LOC]、[长三角|LOC]、[长三角|LOC]与[云川市|LOC]。全市[产值|INDICATOR][9亿元|MONEY]。",
            [("9亿元", "产值", "云川市", None)],
        ),
        (
            "[青禾省|LOC]、[青禾省|LOC]。[远川开发区|PARK][增速|INDICATOR]全省第一。新增[专利|INDICATOR][5项|QUANTITY]。",
            [("5项", "专利", "远川开发区", None)],
        ),
        (  # a rank in its province makes no article about the province
            "[青海省|LOC]、[云川省|LOC]、[青海省|LOC]。[远川开发区|PARK][产值|INDICATOR][9亿元|MONEY]，居全省第一。新增[专利|INDICATOR][5项|QUANTITY]。",
            [("9亿元", "产值", "远川开发区", None), ("5项", "专利", "远川开发区", None)],
        ),
        (  # a kind of which one was named
            "[青禾电气|COMPANY]由[云禾集团|COMPANY]设立，在[远川开发区|PARK]建厂。公司[产能|INDICATOR][9吨|QUANTITY]，该公司拥有专利[5项|QUANTITY]。开发区拥有企业[7家|QUANTITY]。",
            [
                ("9吨", "产能", "青禾电气", None),
                ("5项", "专利", "云禾集团", None),
                ("7家", "企业", "远川开发区", None),
            ],
        ),
        (
            "[青禾市|LOC]动工，投资[8亿元|MONEY]的[云禾扩能项目|PRODUCT]先行，其中[服务业|INDUSTRY][产值|INDICATOR][9亿元|MONEY]。",
            [("8亿元", "投资", "云禾扩能项目", None), ("9亿元", "产值", "服务业", None)],
        ),
        (
            "[青禾园区|PARK]里，[总投资|INDICATOR][20亿元|MONEY]的[云禾汽车|COMPANY]基地开工，[注册资本|INDICATOR]：人民币[2亿元|MONEY]。",
            [("20亿元", "总投资", "云禾汽车", None), ("2亿元", "注册资本", "云禾汽车", None)],
        ),
        (
            "[青海省|LOC][云禾机场|ORG]投用。引进[1亿元|MONEY]或[10亿元|MONEY]以上项目[7个|QUANTITY]。全省[客运量|INDICATOR]达[2万人次|QUANTITY]。",
            [
                ("1亿元", "项目", "青海省", None),
                ("10亿元", "项目", "青海省", None),
                ("7个", "项目", "青海省", None),
                ("2万人次", "客运量", "青海省", None),
            ],
        ),
    ],
)
def test_figures_find_whose_they_are(marked: str, expected: list[tuple[str | None, ...]]) -> None:
    assert facts(marked) == expected
