"""The grammar of figures: one pattern of what may stand where a numeral stands, compiled from the unit tables."""

from __future__ import annotations

import re
from functools import cache

from annotate.reading.numerals import BLANK, DIGITS, LINK, NUMBER, PLAIN
from annotate.reading.units import KINDS, alternation, idioms, unit_pattern

ANCHOR = re.compile("[0-9〇一二三四五六七八九十百千万亿两数几上半第倒前首末榜魁亚季冠翻负《“‘「$¥￥€£-]")
ROUND = rf"{BLANK}[余多来几]?{BLANK}"

TITLE = r"《[^《》\n]{0,120}》"
QUOTE = r"“[^“”\n]{1,14}”|‘[^‘’\n]{1,14}’|「[^「」\n]{1,14}」"
ORDINAL = rf"(?:倒数)?第{BLANK}{NUMBER}(?:位(?!置)|名|大(?![道街学队楼厦门桥会类项节动]))?"
FRONT = (
    rf"(?:(?<=最[多大高低小强])|(?<=最[多大高低小强]的)|(?<=排名))前{BLANK}{NUMBER}{BLANK}[家个](?![月季])"
    rf"|(?<![目此之以日当提年月天期空眼从生先事向往跟面])前{BLANK}{NUMBER}(?:{BLANK}[名位强甲大])?"
    r"(?![0-9.%‰个季度月年天周日次批期届任轮者排后项级款])"
)
HEAD = r"[首末]位|榜首(?!位)|魁首|[亚季]军|(?<=[得获夺])冠军|(?<=之)首(?![位都个次先])"
MULTIPLE = rf"翻(?:了?{NUMBER}|一)?番|翻倍"
FRACTION = (
    rf"{NUMBER}分之{NUMBER}|(?:(?<=[占近过约的了有低少短])|(?<=不到))一半|(?<=[率重比额量]过)半(?![数年月天个])|(?<=近)半(?=[（(，。的])|半数(?![据字量])"
    r"|(?<![0-9/.A-Za-z-])[1-9][0-9]{0,2}/[1-9][0-9]{0,2}(?![0-9/.A-Za-z])"
)
PROPORTION = rf"{PLAIN}(?::{PLAIN})++"
CENT = rf"〇?[0-9{DIGITS}]"
FOREIGN_COIN = "(?:美分|欧分|分|便士|日本[钱銭])"
ODD = (
    r"(?:半(?![年月天日小个导价径决程身])"
    rf"|(?<=[美欧日加澳港]元|英镑)又?(?:[1-9][0-9]?|[{DIGITS}十]{{1,3}}){FOREIGN_COIN}"
    rf"|(?<=[元块蚊])(?:{CENT}[角毛](?:{CENT}分)?|{CENT}分|{CENT}(?![^，。,\n])))"
)
SETS = "(?:[0-9]{1,2}[×xX*](?=[0-9.]{1,6} ?万?(?:[千兆]?瓦|[kMG]W|吨)))"
STORED = "(?:[kMG]Wh|[千兆吉]瓦时)(?![A-Za-z])"
HALF_OF = "个?(?:小时|钟头|工作日)"
HALF = rf"半(?:{HALF_OF}|个月|[日天]|(?<=不到半|为期半|历时半)年)|[0-9{DIGITS}十]{{1,3}}+个半(?:{HALF_OF}|月(?![形板]))"


@cache
def token() -> re.Pattern[str]:
    """Compile the pattern tried at each anchor; what it eats is never read again, so that a scan is linear."""
    counted = unit_pattern("measure", "time", "counter", "noun")
    per = rf"(?:/[百千万]?|(?<=元)每)(?:{counted}|[月季]|(?<=[W瓦]/){NUMBER}{STORED})"
    also = rf"[(（]{unit_pattern('counter')}(?:、{unit_pattern('counter')})*+[)）]次?"
    unit = rf"(?!两[^\W白黄]|项目)(?:{unit_pattern(*KINDS)}(?:{per}|{also})?+)"
    amount = (
        rf"(?P<sign>[$¥￥€£])?[-负]?(?P<low>{SETS}?{NUMBER})(?:{BLANK}(?P<more>[余多来几])?{BLANK}(?P<unit>{unit})(?P<odd>{ODD})?+)?+(?P<level>级(?!别))?+"
        rf"(?:{BLANK}(?:[(（]含[)）])?(?P<link>{LINK}){BLANK}(?P<high_sign>[-负](?=[0-9]))?(?P<high>{NUMBER})(?:{ROUND}(?P<high_unit>{unit})(?P<high_odd>{ODD})?+)?+(?P<high_level>级(?!别))?)?+"
    )
    branches = {
        "title": TITLE,
        "quote": QUOTE,
        "fraction": FRACTION,
        "idiom": alternation(idioms()),
        "ordinal": ORDINAL,
        "front": FRONT,
        "head": HEAD,
        "multiple": MULTIPLE,
        "proportion": PROPORTION,
        "half": HALF,
        "top": rf"{NUMBER}强(?![制化调势度劲国链态争]|(?<=[一二两三四五六七八九]强)[省市])",
        "amount": amount,
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in branches.items()))
