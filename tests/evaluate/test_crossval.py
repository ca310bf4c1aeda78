from dataclasses import replace
from pathlib import Path

import pytest

from annotate.alignment import AlignedText
from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document, InputError, Span, read_documents
from annotate.schema import CONFIGS
from evaluate.breakdown import source_of
from evaluate.calibration import fit
from evaluate.crossval import Crossval, crossval, differences, fold_table
from extract.batch import load_predictor
from extract.hybrid import Candidate
from train.config import load_config

HASTY = [
    "model.architecture.hidden_size=32",
    "model.architecture.num_hidden_layers=1",
    "model.architecture.intermediate_size=64",
    "training.num_train_epochs=1",
    "training.disable_tqdm=true",
    "training.report_to=none",
]


@pytest.fixture(scope="module")
def gold() -> list[Document]:
    documents, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    return [document for document in documents if source_of(document)[:3] in ("000", "001", "002")]


@pytest.mark.slow
def test_every_article_is_labelled_once_by_models_that_never_saw_its_file(gold: list[Document], tmp_path: Path) -> None:
    config = load_config(CONFIGS / "train" / "tiny.yaml", HASTY)
    found = crossval(config, gold, tmp_path)
    for source in {source_of(document) for document in gold}:
        train = (tmp_path / source / "dataset" / "README.md").read_text(encoding="utf-8")
        assert source in train.split("Held out from training:")[1]
    for name, documents in found.predicted.items():
        assert sorted(d.id for d in documents) == sorted(d.id for d in gold)
        assert [d.spans for d in read_documents(tmp_path / f"{name}.jsonl")] == [d.spans for d in documents]
    weights = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/model.safetensors")}
    again = crossval(config, gold, tmp_path)
    assert len(weights) == 3 and weights == {path: path.stat().st_mtime_ns for path in weights}
    assert again.predicted == found.predicted
    with pytest.raises(InputError, match="another run"):
        crossval(load_config(CONFIGS / "train" / "tiny.yaml", [*HASTY, "training.seed=7"]), gold, tmp_path)
    assert "hybrid − rules" in "\n".join(differences(again, {}))
    assert fold_table(again, {}).row_count == 5
    with pytest.raises(InputError, match="zhibiao calibrate"):
        load_predictor(f"{next(iter(weights)).parent}+rules")


def test_another_run_stands_against_what_bears_its_name() -> None:
    gold = [Document(str(i), AlignedText.identity("青禾市"), (Span(0, 3, "LOC"),)) for i in range(12)]
    blind = [replace(document, spans=()) for document in gold]
    found = Crossval(gold, {"rules": blind, "model": blind, "hybrid": gold})
    extra = Document("another", AlignedText.identity("青禾市"))
    lines = differences(found, {"other/hybrid": [*blind, extra], "other/peer": gold[::-1]})
    assert lines[0] == "hybrid − rules: +1.000 (+1.000 to +1.000, p = 0.002, significant)"
    assert [line.partition(" (")[0] for line in lines[2:]] == [
        "hybrid − other/hybrid: +1.000", "model − other/peer: −1.000"
    ]  # fmt: skip
    with pytest.raises(InputError, match="no prediction"):
        differences(found, {"other/hybrid": blind[1:]})


def test_one_file_is_not_enough(gold: list[Document], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="three files"):
        crossval(load_config(CONFIGS / "train" / "tiny.yaml"), gold[:1], tmp_path)


def test_calibration_trusts_whom_the_outcomes_bear_out() -> None:
    sure, unsure = (Candidate(Span(0, 2, "LOC"), {who: 1.0, "weakest": 2.0}) for who in ("both", "model"))
    learnt = fit([(sure, True)] * 9 + [(sure, False)] + [(unsure, False)] * 9 + [(unsure, True)])
    assert learnt.log_odds(sure) > 1 and learnt.log_odds(unsure) < -1
    with pytest.raises(InputError, match="right and wrong"):
        fit([(sure, True)])
