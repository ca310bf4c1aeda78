"""What may follow a number, read once from configs/figures: units and measure words, and what only looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotate.reading.folding import fold
from annotate.records import InputError

TABLES = Path(__file__).resolve().parents[2] / "configs" / "figures"
KINDS = ("money", "ratio", "measure", "time", "counter", "noun")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: its kind (one of KINDS) and the code it is written with, `CNY` for 元."""

    word: str
    kind: str
    code: str


@cache
def units() -> dict[str, Unit]:
    """Return every unit by its folded word; a line that isn't kind, code and words raises InputError."""
    path = TABLES / "units.tsv"
    table: dict[str, Unit] = {}
    for number, line in table_lines(path):
        kind, *rest = line.split("\t")
        if kind not in KINDS or len(rest) != 2:
            raise InputError(f"{path}:{number}: wants kind, code and words apart by tabs; kind is one of {KINDS}")
        code, words = rest
        for word in words.split():
            table.setdefault(fold(word), Unit(word, kind, word if code == "-" else code))
    return table


def unit_of(word: str | None) -> Unit | None:
    """Return the unit of a printed word; a price (元/吨, 元每吨) is written with both (CNY/吨); None for None.

    >>> unit_of("元/吨")
    Unit(word='元/吨', kind='money', code='CNY/吨')
    >>> unit_of("辆（艘、架）次").code
    '辆次'
    >>> unit_of("MW/480MWh").code
    'MW'
    """
    if word is None or word in units():
        return units()[word] if word else None
    if bracket := re.search("[(（].*[)）]", word):
        first, tail = word[: bracket.start()], word[bracket.end() :]
        return Unit(word, units()[first].kind, units()[first].code + tail)
    first, per = re.split("[/每]", word, maxsplit=1)
    code = units()[first].code
    return Unit(word, units()[first].kind, code if per[0].isdigit() else f"{code}/{per}")


@cache
def idioms() -> tuple[str, ...]:
    """Return the words that begin like a figure and count nothing."""
    return tuple(line for _, line in table_lines(TABLES / "idioms.txt"))


def unit_pattern(*kinds: str) -> str:
    """Return a regex for the units of these kinds, the longest first; Latin ones end where the word ends."""
    return alternation(word for word, unit in units().items() if unit.kind in kinds)


def alternation(words: Iterable[str]) -> str:
    """Return a regex for any of the words, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(w) + ("(?![A-Za-z0-9])" if w[-1].isascii() else "") for w in longest) + ")"


def table_lines(path: Path) -> Iterable[tuple[int, str]]:
    """Return a table's lines that say something, with their numbers; InputError when it can't be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 ({error}); restore it from the project") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
