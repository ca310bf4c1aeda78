"""What a time looks like in Chinese news: one pattern, built from the bottom up.

Each word is guarded by the characters that make another word of it: 上年 in 线上年货, 同年 in 合同年限.
"""

from __future__ import annotations

import re

from annotate.reading.lunar import eras, festivals
from annotate.reading.units import alternation


def _word(word: str, after: str = "", before: str = "") -> str:
    """Match a word unless one of the characters `after` precedes it or one of `before` follows."""
    return word + (f"(?<![{after}]{word})" if after else "") + (f"(?![{before}])" if before else "")


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


# Digits may be full-width or Chinese; a range (TO) is one time.
NUMERALS = "一二三四五六七八九十"
TO = r" ?(?:[-—–－~～―‐]{1,2}|至|到) ?"
YEAR = _any(r"(?:[1１]\d|[2２][01０１])\d\d", "[一二][〇零○一二三四五六七八九]{3}")
MONTH = _any("[1１][0-2０-２]", "[0０]?[1-9１-９]", "十[一二]?", "[一二三四五六七八九]")
DAY = _any(r"[12１２]\d", "[3３][01０１]", "[0０]?[1-9１-９]", "[二三]?十[一二三四五六七八九]?", "[一二三四五六七八九]")

# 底, 末, 初 belong to a time, unless they begin another word.
EDGE = _any(
    _word("底", before="部气层色盘线数"),
    _word("末", before="端梢"),
    _word("初", before="步级中期创始次衷一二三四五六七八九十"),
)
NUMBER = rf"(?:\d{{1,2}}|[二三四五]?十[{NUMERALS}]?|[{NUMERALS}两零])"
CLOCK = _any(rf"{NUMBER}[时点](?:{NUMBER}分(?:{NUMBER}秒)?|[一三]刻|半|整)?", r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?")
HOUR = _any(
    *("凌晨", "清晨", "白天", "傍晚", "早(?:盘|(?![些已就在高])[间上晨]?)"),
    *("[上中下]午", "午[间后]", "[深半]夜", "夜[间里]?"),
    _word("晚", before="会宴报餐些高") + "[间上]?",
)
AT = f"(?:{HOUR}?{CLOCK}(?:{TO}{HOUR}?{CLOCK})?|{HOUR})"
HOURS = f"{AT}?"
STAMP = r" \d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d)"
OF_A_DAY = f"(?:{STAMP}|(?:当[日天]|当(?=晚))?{HOURS})"
DAYS = f"{DAY}(?: ?[日号]?{TO}{DAY})? ?[日号](?!均){OF_A_DAY}"
NTH_WEEK = rf"的?第(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})个?(?:周(?![期边年岁末一二三四五六日])|星期(?![一二三四五六日天]))"
FIRST_DAYS = rf"的?[前第](?:\d{{1,2}}|[{NUMERALS}两]{{1,3}})天{HOURS}"
STOP = r"(?=[，。；）)\n]|$)"
LUNAR_DAY = f"(?:初[{NUMERALS}]|廿[{NUMERALS}]?|三十|二?十[{NUMERALS}]?)"
LUNAR = _any(
    f"农历(?:闰?{MONTH}|[正冬腊])月(?:{LUNAR_DAY}[日号]?|{DAY}[日号])?",
    rf"[正腊]月(?:{LUNAR_DAY}|\d{{1,2}}{STOP}|(?![一-龥]))",
    f"闰{MONTH}月{LUNAR_DAY}?",
    f"大年初[{NUMERALS}]",
    f"[{NUMERALS}]{{1,2}}月(?:[二三]?十[{NUMERALS}]?|[{NUMERALS}]){STOP}",
)
NTH_WEEKDAY = f"的?(?:第[{NUMERALS}1-5]|最[后後]一)个?(?:周|星期)[一二三四五六日天]"
BARE_DAY_OF = rf"(?:[12]\d|3[01]|[1-9])(?:{STOP}|(?=[至到]{MONTH}月))"
LAST = f"的?最后 ?(?:\\d{{1,2}}|[{NUMERALS}两]{{1,2}}) ?(?:个(?:月|季度|星期|交易日)|周|天)(?![{NUMERALS}日])"
IN_MONTH = f"(?: ?{DAYS}|{LAST}|份?{NTH_WEEKDAY}|{BARE_DAY_OF}"
IN_MONTH += f"|(?:初|廿)[{NUMERALS}]|份?{NTH_WEEK}|份?{FIRST_DAYS}|份|[上中下]{{1,2}}旬|月?{EDGE})?"
MONTHS = f"{MONTH}(?: ?月?份?{TO}{MONTH})? ?{_word('月', before='龄球薪饼均嫂天')}(?!有余){IN_MONTH}(?:期间|同期)?"
FIRST_MONTHS = _word("前", after="此之以目提") + rf"(?:\d{{1,2}}|[{NUMERALS}两]{{1,2}})个?月(?![前后])"
QUARTER = _any(
    f"(?:第|(?<![某每任这那单各]))[一二三四1-4１-４](?:{TO}[一二三四1-4]|[二三四])? ?(?:财季|季(?:度{EDGE}?|末))",
    "首季度?(?!报)",
    f"前[一二三两1-3]个?季度?(?!报)(?:{EDGE})?",
    r"(?<![A-Za-z迪])[Qq][1-4](?!\d)",
)
REPORTED_QUARTER = "[一三]季(?=报)"
HALF = f"[上下]半年(?:度(?!报)|{EDGE})?"
FESTIVAL = "“?(?:元旦|春节|清明|五一|端午|中秋|国庆){1,2}节?”?"
NAMED_DAY = f"{alternation(festivals())}节?(?!联)"
WHOLE_NAMES = _any("春节", "除夕", "大年三十", alternation(name.removesuffix("节") for name in festivals()) + "节")
LONE_DAY = f"{WHOLE_NAMES}(?=[前后至到，。；、）)\\n]|$)"
HOLIDAY = "(?:小?长?假期?|期间|黄金周|前夕|前后|当天)"
SEASON = "[春夏秋冬](?:[季天]|(?![一-龥]))|[暑寒][期假]"
PART_OF_YEAR = _any(
    *(
        HALF,
        r"[Hh][12](?![A-Za-z\d])",
        QUARTER,
        FIRST_MONTHS,
        LUNAR,
        MONTHS,
        LAST,
        NTH_WEEK,
        FIRST_DAYS,
        f"年?{EDGE}",
        SEASON,
    ),
    *(f"{FESTIVAL}(?!联){HOLIDAY}?", f"{NAMED_DAY}(?:前后|当天)?{HOURS}", f"的?第[{NUMERALS}]个月"),
    *("全年", "年内", "同期", "期间", "半年度", "中期", f"第[{NUMERALS}]季(?![{NUMERALS}])", REPORTED_QUARTER),
)
IN_YEAR = f"(?: ?{PART_OF_YEAR})?"

CODED = r"(?=[Qq][1-4](?!\d)|[Hh][12](?![A-Za-z\d]))"
OF_A_YEAR = rf"(?= ?年(?:{MONTH}月|前[{NUMERALS}1-9]{{1,2}}个?[月季]|[上下]半年|第?[{NUMERALS}\d]{{1,2}}[季周]))"
SHORT_YEAR = (
    rf"(?:[〇零][一二三四五六七八九](?= ?年)|(?:\d\d|[〇零{NUMERALS}]{{2}}){OF_A_YEAR}|0\d(?= ?年)|\d\d{CODED})"
)
# A bare number is a year only before 年, Q1–Q4, or a listed year: 2020、2021年.
YEARS = f"(?:{YEAR}(?: ?年?{TO}(?:{YEAR}|\\d\\d(?=年)))?|{SHORT_YEAR}) ?"
YEARS += f"(?:年(?!代)度?|财年|{CODED}|(?=[上下]半年|{REPORTED_QUARTER}))"
ERA = f"{alternation(eras())}(?:元|\\d{{1,2}}|[{NUMERALS}]{{1,3}})年"
LISTED_YEAR = f"{YEAR}(?=[、和与及]{YEAR}年)"
RELATIVE_YEAR = _any(
    *("大前年", "今年", "当年", "翌年", "上一年", "下一年", f"后年(?=[{NUMERALS}0-9上下春夏秋冬])"),
    _word("前年", after="以之此目月年日", before="产均度"),
    _word("本年", after="成基资"),
    _word("去年", before="均代份"),
    _word("上年", after="以线会身网"),
    _word("明年", after="证文声说表"),
    _word("次年", after=f"{NUMERALS}两首上多每历0-9"),
    _word("同年", after="合共不"),
    _word("来年", after="年以往近历迎"),
    _word("全年", before="红龄无候天"),
)
RELATIVE_YEARS = RELATIVE_YEAR + "(?![级龄轻纪])度?" + IN_YEAR
RELATIVE_MONTH = _any(*("[本当同次全]月", "下个?月", "上个月", "这个月"), _word("上月", after="以"))
RELATIVE_MONTHS = f"{RELATIVE_MONTH}(?![龄球薪饼均度])份?{IN_MONTH}"
RELATIVE_QUARTER = _any("[本当上下]季度", "[上下]{1,3}个季度", "[上下]一个?季度", "当季", "[上下]个半年")
RELATIVE_WEEK = (
    f"(?:本|这|[上下]{{1,3}})个?(?:周|星期)(?<!以上周)(?:周?[一二三四五六日天]{HOURS}|末|(?![期边转围年密口岁长刊]))"
)
WEEKDAY = _any(
    "(?:星期|礼拜)[一二三四五六日天]",
    r"周[一二三四五六日](?:(?=[，。（(、早上下晚凌A-Z美沪深港亚表宣公尾也]|\d{1,2}[:：点时])"
    "|(?<=[于在是，。]周.)(?![围边期岁年至到日]))",
)
WEEKDAYS = f"(?<![每逢个上下本这周日号{NUMERALS}])(?<![日号][，（(]){WEEKDAY}{HOURS}"
RELATIVE_DAY = _any(
    *("[今昨明]天", "大{0,2}后天", "大{1,2}前天", "昨日", "当[日天]", "翌日", "(?<=[较比])[上前]日"),
    "全[天日](?![制候空域时])",
    _word("前天", after="目之此当以提日"),
    _word("今日", before="头俄"),
    _word("明日", after="光"),
    _word("次日", after="0-9层", before="益程"),
    _word("同日", after="如"),
)
RELATIVE_DAYS = _any(f"{RELATIVE_DAY}(?![均本常化]){HOURS}", f"(?:[今昨明当]晚|今晨|昨夜)(?:{CLOCK})?")
# 28日 after a comma is a date, 8日均 and 3日游 are not; 号 alone numbers houses and tram lines.
BARE_DAY = r"(?:[12]\d|3[01]|[1-9])"
BARE_DAYS = f"{BARE_DAY}(?:日?{TO}{BARE_DAY})?日(?![均产元游内常用])(?!本(?![报次市省])){OF_A_DAY}"
BARE_NUMBERS = f"{BARE_DAY}号{AT}"
TRADING_DAY = "(?<!最)[前上下后](?:一个?|个)(?:交易|工作)日"
REPORTED = "本?报告期(?![限刊间待])[初末]?"
UP_TO = _any(f"(?<=截[至止]){CLOCK}", rf"(?<!用时){HOUR}?\d{{1,2}}[时点]\d{{1,2}}分(?!钟)")
THIS_YEAR = _word("年", after=f"0-9{NUMERALS}两每多数几半近全年末")
THIS_MONTH = _word("月", after=f"0-9{NUMERALS}个每月")

POINT = _any(
    *(f"(?:农历)?{YEARS}{IN_YEAR}", f"{ERA}{IN_YEAR}", RELATIVE_YEARS, LUNAR),
    *(FESTIVAL + HOLIDAY, LONE_DAY, MONTHS, QUARTER, HALF, FIRST_MONTHS),
    *(RELATIVE_MONTHS, RELATIVE_QUARTER, RELATIVE_WEEK, WEEKDAYS, RELATIVE_DAYS, BARE_DAYS, BARE_NUMBERS),
    *(TRADING_DAY, REPORTED, UP_TO),
    *(_any(THIS_YEAR, THIS_MONTH) + EDGE, LISTED_YEAR),
)
POINTS = f"(?<![0-9０-９.])(?<!星期)(?<!礼拜){POINT}(?:{TO}{POINT})?"
# A page often prints the clock right after the day: 2018-12-1209:03.
ISO_MONTH, ISO_DAY = "(?:1[0-2]|0?[1-9])", r"(?:(?:[12]\d|3[01]|0?[1-9])(?!\d)|(?:[012]\d|3[01])(?=\d\d:\d\d))"
ISO_DATE = rf"(?:19|20)\d\d{_any(*(mark + ISO_MONTH + mark + ISO_DAY for mark in ('-', '/', '[.]')))}"
ISO_DATE += f"(?:[ T]?{AT})?"
ISO_DATES = f"(?<![0-9.]){ISO_DATE}(?:{TO}{ISO_DATE})?"
DAY_FIRST = rf"(?<![0-9/]){ISO_DAY}/{ISO_MONTH}/(?:19|20)\d\d(?![0-9/])"
DAY_STAMP = rf"(?<![0-9-])(?:\d\d-)?{ISO_MONTH}-{ISO_DAY}{STAMP}"
YEAR_MONTH = r"(?:19|20)\d\d[.](?:0[1-9]|1[0-2])"
YEAR_MONTHS = rf"(?<![0-9.]){YEAR_MONTH}{TO}(?:{YEAR_MONTH}|(?:19|20)\d\d)(?![0-9.%万亿元])"
ENGLISH_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
ENGLISH_DATE = "(?<![0-9])" + _any(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, )?\d{{1,2}} {ENGLISH_MONTH} \d{{4}}"
    r"(?: \d\d:\d\d(?::\d\d)?(?: (?:GMT|UTC|[+-]\d{4}))?)?",
    rf"{ENGLISH_MONTH}\.? \d{{1,2}}, \d{{4}}",
)
# “十四五” is 2021–2025; before 规划 it is the name of a policy.
PLAN = _any("十[一二三四五六]?", "[七八九]") + "五"
PLANNED_YEARS = _any("时期", "同期", "期间", "[初末前后]期", "期?[初末]")
OF_A_PLAN = "(?![^，。；、：！？\n“”《》]{0,16}(?:规划|纲要|计划|普法))"
PLANS = _any(f'[“「”"]{PLAN}[”」“"](?:{PLANNED_YEARS}|{OF_A_PLAN})', f"{PLAN}(?:时期|期间)")
TENS = r"(?:\d0|[二三四五六七八九]十)年代"
CENTURY = rf"(?:\d{{1,2}}|[一二]?十[{NUMERALS}]?|上个?|本)世纪(?!经济报)"
DECADE = "(?<![0-9])" + _any(f"{CENTURY}(?:{TENS})?", rf"(?:1[89]|20)\d0年代|{TENS}") + "(?:[初末中]期?|[前后]期)?"

