"""One point of the calendar, read piece by piece: `今年|6月|30日|下午` → `y0-06-30TAF`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from annotate.reading.lunar import eras
from annotate.reading.units import alternation

Point = tuple[str, ...]
"""Year, part of the year, day, time of day; an empty string where a base such as `m0` covers several of them."""

STEPS = (
    {"大前": -3, "前": -2, "上上": -2, "上上上": -3, "大大前": -4}
    | dict.fromkeys(("去", "昨", "上", "上1"), -1)
    | dict.fromkeys("本今当同这全", 0)
)
STEPS |= dict.fromkeys(("明", "次", "翌", "来", "下", "下1"), 1) | {
    "下下": 2,
    "后": 2,
    "大后": 3,
    "下下下": 3,
    "大大后": 4,
}
BASES = {"年": "y", "季": "q", "半": "h", "月": "m", "周": "w", "星": "w", "日": "d", "天": "d", "": "d"}
SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
TENS = {"上": "01/10", "中": "11/20", "下": "21/END"}
WEEKDAYS = {"日": "7", "天": "7", "末": "WE"}
HOURS = {
    "凌": "NI",
    "深": "NI",
    "夜": "NI",
    "白": "DT",
    "半": "NI",
    "清": "MO",
    "早": "MO",
    "晨": "MO",
    "上": "MO",
    "中": "MI",
    "午": "MI",
}
HOURS |= {"午后": "AF", "下": "AF", "傍": "EV", "晚": "EV"}
CLOCK = r"T?\d{1,2}(?:[时点](?:\d{1,2}分(?:\d{1,2}秒)?|[13]刻|半|整)?|(?::\d\d){1,2})"
HOUR = "白天|上午|中午|下午|凌晨|清晨|早[间上晨盘]?|午[间后]|傍晚|[深半]夜|夜[间里]?|晚[间上]?|晨"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that fill a point from `level` on; `default` is what stands before them when nothing was said."""

    pattern: re.Pattern[str]
    level: int
    default: Point
    reading: Callable[[re.Match[str]], Point]


def read_point(words: str, outer: Point = ()) -> Point | None:
    """Read a point whose numerals are digits; what its first piece leaves open comes from `outer`.

    >>> read_point("8月16日", ("2023", "07", "30"))
    ('2023', '08', '16')
    """
    point, position = outer, 0
    while position < len(words):
        for piece in PIECES:
            if found := piece.pattern.match(words, position):
                kept = point[: piece.level]
                point = (*kept, *piece.default[len(kept) :], *piece.reading(found))
                position = found.end()
                break
        else:
            return None
    return point or None


def notation(point: Point) -> str:
    """Join a point's parts.

    >>> notation(("y0", "01/09")), notation(("XXXX", "10", "09", "TAF"))
    ('y0-01/y0-09', 'XXXX-10-09TAF')
    """
    *outer, last = point
    return "/".join("-".join(filter(None, (*outer, end))).replace("-T", "T") for end in last.split("/"))


def _base(found: re.Match[str]) -> Point:
    unit, steps = BASES[found["unit"][:1]], STEPS[found["step"]]
    return (f"{unit}{steps:+}" if steps else f"{unit}0", *("",) * {"y": 0, "h": 0, "d": 2}.get(unit, 1))


def _year(found: re.Match[str]) -> Point:
    short = found[2] or found[3]
    return (found[1] or f"{'19' if short > '50' else '20'}{short}",)


def _number(found: re.Match[str]) -> Point:
    return (f"{int(found[1]):02}",)


def _first(found: re.Match[str]) -> Point:
    return (f"01/{int(found[1]):02}",) if found[1] else (f"Q1/Q{found[2]}",)


def _days(found: re.Match[str]) -> Point:
    return (f"01/{int(found[1]):02}" if found[1] else f"{int(found[2]):02}",)


def _era(found: re.Match[str]) -> Point:
    return (f"{eras()[found[1]] + (1 if found[2] == '元' else int(found[2]))}",)


def _last(found: re.Match[str]) -> Point:
    count = int(found[1])
    if found[2] == "月":
        return (f"{13 - count:02}/12" if count > 1 else "12",)
    if found[2] == "季度":
        return (f"Q{5 - count}/Q4" if count > 1 else "Q4",)
    return (f"LAST{count}{'D' if found[2] == '天' else 'W'}",)


