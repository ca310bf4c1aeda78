from pathlib import Path

import pytest

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, InputError, Span
from annotate.schema import load_schema
from train import corpus

SCHEMA = load_schema()
AMOUNT = Span(2, 7, "MONEY")
PARTS = {
    "train": [
        Document(
            "a",
            AlignedText.identity("投资2.7亿元"),
            (AMOUNT,),
            (Figure(AMOUNT, value="270000000", unit="CNY"),),
            {"source": "a.txt", "title": "投资", "published": "2022-06-29"},
        ),
        Document("b", AlignedText.identity("没有数字\n"), meta={"source": "b.txt"}),
    ],
    "test": [
        Document(
            "c", AlignedText.identity("北京北京"), (Span(0, 2, "LOC"), Span(2, 4, "LOC")), meta={"source": "c.txt"}
        )
    ],
}


def test_a_saved_dataset_comes_back_whole(tmp_path: Path) -> None:
    corpus.save(corpus.build(PARTS, SCHEMA), tmp_path)
    dataset = corpus.load(tmp_path)
    assert dataset["train"].features == corpus.features(SCHEMA)
    first, empty = dataset["train"]
    assert first["tokens"] == list("投资2.7亿元")
    names = dataset["train"].features["tags"].feature.int2str(first["tags"])
    assert names == ["O", "O", "B-MONEY", "I-MONEY", "I-MONEY", "I-MONEY", "I-MONEY"]
    assert first["figures"][0]["value"] == "270000000"
    assert (empty["text"], empty["spans"], set(empty["tags"])) == ("没有数字\n", [], {0})
    assert [[Span(**span) for span in spans] for spans in dataset["test"]["spans"]] == [
        [Span(0, 2, "LOC"), Span(2, 4, "LOC")]
    ]


def test_datasets_itself_loads_the_folder(tmp_path: Path) -> None:
    from datasets import load_dataset

    corpus.save(corpus.build(PARTS, SCHEMA), tmp_path / "corpus")
    dataset = load_dataset(str(tmp_path / "corpus"), cache_dir=str(tmp_path / "cache"))
    assert {name: part.num_rows for name, part in dataset.items()} == {"train": 2, "test": 1}
    assert dataset["train"].features["tags"].feature.names == list(SCHEMA.tags)


def test_the_card_counts_labels_and_names_the_held_out_articles() -> None:
    card = corpus.card(corpus.build(PARTS, SCHEMA))
    assert "| articles | 2 | 1 |" in card
    assert "| LOC | 0 | 2 |" in card
    assert "- test: `c` 北京北京 (c.txt)" in card


def test_an_unknown_label_is_refused() -> None:
    document = Document("x", AlignedText.identity("北京"), (Span(0, 2, "CITY"),))
    with pytest.raises(InputError, match="CITY"):
        corpus.build({"train": [document]}, SCHEMA)


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no dataset"):
        corpus.load(tmp_path)
    (tmp_path / "train.parquet").write_text("not parquet", encoding="utf-8")
    with pytest.raises(InputError, match="is not a dataset"):
        corpus.load(tmp_path)
