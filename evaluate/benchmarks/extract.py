"""How fast the extractor reads on this machine against `pipeline("token-classification")`, one sentence at a time.

`python -m evaluate.benchmarks.extract` makes checkpoints of two shapes with random weights (the speed doesn't depend on
them), lets both read the same sentences of the seeds in turns, and prints medians, their ratio, and the share of the
matrix rate measured between them; and tells whether the spans are those of the plain model.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from annotate.articles import harvest
from annotate.gold import SEEDS
from annotate.records import Span
from annotate.schema import load_schema
from annotate.sentences import sentences
from evaluate.benchmarks.training import matrix_rate, operations
from extract.extractor import Extractor
from train.characters import character_tokenizer, vocabulary
from train.decode import decode, log_softmax

SHAPES = {"4 × 312": (4, 312, 1200, 256, 2.7), "12 × 768": (12, 768, 3072, 32, 2.0)}
"""Layers, width, inner width, sentences a round, and how many times the pipeline's speed is wanted."""


def texts() -> list[str]:
    """Return the seeds' sentences."""
    articles = [document.text for document in harvest([str(SEEDS / "texts")])]
    return [text[start:end] for text in articles for start, end in sentences(text, ()) if end - start < 500]


def checkpoint(shape: str, lines: Sequence[str], folder: Path) -> None:
    """Save a token classifier with random weights and a vocabulary of the lines' characters."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    layers, width, inner, *_ = SHAPES[shape]
    tokenizer = character_tokenizer(vocabulary(lines, 1), 512)
    tags = load_schema().tags
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        num_hidden_layers=layers,
        hidden_size=width,
        intermediate_size=inner,
        num_attention_heads=12,
        id2label=dict(enumerate(tags)),
        label2id={tag: number for number, tag in enumerate(tags)},
    )
    BertForTokenClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def plain(folder: Path, lines: Sequence[str]) -> list[list[Span]]:
    """Return the spans of the plain model, one sentence at a time, decoded as the extractor decodes."""
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    model, tokenizer = AutoModelForTokenClassification.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    model.eval()
    with torch.inference_mode():
        logits = [model(**tokenizer(line, return_tensors="pt")).logits[0, 1:-1].numpy() for line in lines]
    return decode([log_softmax(one) for one in logits], load_schema().tags)


def compare(shape: str, rounds: int) -> None:
    """Print the medians of interleaved rounds."""
    from transformers import pipeline

    *_, count, wanted = SHAPES[shape]
    lines = texts()[:count]
    characters = sum(map(len, lines))
    with TemporaryDirectory() as name:
        folder = Path(name)
        checkpoint(shape, lines, folder)
        extractor, peer = Extractor(folder), pipeline("token-classification", model=name, device=-1)
        same = [[span.key() for span in spans] for spans in extractor(lines)] == [
            [span.key() for span in spans] for spans in plain(folder, lines)
        ]
        readers: dict[str, Callable[[], object]] = {
            "pipeline": lambda: [peer(line) for line in lines],
            "ours": lambda: extractor(lines),
        }
        seconds: dict[str, list[float]] = {reader: [] for reader in readers}
        rates = []
        for _ in range(rounds):
            for reader, read in readers.items():
                start = time.perf_counter()
                read()
                seconds[reader].append(time.perf_counter() - start)
            rates.append(matrix_rate(time.perf_counter))
        cost = operations(extractor.model) / 3
    theirs, ours = (characters / statistics.median(seconds[reader]) for reader in readers)
    typer.echo(
        f"{shape}: pipeline {theirs:,.0f}, ours {ours:,.0f} characters a second = {ours / theirs:.2f}× "
        f"(goal {wanted}×), {100 * ours * cost / statistics.median(rates):.0f} % of the matrix rate; "
        f"spans {'identical to' if same else 'NOT those of'} the plain model's on {count} sentences"
    )


def main(rounds: Annotated[int, typer.Option(help="Of which the median is taken.")] = 5) -> None:
    """Compare both shapes."""
    import torch

    typer.echo(f"{torch.get_num_threads()} threads, medians of {rounds} interleaved rounds, fp32")
    for shape in SHAPES:
        compare(shape, rounds)


if __name__ == "__main__":
    typer.run(main)
