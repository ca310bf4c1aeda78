"""Numbers as Chinese news prints them, Arabic, Chinese or mixed (1.2万, 三点五亿, 十几万, 两三百), read to Decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from annotate.reading.folding import fold

DIGITS = "〇一二两三四五六七八九"
BLANK = r"[ \u3000\xa0]?"
SCALE = (
    r"(?:[十万亿]|(?<![十百千])百(?!帕)|(?<![十百千])千(?![克瓦伏帕卡焦赫米字])"
    r"|(?<=[0-9〇一二两三四五六七八九十百千])兆(?![瓦帕赫伏比字]))"
)
PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
SCALES = rf"(?:[多余来几]{SCALE}|个亿|{SCALE})++"
POWER = r"(?:\^[+-]?[0-9]{1,2}|[eE][+-]?[0-9]{1,2})(?![A-Za-z0-9])"
ARABIC = rf"{PLAIN}(?:{BLANK}{SCALES}(?:{PLAIN}{SCALE}++)*+(?:(?<=[万亿]){PLAIN})?+|k(?![A-Za-z])|{POWER})?+"
WEIGHED = r"(?<=[十百千万亿二三五]两)(?![^，。、；白黄银\n])"
CHINESE = (
    rf"(?<!唯)(?:(?:(?<![指总人户家件次个参基函系位])数|几|(?<![以之基础际])上)(?=[十百千万亿]))?"
    rf"(?:[〇一二三四五六七八九]|两(?!{WEIGHED})|{SCALE})++(?:点[{DIGITS}]++)?+(?:[几多余]?{SCALE}++){{0,2}}+"
)
NUMBER = rf"(?>{ARABIC}|{CHINESE})"
LINK = r"(?:-{1,2}|~|至|到)"

_LONGEST = 60
_PRECISION = 6
_ARABIC_OF = dict(zip(DIGITS, "01223456789", strict=True))
_FORMAL = str.maketrans({"伍": "五", "陆": "六", "幺": "一", "倆": "两", "負": "负", "廿": "二十", "卅": "三十"})
_ROUND = str.maketrans("", "", ", ，数几多余来上\u3000\xa0")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_LATIN = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
_TOKEN = re.compile(rf"(?<![0-9])([0-9]*\.?[0-9]+)|([{DIGITS}]+)|点([0-9{DIGITS}]+)|([十百千万亿兆])")
_TOKENS = re.compile(rf"(?:(?!点)(?:{_TOKEN.pattern})(?:点[0-9{DIGITS}]+)?)+")
_UNORDERED = re.compile(r"([十百千])[^万亿兆]*\1")
_PAIR = re.compile(rf"(?<![{DIGITS}])(一[二两]|二三|两三|三[四五]|四五|五六|六七|七八|八九)(?![{DIGITS}点])")
_FRACTION = re.compile(r"(?:(.+)又)?(.+)分(?:之|(?=[一二三四五六七八九]$))(.+)|([0-9]+)/([0-9]+)")
_SETS = re.compile("([0-9]{1,2})[×xX*]([0-9].*)")
_POWER = re.compile(r"([0-9.]+)(?:\^([+-]?[0-9]{1,2})|[eE]([+-]?[0-9]{1,2}))")


_LONE = re.compile(rf"([百千万亿])[1-9{DIGITS[1:]}](?:$|(?<=[百千].)(?=[万亿点]))")
_BELOW = {"百": "十", "千": "百", "万": "千", "亿": "千万"}


class Range(NamedTuple):
    """What a number says: its value, and the upper end when it names two neighbours (两三百)."""

    low: Decimal
    high: Decimal | None = None


def read_number(text: str) -> Range | None:
    """Read a whole text as one number, None when it is none; round words (数, 几, 多, 余, 来, 上) don't count.

    >>> [read_number(text) for text in ("1.2万", "三点五亿", "第三")]
    [Range(low=Decimal('12000.0'), high=None), Range(low=Decimal('350000000.0'), high=None), None]
    >>> read_number("三四十"), read_number("负二分之一")
    (Range(low=Decimal('30'), high=Decimal('40')), Range(low=Decimal('-0.5'), high=None))
    """
    number = fold(text).translate(_FORMAL).translate(_ROUND).replace("个亿", "亿")
    if number[:1] in ("-", "负"):
        read = read_number(number[1:]) if number[1:2] not in ("-", "负") else None
        return Range(-read.low, None if read.high is None else -read.high) if read else None
    if number in ("半", "一半"):
        return Range(Decimal("0.5"))
    if len(number) > _LONGEST:
        return None
    sets = _SETS.fullmatch(number)
    if sets and (size := _whole(sets[2])):
        return Range(int(sets[1]) * size.low)
    power = _POWER.fullmatch(number)
    if power and (base := _whole(power[1])) and base.low:
        return Range(base.low ** int(power[2]) if power[2] else base.low.scaleb(int(power[3])))
    fraction = _FRACTION.fullmatch(number)
    return _fraction(*fraction.groups()) if fraction else _whole(number)


def _whole(number: str) -> Range | None:
    times = _LATIN.get(number[-1:], 1)
    number = number[:-1] if times > 1 else number
    if not _TOKENS.fullmatch(number) or _UNORDERED.search(number):
        return None
    pair = _PAIR.search(number)
    if pair is None or (len(number) > 2 and not number.strip(DIGITS)):
        return Range(_value(number) * times)
    low, high = (number[: pair.start()] + end + number[pair.end() :] for end in pair[0])
    return Range(_value(low) * times, _value(high) * times)


def _fraction(*parts: str | None) -> Range | None:
    """Divide to six places, or six digits where they would be lost (千万分之六)."""
    whole, below, above = parts[:3] if parts[1] else (None, parts[4], parts[3])
    numbers = [read_number(part) if part else Range(Decimal(0)) for part in (whole, below, above)]
    if not (numbers[0] and numbers[1] and numbers[2] and numbers[1].low):
        return None
    share = numbers[2].low / numbers[1].low
    places = max(_PRECISION, _PRECISION - 1 - share.adjusted()) if share < Decimal("0.001") else _PRECISION
    return Range((numbers[0].low + round(share, places)).normalize())


def scale_of(text: str) -> Decimal:
    """Return the power of ten that a number is printed with: 10000 for 30万, 1 for 30."""
    scale = re.search(r"[十百千万亿兆]+$", fold(text).translate(_ROUND))
    return _value(scale[0]) if scale else Decimal(_LATIN.get(text[-1:], 1))


def plain(value: Decimal) -> str:
    """Write a value without exponent and without trailing zeros.

    >>> plain(Decimal("12000.0")), plain(Decimal("0.50"))
    ('12000', '0.5')
    """
    return format(value.normalize(), "f")


def _value(number: str) -> Decimal:
    """Sum the sections up to each 万 and 亿; a last lone digit counts tenths of its scale (三万五)."""
    total = section = Decimal(0)
    pending: Decimal | None = None
    largest = last = 1
    number = _LONE.sub(lambda lone: lone[0] + _BELOW[lone[1]], number)
    for arabic, digits, point, scale in _TOKEN.findall(number):
        if scale:
            last = _SCALES[scale]
            if last < _SCALES["万"]:
                section += last * (pending or 1)
            else:
                section += pending or 0
                if last > largest or (last == largest and not section):
                    total = (total + section or Decimal(1)) * last
                else:
                    total += (section or Decimal(1)) * last
                section, largest = Decimal(0), last
            pending = None
        elif point:
            pending = (pending or 0) + Decimal("0." + _arabic(point))
        else:
            pending = Decimal(arabic or _arabic(digits))
    return total + section + (pending or 0)


def _arabic(digits: str) -> str:
    return "".join(_ARABIC_OF.get(digit, digit) for digit in digits)
