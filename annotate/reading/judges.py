"""Judge what the grammar offers: a figure, or a code, an ordinal, an idiom, a slogan that only looks like one."""

from __future__ import annotations

import re

from annotate.reading.numerals import DIGITS
from annotate.reading.units import Unit

NEAR = 20

MONEY_CUE = re.compile(
    r"(?:经济总量|总值|增加值|[成交]交额|交易额|合同额|订单|投资(?!者)|投入|产值|营收|收入|利润|市值|估值|融资|总额|GDP|资产|销售|税|资金|贷款|授信|金额|奖励|补[助贴]|资助|成本|支出|财政"
    r"|(?:产业|经济|市场)规模|价值|净额|[受行]贿|回扣|额度|负债|债务|损失|亏损|罚款|赔偿|被罚|被执行|分红|预算|募[资集]|[增注出斥耗]资|身家|净流[入出]|买入|卖出|人民币|港币|美元)"
    r"[^，。；\n]{0,6}$"
)
MONEY_HEAD = re.compile("的?(?:总?[投融]资|现金|回扣|产值|营收|营业|收入|利润|市值|估值|资产|销售|税|资金|贷款|订单)")
TIER_HEAD = re.compile(
    r"[两三四]个台阶|产业|企业|园区|集群|规模|市场|赛道|蓝海|俱乐部|台阶|大关|门槛|GDP|城市|板块|投资|项目"
)
ORDINALS = re.compile(f"第[{DIGITS}十]{{1,3}}[、和及至]$")
EXACTLY = re.compile(
    r"(?:仅有?|至少|新增|不[到足超]过?|共有?|各有?|增加|减少|唯一|再添|剩下|下设|建设|下线|[获售举][得给办])$"
)
SIZED = re.compile(r"(?:超过?|近|逾|过|破|达到?|约|突破|不足|建成|新增|培[育训]|共)$")
CODE = re.compile(r"(?:[A-Za-z×*.#№_/]|(?<![\u4e00-\u9fff])\+)-?$|[A-Za-z\u4e00-\u9fff]-$")
SLOGAN_HEAD = re.compile(
    r"大|方面|特点|层面|维度|角度|层次|阶段|面向|坚持|关键|体系|思路|结合|转变|统一|一体|确保|不动摇|人[^数口才均员]|[性别多]|数|全[会体]|会议|、.{1,3}次全"
)
LEADING_NOUGHT = re.compile("0[0-9]")
LONGER_WORD = re.compile(
    r"板[块凳]|区[域块间位段]|方[案面式向法程针便略]|部[分委曲长队]|国[家道内外际]|[县省]道|市[级场民]|城[镇市乡区]|校园|乡村|院[士校]|厂房|股[权份东]|"
    r"车[道组间站辆]|首[届次批个创]|对[1一]|门[票店诊]|单[元位]|票房|位置|组[织成合]|项目|种子|名[单城]|份额|家[庭长]|场景|次[数元]|台阶|支[部撑持付]|件套|轮[胎车]|层面|头部|处长|条件|载[人重货客荷体波]|点[击赞评]"
)
SPAN_HEAD = re.compile(r"期(?!间)|[^，。；、\n]{0,4}(?:规划|计划|行动|攻坚|方案)|[制代检级度均薪报产庆]")
CHENG_WORD = re.compile("[不立为本员功果交长品分就绩型套熟语都人]")
ZHE_WORD = re.compile("[合旧算射叠弯扣磨中断腰返线页纸]")
POINTS = re.compile(rf"[0-9,]{{3,}}|[0-9]+\.|[0-9{DIGITS}]+[百千万]")
MOVED = re.compile("(?:[涨跌]|调[升降])[^，。；、\n]{0,2}$")
SECTION = re.compile(r"[0-9]\.[0-9]")
BARE = re.compile("[十百千万亿]+")
ONE_DIGIT = re.compile(f"[{DIGITS}]")
SHORT_UNITS = frozenset("方转升寸丈尺伏安帕担里瓦克兆度挡")
COINS = frozenset(("块", "毛", "毛钱", "角钱", "分钱"))
REPEATED = {"届": re.compile("举办[了过的]{0,2}$"), "期": re.compile("(?:分|举办[了过的]{0,2})$")}
CLOSED = re.compile(r"$|[，。；、,;!！?？]")
HOUSES = dict.fromkeys("栋幢", re.compile(r"(?:广场|大[厦楼]|公寓|小区|花园|[园苑号路街]|[A-Za-z]区) ?$"))
HOUSES |= {"层": re.compile("(?:号楼|[0-9A-Za-z] ?[栋幢座]) ?$")}
"""What stands before the number of a house or storey in an address, rather than before how many there are."""
HOUSE_END = re.compile(
    r"$|[\s，。；、,;（(）)A-Z]|[0-9]{1,4}(?:[层室号楼、，。；（(）)\s]|$)|[0-9]?单元|[东西南北][侧座]"
)
ROOM = re.compile(r"[0-9]{3,4}(?:[室号、，。；（(）)\s]|$)|[0-9一二三四]?单元[0-9]")
BRACKETS = tuple("()（）[]【】:/,，、")
LONGER_THAN_A_MONTH = re.compile("3[2-9]|[4-9][0-9]|[0-9]{3}")
ONE_LENGTHS = frozenset(("个工作日", "工作日", "小时", "个小时", "钟头", "个钟头", "分钟", "个月", "秒钟"))


