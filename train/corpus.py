"""Corrected documents → a Hugging Face dataset: one row an article, one token a character, kept as Parquet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import Document, Figure, InputError, Span, read_documents, whole_file
from annotate.schema import Schema
from train.decode import encode

if TYPE_CHECKING:
    from datasets import DatasetDict, Features


def one_each(documents: Iterable[Document]) -> list[Document]:
    """Keep one annotation an article: the ground truth where there is one, else the newest; articles in their order."""
    best: dict[str, Document] = {}
    for document in documents:
        kept = best.setdefault(document.id, document)
        if _authority(document) > _authority(kept):
            best[document.id] = document
    return list(best.values())


def _authority(document: Document) -> tuple[bool, str]:
    annotation = document.meta.get("annotation") or {}
    return bool(annotation.get("ground_truth")), str(annotation.get("updated") or "")


def read_silver(given: Iterable[str]) -> list[Document]:
    """Read training documents with the weight of their labels, each file as `FILE=WEIGHT`; InputError otherwise."""
    documents = []
    for one in given:
        path, _, weight = one.rpartition("=")
        try:
            share = float(weight)
        except ValueError:
            share = 0.0
        if not path or not 0 < share <= 1:
            raise InputError(
                f"{one}: is not FILE=WEIGHT with a weight above 0 and up to 1; write for example {one}=0.3"
            )
        documents += [replace(d, meta=d.meta | {"weight": share}) for d in read_documents(Path(path))]
    return documents


def build(parts: Mapping[str, Sequence[Document]], schema: Schema) -> DatasetDict:
    """Turn each part's documents, those without spans too, into a split of the dataset.

    A span whose label the schema lacks raises InputError. `tokens` and `tags` have one entry a character of `text`;
    `weight` says how much an article's labels count in training: `meta["weight"]`, 1 for corrected ones.
    """
    from datasets import Dataset, DatasetDict

    columns = features(schema)
    rows = {name: [row(document, schema) for document in documents] for name, documents in parts.items()}
    by_column = {name: {column: [row[column] for row in part] for column in columns} for name, part in rows.items()}
    return DatasetDict({name: Dataset.from_dict(part, features=columns) for name, part in by_column.items()})


def features(schema: Schema) -> Features:
    """Return the dataset's columns; the BIO tags are a ClassLabel that carries their names."""
    from datasets import ClassLabel, Features, List, Value

    text, offset = Value("string"), Value("int32")
    span = {"start": offset, "end": offset, "label": text}
    reading = {field.name: text for field in fields(Figure) if field.name != "span"}
    return Features(
        dict.fromkeys(("id", "source", "title", "published", "text"), text)
        | {"weight": Value("float32"), "tokens": List(text), "tags": List(ClassLabel(names=list(schema.tags)))}
        | {"spans": List(span), "figures": List(span | reading)}
    )


def row(document: Document, schema: Schema) -> dict[str, Any]:
    """Return one article as a row of the dataset."""
    unknown = {span.label for span in document.spans} - set(schema.codes)
    if unknown:
        raise InputError(f"{document.id}: the label {min(unknown)} is not in labels.yaml; add it there or correct it")
    meta = {name: document.meta.get(name) for name in ("source", "title", "published")}
    return {
        **meta,
        "id": document.id,
        "text": document.text,
        "weight": document.meta.get("weight", 1.0),
        "tokens": list(document.text),
        "tags": encode(document.spans, len(document.text), schema.tags),
        "spans": [_place(span) for span in document.spans],
        "figures": [_place(figure.span) | figure.attributes() for figure in document.figures],
    }


def _place(span: Span) -> dict[str, Any]:
    place = asdict(span)
    return {name: place[name] for name in ("start", "end", "label")}


def save(dataset: DatasetDict, folder: Path) -> None:
    """Write one Parquet file a split and the card; `datasets.load_dataset(folder)` reads them, labels included."""
    from pyarrow.parquet import write_table

    folder.mkdir(parents=True, exist_ok=True)
    for name, part in dataset.items():
        write_table(part.data.table, folder / f"{name}.parquet")
    with whole_file(folder / "README.md") as card_file:
        card_file.write(card(dataset))


def load(folder: Path) -> DatasetDict:
    """Read the saved dataset, leaving no cache behind; InputError when it is not one."""
    from datasets import Dataset, DatasetDict
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import read_table

    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise InputError(f"{folder}: holds no dataset; make one with `zhibiao dataset`")
    try:
        dataset = DatasetDict({file.stem: Dataset(read_table(file)) for file in files})
    except (ArrowInvalid, OSError) as error:
        raise InputError(f"{folder}: is not a dataset ({error}); make it again with `zhibiao dataset`") from error
    if any("tags" not in part.features for part in dataset.values()):
        raise InputError(f"{folder}: has no column `tags`; make it with `zhibiao dataset`")
    return dataset


def card(dataset: DatasetDict) -> str:
    """Describe the dataset: sizes, labels, which articles are held out, and how the parts were kept apart."""
    names = list(dataset)
    counts = {name: _label_counts(part["spans"]) for name, part in dataset.items()}
    labels = next(iter(dataset.values())).features["tags"].feature.names[1::2]
    sizes = [("articles", [len(dataset[name]) for name in names])]
    sizes += [("characters", [sum(map(len, dataset[name]["text"])) for name in names])]
    sizes += [(label[2:], [counts[name].get(label[2:], 0) for name in names]) for label in labels]
    files = "\n".join(f"      - {{split: {name}, path: {name}.parquet}}" for name in names)
    held_out = "\n".join(f"- {name}: {_title(row)}" for name in names if name != "train" for row in dataset[name])
    table = "\n".join(f"| {what} | {' | '.join(map(str, numbers))} |" for what, numbers in sizes)
    return CARD.format(
        files=files, names=" | ".join(names), rule="|---" + "|---:" * len(names), table=table, held_out=held_out
    )


def _label_counts(articles: Iterable[Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    return Counter(span["label"] for spans in articles for span in spans)


def _title(row: Mapping[str, Any]) -> str:
    title = row["title"] or row["text"][:20].replace("\n", " ")
    return f"`{row['id']}` {title} ({Path(str(row['source'])).name})"


CARD = """---
language: zh
task_categories: [token-classification]
configs:
  - config_name: default
    data_files:
{files}
---
# Figures and entities in Chinese industrial and economic news

One row an article, one token a character. `tags` are BIO tags (a `ClassLabel`), `spans` the same as half-open offsets
into `text`, `figures` what the figures say. Articles without spans are kept.

| | {names} |
{rule}|
{table}

The parts are split by article: articles that share a sentence or are near-duplicates of one another are in one part.

Held out from training:

{held_out}
"""
