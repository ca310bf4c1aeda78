import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, write_documents
from evaluate.commands import app
from evaluate.compare import ABSENT, compare, label_table, length_rows, source_rows, standings, tables
from evaluate.systems import System, read_systems
from train.cards import HISTORY


def document(name: str, text: str, *spans: Span, source: str = "a.txt") -> Document:
    return Document(name, AlignedText.identity(text), spans, meta={"source": f"texts/{source}"})


TEXT = "青禾市总投资86亿元。"
GOLD = [
    document("1", TEXT, Span(0, 3, "LOC"), Span(3, 6, "INDICATOR"), Span(6, 10, "MONEY")),
    document("2", TEXT * 60, Span(0, 3, "LOC"), source="b.txt"),
]
GUESS = [
    document("1", TEXT, Span(0, 3, "LOC", 0.9), Span(6, 10, "MONEY", 0.7)),
    document("2", TEXT * 60, Span(0, 3, "GOV", 0.85)),
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write_documents(GOLD, tmp_path / "gold.jsonl")
    write_documents(GUESS, tmp_path / "guess.jsonl")
    return tmp_path


def test_a_system_is_a_file_or_rules_and_may_be_given_a_name(files: Path) -> None:
    guess = files / "guess.jsonl"
    found = read_systems(GOLD, [str(guess), f"mine={guess}", "rules"])
    assert [system.name for system in found] == ["guess", "mine", "rules"]
    assert [span.key() for span in found[1].documents[0].spans] == [span.key() for span in GUESS[0].spans]
    assert found[0].speed is None
    assert (found[2].speed or 0) > 100


def test_two_systems_of_one_name_are_refused(files: Path) -> None:
    guess = str(files / "guess.jsonl")
    with pytest.raises(InputError, match=r"a second system named guess; give it another name: NAME="):
        read_systems(GOLD, [guess, guess])


def test_what_is_no_system_is_one_line(files: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl: cannot be read"):
        read_systems(GOLD, [str(files / "nothing.jsonl")])
    with pytest.raises(InputError, match=r"config\.json; train one"):
        read_systems(GOLD, [str(files)])


def test_a_damaged_history_is_one_line(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract import batch

    monkeypatch.setattr(batch, "load_predictor", lambda model: lambda texts: [[] for _ in texts])
    (files / HISTORY).write_text('[{"epoch": 1.0', encoding="utf-8")
    with pytest.raises(InputError, match=r"history\.json: is damaged"):
        read_systems(GOLD, [str(files)])
    (files / HISTORY).write_text(json.dumps([{"epoch": 1.0, "eval_f1": 0.5}]), encoding="utf-8")
    assert read_systems(GOLD, [f"{files}+rules"])[0].history == [{"epoch": 1.0, "eval_f1": 0.5}]


def test_systems_are_held_against_the_first() -> None:
    systems = [System("guess", GUESS), System("gold", GOLD, speed=1000.0)]
    results = compare(GOLD, systems)
    first, second = standings(systems, results).values()
    assert first.difference is None
    assert first.calibration_error == pytest.approx((0.1 + 0.3 + 0.85) / 3)
    assert second.difference is not None
    assert second.difference.points == pytest.approx(1 - results["guess"].micro.f1)
    assert (second.calibration_error, second.speed) == (None, 1000.0)


def test_scores_are_broken_down_by_kind_file_and_length() -> None:
    results = compare(GOLD, [System("guess", GUESS)])
    found = results["guess"]
    assert (found.entities.gold, found.entities.right) == (3, 1)
    assert (found.figures.gold, found.figures.right) == (1, 1)
    assert [(name, gold, scores["guess"].right) for name, gold, scores in source_rows(results)] == [
        ("a.txt", 3, 2), ("b.txt", 1, 0)
    ]  # fmt: skip
    assert [(name, gold) for name, gold, _ in length_rows(results)] == [("under 500", 3), ("500–999", 1)]


def test_nobody_has_found_anything() -> None:
    empty = [document("1", TEXT)]
    results = compare(empty, [System("none", empty)])
    assert results["none"].micro == ABSENT
    assert label_table(results).row_count == 0
    assert len(list(tables([System("none", empty)], results))) == 7


def test_the_command_shows_every_table(files: Path) -> None:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        app, ["score", str(files / "gold.jsonl"), f"mine={files / 'guess.jsonl'}", "rules"]
    )
    assert done.exit_code == 0, done.output
    for heading in ("entities", "above mine", "INDICATOR", "attribute", "b.txt", "under 500", "0.9–1.0"):
        assert heading in done.output
