"""The words of one time → the handbook's notation: `2021-END`, `y-1-Q4`, `XXXX-10-12`, `y0-01/y0-09`, `P7Y`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta

from annotate.reading.intervals import interval
from annotate.reading.lunar import festivals
from annotate.reading.points import notation, read_point
from annotate.reading.units import alternation

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
NUMERAL = re.compile(f"[{''.join(DIGITS)}十]+")
TRADITIONAL = tuple(zip("當個週後過來間兩時點號", "当个周后过来间两时点号", strict=True))
TO = re.compile("(?:[-—–~―‐]{1,2}|至|到)")
LUNAR = re.compile("农历|阴历")
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12, "大年": 1}
LUNAR_DAY = re.compile(
    rf"(?<![0-9十])(?P<leap>闰)?(?:(?P<month>[正冬腊]|\d{{1,2}}|{NUMERAL.pattern})月|大年(?=初))"
    rf"(?:(?P<day>(?:初|廿)?{NUMERAL.pattern}|廿|\d{{1,2}})(?P<unit>[日号])?)?"
)
FESTIVAL = re.compile(
    f"(?P<name>{alternation(festivals())})节?(?![0-9]|期间|小?长?假|黄金周|前夕|{alternation(festivals())})"
)
ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?=\D|$|\d\d:\d\d)")
DAY_STAMP = re.compile(r"^(?:(\d\d)-)?(\d{1,2})-(\d{1,2})(?= \d)")
MONTH_DAY = re.compile(r"^(\d{1,2})[·•](\d{1,2})$")
DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
YEAR_MONTH = re.compile(r"(\d{4})\.(\d\d)(?!\d)")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {"年": "Y", "月": "M", "季": "Q", "季度": "Q", "周": "W", "星期": "W", "天": "D", "日": "D"}
PARTS = dict.fromkeys("初前", (0, 2)) | {"中": (3, 6)} | dict.fromkeys("末后", (7, 9))
"""The years of a decade's parts, as JioNLP has them: 90年代初 is 1990 to 1992."""
HALVES = {"Y": (6, "M"), "M": (15, "D")}


def read_timex(text: str) -> str | None:
    """Return the notation of a time's text; None where it has none.

    >>> read_timex("上年第四季度"), read_timex("2022—2025年"), read_timex("十年")
    ('y-1-Q4', '2022/2025', 'P10Y')
    """
    words = re.sub('[“”「」"]', "", unicodedata.normalize("NFKC", simplified(text)))
    for pattern, reading in WHOLE:
        if found := pattern.fullmatch(words.strip()):
            return reading(found)
    words = _named(words.replace("仨", "三个").replace("俩", "两个"))
    words = NUMERAL.sub(_arabic, "".join(_written_out(words).split()))
    if timex := _read_range(words):
        return _civil(timex)
    return next((reading(found) for pattern, reading in COUNTED if (found := pattern.fullmatch(words))), None)


def simplified(text: str) -> str:
    """Give the traditional characters that times are written with their simplified form, one for one."""
    for traditional, simple in TRADITIONAL:
        text = text.replace(traditional, simple)
    return text


def _written_out(words: str) -> str:
    words = ISO.sub(r"\1年\2月\3日", DAY_FIRST.sub(r"\3年\2月\1日", words))
    words = DAY_STAMP.sub(lambda found: f"{'20' + found[1] + '年' if found[1] else ''}{found[2]}月{found[3]}日", words)
    return MONTH_DAY.sub(r"\1月\2日", YEAR_MONTH.sub(r"\1年\2月", words))


def _civil(timex: str) -> str:
    """Write a lunar or counted day of a known year by the civil calendar, as the handbook has it."""
    dates = interval(timex, None) if re.search("[LG#]", timex) else None
    if dates is None:
        return timex
    days = [dates[0].isoformat(), (dates[1] - timedelta(days=1)).isoformat()]
    return "/".join(dict.fromkeys(days))


def _named(words: str) -> str:
    """Write festivals and lunar days as `{L08.15}`: their numerals are names, no numbers."""
    lunar = LUNAR.search(words) is not None
    words = FESTIVAL.sub(lambda found: f"{{{festivals()[found[1]].replace('-', '.')}}}", LUNAR.sub("", words))
    return LUNAR_DAY.sub(lambda found: _lunar_day(found, lunar), words)


