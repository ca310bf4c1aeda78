"""Agreement with peers' own test cases for numbers and figures: `python -m evaluate.benchmarks.specs`.

A case agrees when every figure that the peer expects is read to the same value and unit, and none besides, by these
equivalences:

- a number without a unit is no figure here: the reader of numbers reads the peer's span;
- blanks inside a number and its unit are dropped first, as the harvest does;
- modifiers (约, 至少, 以上) are outside our span and read to a bound: an open interval is `above` or `below`, a closed
  one `at_least` or `at_most`, a round number's upper end (3000多 up to 4000) is our bound;
- 从…到… is two figures here, one range there;
- currencies compare by ISO code, `Dollar` and 元 as the context has it; values to the cent; a cent is 0.01;
- JioNLP's parser and Duckling's rules of money are told that the text is money: where we find none (小于40万, 五分),
  our reader is told so, too;
- percentage points and fractions count as percent; a thousand bits are a kilobit;
- where a peer expects no number, none may be read nor found, but for a scale alone (万), a number only before a unit,
  and for an amount of money, which is no number there either: it is read by the peer's model of money;
- a dozen and a pair (打, 双, 对) are units here and count their members there;
- an ordinal is a figure only as a rank: the reader of ranks reads the peer's span;
- an inclusive and an exclusive upper end of a plain range (3到5个) are the same.

specs.tsv gives every other case its reason, and says whether it contradicts the handbook or differs from the peer;
the share is printed of all cases, and without the contradictions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from annotate.figures import read_figures
from annotate.reading.bounds import read_bound
from annotate.reading.folding import fold
from annotate.reading.numerals import NUMBER, read_number
from annotate.reading.units import units
from annotate.reading.values import read_value
from annotate.records import Figure, InputError, read_jsonl
from evaluate.benchmarks.agreement import Verdict, report

SPECS = Path(__file__).resolve().parents[3] / "shared" / "specs"
REASONS = Path(__file__).with_suffix(".tsv")
CURRENCIES = {"Dollar": None, "Cent": None}
CODES = {unit.code for unit in units().values() if unit.kind == "money"}
TOLD = ("money_parser", "AmountOfMoney")
HUNDREDTHS = ("Cent",)
GROUPS = {"打": 12, "双": 2, "雙": 2, "对": 2, "對": 2}
LONE_SCALE = re.compile("[百千万亿]")
DIMENSIONS = {
    "Mu": "亩",
    "Ton": "吨",
    "Meter": "米",
    "Jin": "斤",
    "Liang": "两",
    "Kilometer": "千米",
    "Kilogram": "千克",
    "Microgram": "微克",
    "Hertz": "赫兹",
    "Kilocalorie": "千卡",
    "Megabyte": "兆字节",
    "Megahertz": "兆赫兹",
    "Kilobit": "千比特",
}
CONNECTED = re.compile(r"(?:-|–|—|~|到|至|与|和)")
Case = dict[str, Any]
Amount = tuple[Decimal, Decimal | None, str | None]


def _spans(case: Case) -> list[str]:
    return ["".join(expected["text"].split()) for expected in case["expected"]]


def _input(case: Case) -> str:
    return "".join(case["input"].split())


def _close(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= max(abs(right) * Decimal("2e-6"), Decimal("1e-15"))


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).rstrip("%"))
    except InvalidOperation:
        return None


def numbers_agree(case: Case) -> bool:
    """Read the peer's spans as numbers; where it expects none, none may be read nor found."""
    if not case["expected"]:
        rejected = LONE_SCALE.fullmatch(fold(case["input"])) or read_number(case["input"]) is None
        return bool(rejected) and all(figure.span.label == "MONEY" for figure in read_figures(case["input"]))
    wanted = [_wanted(expected["value"]) for expected in case["expected"]]
    return all(
        (read := _read(text)) is not None and number is not None and _close(read, number)
        for text, number in zip(_spans(case), wanted, strict=True)
    )


def _wanted(value: object) -> Decimal | None:
    number = _number(value)
    return _read(str(value)) if number is None else number


def _read(text: str) -> Decimal | None:
    members = GROUPS.get(text[-1:], 1)
    number = read_number(text if members == 1 else text[:-1])
    return number.low * members if number else _number(read_value("MONEY", fold(text)).value)


def money_agrees(case: Case) -> bool:
    """Compare the amounts of money found in the sentence, or only how many where the peer gives no value."""
    found = list(_amounts(read_figures(_input(case)), "MONEY"))
    expected = case["expected"]
    if expected and expected[0]["value"] is None:
        return len(found) == sum(any(map(str.isdigit, fold(text))) or bool(_read(text)) for text in _spans(case))
    if not found and case["id"].startswith(TOLD):
        told = read_value("MONEY", fold(_input(case)))
        found = [(Decimal(told.value), None, told.unit)] if told.value and told.unit in CODES else []
    return len(found) == len(expected) and all(map(_same_money, found, expected))


def _amounts(figures: list[Figure], label: str) -> Iterator[Amount]:
    """Yield low, high and unit of the figures of a label; from and to are one range."""
    pending: Decimal | None = None
    for figure in figures:
        if figure.span.label != label or figure.value is None:
            continue
        low, high = Decimal(figure.value), Decimal(figure.value_high) if figure.value_high else None
        if figure.change == "from":
            pending = low
            continue
        yield (pending, low, figure.unit) if figure.change == "to" and pending is not None else (low, high, figure.unit)
        pending = None


