"""Names kept as data in configs/lexicons, matched all at once (Aho–Corasick, leftmost-longest within a lexicon)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from annotate.records import InputError, Span
from annotate.schema import CONFIGS


def read_lexicon(path: Path) -> tuple[str, ...]:
    """Read one entry a line; `#` starts a comment line, which names the source."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 ({error})") from error
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#")))


@cache
def _automata() -> Mapping[str, AhoCorasick]:
    return {
        path.stem: AhoCorasick(read_lexicon(path), matchkind=MatchKind.LeftmostLongest)
        for path in sorted((CONFIGS / "lexicons").glob("*.txt"))
    }


def lexicon_hits(text: str) -> dict[str, tuple[Span, ...]]:
    """Find every lexicon's entries in a text: lexicon name (the file's stem) → its matches from left to right."""
    return {
        name: tuple(Span(start, end, name) for _, start, end in automaton.find_matches_as_indexes(text))
        for name, automaton in _automata().items()
    }
