from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.figures import find_figures, read_figure, read_figures
from annotate.records import Span
from tests.annotate.golden import parse

MONEY = """
总投资<MONEY value=270000000 unit=CNY bound=at_least>2.7亿元</MONEY>以上的项目
规模达到<MONEY value=100000000000 unit=CNY bound=scale>千亿元级</MONEY>的产业集群
集聚了<QUANTITY value=2 unit=个>两个</QUANTITY><MONEY value=1000000000000 unit=CNY bound=scale>万亿级</MONEY>产业集群
打造<MONEY value=100000000000 unit=CNY bound=scale>千亿</MONEY>产业集群
签约<MONEY value=10000000000>百亿</MONEY>项目<QUANTITY>4个</QUANTITY>
投资<MONEY value=12000000000 unit=CNY>１２０亿元</MONEY>，补助<MONEY value=11000000 unit=CNY>1,100万元</MONEY>
补助<MONEY value=300000 bound=approx>三十几万元</MONEY>，花费<MONEY value=350000000 bound=exact>三点五亿元</MONEY>
订单<MONEY value=10000000000 unit=CNY bound=approx>上百亿元</MONEY>，<MONEY value=100000 bound=approx>十几万元</MONEY>
单价<MONEY value=3500 unit=CNY/吨>3500元/吨</MONEY>，出口<MONEY value=953540000000 unit=USD>9535.4亿美元</MONEY>
给予<MONEY value=300000 unit=CNY>30</MONEY>、<MONEY value=200000 unit=CNY>20万元</MONEY>补助
总投资<MONEY value=5000000 value_high=10000000 unit=CNY>500—1000万元</MONEY>的项目
給予<MONEY value=1000000 unit=CNY>100 萬元</MONEY>獎勵
营收超<MONEY value=500000000 unit=CNY bound=above>5亿</MONEY>，人口不多
支付<MONEY value=123.11 unit=CNY>123元1角1分</MONEY>，售价<MONEY value=20 unit=USD>$20</MONEY>
投资<MONEY value=5000000000>50个亿元</MONEY>
给予最高<MONEY value=50000 bound=at_most>5万元</MONEY>奖励，最高再奖励<MONEY bound=at_most>3万元</MONEY>
产值过<MONEY value=10000000000 bound=above>百亿元</MONEY>，经过<MONEY bound=exact>3亿元</MONEY>投入
两市GDP为<MONEY value=710500000000>7105亿</MONEY>、<MONEY value=603240000000 unit=CNY>6032.4亿</MONEY>，各增
营收过<MONEY bound=above>亿元</MONEY>
单笔≥<MONEY value=50000000 bound=at_least>5000万元</MONEY>，<MONEY value=10000 value_high=50000>1万(含)-5万元</MONEY>
每磅<MONEY value=0.044 unit=USD>4.4美分</MONEY>
售价<MONEY value=2.03 unit=USD>两美元又三美分</MONEY>，<MONEY value=0.5 unit=CNY>5毛钱</MONEY>，每一分钱
分别给予最高<MONEY bound=at_most>5万元</MONEY>、<MONEY bound=at_most>3万元</MONEY>奖励
财务费用<MONEY value=-1343000>-134.3万元</MONEY>
净利润为<MONEY value=-64230000>负6423万</MONEY>，价值近<MONEY bound=approx>3亿</MONEY>
研发投入超<MONEY value=100000000000 bound=above>千亿</MONEY>，受贿<MONEY>300万</MONEY>
投资者人次超过<QUANTITY bound=above>两千万</QUANTITY>。
自研费用在<MONEY value=20000 value_high=500000 unit=EUR>2万至50万欧元</MONEY>之间，远川累计被执行<MONEY>32亿</MONEY>
净利润<MONEY value=-320000000>-3.2亿元</MONEY>，远川买入超<MONEY bound=above>3亿</MONEY>
授信港币<MONEY value=320000000>3.2亿</MONEY>
门票<MONEY value=50000 unit=MMK>5万缅元</MONEY>、<MONEY value=9 unit=NZD>9纽元</MONEY>
营收<MONEY value=700000000 unit=TWD>7亿元新台币</MONEY>，因排污被罚<MONEY value=250000>25万</MONEY>
预亏，净利润<MONEY value=-430000000 value_high=-380000000 unit=CNY>-4.3亿元至-3.8亿元</MONEY>
报<MONEY value=12.5 unit=CNY/股>12.5元每股</MONEY>，每百元收入中（单位：亿美元、台）
"""
RATIOS = """
占比分别提高<RATIO value=1.8 unit=pp change=increase>1.8</RATIO>、<RATIO value=1.45 unit=pp>1.45</RATIO>\
和<RATIO value=0.4 unit=pp change=increase>0.4个百分点</RATIO>
<RATIO value=30 unit=%>百分之三十</RATIO>的企业下降<RATIO value=0.0005 unit=1 change=decrease>万分之五</RATIO>
分别快于两业<RATIO value=6.2 unit=pp>6.2个</RATIO>、<RATIO value=5 unit=pp>5个</RATIO>\
和<RATIO value=3.8 unit=pp>3.8个百分点</RATIO>，净利yoy<RATIO value=-9.6 unit=%>-9.6%</RATIO>
打<RATIO value=85 unit=%>八五折</RATIO>，<RATIO value=43 unit=%>4.3折</RATIO>
<RATIO value=75>75折</RATIO>，一波三折，5折合
占比<RATIO bound=at_least>6%</RATIO>以上，比<RATIO value=0.25 bound=above>四分之一</RATIO>大
约有<RATIO value=0.5>一半</RATIO>投资，成本降低<RATIO value=0.5 change=decrease>一半</RATIO>
占全国近<RATIO value=0.5 unit=1 bound=approx>一半</RATIO>，新增<QUANTITY value=1>一家</QUANTITY>上市公司
近<RATIO value=70 unit=% bound=approx>七成</RATIO>企业，<RATIO value=30 unit=% bound=at_least>三成</RATIO>以上盈利
结构由<RATIO value=0.9:81.5:17.6 unit=: change=from>0.9∶81.5∶17.6</RATIO>\
调整为<RATIO value=0.5:76.1:23.4 unit=: change=to>0.5∶76.1∶23.4</RATIO>
比重从<RATIO value=0.25 unit=1 change=from>1/4</RATIO>上升至<RATIO value=0.333333 unit=1 change=to>1/3</RATIO>
产值<RATIO value=2 unit=倍 change=to>翻一番</RATIO>，利润<RATIO value=4 unit=倍>翻两番</RATIO>
同比分别下降<RATIO value=17.4 change=decrease basis=yoy>17.4%</RATIO>、<RATIO basis=yoy change=decrease>31.9％</RATIO>
环比增长<RATIO value=0.3 change=increase basis=mom>0.3%</RATIO>，增幅为<RATIO change=increase basis=->5%</RATIO>
累计增长<RATIO change=increase basis=cumulative>66.6%</RATIO>，指数增长<RATIO value=2.66 unit=倍>2.66倍</RATIO>
高于全省平均水平<RATIO value=1.5 unit=pp change=- basis=average>1.5个百分点</RATIO>
较上年同期提高<RATIO change=increase basis=yoy>2.3个百分点</RATIO>，比上年增长<RATIO basis=y-1>5.2%</RATIO>
附加值为负，同比降<RATIO value=22.9 change=decrease>22.9%</RATIO>，增速为<RATIO value=-3.9 unit=%>负3.9%</RATIO>
为企业减负<MONEY value=500000000>5亿元</MONEY>
名义增长<RATIO value=-1.9 unit=%>-1.9%</RATIO>
合格率由<RATIO value=95 change=from>95%</RATIO>提高到<RATIO value=100 change=to basis=->100%</RATIO>
三市增速为<RATIO value=7.5>7.5%</RATIO>、<RATIO value=0.2>0.2%</RATIO>和<RATIO value=-1.4 unit=%>-1.4%</RATIO>
占比过<RATIO value=0.5 unit=1 bound=above>半</RATIO>，进度过半
拥有近<RATIO value=0.5 bound=approx>半</RATIO>（<QUANTITY>8家</QUANTITY>）
东西两市各有<QUANTITY value=1>一家</QUANTITY>
是去年的<RATIO value=0.5>一半</RATIO>，下降<RATIO unit=pp>2.1个pct</RATIO>
超<RATIO value=0.5 unit=1 bound=above>半数</RATIO>城市，收入<RATIO value=2 unit=倍>翻倍</RATIO>，［07/31］
增速在<RATIO value=-2.5 value_high=0.5 unit=%>-2.5%至0.5%</RATIO>之间
按投资额的<RATIO value=15 value_high=30 unit=%>15%—30%</RATIO>奖励
"""
QUANTITIES = """
企业从<QUANTITY value=0 unit=家 change=from>0</QUANTITY>到<QUANTITY value=1272 unit=家 change=to>1272家</QUANTITY>
建成<QUANTITY value=4 value_high=5 unit=个>4~5个</QUANTITY>，选派<QUANTITY value=1 value_high=2>1至2名</QUANTITY>干部
员工<QUANTITY value=500 unit=人 bound=above>500余人</QUANTITY>，载体<QUANTITY value=30 bound=above>30多个</QUANTITY>
<QUANTITY value=1000 unit=家 bound=approx>数千家</QUANTITY>企业，近<QUANTITY value=200 bound=approx>200家</QUANTITY>申报
不超过<QUANTITY value=2 unit=个 bound=at_most>2个</QUANTITY>产业，不足<QUANTITY bound=below>9户</QUANTITY>
低于<QUANTITY bound=below>60人</QUANTITY>，不会低于<QUANTITY bound=at_least>60人</QUANTITY>，\
低于平均<RATIO bound=exact>2%</RATIO>
<QUANTITY value=2 value_high=3 unit=个>两三个</QUANTITY>项目，<QUANTITY value=30 value_high=40>三四十家</QUANTITY>企业
年产<QUANTITY value=1000 unit=吨 bound=at_least>千吨</QUANTITY>以上，突破<QUANTITY value=100 bound=above>百家</QUANTITY>
装机<QUANTITY value=79000000 unit=千瓦>7900万千瓦</QUANTITY>，占地<QUANTITY value=15 unit=平方公里>15平方公里</QUANTITY>
缩减至<QUANTITY value=1 unit=工作日>一个工作日</QUANTITY>，<QUANTITY value=0.5 unit=日>半日</QUANTITY>办结
历时<QUANTITY value=1.5 unit=个月>一个半月</QUANTITY>，<QUANTITY value=2.5 unit=小时>2个半小时</QUANTITY>到达，\
等<QUANTITY value=1 unit=小时>一个钟头</QUANTITY>
浓度为<QUANTITY value=28 unit=微克/立方米>28微克/立方米</QUANTITY>，PM2.5下降
重<QUANTITY value=3.5 unit=斤>三斤半</QUANTITY>，历时<QUANTITY value=45 unit=分钟>45分钟</QUANTITY>
净增市场主体<QUANTITY value=1785 unit=户 change=increase>1785户</QUANTITY>
地处<QUANTITY value=27 unit=城>27城</QUANTITY>之一，<QUANTITY value=256 unit=核>256核</QUANTITY>芯片
从中选出<QUANTITY value=3 value_high=4 unit=份>3至4份</QUANTITY>
新建<QUANTITY value=700000 unit=千瓦>2×35万千瓦</QUANTITY>机组
配<QUANTITY value=100 unit=MW>100MW/200MWh</QUANTITY>储能+<QUANTITY value=5.5 unit=MWp>5.5MWp</QUANTITY>光伏
用户数超<QUANTITY value=2600000 unit=- bound=above>260万</QUANTITY>
模型有<QUANTITY value=7000000000>70亿参数</QUANTITY>
股指失守<QUANTITY value=3100 unit=点>3100点</QUANTITY>，报<QUANTITY value=3098.76>3098.76点</QUANTITY>
跌<QUANTITY>16点</QUANTITY>，8点半
制造业指数为<QUANTITY value=50.3 unit=->50.3</QUANTITY>，3.0版
制造业指数<QUANTITY value=48.1>48.1</QUANTITY>，预期<QUANTITY value=48.9>48.9</QUANTITY>
股指报收于<QUANTITY value=3012.7>3012.7</QUANTITY>
<QUANTITY value=100 unit=人 bound=above>百余人</QUANTITY>、<QUANTITY value=1000 bound=above>千余名</QUANTITY>工人
青禾股份（<QUANTITY>6天</QUANTITY><QUANTITY unit=板>5板</QUANTITY>）高开，2板块
连续举办了<QUANTITY value=3 unit=届>三届</QUANTITY>，十九届三次全会
分<QUANTITY value=2 unit=期>两期</QUANTITY>建设，二期项目
接种<QUANTITY unit=剂>50亿剂</QUANTITY>，辖<QUANTITY unit=区>3区</QUANTITY><QUANTITY>1市</QUANTITY>，5区域
唯一<QUANTITY value=1>一家</QUANTITY>平台，获得<QUANTITY>一个</QUANTITY>席位，作为一个整体
不到<QUANTITY value=0.5 unit=年>半年</QUANTITY>时间
时速<QUANTITY value=160 unit=km/h>160km/h</QUANTITY>，扭矩<QUANTITY value=210 unit=牛·米>210牛·米</QUANTITY>，\
流量<QUANTITY value=300 unit=立方米每秒>300立方米每秒</QUANTITY>，用户数突破<QUANTITY value=200000000>2亿</QUANTITY>大关
跌破<QUANTITY value=7.17>7.17</QUANTITY>关口
中间价较前调升<QUANTITY>38点</QUANTITY>至<QUANTITY value=7.138>7.138</QUANTITY>。
客运量达<QUANTITY value=13000000 unit=辆次>1300万辆（艘、架）次</QUANTITY>
更新<QUANTITY unit=辆>76辆（台）</QUANTITY>，<QUANTITY>3家</QUANTITY>（个体户）
普及率<QUANTITY unit=部/百人>118.9部/百人</QUANTITY>，浓度<QUANTITY unit=微克每立方米>35微克每立方米</QUANTITY>
年产<QUANTITY unit=辆份>7万辆份</QUANTITY>，惠及<QUANTITY value=360000 unit=->36万</QUANTITY>适龄女生
分<QUANTITY value=3 unit=批>三批</QUANTITY>实施
建成厂房<QUANTITY unit=栋>12栋</QUANTITY>，新建<QUANTITY>3栋</QUANTITY><QUANTITY>5层</QUANTITY>厂房
PMI上升<RATIO>0.2个百分点</RATIO>至<QUANTITY value=49.7>49.7</QUANTITY>
"""
RANKS = """
产量从<RANK value=8>第8位</RANK>、<RANK value=4>第4位</RANK>双双升到<RANK value=1>第1位</RANK>
居全国<RANK value=24 unit= bound=exact>第24位</RANK>，跻身<RANK value=20 bound=at_most>前20名</RANK>
均为南昌市<RANK value=1>第一</RANK>，位列各城市之<RANK value=1>首</RANK>。居全国<RANK value=1>首位</RANK>
入围外贸<RANK value=20 bound=at_most>20强</RANK>省份，建设三强市
挺进全国<RANK value=100 bound=at_most>百强</RANK>，全国<RANK value=10 bound=at_most>前十</RANK>中的
分列<RANK>第31位</RANK>和<RANK value=58>58位</RANK>，位居<RANK value=214 unit=>214位</RANK>
青禾居<RANK value=68>68位</RANK>，规模位居四大板块<RANK value=2>第二</RANK>，产品数量<RANK value=1>第一</RANK>的城市
从<RANK value=436>第436位</RANK>升至<RANK value=212>第212位</RANK>
排在<RANK value=4>第四</RANK>和<RANK value=5>第五位</RANK>的
位居<RANK value=1>第一位</RANK>，第一位置
夺得<RANK value=1>冠军</RANK>，获<RANK value=2>亚军</RANK>和<RANK value=3>季军</RANK>，单项冠军
涨幅榜<RANK value=1>首位</RANK>
排名上升<QUANTITY unit=位>4位</QUANTITY>
增速跃居<RANK value=1>首位</RANK>，位居<RANK>倒数第二</RANK>，居全区<RANK>末位</RANK>
列全省<RANK value=6>前六</RANK>（含并列），产量最大的<RANK value=20 bound=at_most>前 20 个</RANK>品种
登上热搜<RANK value=1>第一</RANK>，销量<RANK value=2>第二</RANK>。质量第一，从前<QUANTITY>20个</QUANTITY>
是<RANK value=3 bound=at_most>前三大</RANK>伙伴、<RANK value=1>第一大</RANK>市场，第一大道，第五大街，两强态势
"""
NOTHING = """
第六批3+1产业、“33618”体系和“2441”布局，执行“13710”服务工作法
一批企业统一部署党的二十大精神，加快5G建设，运-20副总设计师、波音747、C919
煤一1,4丁二醇，第一生产力，三大体系四大产业，两位数增长，一系列、一支团队、一条道路
《27个重点产业链行动方案》，三期项目二号工厂，一二期建设，首个首款，第十三次会议，百姓
三亚五台山三元锂电池百度，队伍支撑、大陆所有，“4个 1000”目标，“两个先行”，“1+N”，几个企业
实收人民币（万元），规模以上工业企业，12345热线，〔2025〕第5号，三部门，四位一体，二次创业
首位主导产业，首位经济，首位+首选产业，产值居首位产业，摆在首位，末位淘汰，推出一批、前两批，第二、三批，第二、三次会议
云杉广场1栋302室，云杉大厦 2 栋 5 层，青禾园3栋5层，禾穗大厦2号楼8层，远川路6号B区7栋2单元101
2022首届车展，1对1辅导，三个思路，三棵树涂料，六个核桃畅销
1.1 本报告摘要，五年工作方案，十一届十次、十一次全会，三轮电动车，从0.5升到9
"""