def is_amount(number: str, unit: Unit, odd: bool, before: str, after: str) -> bool:
    """Tell whether a number and its unit are a figure, by the text (folded, up to NEAR) before and after them.

    `odd` says that a half or small change follows the unit (三斤半, 五元六角).
    """
    if odd:
        return unit.word != "点"
    if LEADING_NOUGHT.match(number) or (unit.kind != "money" and LONGER_WORD.match(unit.word + after)):
        return False
    arabic = number[0].isdigit()
    if unit.kind in ("money", "ratio"):
        return _is_value(number, unit, before, after)
    if unit.word in HOUSES and _is_address(unit.word, before, after):
        return False
    if after[:1] == "+" or (CODE.search(before) and (arabic or before[-1:] == "+")):
        return False
    if unit.kind == "measure":
        verb = unit.word == "升" and after[:1] in ("到", "至", "级")
        short = len(number) == 1 and not arabic and unit.word in SHORT_UNITS
        few = unit.word == "点" and not (POINTS.match(number) or (arabic and MOVED.search(before)))
        return not (verb or short or few or before.endswith("最后"))
    if unit.kind == "time":
        return _is_length(number, unit, after)
    if unit.word in REPEATED:
        return REPEATED[unit.word].search(before) is not None
    if unit.kind == "noun" or arabic:
        return arabic and not (SECTION.fullmatch(number) and not before)
    return _is_count(number, unit, before, after)


def _is_value(number: str, unit: Unit, before: str, after: str) -> bool:
    if unit.kind == "money":
        labelled = before[-1:] in BRACKETS and after[:1] in BRACKETS
        heading = BARE.fullmatch(number) and (labelled or before.endswith("每"))
        if unit.word in COINS:
            return number != "一" and (unit.word[-1] == "钱" or CLOSED.match(after) is not None)
        return not heading and not (unit.word == "元" and ONE_DIGIT.fullmatch(number))
    if unit.code == "%" and ((after[:1].isascii() and after[:1].isalnum()) or before[-1:] in ("=", "&", "%")):
        return False
    if unit.code == "折":
        return not (BARE.fullmatch(number) or ZHE_WORD.match(after) or before.endswith("波"))
    if unit.code == "成":
        return not CHENG_WORD.match(after) and (number == "十" or not BARE.fullmatch(number))
    return unit.code != "倍" or after[:1] not in ("增", "率", "速", "数")


def _is_address(word: str, before: str, after: str) -> bool:
    """Tell the number of a house or storey (青禾广场1栋302室) from how many there are (厂房3栋)."""
    placed = HOUSES[word].search(before) and HOUSE_END.match(after)
    return bool(placed or (word != "层" and ROOM.match(after)))


def _is_length(number: str, unit: Unit, after: str) -> bool:
    if (
        SPAN_HEAD.match(after)
        or (unit.word == "周" and after[:1] == "年")
        or (BARE.fullmatch(number) and number != "十")
    ):
        return False
    if unit.word == "日":
        longer = LONGER_THAN_A_MONTH.match(number) is not None
        return after[:1] not in ("均", "平", "线", "移", "游") and (number == "两" or longer or after[:1] == "内")
    if number == "一":
        return unit.word in ONE_LENGTHS
    return not number.isdigit() or len(number) < 4 or unit.word not in ("年", "天")


def _is_count(number: str, unit: Unit, before: str, after: str) -> bool:
    """Count in Chinese numerals: 两户 and 六条 do, 一批, 两大 and 三个方面 don't, 千家 only after 超, 近, 达."""
    if ORDINALS.search(before) or (unit.word == "批" and (number == "一" or before.endswith(("前", "首", "这")))):
        return False
    if number in ("〇", "二", "一一") or before.endswith("届") or (number == "一" and not EXACTLY.search(before)):
        return False
    if SLOGAN_HEAD.match(after):
        return False
    return not BARE.fullmatch(number) or number == "十" or SIZED.search(before) is not None


def is_bare_money(number: str, before: str, after: str) -> bool:
    """Tell whether a number in 亿 or 万 without a currency is money: 千亿产业, 营收超5亿."""
    if number.endswith("亿"):
        counted = after.startswith("大关") and COUNT_CUE.search(before)
        return not counted and bool(TIER_HEAD.match(after) or MONEY_CUE.search(before) or MONEY_HEAD.match(after))
    return number.endswith("万") and MONEY_CUE.search(before) is not None


