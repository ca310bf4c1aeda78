from pathlib import Path

import pytest

from annotate.reading import units as tables
from annotate.reading.folding import fold
from annotate.records import InputError


def test_every_unit_has_a_kind_and_a_code() -> None:
    for word, unit in tables.units().items():
        assert word == fold(unit.word)
        assert unit.kind in tables.KINDS
        assert unit.code


@pytest.mark.parametrize("line", ["money CNY 元", "coin\tCNY\t元", "money\tCNY"])
def test_a_bad_line_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "units.tsv").write_text(f"# comment\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(tables, "TABLES", tmp_path)
    with pytest.raises(InputError, match=r"units\.tsv:2"):
        tables.units.__wrapped__()


def test_a_missing_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "TABLES", tmp_path)
    with pytest.raises(InputError, match=r"idioms\.txt"):
        tables.idioms.__wrapped__()