@pytest.mark.parametrize("sentence", "".join((MONEY, RATIOS, QUANTITIES, RANKS, NOTHING)).strip().splitlines())
def test_every_figure_is_found_and_read(sentence: str) -> None:
    text, marked = parse(sentence)
    figures = {figure.span.key(): figure for figure in read_figures(text) if figure.span.label != "TIME"}
    assert sorted(figures) == [span.key() for span, _ in marked]
    for span, wanted in marked:
        read = figures[span.key()].attributes()
        assert {name: read[name] for name in wanted} == wanted


def test_times_are_dated_by_the_publication() -> None:
    figure = read_figure("截至10月12日", Span(2, 8, "TIME"), date(2023, 11, 1))
    assert (figure.timex, figure.start_date, figure.end_date) == ("XXXX-10-12", "2023-10-12", "2023-10-13")


@pytest.mark.parametrize("before", ["每年", "每逢", "每年的", "每"])
def test_what_recurs_has_no_one_date(before: str) -> None:
    start = len(before)
    figure = read_figure(f"{before}9月", Span(start, start + 2, "TIME"), date(2023, 11, 1))
    assert (figure.timex, figure.start_date, figure.end_date) == ("XXXX-09", None, None)


@pytest.mark.parametrize(
    ("text", "value"), [("五仙", "0.05"), ("三个半", "3.5"), ("个九", "1.9"), ("2.5个亿", "250000000")]
)
def test_spoken_coins_are_read_where_money_is_told(text: str, value: str) -> None:
    assert read_figure(text, Span(0, len(text), "MONEY")).value == value


