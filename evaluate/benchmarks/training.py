"""How fast training is on the CPU against the Trainer's defaults, and counting against seqeval, in interleaved runs."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from annotate.gold import SEEDS

if TYPE_CHECKING:
    import torch
    from transformers import Trainer

    from train.augment import Augmented

SHAPES = {"4 × 312": (4, 312, 1200, 2.0), "12 × 768": (12, 768, 3072, 1.7)}
"""Layers, width, inner width, and how many times the defaults' speed is wanted."""

WORDS, TAGS, BATCH, LONGEST = 21128, 33, 8, 254
"""The vocabulary of bert-base-chinese, our tags, the Trainer's default batch, a window of our runs."""


@dataclass
class Random:
    """Rows of random tokens as long as the paragraphs of the developed seeds, in the form of `collate` or padded."""

    lengths: list[int]
    count: int
    rows: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        import random

        drawn = random.Random(0)
        lengths = drawn.choices(self.lengths, k=self.count)
        self.rows = [
            {
                "input_ids": [drawn.randrange(5, WORDS) for _ in range(length)],
                "labels": [drawn.randrange(TAGS) for _ in range(length)],
                "weight": 1.0,
            }
            for length in lengths
        ]

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> dict[str, Any]:
        return dict(self.rows[number])


def paragraphs() -> list[int]:
    """Return the tokens of each paragraph of seeds 000, 001 and 003, [CLS] and [SEP] included."""
    from annotate.articles import harvest

    texts = [document.text for name in ("000", "001", "003") for document in harvest(map(str, _files(name)))]
    return [min(len(line), LONGEST) + 2 for text in texts for line in text.split("\n") if line.strip()]


def _files(name: str) -> Iterator[Path]:
    return (SEEDS / "texts").glob(f"{name}*")


def trainers(shape: str, rows: Random, folder: str) -> dict[str, Trainer]:
    """Return the Trainer as it comes, with its padding collator, and ours, of the same weights."""
    from transformers import (
        BertConfig,
        BertForTokenClassification,
        DataCollatorForTokenClassification,
        Trainer,
        TrainingArguments,
        set_seed,
    )

    from train.characters import character_tokenizer, vocabulary
    from train.config import Regularisation
    from train.trainer import ArticleTrainer

    layers, width, inner, _ = SHAPES[shape]
    sizes = {"num_hidden_layers": layers, "hidden_size": width, "intermediate_size": inner, "num_attention_heads": 12}
    config = BertConfig(vocab_size=WORDS, num_labels=TAGS, **sizes)
    options = {"output_dir": folder, "use_cpu": True, "disable_tqdm": True, "save_strategy": "no"}
    tokenizer = character_tokenizer(vocabulary([]), LONGEST + 2)
    set_seed(0)
    plain = BertForTokenClassification(config)
    ours = BertForTokenClassification(config)
    ours.load_state_dict(plain.state_dict())
    return {
        "defaults": Trainer(
            plain,
            TrainingArguments(**options),
            DataCollatorForTokenClassification(tokenizer),
            rows,
            processing_class=tokenizer,
        ),
        "ours": ArticleTrainer(
            ours, TrainingArguments(**options, remove_unused_columns=False), cast("Augmented", rows), Regularisation()
        ),
    }


def stepper(trainer: Trainer) -> Iterator[int]:
    """Train a step at a time, and yield its learnt tokens: what `Trainer.train` does between its callbacks."""
    trainer.create_optimizer()
    model = trainer.accelerator.prepare_model(trainer.model)
    while True:
        for batch in trainer.get_train_dataloader():
            tokens = (batch["labels"] != -100).sum()
            trainer.training_step(model, batch, tokens)
            trainer.accelerator.clip_grad_norm_(model.parameters(), trainer.args.max_grad_norm)
            trainer.optimizer.step()
            model.zero_grad()
            yield int(tokens)


def speed(steps: Iterator[int], count: int, clock: Callable[[], float]) -> float:
    """Return tokens a second over so many steps."""
    start = clock()
    tokens = sum(islice(steps, count))
    return tokens / (clock() - start)


