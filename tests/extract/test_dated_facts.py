import pytest

from tests.extract.marked import facts


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (  # carried over clauses and sentences
            "[前三季度|TIME]，[云溪市|LOC][地区生产总值|INDICATOR][1286亿元|MONEY]，增长[5.4%|RATIO]。[固定资产投资|INDICATOR]增长[8.1%|RATIO]。",
            [
                ("1286亿元", "地区生产总值", "云溪市", "前三季度"),
                ("5.4%", "地区生产总值", "云溪市", "前三季度"),
                ("8.1%", "固定资产投资", "云溪市", "前三季度"),
            ],
        ),
        (  # the same indicator in a later paragraph, of an industry and of one without its name
            "[1—8月|TIME]，全市[工业增加值|INDICATOR]增长[6.2%|RATIO]。\n[制造业|INDUSTRY][增加值|INDICATOR]增长[7.0%|RATIO]，[采矿业|INDUSTRY]增长[1.1%|RATIO]。",
            [
                ("6.2%", "工业增加值", "全市", "1—8月"),
                ("7.0%", "增加值", "制造业", "1—8月"),
                ("1.1%", "增加值", "采矿业", "1—8月"),
            ],
        ),
        (  # a title says when
            "[2024年|TIME][青河县|LOC][粮食产量|INDICATOR]达[42万吨|QUANTITY]\n[青河县|LOC][粮食产量|INDICATOR]比[上年|TIME]增长[3.2%|RATIO]。",
            [("42万吨", "粮食产量", "青河县", "2024年"), ("3.2%", "粮食产量", "青河县", "2024年")],
        ),
        (  # 其中, and the tails 同比 and 环比
            "[9月|TIME][宁川市|LOC][进出口额|INDICATOR][56亿元|MONEY]，同比增长[3.3%|RATIO]，环比下降[0.7%|RATIO]，其中[出口额|INDICATOR][41亿元|MONEY]。",
            [
                ("56亿元", "进出口额", "宁川市", "9月"),
                ("3.3%", "进出口额", "宁川市", "9月"),
                ("0.7%", "进出口额", "宁川市", "9月"),
                ("41亿元", "出口额", "宁川市", "9月"),
            ],
        ),
        (  # an earlier period's own figure
            "[上半年|TIME]，[安瑞科技|COMPANY][营业收入|INDICATOR][12亿元|MONEY]，上年同期为[10亿元|MONEY]，较[去年同期|TIME]增长[20%|RATIO]。",
            [
                ("12亿元", "营业收入", "安瑞科技", "上半年"),
                ("10亿元", "营业收入", "安瑞科技", "上年同期"),
                ("20%", "营业收入", "安瑞科技", "上半年"),
            ],
        ),
        (  # from one year to another
            "[研发强度|INDICATOR]由[2020年|TIME]的[1.8%|RATIO]提高到[2024年|TIME]的[2.6%|RATIO]。",
            [("1.8%", "研发强度", None, "2020年"), ("2.6%", "研发强度", None, "2024年")],
        ),
        (  # periods dealt out by 分别
            "[2023年|TIME]和[2024年|TIME]，[南岭化工|COMPANY]分别实现[净利润|INDICATOR][1.4亿元|MONEY]和[2.0亿元|MONEY]。",
            [("1.4亿元", "净利润", "南岭化工", "2023年"), ("2.0亿元", "净利润", "南岭化工", "2024年")],
        ),
        (  # a period ends where the present begins
            "[2023年|TIME]，[海州区|LOC]新增[高新技术企业|HONOR][35家|QUANTITY]。截至目前，[高新技术企业|HONOR]达[210家|QUANTITY]。",
            [("35家", "高新技术企业", "海州区", "2023年"), ("210家", "高新技术企业", "海州区", None)],
        ),
        (  # a date after 于 is a period, unless compared
            "新厂于[2024年|TIME]建成，[产能|INDICATOR]达[6万吨|QUANTITY]，高于[上年|TIME]的[4万吨|QUANTITY]。",
            [("6万吨", "产能", None, "2024年"), ("4万吨", "产能", None, "上年")],
        ),
        (  # what parentheses hold stays in them
            "[明泰股份|COMPANY]（[2024年|TIME][营业收入|INDICATOR][50亿元|MONEY]）拟投资[3亿元|MONEY]。",
            [("50亿元", "营业收入", "明泰股份", "2024年"), ("3亿元", "投资", "明泰股份", None)],
        ),
        (  # a list that goes on in the next line
            "[2020年|TIME]，[慈河高新区|PARK][产值|INDICATOR]增长[66%|RATIO]；\n[增加值|INDICATOR]增长[54%|RATIO]。\n[税收|INDICATOR]增长[5%|RATIO]。",
            [
                ("66%", "产值", "慈河高新区", "2020年"),
                ("54%", "增加值", "慈河高新区", "2020年"),
                ("5%", "税收", "慈河高新区", None),
            ],
        ),
        (  # a founding year
            "[天锐航材|COMPANY]成立于[2007年|TIME]，员工[500人|QUANTITY]。[2008年|TIME]创建研发中心，拥有专利[9项|QUANTITY]。",
            [("500人", "员工", "天锐航材", None), ("9项", "专利", "天锐航材", None)],
        ),
        (  # what a bulletin's title says holds for all that names no other
            "[宁川市2024年国民经济和社会发展统计公报|POLICY]\n[地区生产总值|INDICATOR][560亿元|MONEY]，比[上年|TIME]增长[5%|RATIO]。\n"
            "[2023年|TIME][出口额|INDICATOR][41亿元|MONEY]。目前有[专利|INDICATOR][9项|QUANTITY]。",
            [
                ("560亿元", "地区生产总值", "宁川市", "2024年"),
                ("5%", "地区生产总值", "宁川市", "2024年"),
                ("41亿元", "出口额", "宁川市", "2023年"),
                ("9项", "专利", "宁川市", None),
            ],
        ),
        (  # neither a goal's year in a title nor the years of a plan
            "[青禾市|LOC]到[2030年|TIME][产值|INDICATOR]将达[9亿元|MONEY]\n[税收|INDICATOR][5亿元|MONEY]。",
            [("9亿元", "产值", "青禾市", "2030年"), ("5亿元", "税收", "青禾市", None)],
        ),
        (
            "扶持办法（[2023—2025年|TIME]）\n[青禾市|LOC]给予奖励[5万元|MONEY]。",
            [("5万元", "奖励", "青禾市", None)],
        ),
        (  # a line within an article is no title, a day no period of another paragraph
            "青禾股份\n[2019年|TIME]成立\n[税收|INDICATOR][5万元|MONEY]。[8月3日|TIME][产值|INDICATOR][6万元|MONEY]。\n[出口额|INDICATOR]同比增长[3%|RATIO]。",
            [("5万元", "税收", None, None), ("6万元", "产值", None, "8月3日"), ("3%", "出口额", None, None)],
        ),
        (  # from what a change turned
            "[一季度|TIME][增速|INDICATOR]由[上年全年|TIME]下降[3.8%|RATIO]转为增长[1.7%|RATIO]。",
            [("3.8%", "增速", None, "上年全年"), ("1.7%", "增速", None, "一季度")],
        ),
        (  # a change against the year before, in a paragraph without a time, is of the article's first period
            "[上半年|TIME][税收|INDICATOR][9亿元|MONEY]。\n[出口额|INDICATOR][5亿元|MONEY]，同比增长[3%|RATIO]。\n[专利|INDICATOR][7项|QUANTITY]。",
            [
                ("9亿元", "税收", None, "上半年"),
                ("5亿元", "出口额", None, "上半年"),
                ("3%", "出口额", None, "上半年"),
                ("7项", "专利", None, None),
            ],
        ),
        (  # the heading of a report's part, and one month by the way
            "[2026年|TIME][青禾省|LOC]政府工作报告\n一、[2025年|TIME]和[“十四五”时期|TIME]工作回顾\n[税收|INDICATOR]增长[3%|RATIO]。其中，[6月|TIME]增长[4%|RATIO]。[出口额|INDICATOR]增长[5%|RATIO]。\n"
            "[2025年|TIME]是[“十四五”|TIME]收官之年，[产值|INDICATOR]增长[6%|RATIO]。\n二、[2026年|TIME]主要目标\n[税收|INDICATOR]增长[2%|RATIO]。",
            [
                ("3%", "税收", "青禾省", "2025年"),
                ("4%", "税收", "青禾省", "6月"),
                ("5%", "出口额", "青禾省", "2025年"),
                ("6%", "产值", "青禾省", "2025年"),
                ("2%", "税收", "青禾省", "2026年"),
            ],
        ),
        (  # a title's period
            "[前7个月|TIME][税收|INDICATOR]增长[6%|RATIO]\n[青禾市|LOC][税收|INDICATOR]走高.\n[出口额|INDICATOR]增长[5%|RATIO],项目于[2月底|TIME]开工,[产能|INDICATOR][9吨|QUANTITY]。",
            [
                ("6%", "税收", None, "前7个月"),
                ("5%", "出口额", "青禾市", "前7个月"),
                ("9吨", "产能", "青禾市", "前7个月"),
            ],
        ),
        (  # neither a streak nor what is compared with
            "[上半年|TIME]，[青禾市|LOC][出口额|INDICATOR]增长[3%|RATIO]，连续[27个月|TIME]增长，[进口额|INDICATOR][9亿元|MONEY]，与[上年同期|TIME]持平，[税收|INDICATOR][5亿元|MONEY]。",
            [
                ("3%", "出口额", "青禾市", "上半年"),
                ("9亿元", "进口额", "青禾市", "上半年"),
                ("5亿元", "税收", "青禾市", "上半年"),
            ],
        ),
        (  # of two years together
            "[上半年|TIME]，[出口额|INDICATOR]增长[3%|RATIO]，[两年|TIME]平均增长[5%|RATIO]，[税收|INDICATOR][5亿元|MONEY]。",
            [("3%", "出口额", None, "上半年"), ("5%", "出口额", None, "两年"), ("5亿元", "税收", None, "上半年")],
        ),
        (  # the day of a paper is no period
            "[今年6月|TIME]，[云溪市|LOC]印发[《行动方案》|POLICY]，提出培育[单项冠军企业|HONOR][50家|QUANTITY]。",
            [("50家", "单项冠军企业", "云溪市", None)],
        ),
    ],
)
def test_figures_find_their_period(marked: str, expected: list[tuple[str | None, ...]]) -> None:
    assert facts(marked) == expected
