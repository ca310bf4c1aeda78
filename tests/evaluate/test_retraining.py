import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Predictor, Span, write_documents
from annotate.schema import CONFIGS
from annotate.studio import PullReport
from evaluate.retraining import VERDICT, newest_accepted, retrain
from train.config import RunConfig, load_config
from train.split import split_by_id

PLACES = ["云川", "临江", "海宁", "长岭", "安丰", "北屯", "石桥", "龙门", "西关", "东港", "南陵", "大田"]
ARTICLES = [
    Document(name, AlignedText.identity(f"{name}：{chr(0x4E00 + 50 * i)}。"), (Span(0, 2, "LOC"),))
    for i, name in enumerate(PLACES)
]
CONFIG = load_config(CONFIGS / "train" / "tiny.yaml")


def finds(everything: bool) -> Predictor:
    def predict(texts: Sequence[str]) -> list[list[Span]]:
        return [[Span(0, 2, "LOC")] if everything else [] for _ in texts]

    return predict


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """What a pull from Label Studio brings; `rules` finds nothing, a trained model all that its folder says."""
    documents = list(ARTICLES)

    def pull_to(client: object, title: str, schema: object, path: Path) -> PullReport:
        return PullReport(write_documents(documents, path), 0, len(documents))

    def finetune(config: RunConfig, dataset: Path, out: Path) -> None:
        assert len(list(dataset.glob("*.parquet"))) == 3
        (out / "checkpoints").mkdir()
        (out / "model.safetensors").write_text("weights", encoding="utf-8")

    def load_predictor(model: str) -> Predictor:
        return finds(everything=model != "bad" and Path(model).name != "rules")

    monkeypatch.setattr(studio, "pull_to", pull_to)
    monkeypatch.setattr("train.finetune.finetune", finetune)
    monkeypatch.setattr("extract.batch.load_predictor", load_predictor)
    return documents


def run(home: Path, first: str = "rules") -> bool:
    return retrain(None, "project", CONFIG, home, first).accepted


@pytest.mark.usefixtures("annotated")
def test_a_model_that_is_not_worse_is_accepted_and_served_from_then_on(tmp_path: Path) -> None:
    assert newest_accepted(tmp_path, "rules") == "rules"
    assert run(tmp_path)
    first = Path(newest_accepted(tmp_path, "rules"))
    verdict = json.loads((first / VERDICT).read_text(encoding="utf-8"))
    held_out = split_by_id(ARTICLES)["test"]
    assert verdict == {"model": first.name, "first": "rules", "articles": len(held_out), "old": 0.0, "new": 1.0}
    assert not (first / "checkpoints").exists()
    assert run(tmp_path)
    assert Path(newest_accepted(tmp_path, "rules")).name > first.name
    assert newest_accepted(tmp_path, "another") == "another"


@pytest.mark.usefixtures("annotated")
def test_a_worse_model_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.load_predictor", lambda model: finds(everything=model == "rules"))
    assert not run(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert newest_accepted(tmp_path, "rules") == "rules"


@pytest.mark.usefixtures("annotated")
def test_a_run_that_failed_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(config: RunConfig, dataset: Path, out: Path) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr("train.finetune.finetune", dies)
    with pytest.raises(RuntimeError):
        run(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_too_few_articles_are_told(tmp_path: Path, annotated: list[Document]) -> None:
    for count in (1, 0):
        del annotated[count:]
        with pytest.raises(InputError, match="project: has too few annotated articles"):
            run(tmp_path)
    assert list(tmp_path.iterdir()) == []
