"""A figure's text → its value or values and its unit, in the handbook's normal form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from annotate.reading.grammar import FOREIGN_COIN, token
from annotate.reading.numerals import LINK, Range, plain, read_number, scale_of
from annotate.reading.units import Unit, unit_of, units

CONVERTED = {"成": ("%", Decimal(10)), "‰": ("%", Decimal("0.1")), "bp": ("pp", Decimal("0.01"))}
CONVERTED |= dict.fromkeys(("毛", "毛钱", "角钱"), ("CNY", Decimal("0.1"))) | {"分钱": ("CNY", Decimal("0.01"))}
CONVERTED |= {"美分": ("USD", Decimal("0.01")), "欧分": ("EUR", Decimal("0.01")), "便士": ("GBP", Decimal("0.01"))}
TOPS = {"首": "1", "首位": "1", "榜首": "1", "魁首": "1", "冠军": "1", "亚军": "2", "季军": "3"}
CANTONESE = ((re.compile("^个"), "一个"), (re.compile("个(?!亿)"), "蚊"), (re.compile("仙"), "分"))
"""Spoken names of coins, read so only where money is told: 个 is a dollar (个九 is 1.9), 仙 a cent."""
LIST_LENGTH = 8
SEPARATED = re.compile(rf"[、和及与或]|{LINK}|[增上下提降减升攀扩缩回]\w?[到至为]")
SHARE = re.compile(r"(.+)分之(.+)|一?半|半数|\d+/(\d+)")
HALF = re.compile(r"(?:(.+)个)?半(.+)")
COIN = re.compile(f"又?(.+?){FOREIGN_COIN}")
CHANGE = re.compile(r"(?:〇?([^半])[角毛])?(?:(〇)?([^半])(分)?)?")


class Value(NamedTuple):
    """Decimal strings and a unit; None for what the text doesn't say."""

    value: str | None = None
    high: str | None = None
    unit: str | None = None


class _Partner(NamedTuple):
    """The next figure of a list or range, whose unit and scale an elided one shares."""

    number: str
    unit: Unit
    listed: bool


def read_value(label: str, text: str, rest: str = "") -> Value:
    """Read a folded figure without blanks; `rest` is what follows, where an elided unit stands (1.8、1.45和…).

    >>> read_value("QUANTITY", "4~5个")
    Value(value='4', high='5', unit='个')
    >>> read_value("RATIO", "1.8", "、1.45和0.4个百分点")
    Value(value='1.8', high=None, unit='pp')
    """
    if label == "RANK":
        return _rank(text)
    if label == "MONEY":
        for spoken, written in CANTONESE:
            text = spoken.sub(written, text)
    share = _share(text) if label == "RATIO" else None
    if share:
        return share
    match = token().fullmatch(text) or token().search(text)
    if match and match.lastgroup == "amount":
        return _amount(label, match, rest)
    half = HALF.fullmatch(text)
    return _half(*half.groups()) if half else Value()


def _half(wholes: str | None, word: str) -> Value:
    """Read 半小时 and 一个半月, whose unit is printed without its 个."""
    unit = units().get(f"个{word}") or units().get(word)
    count = read_number(wholes) if wholes else Range(Decimal(0))
    return Value(plain(count.low + Decimal("0.5")), None, unit.code) if unit and count else Value()


def _rank(text: str) -> Value:
    number = read_number(re.sub("[第前位名强甲大家个]", "", text))
    return Value(TOPS.get(text) or (plain(number.low) if number else None), None, "")


