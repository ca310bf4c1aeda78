from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from annotate.gold import SEEDS
from annotate.records import Span, read_jsonl
from annotate.schema import load_schema
from tests.train.chinese_bert import chinese_bert
from train.characters import CharacterIds, character_tokenizer, vocabulary
from train.decode import Scores, decode, encode
from train.windows import stitch, windows

TAGS = load_schema().tags
HARD = "１２８．５亿，128.5 亿元\n增长２８％，𬭩𠮷，GDP、Ⅱ期、\u3000℃ \u200b\ufeff“E\u0301”"


def certain(numbers: NDArray[np.int64]) -> Scores:
    """Scores that leave no doubt about these tags."""
    scores = np.full((len(numbers), len(TAGS)), -20.0, np.float32)
    scores[range(len(numbers)), numbers] = 0.0
    return scores


def raw_seeds() -> dict[str, list[Span]]:
    """The seeds as printed, with each blank that a PDF put inside names and numbers, and their spans."""
    return {
        (SEEDS / "texts" / record["doc"]).read_bytes().decode(): [
            Span(span["start"], span["end"], span["label"]) for span in record["spans"]
        ]
        for record in read_jsonl(SEEDS / "labels.jsonl")
    }


def tokenizers(folder: Path) -> dict[str, PreTrainedTokenizerFast]:
    bert = chinese_bert(folder)
    return {
        "tiny": character_tokenizer(vocabulary(raw_seeds()), 256),
        "characters of a Chinese BERT": character_tokenizer(bert.get_vocab(), 256),
        "Chinese BERT as it comes": bert,
    }


def test_every_gold_span_of_the_seeds_survives_tokens_and_tags(tmp_path: Path) -> None:
    for name, tokenizer in tokenizers(tmp_path).items():
        ids = CharacterIds(tokenizer.backend_tokenizer)
        for text, gold in raw_seeds().items():
            numbers = encode(gold, len(text), TAGS)
            cover = windows(len(text), 254, 192)
            tokens = [ids.encode(text[w.start : w.end]) for w in cover]
            assert [len(window) - 2 for window in tokens] == [w.end - w.start for w in cover], name
            parts = [certain(numbers[w.start : w.end]) for w in cover]
            spans = decode([stitch(parts, cover)], TAGS)[0]
            assert [span.key() for span in spans] == [span.key() for span in gold], name


def test_berts_own_tokenizer_loses_what_ours_keeps(tmp_path: Path) -> None:
    found = tokenizers(tmp_path)
    own = found["Chinese BERT as it comes"](HARD, add_special_tokens=False)["input_ids"]
    ours = found["characters of a Chinese BERT"](HARD, add_special_tokens=False)["input_ids"]
    assert len(own) < len(HARD)
    assert len(ours) == len(HARD)


@pytest.mark.parametrize("kind", ["tiny", "characters of a Chinese BERT"])
def test_a_saved_tokenizer_gives_each_character_its_own_place(tmp_path: Path, kind: str) -> None:
    tokenizers(tmp_path)[kind].save_pretrained(tmp_path / "saved")
    loaded = AutoTokenizer.from_pretrained(tmp_path / "saved")
    encoded = loaded(HARD, return_offsets_mapping=True)
    assert encoded["offset_mapping"][1:-1] == [(i, i + 1) for i in range(len(HARD))]
    assert encoded["input_ids"] == CharacterIds(loaded.backend_tokenizer).encode(HARD)
    assert loaded.model_max_length == 256


def test_numbers_of_the_base_vocabulary_are_kept_and_forms_folded(tmp_path: Path) -> None:
    bert = chinese_bert(tmp_path)
    tokens = CharacterIds(character_tokenizer(bert.get_vocab(), 256).backend_tokenizer)
    assert [tokens[c] for c in "年％%.5"] == bert.convert_tokens_to_ids(list("年％%.5"))
    assert [tokens[c] for c in "Ｇ５G"] == bert.convert_tokens_to_ids(list("g5g"))
    assert tokens["\n"] == tokens["\u3000"] == bert.convert_tokens_to_ids("[unused1]")
    assert tokens["𠮷"] == tokens["\ud800"] == bert.unk_token_id


@given(st.text(max_size=60))
def test_a_text_has_as_many_tokens_as_characters(text: str) -> None:
    assert len(IDS.encode(text)) == len(text) + 2
    assert IDS.tokenizer.encode(text, add_special_tokens=False).ids == IDS.encode(text)[1:-1]


IDS = CharacterIds(character_tokenizer(vocabulary(["中国 GDP 增长5%，2.7亿元。", HARD], 1), 64).backend_tokenizer)


def test_rare_characters_train_the_unknown_one() -> None:
    assert [token for token in vocabulary(["北京北海", " \n"]) if len(token) == 1] == [" ", "北"]


@given(st.data())
def test_encode_then_decode_is_the_identity(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, 80))
    cuts = sorted(data.draw(st.sets(st.integers(0, length))))
    labels = load_schema().codes
    spans = [
        Span(start, end, data.draw(st.sampled_from(labels)))
        for start, end in pairwise(cuts)
        if data.draw(st.booleans())
    ]
    decoded = decode([certain(encode(spans, length, TAGS))], TAGS)[0]
    assert [span.key() for span in decoded] == [span.key() for span in spans]
