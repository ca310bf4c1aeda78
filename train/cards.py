"""What a checkpoint folder says about itself: the model card, the run behind it and its scores."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from annotate.records import whole_file
from train.config import PretrainConfig, RunConfig

if TYPE_CHECKING:
    from datasets import DatasetDict

    from train.rows import Rows


HISTORY = "history.json"
"""The file of a checkpoint's folder that holds what its Trainer logged: a list of {step, epoch, loss or eval_f1 …}."""


def describe(
    folder: Path,
    config: RunConfig,
    dataset: DatasetDict,
    scores: Mapping[str, Mapping[str, float]],
    history: Sequence[Mapping[str, float]],
) -> None:
    """Write README.md, run.yaml, scores.json and history.json beside the weights."""
    _write(folder, model_card(folder.name, config, dataset, scores), config, scores, history)


def describe_base(
    folder: Path,
    config: PretrainConfig,
    rows: Rows,
    articles: Sequence[Path],
    scores: Mapping[str, float],
    history: Sequence[Mapping[str, float]],
) -> None:
    """Write README.md, run.yaml, scores.json and history.json beside a base's weights."""
    hashes = "\n".join(f"- `{path.name}`, sha256 `{_sha256(path)}`" for path in articles)
    origin = f"from `{config.model.base}`" if config.model.base else "from random weights"
    card = BASE_CARD.format(
        name=folder.name,
        origin=origin,
        characters=len(rows.tokens),
        windows=len(rows),
        window=config.reading.window,
        articles=hashes,
        characters_right=scores["characters"],
        tags_right=scores["tags"],
    )
    _write(folder, card, config, scores, history)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write(
    folder: Path,
    card: str,
    config: RunConfig | PretrainConfig,
    scores: Mapping[str, object],
    history: Sequence[Mapping[str, float]],
) -> None:
    run = yaml.safe_dump(config.model_dump(mode="json", exclude_none=True), allow_unicode=True, sort_keys=False)
    logged = {"scores.json": json.dumps(scores, indent=2) + "\n", HISTORY: json.dumps(history, indent=2) + "\n"}
    texts = {"README.md": card, "run.yaml": run, **logged}
    for name, text in texts.items():
        with whole_file(folder / name) as file:
            file.write(text)


def model_card(name: str, config: RunConfig, dataset: DatasetDict, scores: Mapping[str, Mapping[str, float]]) -> str:
    """Return the card: where the weights come from, what they were trained on, how they score and how to use them."""
    base = config.model.base
    rows = (
        f"| {part} | {len(dataset[part])} | {sum(map(len, dataset[part]['spans']))} "
        f"| {s['precision']:.3f} | {s['recall']:.3f} | {s['f1']:.3f} |"
        for part, s in scores.items()
    )
    return CARD.format(
        name=name,
        header=f"base_model: {base}\n" if base else "",
        origin=f"Fine-tuned from `{base}`" if base else "Trained from random weights",
        articles=len(dataset["train"]),
        spans=sum(map(len, dataset["train"]["spans"])),
        rows="\n".join(rows),
        window=config.reading.window,
        overlap=config.reading.window - config.reading.stride,
    )


CARD = """---
language: zh
library_name: transformers
pipeline_tag: token-classification
{header}---
# {name}

Finds entities and figures in Chinese industrial and economic news, as BIO tags, one token a character.

## Training

{origin} on {articles} articles with {spans} spans. `run.yaml` holds the run.

## Scores

| part | articles | spans | precision | recall | F1 |
|---|---:|---:|---:|---:|---:|
{rows}

Strict span scores, micro average; the validation part chose the checkpoint.

## Limits

It knows the labels and the kind of news that it was trained on. Where it stands alone, names that it never met are its
weak side; with the rules (`{name}+rules`), figures are theirs.

## Use

The model reads {window} characters at a time; in plain transformers, longer text needs a stride:

```python
from transformers import pipeline

tag = pipeline("token-classification", model="{name}", aggregation_strategy="simple", stride={overlap})
```
"""

BASE_CARD = """---
language: zh
library_name: transformers
pipeline_tag: fill-mask
---
# {name}

A base for fine-tuning on Chinese industrial and economic news, one token a character.

## Training

Trained {origin} to guess hidden characters and, with the same encoder, to tag entities and figures as the
labels of its articles say. `run.yaml` holds the run. {windows:,} windows with {characters:,} tokens of these articles,
which are not part of this folder:

{articles}

## Scores

Of articles held out from training (one in a hundred) it guesses {characters_right:.3f} of the hidden characters and
tags {tags_right:.3f} of the characters in spans as their labels do.

## Limits

It has read news and little else, {window} characters at a time, and passes on what its articles' labels get wrong.

## Use

`model.base={name}` in a run of `zhibiao finetune`, or

```python
from transformers import pipeline

pipeline("fill-mask", model="{name}")("产值同比增[MASK]5.2%")
```
"""