def _share(text: str) -> Value | None:
    """Read 1/3, 三分之一, 百分之三十, 0.9:81.5:17.6 and 翻一番; None when the text is none of them."""
    if text.count(":") > 0:
        numbers = [read_number(part) for part in text.split(":")]
        return Value(":".join(plain(number.low) for number in numbers if number), None, ":")
    if text.startswith("翻"):
        times = read_number(text.strip("翻了番倍") or "一")
        return Value(plain(Decimal(2) ** min(int(times.low), 64)), None, "倍") if times else None
    share = SHARE.fullmatch(text)
    if share is None:
        return None
    hundredth = share[1] in ("百", "-百", "负百")
    number = read_number(share[1][:-1] + share[2] if hundredth else text)
    return _plain(number, None, "%" if hundredth else "1", Decimal(1))


def _plain(low: Range | None, high: Decimal | None, unit: str | None, factor: Decimal) -> Value:
    if low is None:
        return Value(unit=unit)
    top = low.high if high is None else high
    return Value(plain(low.low * factor), None if top is None else plain(top * factor), unit)


def _amount(label: str, match: re.Match[str], rest: str) -> Value:
    unit = unit_of(match["high_unit"]) or unit_of(match["unit"]) or unit_of(match["sign"])
    low, high = read_number(match["low"]), read_number(match["high"]) if match["high"] else None
    partner = _partner(rest) if unit is None else None
    if low and high and match["high_unit"] and not match["unit"]:
        low = _scaled(low, match["low"], match["high"], high.low)
    elif low and partner and (number := read_number(partner.number)):
        low = _scaled(low, match["low"], partner.number, None if partner.listed else number.low)
    unit = unit or (partner.unit if partner else None)
    code, factor = _converted(unit, low, label) if unit else (None, Decimal(1))
    code = "CNY" if label == "MONEY" and code is None else code
    low, high = _odd(low, match["odd"]), _odd(high, match["high_odd"])
    minus = match[0][0] in "-负"
    if high and minus != bool(match["high_sign"]):
        high = Range(-high.low)
    return _plain(low, high.low if high else None, code, -factor if minus else factor)


def _converted(unit: Unit, low: Range | None, label: str) -> tuple[str, Decimal]:
    if label == "RATIO" and unit.code == "个":
        return "pp", Decimal(1)
    if label == "MONEY" and unit.code == "分":
        return CONVERTED["分钱"]
    if unit.code == "折":
        return "%", Decimal(10 if low and low.low < 10 else 1)
    return CONVERTED.get(unit.code, (unit.code, Decimal(1)))


def _odd(number: Range | None, odd: str | None) -> Range | None:
    """Add the half or the small change that follows a unit: 三斤半, 五元六角."""
    if number is None or odd is None:
        return number
    foreign = COIN.fullmatch(odd)
    if foreign and (cents := read_number(foreign[1])):
        return Range(number.low + cents.low / 100)
    change = CHANGE.fullmatch(odd)
    if change is None:
        return Range(number.low + Decimal("0.5"))
    tenths, nought, digit, cent = change.groups()
    tenths, hundredths = (tenths, digit) if tenths or nought or cent else (digit, None)
    coins = [read_number(coin) if coin else None for coin in (tenths, hundredths)]
    parts = [coin.low / 10**place for place, coin in enumerate(coins, 1) if coin]
    return Range(number.low + sum(parts))


def _scaled(low: Range, printed: str, partner: str, limit: Decimal | None) -> Range:
    """Give 500 in 500—1000万元 its 万, unless it was printed with its own or would pass the upper end."""
    scale = scale_of(partner)
    if scale_of(printed) != 1 or (limit is not None and low.low * scale > limit):
        return low
    return Range(low.low * scale, None if low.high is None else low.high * scale)


def _partner(rest: str) -> _Partner | None:
    position, listed = 0, True
    for _ in range(LIST_LENGTH):
        separator = SEPARATED.match(rest, position)
        match = token().match(rest, separator.end()) if separator else None
        if separator is None or match is None or match.lastgroup != "amount":
            return None
        listed = listed and separator[0] in "、和及与或"
        unit = unit_of(match["unit"])
        if unit:
            return _Partner(match["low"], unit, listed)
        position = match.end("low")
    return None
