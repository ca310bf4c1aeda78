import json
from pathlib import Path

import pytest

from annotate.schema import CONFIGS
from evaluate.benchmarks import cluener

SMALL = [
    "model.architecture.hidden_size=32",
    "model.architecture.num_hidden_layers=1",
    "model.architecture.intermediate_size=64",
    "training.num_train_epochs=2",
    "training.use_cpu=true",
    "training.disable_tqdm=true",
]
CONFIG = CONFIGS / "train" / "cluener.yaml"


def lines(count: int) -> str:
    """Write sentences in the set's form, a name and a place in each; ends are inclusive."""
    texts = [f"王一昨天到海兴市，第{number}次。" for number in range(count)]
    labels = {"name": {"王一": [[0, 1]]}, "address": {"海兴市": [[5, 7]]}}
    return "\n".join(json.dumps({"text": text, "label": labels}, ensure_ascii=False) for text in texts)


@pytest.fixture
def downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "train.json").write_text(lines(24), encoding="utf-8")
    (tmp_path / "dev.json").write_text(lines(8), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluener, "SET", tmp_path)
    monkeypatch.setattr(cluener, "HELD_OUT", 6)
    return tmp_path


def test_a_run_is_trained_once_and_scored(downloaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cluener.main(CONFIG, SMALL)
    first = capsys.readouterr().out
    assert "18 train, 6 validation, 8 development" in first
    assert [line.split()[0] for line in first.splitlines()[-3:]] == ["address", "name", "all"]
    [folder] = downloaded.glob("work/cluener/*/model.safetensors")
    written = folder.stat().st_mtime_ns
    cluener.main(CONFIG, SMALL)
    assert capsys.readouterr().out.splitlines()[-3:] == first.splitlines()[-3:]
    assert folder.stat().st_mtime_ns == written


def test_the_parts_share_no_sentence_and_do_not_depend_on_the_order(downloaded: Path) -> None:
    parts = {name: {one.id for one in part} for name, part in cluener.read_parts().items()}
    assert parts["train"].isdisjoint(parts["validation"])
    train = downloaded / "train.json"
    train.write_text("\n".join(reversed(train.read_text("utf-8").split("\n"))), encoding="utf-8")
    assert {one.id for one in cluener.read_parts()["validation"]} == parts["validation"]


def test_a_missing_set_is_said_in_one_line(downloaded: Path) -> None:
    (downloaded / "train.json").unlink()
    with pytest.raises(SystemExit, match=r"is not there; put its train\.json and dev\.json") as stopped:
        cluener.main(CONFIG, SMALL)
    assert "\n" not in str(stopped.value)