def _lunar_day(found: re.Match[str], lunar: bool) -> str:
    month, day = found["month"] or "大年", found["day"] or ""
    named = found["leap"] or month in LUNAR_MONTHS or day[:1] in ("初", "廿")
    spelt = NUMERAL.fullmatch(month) and NUMERAL.fullmatch(day) and not found["unit"]
    if not (lunar or named or (spelt and (TO.match(found.string, found.end()) or found.end() == len(found.string)))):
        return found[0]
    number = LUNAR_MONTHS.get(month) or int(NUMERAL.sub(_arabic, month))
    date = NUMERAL.sub(_arabic, day.replace("初", "").replace("廿", "二十"))
    return f"{{L{number:02}{'+' if found['leap'] else ''}{f'.{int(date):02}' if date else ''}}}"


def _arabic(numeral: re.Match[str]) -> str:
    tens, ten, ones = numeral.group().partition("十")
    if not ten:
        return "".join(str(DIGITS[digit]) for digit in tens)
    return str(DIGITS.get(tens[-1:], 1) * 10 + DIGITS.get(ones[:1], 0))


def _read_plan(found: re.Match[str]) -> str:
    first = 1951 + 5 * int(NUMERAL.sub(_arabic, found[1]))
    return f"{first}/{first + 4}"


def _read_english(found: re.Match[str]) -> str:
    return f"{found['year']}-{MONTHS.index(found['month'][:3]) + 1:02}-{int(found['day']):02}"


def _read_decade(found: re.Match[str]) -> str:
    century = {"上": 20, "上个": 20, "本": 21, None: 20}.get(found["century"]) or int(found["century"])
    if found["decade"] is None:
        return f"{century - 1:02}00/{century - 1:02}99"
    first = int(found["decade"]) if len(found["decade"]) == 4 else (century - 1) * 100 + int(found["decade"])
    start, end = PARTS[found["part"]] if found["part"] else (0, 9)
    return f"{first + start}/{first + end}"


def _read_spell(found: re.Match[str]) -> str:
    count, unit = found["count"], UNITS[found["unit"]]
    if count == "半" or found["half"] or found["and_half"]:
        halves = 1 if count == "半" else 2 * int(count) + 1
        share, unit = HALVES.get(unit, (0.5, unit))
        count = f"{share * halves:g}"
    if found["way"] or found["past"]:
        return f"{unit.lower()}{'-' if found['way'] == '前' else '+'}{count}"
    return f"P{count}{unit}"


def _read_range(words: str) -> str | None:
    first, *rest = TO.split(words, maxsplit=1)
    if not rest:
        point = read_point(words)
        return notation(point) if point else None
    unit = re.match(r"\d+(年|财年|月|日|号|季度)", rest[0])
    bare = unit and re.search(r"(?<![:\d])\d+$", first)
    start = read_point(first) or (read_point(first + unit[1]) if unit and bare else None)
    last = first[:2] + rest[0] if re.fullmatch(r"\d\d年度?", rest[0]) else rest[0]
    end = start and read_point(last, start)
    if not start or not end:
        return None
    ends = notation(start).partition("/")[0], notation(end).rpartition("/")[2]
    return "/".join(dict.fromkeys(ends))


TWO_YEARS = {"去": "y-1", "今": "y0", "明": "y+1"}
ENGLISH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
WHOLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile("(十[一二三四五六]?|[七八九])五(?:[时同]期|期间|[初末前后中]期|末|初)?"), _read_plan),
    (re.compile(rf"(?:\w+, )?(?P<day>\d{{1,2}}) {ENGLISH} (?P<year>\d{{4}})(?: .*)?"), _read_english),
    (re.compile("([去今])([今明])两年"), lambda found: f"{TWO_YEARS[found[1]]}/{TWO_YEARS[found[2]]}"),
    (re.compile(rf"{ENGLISH} (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"), _read_english),
)
COUNTED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            r"(?=.)(?:(?P<century>[1-9]\d?|上个?|本)世纪)?"
            r"(?:(?P<decade>(?:\d\d)?\d0)年代(?:(?P<part>[初前中末后])期?)?)?"
        ),
        _read_decade,
    ),
    (
        re.compile(
            r"(?:(?P<past>再?过(?!去))|过[去往]|未来|今后|最近|此后|接下来|近|这|前|头|后)?的?(?P<count>\d+|半)[多余]?个?[多余]?(?P<half>半)?"
            r"(?P<unit>年|月|季度?|周|星期|天|日)(?P<and_half>半)?多?(?:[以之]?(?P<way>[前后]))?"
        ),
        _read_spell,
    ),
)