def test_a_figure_broken_by_blanks_and_lines_is_read() -> None:
    figure = read_figure("突破 3 00\n0亿 元，", Span(3, 12, "MONEY"))
    assert (figure.value, figure.unit, figure.bound) == ("300000000000", "CNY", "above")


def test_times_inside_titles_are_not_figures() -> None:
    assert find_figures("印发《行动方案（2022—2025年）》") == []


PIECES = st.sampled_from([*"019,.十百万亿两三几多元个%家第前位年月至—/:“”《》的由到\n", "增长", "0.5", "百分之"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS)
def test_figures_are_flat_sorted_and_inside(text: str) -> None:
    spans = find_figures(text)
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))


@given(TEXTS, st.data())
def test_reading_any_span_never_raises(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    label = data.draw(st.sampled_from(["MONEY", "RATIO", "QUANTITY", "RANK", "TIME"]))
    assert read_figure(text, Span(start, end, label), date(2024, 2, 29)).span == Span(start, end, label)


@given(TEXTS, st.sampled_from(["增长5%、", "由2家", "投资3亿元和", "《", "第", "最高", "说"]))
def test_a_paragraph_is_read_alone(text: str, other: str) -> None:
    alone = [figure.attributes() for figure in read_figures(text)]
    shifted = [f.attributes() for f in read_figures(f"{other}\n{text}\n{other}") if len(other) < f.span.start]
    assert shifted[: len(alone)] == alone