def _same_money(found: Amount, expected: dict[str, Any]) -> bool:
    values = expected["value"] if isinstance(expected["value"], list) else [expected["value"]]
    parts = 100 if expected["unit"] in HUNDREDTHS else 1
    wanted = [Decimal(str(value)) / parts for value in values]
    ends = [end for end in found[:2] if end is not None]
    unit = expected["unit"]
    known = units().get(fold(unit))
    code = CURRENCIES.get(unit, known.code if known else unit)
    equal = all(
        abs(end - value) < Decimal("0.01") or _close(end, value) for end, value in zip(ends, wanted, strict=False)
    )
    return equal and (code is None or code == found[2])


def percents_agree(case: Case) -> bool:
    """Compare the ratios found in the sentence as percent."""
    ratios = [figure for figure in read_figures(_input(case)) if figure.span.label == "RATIO"]
    found = [Decimal(f.value) * (100 if f.unit == "1" else 1) for f in ratios if f.value and not f.value_high]
    wanted = [_number(expected["value"]) for expected in case["expected"]]
    return len(found) == len(wanted) and all(w is not None and _close(f, w) for f, w in zip(found, wanted, strict=True))


def dimensions_agree(case: Case) -> bool:
    """Compare the physical quantities found in the sentence."""
    measures = {unit.code for unit in units().values() if unit.kind == "measure"}
    found = [amount for amount in _amounts(read_figures(_input(case)), "QUANTITY") if amount[2] in measures]
    wanted = [(Decimal(str(e["value"])), DIMENSIONS.get(e["unit"], e["unit"])) for e in case["expected"]]
    bits = [(low / 1000, "千比特") if unit == "比特" else (low, unit) for low, _, unit in found]
    return bits == wanted


def ordinals_agree(case: Case) -> bool:
    """Read the peer's spans as ranks."""
    return [read_value("RANK", fold(text)).value for text in _spans(case)] == [e["value"] for e in case["expected"]]


def intervals_agree(case: Case) -> bool:
    """Read the bounds around the numbers of the peer's spans as an interval."""
    return [_interval(text) for text in _spans(case)] == [e["value"].replace(")", "]") for e in case["expected"]]


def _interval(text: str) -> str:
    folded, ends = fold(text), ["(", "", "", "]"]
    matches = [
        match for match in re.finditer(rf"(?<![0-9k])-?{NUMBER}(?:分之{NUMBER})?多?", folded) if read_number(match[0])
    ]
    if len(matches) == 2 and CONNECTED.fullmatch(folded[matches[0].end() : matches[1].start()]):
        return f"[{_plain(matches[0][0])},{_plain(matches[1][0])}]"
    for match in matches:
        bound = read_bound(match[0], folded[: match.start()], folded[match.end() :])
        number = _plain(match[0])
        if bound in ("above", "at_least", "approx", "exact"):
            ends[0], ends[1] = "(" if bound in ("above", "approx") else "[", number
        if bound in ("below", "at_most", "exact"):
            ends[2] = number
    return f"{ends[0]}{ends[1]},{ends[2]}{ends[3]}"


def _plain(text: str) -> str:
    number = read_number(text)
    return f"{number.low.normalize():f}" if number else ""


SUITES: dict[str, tuple[Callable[[Case], bool], tuple[str, ...]]] = {
    "cn2an": (
        numbers_agree,
        tuple(
            f"cn2an/cn2an.{name}.jsonl"
            for name in (
                "strict_data_dict",
                "normal_data_dict",
                "smart_data_dict",
                "direct_data_dict",
                "error_strict_datas",
                "error_normal_datas",
            )
        ),
    ),
    "JioNLP money": (money_agrees, ("jionlp/money_parser.jsonl", "jionlp/money_extractor.jsonl")),
    "Recognizers Number": (numbers_agree, ("recognizers-text/Number.NumberModel.jsonl",)),
    "Recognizers Percent": (percents_agree, ("recognizers-text/Number.PercentModel.jsonl",)),
    "Recognizers Ordinal": (ordinals_agree, ("recognizers-text/Number.OrdinalModel.jsonl",)),
    "Recognizers NumberRange": (intervals_agree, ("recognizers-text/Number.NumberRangeModel.jsonl",)),
    "Recognizers Currency": (money_agrees, ("recognizers-text/NumberWithUnit.CurrencyModel.jsonl",)),
    "Recognizers Dimension": (dimensions_agree, ("recognizers-text/NumberWithUnit.DimensionModel.jsonl",)),
    "Duckling Numeral": (numbers_agree, ("duckling/Numeral.jsonl",)),
    "Duckling money": (money_agrees, ("duckling/AmountOfMoney.jsonl",)),
    "chinese2digits": (numbers_agree, ("chinese2digits/python_test.jsonl",)),
}


def main() -> None:
    """Print each peer's share of agreeing cases, and every other case with its reason."""
    if not SPECS.is_dir():
        raise SystemExit(f"{SPECS}: not there; put the peers' specs beside the checkout to run this benchmark")
    lines = (line.split("\t") for line in REASONS.read_text(encoding="utf-8").splitlines() if line)
    reasons = {name: (kind, reason) for name, kind, reason in lines}
    for suite, (agrees, files) in SUITES.items():
        cases = [case for file in files for case in _cases(SPECS / file)]
        report(suite, [_verdict(case, agrees(case), *reasons.get(case["id"], ("", ""))) for case in cases])


def _verdict(case: Case, agrees: bool, kind: str, reason: str) -> Verdict:
    return Verdict(f"{case['id']} {case['input']}", agrees, kind == "contradicts", reason)


def _cases(path: Path) -> list[Case]:
    try:
        return list(read_jsonl(path))
    except InputError:
        return []


if __name__ == "__main__":
    main()
