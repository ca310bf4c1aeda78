import itertools
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file
from transformers import AutoModelForMaskedLM, AutoModelForTokenClassification, AutoTokenizer, pipeline

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, claimed, write_documents
from annotate.schema import CONFIGS, load_schema
from tests.train.chinese_bert import chinese_bert
from train import corpus
from train.characters import GB2312, CharacterIds
from train.config import load_config, load_pretrain_config
from train.decode import encode
from train.finetune import finetune
from train.hiding import hide
from train.loss import IGNORED
from train.pretrain import pretrain
from train.rows import lay_out

PLACES = ("北京", "上海", "天津", "重庆", "济南", "青岛")
HASTY = [
    "model.architecture.hidden_size=32",
    "model.architecture.num_hidden_layers=2",
    "model.architecture.intermediate_size=64",
    "model.architecture.initializer_range=0.15",
    "model.architecture.hidden_dropout_prob=0.0",
    "reading.window=24",
    "reading.stride=24",
    "objective.characters=1.0",
    "training.max_steps=240",
    "training.learning_rate=5.0e-3",
    "training.eval_strategy='no'",
    "training.save_steps=120",
    "training.per_device_train_batch_size=8",
    "training.disable_tqdm=true",
    "training.report_to=none",
]
RUN, ADAPT = CONFIGS / "pretrain" / "small.yaml", CONFIGS / "pretrain" / "adapt.yaml"


def document(number: int) -> Document:
    place = PLACES[number % len(PLACES)]
    text = f"{place}市人民政府表示，产值同比增长{number % 9 + 1}.{number // 9}%。"
    start = text.index("长") + 1
    return Document(
        str(number), AlignedText.identity(text), (Span(0, 7, "ORG"), Span(start, start + 4, "RATIO")), meta={}
    )


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sentences in which what is hidden can be told from the rest."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    write_documents([document(number) for number in range(54)], path)
    return path


@pytest.fixture(scope="module")
def base(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("models") / "base"
    scores = pretrain(load_pretrain_config(RUN, HASTY), [articles], out)
    assert scores["characters"] > 0.5
    assert scores["tags"] > 0.9
    return out


@given(st.integers(1, 300), st.floats(0, 0.9), st.integers(1, 6), st.integers(0, 1000))
def test_only_ordinary_characters_are_hidden_and_all_of_them_are_asked_for(
    length: int, share: float, longest: int, seed: int
) -> None:
    tokens = np.array([2, *np.random.default_rng(seed).integers(0, 50, length), 3])
    read, guessed = hide(tokens, share, longest, 4, range(5, 50), np.random.default_rng(seed))
    asked = guessed != IGNORED
    assert (guessed[asked] == tokens[asked]).all()
    assert (tokens[asked] >= 5).all()
    assert (read[~asked] == tokens[~asked]).all()
    assert set(read[asked & (read != tokens)]) <= {4, *range(5, 50)}


def test_about_the_wanted_share_is_hidden_in_runs() -> None:
    tokens = np.full(100_000, 7)
    read, guessed = hide(tokens, 0.15, 3, 4, range(5, 50), np.random.default_rng(0))
    asked = guessed != IGNORED
    assert 0.12 < asked.mean() < 0.16
    assert 0.78 < (read[asked] == 4).mean() < 0.82
    runs = [len(list(run)) for hidden, run in itertools.groupby(asked) if hidden]
    assert 1.8 < np.mean(runs) < 2.5


def test_rows_are_the_articles_windows(tmp_path: Path) -> None:
    tokenizer = chinese_bert(tmp_path / "bert")
    reading = load_pretrain_config(RUN, ["reading.window=20", "reading.stride=20"]).reading
    rows = lay_out([document(1), document(2)], tokenizer, reading, load_schema().tags, tmp_path / "rows")
    assert len(rows) == 4
    tokens, tags = rows[0]
    assert tokens.tolist() == CharacterIds(tokenizer.backend_tokenizer).encode(document(1).text[:20])
    assert [int(tag) for tag in tags[:9]] == [IGNORED, *encode(document(1).spans, 20, load_schema().tags)[:8]]
    assert isinstance(rows.tokens, np.memmap)
    with pytest.raises(InputError, match="no text"):
        lay_out([], tokenizer, reading, load_schema().tags, tmp_path / "none")


def test_two_runs_do_not_share_a_folder(articles: Path, tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(InputError, match="another run is writing there"):
        pretrain(load_pretrain_config(RUN, HASTY), [articles], tmp_path)
    assert not any(tmp_path.iterdir())


def test_a_base_is_a_plain_folder_with_both_heads_in_half_precision(base: Path) -> None:
    assert not (base / "rows").exists()
    weights = load_file(base / "model.safetensors")
    assert {weight.dtype for weight in weights.values()} == {torch.float16}
    assert (base / "model.safetensors").stat().st_mode & 0o777 == 0o644
    assert "cls.predictions.decoder.weight" not in weights
    masked, loading = AutoModelForMaskedLM.from_pretrained(base, output_loading_info=True)
    assert not loading["missing_keys"]
    assert masked.dtype == torch.float32
    _, loading = AutoModelForTokenClassification.from_pretrained(base, output_loading_info=True)
    assert not loading["missing_keys"]
    guess = pipeline("fill-mask", model=str(base))("北京市人民政[MASK]表示，产值同比增长1.1%。")
    assert guess[0]["token_str"] == "府"
    assert "guesses" in (base / "README.md").read_text(encoding="utf-8")
    assert set(json.loads((base / "scores.json").read_text())) == {"characters", "tags"}
    vocabulary = AutoTokenizer.from_pretrained(base).get_vocab()
    assert all(sign in vocabulary for sign in (*"0123456789０，Ａa市", *GB2312[:3]) if sign.strip())


def test_a_base_knows_the_tags_before_any_finetuning(base: Path, tmp_path: Path) -> None:
    documents = [document(number) for number in range(6)]
    corpus.save(
        corpus.build(dict.fromkeys(("train", "validation", "test"), documents), load_schema()), tmp_path / "data"
    )
    still = [
        f"model.base={base}",
        "reading.window=24",
        "reading.stride=24",
        "training.max_steps=1",
        "training.learning_rate=0.0",
    ]
    config = load_config(CONFIGS / "train" / "bert-base-chinese.yaml", [*still, "training.report_to=none"])
    assert finetune(config, tmp_path / "data", tmp_path / "model")["test"]["f1"] > 0.8


def test_any_base_is_adapted(articles: Path, base: Path, tmp_path: Path) -> None:
    more = [one for one in HASTY if "architecture" not in one]
    config = load_pretrain_config(
        CONFIGS / "pretrain" / "adapt.yaml", [*more, f"model.base={base}", "training.max_steps=2"]
    )
    pretrain(config, [articles], tmp_path / "adapted")
    before, after = (load_file(folder / "model.safetensors") for folder in (base, tmp_path / "adapted"))
    assert before.keys() == after.keys()
    name = "bert.encoder.layer.0.attention.self.query.weight"
    assert not torch.equal(before[name], after[name])
    assert torch.allclose(before[name].float(), after[name].float(), atol=0.05)
    with pytest.raises(InputError, match="cannot be loaded"):
        pretrain(
            load_pretrain_config(ADAPT, ["model.base=nowhere"]),
            [articles],
            tmp_path / "x",
        )
