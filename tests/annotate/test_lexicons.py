from __future__ import annotations

from pathlib import Path

import pytest

from annotate.records import InputError
from annotate.rules.lexicons import LexiconHits, is_plain, is_wordy, read_lexicon
from annotate.schema import CONFIGS

LEXICONS = sorted((CONFIGS / "lexicons").glob("*.txt"))


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_a_lexicon_names_its_source_and_holds_no_entry_twice(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    entries = [line for line in lines if line and not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert len(entries) == len(set(entries)) > 0
    assert read_lexicon(path) == tuple(entries)


def test_hits_are_flat_and_the_longest() -> None:
    hits = LexiconHits("走访广东省广州市越秀区")
    assert [(hit.start, hit.end) for hit in hits["places"]] == [(2, 5), (5, 8), (8, 11)]
    assert "places" in set(hits)
    assert len(hits) == len(LEXICONS)


def test_a_missing_lexicon_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        read_lexicon(tmp_path / "none.txt")


def test_descriptions_are_plain_and_names_are_not() -> None:
    assert is_plain("国家级特色")
    assert not is_plain("华为")
    assert is_wordy("营商环境")
    assert not is_wordy("祁牧")