# A number of years is a time when it says when (十年来, 过去五年, 三年翻一番), a quantity when it says how long.
SINCE = _any("过[去往]", "未来", "今后", "最近", "此后", "接下来", _word("近", after="经历时达有了用过将附已"))
BESIDE = _any(
    _word("前", after="此之以目提学产术元"),
    "(?:(?<![一-龥])|(?<=[的和与及]))后",
    _word("头", after="包汕码"),
    "这(?!一)",
)
DURING = _any(
    *("累计", "增[加长]", "减少", "提[高升]", "下降", "翻", "净增", "新[增设]", "分别", "平均", "年均", "倍增"),
    *("建[成设]", "完成", "改造", "实现", "投入", "挺进", "跨[入上]", "迈", "达到", "突破", "打造", "培育"),
)
COUNT = (
    _any(r"(?<![第0-9.])\d{1,3}(?![.])", f"(?<![第几百千万亿{NUMERALS}])(?<!(?<!指)数)(?:[{NUMERALS}两]{{1,3}}|半)")
    + "[多余]?"
)
LONG = f"{COUNT} ?(?:年半?|个?[多余]?半?月)"
ANY_LONG = _any(LONG, f"{COUNT}(?:个季度|周|个星期|天|个?交易日)")
SPELLS = _any(
    f"{SINCE}[的 ]?(?:{COUNT}{TO})?{ANY_LONG}(?:多(?=时间|[来，])|(?!的?(?:历史|时间|以上)))",
    BESIDE + LONG,
    f"{ANY_LONG}(?:[以之]?[前后](?![三两几])|多?(?=以?来|间|里))",
    f"(?:近 ?)?{LONG}多?(?=之?内|的?新[高低]|[高低][点位])",
    f"(?<=连[续涨跌增升降])(?:{ANY_LONG}|{COUNT}[日季])",
    f"近{COUNT}日",
    f"(?<=经过|历经|经历|走过|短短|过近){LONG}(?:多(?!少))?",
    *("本十年[初末]?", "[去今][今明]两年"),
    f"再过{LONG}",
    f"(?<![续第经历过用时期满逾均每达超近了前的由.]){COUNT}年(?={DURING})",
    f"{_any(THIS_YEAR, THIS_MONTH)}内(?![蒙外地容部生])",
)
TIME = re.compile(_any(ENGLISH_DATE, ISO_DATES, DAY_STAMP, DAY_FIRST, YEAR_MONTHS, POINTS, PLANS, DECADE, SPELLS))
FIRST = '连今昨明后前大当次翌同本去上下来这首第全年月“「”"半过再未最此接近头星周礼农正腊闰元春清五端中国报MTWFSJADONQq'
SECOND = "年月日天晚晨后前大季周个星世半一二三四五六七八九十两上下底末初内元春清端中国去来近期拜历旦节明午秋庆的过"
SECOND += " 续夜中寒暑往交告报0-9０-９a-z"
NAMES = (*eras(), *(name for name, notation in festivals().items() if notation[0] != "G"))
FIRST += "".join({name[0] for name in NAMES})
SECOND += "".join({name[1] for name in NAMES})
COUNTING = "0-9０-９一二三四五六七八九十两〇零"
CUE = re.compile(f"[{FIRST}{COUNTING}](?:(?<=[{COUNTING}])(?<![0-9][0-9])|(?=[{SECOND}]))")
"""What a time can begin with: looking for it first is many times as fast as trying the grammar everywhere."""