def matrix_rate(clock: Callable[[], float]) -> float:
    """Return the machine's fp32 rate in a matrix product of 1,024 × 1,024, in operations a second."""
    import torch

    one = torch.randn(1024, 1024)
    start = clock()
    for _ in range(10):
        one @ one
    return 10 * 2 * 1024**3 / (clock() - start)


def operations(model: torch.nn.Module) -> int:
    """Return the operations that a token costs in training, embeddings and attention's own products left out."""
    embeddings = sum(weight.numel() for name, weight in model.named_parameters() if "embeddings" in name)
    return 6 * (sum(weight.numel() for weight in model.parameters()) - embeddings)


def compare(shape: str, rounds: int, steps: int, clock: Callable[[], float]) -> None:
    """Print the medians of interleaved rounds, their ratio, and the share of the matrix rate measured between them."""
    with TemporaryDirectory() as folder:
        found = trainers(shape, Random(paragraphs(), 512), folder)
        running = {name: stepper(trainer) for name, trainer in found.items()}
        speeds: dict[str, list[float]] = {name: [speed(steps_, 1, clock)] for name, steps_ in running.items()}
        rates = []
        for _ in range(rounds):
            for name, steps_ in running.items():
                speeds[name].append(speed(steps_, steps, clock))
            rates.append(matrix_rate(clock))
        medians = {name: statistics.median(values[1:]) for name, values in speeds.items()}
        cost, rate = operations(found["ours"].model), statistics.median(rates)
    ratio, wanted = medians["ours"] / medians["defaults"], SHAPES[shape][3]
    typer.echo(
        f"{shape}: {medians['defaults']:,.0f} → {medians['ours']:,.0f} tokens a second = {ratio:.2f}× "
        f"(goal {wanted}×); {100 * medians['defaults'] * cost / rate:.0f} % → "
        f"{100 * medians['ours'] * cost / rate:.0f} % of {rate / 1e9:.0f} billion operations a second"
    )


def count_spans(rounds: int) -> None:
    """Print how long seqeval and our count take to score the rules on the seeds: medians of interleaved rounds."""
    from seqeval.metrics.v1 import precision_recall_fscore_support
    from seqeval.scheme import IOB2

    from annotate.articles import harvest
    from annotate.gold import place_gold
    from annotate.rules import predict
    from annotate.schema import load_schema
    from train.counting import Score, count
    from train.decode import encode

    tags = load_schema().tags
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    sides = ([document.spans for document in gold], predict([document.text for document in gold]))
    truth, guess = (
        [encode(spans, len(document.text), tags) for spans, document in zip(side, gold, strict=True)] for side in sides
    )
    names = [[[tags[number] for number in text] for text in side] for side in (truth, guess)]

    counters: dict[str, Callable[[], float]] = {
        "seqeval": lambda: precision_recall_fscore_support(*names, average="micro", scheme=IOB2)[2],
        "ours": lambda: Score(*count(truth, guess, tags).sum(axis=0)).f1,
    }
    seconds: dict[str, list[float]] = {name: [] for name in counters}
    for _ in range(rounds):
        for name, scored in counters.items():
            start = time.process_time()
            scored()
            seconds[name].append(time.process_time() - start)
    theirs, ours = (statistics.median(spent) for spent in seconds.values())
    equal = math.isclose(*(scored() for scored in counters.values()))
    typer.echo(
        f"strict F1 of the rules on the seeds: seqeval {1000 * theirs:,.0f} ms, ours {1000 * ours:.2f} ms = "
        f"{theirs / ours:,.0f}× (goal 100×); the F1 is {'equal' if equal else 'NOT equal'}"
    )


def main(
    rounds: Annotated[int, typer.Option(help="Of which the median is taken.")] = 5,
    steps: Annotated[int, typer.Option(help="Of training in a round.")] = 8,
    cpu_time: Annotated[bool, typer.Option(help="Measure processor time: for one thread on a busy machine.")] = False,
) -> None:
    """Compare both shapes in training, then the counting of spans."""
    import torch

    typer.echo(f"batches of {BATCH} paragraphs, {torch.get_num_threads()} threads, medians of {rounds}")
    for shape in SHAPES:
        compare(shape, rounds, steps, time.process_time if cpu_time else time.perf_counter)
    count_spans(rounds)


if __name__ == "__main__":
    typer.run(main)
