"""Whether our training learns what the Trainer's defaults learn, and in what share of their time.

`python -m evaluate.benchmarks.learning` fine-tunes the shipped base on the paragraphs of the seeds 001 and 003, with
the Trainer as it comes and with ours in turns, by the same settings from the same training seeds, and scores both on
000: they are equal when they differ by less than two training seeds of one of them do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median, stdev
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
from annotate.schema import CONFIGS, load_schema
from evaluate.score import score_documents
from evaluate.simulation import passages
from train.augment import Augmented
from train.characters import CharacterIds
from train.config import Augmentation, Regularisation, RunConfig, load_config

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast, Trainer, TrainingArguments

    from train.examples import Example

    Maker: TypeAlias = Callable[[PreTrainedModel, TrainingArguments, PreTrainedTokenizerFast, list[Example]], Trainer]

LEARNT, SCORED = ("001", "003"), "000"
RUNS = range(5)

QUICK = (
    *(f"training.{key}='no'" for key in ("eval_strategy", "save_strategy", "logging_strategy")),
    *("training.load_best_model_at_end=false", "training.use_cpu=true", "training.disable_tqdm=true"),
)
"""What makes zhibiao.yaml train in a minute on one core; nothing is chosen on a held-out part."""


def documents(*names: str) -> list[Document]:
    """Return the corrected articles of these seeds."""
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    return [document for document in gold if Path(str(document.meta["source"])).name.startswith(names)]


def defaults(
    model: PreTrainedModel, arguments: TrainingArguments, tokenizer: PreTrainedTokenizerFast, rows: list[Example]
) -> Trainer:
    """Return the Trainer as it comes, with its padding collator."""
    from transformers import DataCollatorForTokenClassification, Trainer

    bare = [{"input_ids": row["input_ids"], "labels": row["labels"]} for row in rows]
    return Trainer(model, arguments, DataCollatorForTokenClassification(tokenizer), bare)


def ours(
    model: PreTrainedModel, arguments: TrainingArguments, tokenizer: PreTrainedTokenizerFast, rows: list[Example]
) -> Trainer:
    """Return our Trainer, of rows that are not altered."""
    from train.trainer import ArticleTrainer

    ids = CharacterIds(tokenizer.backend_tokenizer)
    unaltered = Augmented(rows, ids, load_schema().tags, Augmentation(), tokenizer.model_max_length)
    return ArticleTrainer(model, arguments, unaltered, Regularisation())


MAKERS: tuple[Maker, ...] = (defaults, ours)


def learn(make: Maker, config: RunConfig, folder: Path) -> tuple[float, float]:
    """Return the processor seconds that a run takes, and its strict F1 on the scored seed."""
    from transformers import PrinterCallback, set_seed

    from extract.batch import label, load_predictor
    from train import corpus
    from train.bases import base_tokenizer, first_weights
    from train.examples import examples
    from train.runs import training_arguments
    from train.saving import save_weights

    learnt = [passage for document in documents(*LEARNT) for passage in passages(document, 1)]
    rows = corpus.build({"train": learnt}, load_schema())["train"]
    arguments = training_arguments(config.training, folder)
    set_seed(arguments.seed)
    tags = list(load_schema().tags)
    tokenizer = base_tokenizer(str(config.model.base), config.reading.window + 2)
    model = first_weights(config.model, tokenizer, tags)
    trainer = make(model, arguments, tokenizer, examples(rows, tokenizer, config.reading, tags))
    trainer.remove_callback(PrinterCallback)
    start = time.process_time()
    trainer.train()
    seconds = time.process_time() - start
    save_weights(model, folder)
    tokenizer.save_pretrained(folder)
    scored = documents(SCORED)
    return seconds, score_documents(scored, list(label(scored, load_predictor(str(folder))))).micro.f1


def main() -> None:
    """Print both F1 of every training seed, their means and spread, and the median ratio of the times."""
    found: dict[str, list[tuple[float, float]]] = {make.__name__: [] for make in MAKERS}
    for seed in RUNS:
        config = load_config(CONFIGS / "train/zhibiao.yaml", [*QUICK, f"training.seed={seed}"])
        for make in MAKERS:
            with TemporaryDirectory() as folder:
                seconds, f1 = learn(make, config, Path(folder))
            found[make.__name__].append((seconds, f1))
            print(f"seed {seed}: {make.__name__:8} F1 {f1:.3f} in {seconds:.0f} s of processor time", flush=True)
    for name, runs in found.items():
        scores = [f1 for _, f1 in runs]
        print(f"{name}: F1 {mean(scores):.3f} ± {stdev(scores):.3f} (one standard deviation of {len(runs)} seeds)")
    ratio = median(theirs / mine for (theirs, _), (mine, _) in zip(*found.values(), strict=True))
    print(f"the defaults take {ratio:.2f} times the processor time of ours")


if __name__ == "__main__":
    main()
