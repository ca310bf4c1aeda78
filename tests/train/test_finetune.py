import json
from pathlib import Path

import pytest
import torch
import yaml
from safetensors.torch import load_file
from transformers import AutoConfig, BertConfig, BertForTokenClassification, pipeline

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, claimed
from annotate.schema import CONFIGS, load_schema
from extract.extractor import Extractor
from tests.train.chinese_bert import chinese_bert
from train import corpus
from train.config import RunConfig, load_config
from train.finetune import finetune

SMALL = [
    "model.architecture.hidden_size=32",
    "model.architecture.num_hidden_layers=1",
    "model.architecture.intermediate_size=64",
    "model.architecture.hidden_dropout_prob=0.0",
    "reading.window=48",
    "reading.stride=36",
    "training.per_device_train_batch_size=2",
    "training.disable_tqdm=true",
    "training.report_to=none",
]
TEXTS = {
    "上半年，北京、上海投资2.7亿元，同比增长12.5%。": [
        (0, 3, "TIME"),
        (4, 6, "LOC"),
        (7, 9, "LOC"),
        (11, 16, "MONEY"),
        (21, 26, "RATIO"),
    ],
    "北京 上海分别有6 8家企业，\n投资３００万元。": [
        (0, 2, "LOC"),
        (3, 5, "LOC"),
        (8, 12, "QUANTITY"),
        (18, 23, "MONEY"),
    ],
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences that are learnt by heart: train and validation are the same."""
    folder = tmp_path_factory.mktemp("corpus")
    documents = [
        Document(str(i), AlignedText.identity(text), tuple(Span(*span) for span in spans), meta={"source": f"{i}.txt"})
        for i, (text, spans) in enumerate(TEXTS.items())
    ]
    corpus.save(corpus.build({"train": documents, "validation": documents, "test": documents}, load_schema()), folder)
    return folder


def run(*overrides: str) -> RunConfig:
    return load_config(CONFIGS / "train" / "tiny.yaml", [*SMALL, *overrides])


@pytest.fixture(scope="module")
def trained(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, float]]]:
    out = tmp_path_factory.mktemp("models") / "by-heart"
    hasty = ("training.num_train_epochs=60", "training.learning_rate=1.0e-2", "training.eval_strategy=steps")
    steps = ("training.eval_steps=30", "training.save_strategy=steps", "training.save_steps=30")
    return out, finetune(run(*hasty, *steps), dataset, out)


def test_two_sentences_are_learnt_by_heart(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    assert trained[1]["test"] == {"f1": 1.0, "precision": 1.0, "recall": 1.0}


def test_the_checkpoint_is_a_plain_folder(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    out = trained[0]
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "| test | 2 | 9 | 1.000 | 1.000 | 1.000 |" in card
    assert yaml.safe_load(card.split("---")[1])["pipeline_tag"] == "token-classification"
    assert load_config(out / "run.yaml").reading.window == 48
    assert (out / "model.safetensors").is_file()
    history = json.loads((out / "history.json").read_text(encoding="utf-8"))
    assert [entry["step"] for entry in history if "eval_f1" in entry] == [30, 60]


def test_the_pipeline_and_the_extractor_find_the_same_spans(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    tag = pipeline("token-classification", model=str(trained[0]), aggregation_strategy="simple", stride=12)
    assert tag.tokenizer.model_max_length == 50
    for text, spans in TEXTS.items():
        assert [(e["start"], e["end"], e["entity_group"]) for e in tag(text)] == spans
    found = Extractor(trained[0])(list(TEXTS))
    assert [[span.key() for span in spans] for spans in found] == list(TEXTS.values())


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_weights_of_an_unbroken_one(dataset: Path, tmp_path: Path) -> None:
    config = run(
        "training.num_train_epochs=6",
        "training.save_total_limit=10",
        "training.load_best_model_at_end=false",
        "patience=null",
    )
    finetune(config, dataset, tmp_path)
    unbroken = load_file(tmp_path / "model.safetensors")
    (tmp_path / "model.safetensors").unlink()
    checkpoints = sorted((tmp_path / "checkpoints").glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))
    for late in checkpoints[3:]:
        late.rename(tmp_path / late.name)
    finetune(config, dataset, tmp_path, resume=True)
    resumed = load_file(tmp_path / "model.safetensors")
    assert all(torch.equal(resumed[name], weight) for name, weight in unbroken.items())


def test_a_run_is_followed_in_tensorboard(dataset: Path, tmp_path: Path) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    finetune(run("training.num_train_epochs=2", "training.report_to=[tensorboard]"), dataset, tmp_path)
    events = next((tmp_path / "checkpoints").rglob("events.out.tfevents.*"))
    log = accumulator.EventAccumulator(str(events.parent)).Reload()
    assert len(log.Scalars("eval/f1")) == 2


def test_a_tracker_that_is_not_installed_is_one_line(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transformers.integrations.integration_utils.is_trackio_available", lambda: False)
    with pytest.raises(InputError, match=r"training: .*trackio"):
        finetune(run("training.report_to=[trackio]"), dataset, tmp_path)


def test_all_that_restrains_a_model_works_together(dataset: Path, tmp_path: Path) -> None:
    switches = ("agreement=0.5", "average=0.5", "transitions=0.5")
    hasty = ("training.num_train_epochs=40", "training.learning_rate=1.0e-2", "training.label_smoothing_factor=0.05")
    scores = finetune(run(*hasty, *(f"regularisation.{switch}" for switch in switches)), dataset, tmp_path)
    assert scores["test"]["f1"] > 0.7
    config = AutoConfig.from_pretrained(tmp_path)
    assert len(config.transitions) == len(load_schema().tags)
    found = Extractor(tmp_path)(list(TEXTS))
    guessed = {(i, *span.key()) for i, spans in enumerate(found) for span in spans}
    gold = {(i, *span) for i, spans in enumerate(TEXTS.values()) for span in spans}
    assert 2 * len(guessed & gold) / (len(guessed) + len(gold)) == pytest.approx(scores["test"]["f1"])


def test_a_row_of_no_weight_teaches_nothing(dataset: Path, tmp_path: Path) -> None:
    corpus_of_two = corpus.load(dataset)
    weights = [1.0, 0.0]
    corpus_of_two["train"] = corpus_of_two["train"].remove_columns("weight").add_column("weight", weights)
    corpus.save(corpus_of_two, tmp_path / "weighted")
    hasty = ("training.num_train_epochs=60", "training.learning_rate=1.0e-2", "augmentation={}")
    finetune(run(*hasty), tmp_path / "weighted", tmp_path / "out")
    learnt, ignored = Extractor(tmp_path / "out")(list(TEXTS))
    assert [span.key() for span in learnt] == next(iter(TEXTS.values()))
    assert [span.key() for span in ignored] not in TEXTS.values()


def test_a_base_is_not_read_beyond_what_it_learnt(
    trained: tuple[Path, dict[str, dict[str, float]]], dataset: Path, tmp_path: Path
) -> None:
    wider = [f"model.base={trained[0]}", "reading.window=49", "reading.stride=36"]
    with pytest.raises(InputError, match=r"by-heart: learnt windows of 48 characters; set reading\.window=48"):
        finetune(load_config(CONFIGS / "train" / "bert-base-chinese.yaml", wider), dataset, tmp_path / "out")


def test_a_base_keeps_its_weights_and_gets_the_tags(dataset: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    tokenizer = chinese_bert(base)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForTokenClassification(BertConfig(vocab_size=len(tokenizer), **shape)).save_pretrained(base)
    tokenizer.save_pretrained(base)
    still = ["training.learning_rate=0.0", "training.num_train_epochs=1", f"model.base={base}", *SMALL[4:]]
    finetune(load_config(CONFIGS / "train" / "bert-base-chinese.yaml", still), dataset, tmp_path / "out")
    before, after = load_file(base / "model.safetensors"), load_file(tmp_path / "out" / "model.safetensors")
    words = "bert.embeddings.word_embeddings.weight"
    assert torch.equal(before[words].half(), after[words])
    assert after["classifier.weight"].shape == (len(load_schema().tags), 16)


def test_a_base_that_is_not_there_is_named(dataset: Path, tmp_path: Path) -> None:
    config = load_config(CONFIGS / "train" / "macbert-base.yaml", [f"model.base={tmp_path / 'none'}"])
    with pytest.raises(InputError, match=r"none: cannot be loaded; give model.base=FOLDER"):
        finetune(config, dataset, tmp_path / "out")


def test_a_dataset_without_validation_is_refused(tmp_path: Path) -> None:
    document = Document("a", AlignedText.identity("北京"))
    corpus.save(corpus.build({"train": [document], "validation": []}, load_schema()), tmp_path)
    with pytest.raises(InputError, match="no articles in `validation`"):
        finetune(run(), tmp_path, tmp_path / "out")


def test_two_runs_do_not_share_a_folder(dataset: Path, tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(InputError, match="another run is writing there"):
        finetune(run(), dataset, tmp_path)
    assert not any(tmp_path.iterdir())


def test_arguments_that_contradict_each_other_are_one_line(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"training: sometimes is not a valid") as error:
        finetune(run("training.eval_strategy=sometimes"), dataset, tmp_path / "out")
    assert "\n" not in str(error.value)
