import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from opencc import OpenCC
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    BertConfig,
    BertForTokenClassification,
)

from annotate.records import InputError, Span
from extract.checkpoint import Checkpoint
from extract.extractor import Extractor
from extract.on_cpu import OnCpu, cores, reference
from extract.on_gpu import OnGpu
from train.characters import character_tokenizer, vocabulary
from train.decode import decode, log_softmax
from train.device import Device
from train.windows import windows

TAGS = ["O", "B-MONEY", "I-MONEY", "B-LOC", "I-LOC"]
SENTENCE = "上半年，北京、上海 投资２.7亿元，\n同比增长5%；𠮷林省投资8000万元。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint with random weights whose scores differ from character to character."""
    folder = tmp_path_factory.mktemp("models") / "random"
    tokenizer = character_tokenizer(vocabulary([SENTENCE], 1), 34)
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.5,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: number for number, tag in enumerate(TAGS)},
    )
    BertForTokenClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def one_window_at_a_time(folder: Path, text: str) -> list[Span]:
    model = AutoModelForTokenClassification.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    scores = np.empty((len(text), len(TAGS)), np.float32)
    for window in windows(len(text), 32, 24):
        with torch.inference_mode():
            logits = model(**tokenizer(text[window.start : window.end], return_tensors="pt")).logits[0]
        own = log_softmax(logits[1:-1].numpy())
        scores[window.first : window.last] = own[window.first - window.start : window.last - window.start]
    return decode([scores], TAGS, "model:random")[0]


def test_batches_give_what_single_windows_give(folder: Path) -> None:
    texts = [SENTENCE * 3, "", "京", SENTENCE[:20], SENTENCE, "北京" * 16, SENTENCE[7:] * 2]
    found = Extractor(folder)(texts)
    assert len(found) == len(texts)
    assert sum(map(len, found)) > 20
    for text, spans in zip(texts, found, strict=True):
        alone = one_window_at_a_time(folder, text) if text else []
        assert [span.key() for span in spans] == [span.key() for span in alone]
        assert [span.score for span in spans] == pytest.approx([span.score for span in alone], abs=1e-5)


@pytest.mark.parametrize("family", ["bert", "electra", "ernie"])
def test_torch_and_onnx_read_every_family_alike(folder: Path, tmp_path: Path, family: str) -> None:
    torch.manual_seed(3)
    options = json.loads((folder / "config.json").read_text(encoding="utf-8")) | {"use_task_id": True}
    config = AutoConfig.for_model(**(options | {"model_type": family, "embedding_size": 16}))
    AutoModelForTokenClassification.from_config(config).save_pretrained(tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    checkpoint = Checkpoint.open(tmp_path)
    rows = [checkpoint.ids.encode(SENTENCE[:length]) for length in (7, 20, 1, 7, 30)]
    by_torch = OnGpu(checkpoint, Device("cpu", "fp32", "a test"))(rows)
    for one, other, row in zip(reference(checkpoint)(rows), by_torch, rows, strict=True):
        assert one.shape == (len(row), len(TAGS))
        assert one == pytest.approx(other, abs=1e-4)


def test_a_gpu_is_used_where_there_is_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.extractor.may_have_gpu", lambda: True)
    monkeypatch.setattr("extract.extractor.choose_device", lambda: Device("cpu:0", "bf16", "a test"))
    extractor = Extractor(folder)
    assert isinstance(extractor.model, OnGpu) and extractor.model.model.dtype == torch.bfloat16
    assert len(extractor([SENTENCE, SENTENCE[:9]])) == 2
    monkeypatch.setattr("extract.extractor.choose_device", lambda: Device("cpu", "fp32", "a test"))
    assert isinstance(Extractor(folder).model, OnCpu)


@pytest.mark.parametrize(("asked", "threads"), [("3", 3), ("4,2", 4), ("many", 7), ("0", 7), ("", 7)])
def test_as_many_batches_are_read_at_once_as_openmp_may_have_threads(
    folder: Path, monkeypatch: pytest.MonkeyPatch, asked: str, threads: int
) -> None:
    monkeypatch.setattr("extract.on_cpu.cores", lambda: 7)
    monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert reference(Checkpoint.open(folder)).threads == threads


@pytest.mark.parametrize(
    ("limit", "count"),
    [("max 100000\n", 7), ("250000 100000\n", 3), ("50000 100000\n", 1), ("900000 100000\n", 7), (None, 7)],
)
def test_a_container_s_limit_counts_as_fewer_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str | None, count: int
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(7)), raising=False)
    monkeypatch.setattr("extract.on_cpu.CPU_LIMIT", tmp_path / "cpu.max")
    if limit:
        (tmp_path / "cpu.max").write_text(limit, encoding="utf-8")
    assert cores() == count


def test_another_kind_of_model_is_refused(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {"model_type": "gpt2"}), encoding="utf-8")
    with pytest.raises(InputError, match="is a gpt2, not a BERT"):
        Extractor(tmp_path)


def test_a_traditional_text_is_read_as_the_simplified_one(folder: Path) -> None:
    simple = SENTENCE.replace("𠮷", "") + "全国会议发展实业。"
    [one], [other] = Extractor(folder)([simple]), Extractor(folder)([OpenCC("s2t").convert(simple)])
    assert len(one) > 3 and other == one


def test_spans_are_flat_scored_and_name_their_model(folder: Path) -> None:
    (spans,) = Extractor(folder)([SENTENCE * 5])
    assert {span.source for span in spans} == {"model:random"}
    assert all(0 < span.score <= 1 for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_no_texts_no_spans(folder: Path) -> None:
    assert Extractor(folder)([]) == []


def without_names(folder: Path, config: dict[str, object]) -> None:
    named = {key: value for key, value in config.items() if key not in ("id2label", "label2id")}
    (folder / "config.json").write_text(json.dumps(named), encoding="utf-8")
    model = AutoModelForTokenClassification.from_pretrained(folder, num_labels=5, ignore_mismatched_sizes=True)
    model.save_pretrained(folder)


def without_weights(folder: Path, config: dict[str, object]) -> None:
    (folder / "model.safetensors").unlink()


def without_config(folder: Path, config: dict[str, object]) -> None:
    (folder / "config.json").unlink()


def without_tokenizer(folder: Path, config: dict[str, object]) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").unlink()


def broken_config(folder: Path, config: dict[str, object]) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without_names, "not BIO tags"),
        (without_weights, "cannot be loaded"),
        (without_config, "holds no model"),
        (without_tokenizer, "holds no tokenizer"),
        (broken_config, "cannot be loaded"),
    ],
)
def test_a_folder_that_is_no_tagger_is_refused(
    folder: Path, tmp_path: Path, spoil: Callable[[Path, dict[str, object]], None], says: str
) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.mkdir()
    for file in folder.iterdir():
        (spoilt / file.name).write_bytes(file.read_bytes())
    spoil(spoilt, json.loads((spoilt / "config.json").read_text(encoding="utf-8")))
    with pytest.raises(InputError, match=says) as error:
        Extractor(spoilt)
    assert str(error.value).startswith(str(spoilt))
    assert "\n" not in str(error.value)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: holds no model"):
        Extractor(tmp_path / "nowhere")
