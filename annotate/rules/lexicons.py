"""Names kept as data in configs/lexicons, each file matched in one pass (Aho–Corasick, leftmost-longest)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
def _automaton(name: str) -> AhoCorasick:
    return AhoCorasick(read_lexicon(CONFIGS / "lexicons" / f"{name}.txt"), matchkind=MatchKind.LeftmostLongest)


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (CONFIGS / "lexicons").glob("*.txt")))


class LexiconHits(Mapping[str, tuple[Span, ...]]):
    """A text's lexicon entries, looked up when first asked for: the file's stem → its matches from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, tuple[Span, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Span, ...]:
        if name not in self._found:
            matches = _automaton(name).find_matches_as_indexes(self._text)
            self._found[name] = tuple(Span(start, end, name) for _, start, end in matches)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


@cache
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in read_lexicon(CONFIGS / "lexicons" / f"{name}.txt"))


def is_plain(text: str) -> bool:
    """Tell whether a text consists of describing words alone, so that it names nothing.

    >>> is_plain("省级特色"), is_plain("团山电子信息")
    (True, False)
    """
    return _consists_of(text, _words("plain_words"))


def is_wordy(text: str) -> bool:
    """Tell whether a text consists of the language's frequent words alone: most invented names don't.

    >>> is_wordy("营商"), is_wordy("生命健康"), is_wordy("祁牧"), is_wordy("西农")
    (True, True, False, False)
    """
    words = _words("plain_words", "common_words")
    return text in words if len(text) == 2 else _consists_of(text, words)


def _consists_of(text: str, words: frozenset[str], longest: int = 6) -> bool:
    """Segment a text into words in any way that works."""
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in words for start in range(max(end - longest, 0), end)):
            reached.add(end)
    return len(text) in reached


def leading_words(text: str, least: int = 2) -> int:
    """Return how long the frequent words are that open a text, leaving at least `least` characters.

    >>> leading_words("标志天成")
    2
    """
    words, at = _words("common_words"), 0
    while size := next((n for n in (3, 2) if len(text) - at - n >= least and text[at : at + n] in words), 0):
        at += size
    return at


def holds_word(text: str) -> bool:
    """Tell whether two neighbouring characters of a text are a frequent word.

    >>> holds_word("可控制"), holds_word("西农")
    (True, False)
    """
    return any(text[at : at + 2] in _words("common_words") for at in range(len(text) - 1))