COUNT_CUE = re.compile(r"(?:数(?:量|(?!字))|[流客订销产总]量|人[才次]|用户|粉丝|人口|SKU)[^，。；、\n0-9]{0,6}$")
PEOPLE = re.compile(
    r"[^，。；、的\n0-9]{0,6}?(?:人(?![民均才工口力])|人口|人员|群众|职工|农民|居民|儿童|婴幼儿|青年|学生|[男女]生|师生|毕业生|用户|群体|儿女|[市农渔]民)"
)
COUNT_END = re.compile(r"[\s，。；,;!！?？）)]|$|以上|左右|大关")
INDEX_CUE = re.compile(
    r"(?:(?:PMI|指数|中间价|[股沪深成综恒道纳板]指)(?:[^，。；、\n]{0,17}[为至到报达值于的])?|预期|前值)$"
)
INDEX_END = re.compile(r"[，。；,;）)]|$|[上下升降提回]")


def is_bare_count(number: str, before: str, after: str) -> bool:
    """Tell whether a number without a unit is a count or the level of an index: 用户数超410万, 指数为52.9."""
    if number[-1] in "万亿":
        if COUNT_CUE.search(before) and COUNT_END.match(after):
            return True
        return number[0].isdigit() and number[-1] == "万" and PEOPLE.match(after) is not None
    return after.startswith("关口") or bool("." in number and INDEX_CUE.search(before) and INDEX_END.match(after))


PLACE = re.compile(
    r"(?:行业|[国省市区县州盟球界内部洲列居排占均位]|排[名在]|业界|同类|增速|增幅|规模|综合|(?:位列|[位稳]居|稳坐)[^，。；、\n]{1,8}|榜单?|热搜|(?<!质)量|连续.{1,3}年|并列|保持|”|[更从由]|第[0-9一二三四五六七八九十]+位?[、和])$"
)
PLACE_END = re.compile(r"[，。；、,;.！!？?（(）)”’\s]|$|[的和并且及以，]")
FRONT_END = re.compile(r"[，。；、,;.！!？?（(）)”’\s]|$|[的和中行列]|分别")


STANDING = re.compile(
    r"(?:(?:位?[列居]|位次|名列|排[名在])(?:[全世行][国省市区县球界业])?(?:[跃上攀提]?升(?=[至到]))?[至到在为居]?|第[0-9]+位[、和及与])$"
)


def is_standing(before: str) -> bool:
    """Tell a place without 第 (位居414位) from a number of people (414位专家)."""
    return STANDING.search(before) is not None


def is_rank(ordinal: str, before: str, after: str) -> bool:
    """Tell a place (位居全国第一, 第24位, 第一大市场) from an ordinal (第一批, 第一生产力, “产业第一”)."""
    if ordinal[-1] == "大" or ordinal[0] == "倒":
        return True
    if ordinal[-1] in "位名":
        return bool(PLACE.search(before) or (PLACE_END.match(after) and after[:1] != "的"))
    return bool(PLACE.search(before) and PLACE_END.match(after))


def is_head(head: str, before: str, after: str) -> bool:
    """Tell a place (居首位, 榜首) from a matter put first (摆在首位) and from what is called so (首位产业)."""
    if head[-1] != "位":
        return not before.endswith("在")
    ended = head == "首位" and PLACE_END.match(after) is not None and not before.endswith(("在", "到"))
    return ended or (after[:1] not in ("度", "产") and is_standing(before))


def is_front(front: str, after: str) -> bool:
    """Tell a leading group (前20名, 前十) from what comes before (前两批)."""
    return front[-1] in "名位强甲大家个" or FRONT_END.match(after) is not None


PROPORTION_CUE = re.compile(r"(?:比例?|结构|比重|配比|占比|比率)[^，。；\n]{0,14}$")


def is_proportion(text: str, before: str) -> bool:
    """Tell shares (0.9:81.5:17.6) from a time of day (15:30)."""
    parts = text.split(":")
    if PROPORTION_CUE.search(before):
        return True
    return len(parts) == 3 and any("." in part for part in parts)


NEGATIVE = re.compile(r"(?:^|[\s(（、，:]|[\u4e00-\u9fff](?<![十百千万亿元])|yoy|YoY|YOY)$")


def is_negative(before: str) -> bool:
    """Tell a minus sign (增长-1.9%) from a dash (运-20)."""
    return NEGATIVE.search(before) is not None


MEASURED_QUOTE = re.compile(r"[0-9](?:[万亿]*元|%|个百分点)|[0-9百十]强")


def is_slogan(quote: str) -> bool:
    """Tell a short quoted slogan or code (“4个1000”, “两个先行”) from a quoted figure (“100亿元”)."""
    return MEASURED_QUOTE.search(quote) is None
