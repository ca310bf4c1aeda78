"""Dataset → checkpoint: one Trainer run that ends in a plain Hugging Face folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import InputError
from train.augment import Augmented
from train.bases import base_tokenizer, first_weights
from train.cards import describe
from train.characters import CharacterIds, character_tokenizer, vocabulary
from train.config import RunConfig
from train.corpus import load
from train.examples import SpanScorer, examples
from train.runs import alone, last_checkpoint, training_arguments
from train.saving import round_weights, save_weights
from train.transitions import estimate

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict
    from transformers import PreTrainedModel, PreTrainedTokenizerFast, TrainingArguments

    from train.trainer import ArticleTrainer

Scores = dict[str, dict[str, float]]


def finetune(config: RunConfig, corpus: Path, out: Path, *, resume: bool = False) -> Scores:
    """Train on the dataset in `corpus`, save the best checkpoint in `out`, return the scores of the held-out parts.

    Of several processes (torchrun, accelerate launch) the first alone writes and returns scores. `resume` goes on from
    the last checkpoint of an interrupted run. InputError when the dataset lacks a part that the run needs, or the base
    model or an argument cannot be used.
    """
    from transformers import set_seed

    dataset = load(corpus)
    arguments = training_arguments(config.training, out)
    _check_parts(dataset, corpus)
    set_seed(arguments.seed)
    tags = dataset["train"].features["tags"].feature.names
    longest = config.reading.window + 2
    if config.model.base is None:
        tokenizer = character_tokenizer(vocabulary(dataset["train"]["text"]), longest)
    else:
        tokenizer = base_tokenizer(config.model.base, longest)
    model = first_weights(config.model, tokenizer, tags)
    if weight := config.regularisation.transitions:
        model.config.transitions = estimate(dataset["train"]["tags"], len(tags), weight)
    with alone(arguments, out):
        trainer = _trainer(config, arguments, model, tokenizer, dataset)
        trainer.train(resume_from_checkpoint=last_checkpoint(arguments, resume=resume))
        trainer.keep_average()
        round_weights(model)
        scores = {
            name: _score(trainer, config, dataset, name) for name in dataset if name != "train" and len(dataset[name])
        }
        if not trainer.is_world_process_zero():
            return {}
        save_weights(model, out)
        tokenizer.save_pretrained(out)
        describe(out, config, dataset, scores, trainer.state.log_history)
    return scores


def _check_parts(dataset: DatasetDict, corpus: Path) -> None:
    for name in ("train", "validation"):
        if name not in dataset or not len(dataset[name]):
            raise InputError(f"{corpus}: has no articles in `{name}`; make the dataset from more articles")


def _trainer(
    config: RunConfig,
    arguments: TrainingArguments,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    dataset: DatasetDict,
) -> ArticleTrainer:
    from transformers import EarlyStoppingCallback, PrinterCallback, ProgressCallback

    from train.progress import ProgressLine
    from train.trainer import ArticleTrainer

    tags = dataset["train"].features["tags"].feature.names
    longest = config.reading.window + 2
    rows = {name: examples(dataset[name], tokenizer, config.reading, tags) for name in ("train", "validation")}
    ids = CharacterIds(tokenizer.backend_tokenizer)
    try:
        trainer = ArticleTrainer(
            model,
            arguments,
            Augmented(rows["train"], ids, tags, config.augmentation, longest, arguments.seed),
            config.regularisation,
            eval_dataset=rows["validation"],
            processing_class=tokenizer,
            compute_metrics=_scorer(model, config, dataset["validation"]),
            callbacks=[EarlyStoppingCallback(config.patience)] if config.patience else [],
        )
    except (RuntimeError, ValueError) as error:
        raise InputError(f"training: {' '.join(str(error).split())}") from error
    trainer.remove_callback(PrinterCallback if arguments.disable_tqdm else ProgressCallback)
    if trainer.is_world_process_zero():
        trainer.add_callback(ProgressLine())
    return trainer


def _scorer(model: PreTrainedModel, config: RunConfig, part: Dataset) -> SpanScorer:
    tags = part.features["tags"].feature.names
    return SpanScorer.of(part, config.reading, tags, getattr(model.config, "transitions", None))


def _score(trainer: ArticleTrainer, config: RunConfig, dataset: DatasetDict, name: str) -> dict[str, float]:
    """Return strict precision, recall and F1 of a held-out part."""
    part = dataset[name]
    trainer.compute_metrics = _scorer(trainer.model, config, part)
    rows = examples(part, trainer.processing_class, config.reading, part.features["tags"].feature.names)
    measured = trainer.predict(rows, metric_key_prefix=name).metrics
    return {metric: measured[f"{name}_{metric}"] for metric in ("f1", "precision", "recall")}


if __name__ == "__main__":
    from zhibiao import main

    sys.argv.insert(1, "finetune")
    main()