def _tens(found: re.Match[str]) -> Point:
    tens = sorted(TENS[part] for part in found[1])
    return (f"{tens[0].partition('/')[0]}/{tens[-1].rpartition('/')[2]}",)


def _weekday(found: re.Match[str]) -> Point:
    return (f"{WEEKDAYS.get(found[2], found[2])}#{found[1] or 'L'}",)


def _piece(pattern: str, level: int, default: Point, reading: Callable[[re.Match[str]], Point]) -> Piece:
    return Piece(re.compile(pattern), level, default, reading)


STEP = "|".join(sorted(STEPS, key=len, reverse=True))
WHOLE, IN_YEAR, IN_MONTH, IN_DAY, ADDED = 0, 1, 2, 3, 4
PIECES = (
    _piece(r"(?<=\})(?:前后|当天)", ADDED, (), lambda found: ()),
    _piece(
        r"(?<=.)(?:全年|年内|中期|[暑寒][期假]|同期|期间|的|度|[年月](?=[底末初])|(?<=周)周)",
        ADDED,
        (),
        lambda found: (),
    ),
    _piece("(?<=[日号])当(?:[日天]|(?=晚))", ADDED, (), lambda found: ()),
    _piece(r"(\d{4})(?:年|财年|(?=[QHh上下13])|$)|(0\d)年|(\d\d)(?:年(?=.)|(?=[QHh]))", WHOLE, (), _year),
    _piece(rf"({alternation(eras())})(\d+|元)年", WHOLE, (), _era),
    _piece(f"(?P<step>{STEP})个?(?P<unit>年|(?<=个)半年|季度?|月份?|周|星期|[日天]|(?=[晚晨夜]))", WHOLE, (), _base),
    _piece("年(?=[底末初])|年内", WHOLE, (), lambda found: ("y0",)),
    _piece("月内?(?=[底末初]|$)", WHOLE, (), lambda found: ("m0", "")),
    _piece(r"前(\d+)个?月|前(\d)个?季度?", IN_YEAR, ("y0",), _first),
    _piece(r"第(\d+)个月", IN_YEAR, ("y0",), _number),
    _piece(r"\{([0-9LG#+./END]+)\}", IN_YEAR, ("XXXX",), lambda found: (found[1].replace(".", "-"),)),
    _piece(r"(\d)(\d)财?季度?", IN_YEAR, ("y0",), lambda found: (f"Q{found[1]}/Q{found[2]}",)),
    _piece(r"第?(\d)财?季度?|Q(\d)|首季度?", IN_YEAR, ("y0",), lambda found: (f"Q{found[1] or found[2] or 1}",)),
    _piece("[Hh]([12])", IN_YEAR, ("y0",), lambda found: (f"H{found[1]}",)),
    _piece("([上下])半年|(?<=年)半年", IN_YEAR, ("y0",), lambda found: ("H2" if found[1] == "下" else "H1",)),
    _piece("([春夏秋冬])[季天]?", IN_YEAR, ("y0",), lambda found: (SEASONS[found[1]],)),
    _piece(r"前(\d+)天|第(\d+)天", IN_MONTH, ("m0", "01"), _days),
    _piece(r"(\d{1,2})月份?", IN_YEAR, ("XXXX",), _number),
    _piece(r"最后(\d+)个?(季度|月|周|星期|天)(?![1-6日])", ADDED, (), _last),
    _piece(r"(?:第(\d)|最后1)个?(?:周|星期)([1-6日天])", IN_MONTH, ("m0", ""), _weekday),
    _piece(r"第(\d+)个?(?:周|星期)", ADDED, ("y0",), lambda found: (f"W{int(found[1]):02}",)),
    _piece("(?:周|星期|礼拜)(?=[1-6日天])", WHOLE, (), lambda found: ("w0", "")),
    _piece("(?<=[周期拜])[1-6日天末]", IN_MONTH, (), lambda found: (WEEKDAYS.get(found[0], found[0]),)),
    _piece(r"(\d{1,2})(?:[日号]|(?<=月\d)$|(?<=月\d\d)$)", IN_MONTH, ("XXXX", "XX"), _number),
    _piece("([上中下]{1,2})旬", IN_MONTH, ("m0", ""), _tens),
    _piece("[底末初]", ADDED, (), lambda found: ("START" if found[0] == "初" else "END",)),
    _piece(CLOCK, ADDED, (), lambda found: ()),
    _piece(HOUR, IN_DAY, (), lambda found: (f"T{HOURS.get(found[0]) or HOURS[found[0][0]]}",)),
)
