"""Dataset → checkpoint: one Trainer run that ends in a plain Hugging Face folder."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import InputError
from train.augment import Augmented
from train.cards import describe
from train.characters import SPECIALS, CharacterIds, character_tokenizer, vocabulary
from train.config import RunConfig
from train.corpus import load
from train.device import choose_device
from train.examples import SpanScorer, examples
from train.locality import look_at_neighbours

if TYPE_CHECKING:
    from datasets import DatasetDict
    from transformers import PreTrainedModel, PreTrainedTokenizerFast, Trainer, TrainingArguments

log = logging.getLogger(__name__)

Scores = dict[str, dict[str, float]]


def finetune(config: RunConfig, corpus: Path, out: Path, *, resume: bool = False) -> Scores:
    """Train on the dataset in `corpus`, save the best checkpoint in `out`, return the scores of the held-out parts.

    `resume` goes on from the last checkpoint of an interrupted run. InputError when the dataset lacks a part that the
    run needs, or the base model or an argument cannot be used.
    """
    from transformers import set_seed

    dataset = load(corpus)
    arguments = training_arguments(config, out)
    _check_parts(dataset, corpus)
    set_seed(arguments.seed)
    tags = dataset["train"].features["tags"].feature.names
    tokenizer = load_tokenizer(config, dataset["train"]["text"])
    model = load_model(config, tokenizer, tags)
    trainer = _trainer(config, arguments, model, tokenizer, dataset)
    trainer.train(resume_from_checkpoint=_checkpoint(arguments, resume=resume))
    scores = {
        name: _score(trainer, config, dataset, name) for name in dataset if name != "train" and len(dataset[name])
    }
    trainer.save_model(str(out))
    describe(out, config, dataset, scores)
    return scores


def training_arguments(config: RunConfig, out: Path) -> TrainingArguments:
    """Return the run's arguments; the device and its precision are chosen here unless the run states them."""
    from transformers import TrainingArguments

    device = choose_device(use_cpu=bool(config.training.get("use_cpu")))
    chosen = {"use_cpu": device.name == "cpu", "bf16": device.precision == "bf16", "fp16": device.precision == "fp16"}
    try:
        return TrainingArguments(**{"output_dir": str(out / "checkpoints"), **chosen, **config.training})
    except (ValueError, ImportError) as error:
        raise InputError(f"training: {' '.join(str(error).split())}") from error


def load_tokenizer(config: RunConfig, texts: Iterable[str]) -> PreTrainedTokenizerFast:
    """Return the character tokenizer over the base's vocabulary, or over the texts' characters for random weights."""
    from transformers import AutoTokenizer

    longest = config.reading.window + 2
    if config.model.base is None:
        return character_tokenizer(vocabulary(texts), longest)
    try:
        tokens = AutoTokenizer.from_pretrained(config.model.base).get_vocab()
    except (OSError, ValueError) as error:
        raise _unusable(config.model.base) from error
    if missing := set(SPECIALS.values()) - tokens.keys():
        raise InputError(f"{config.model.base}: has no {min(missing)} in its vocabulary; choose a Chinese BERT as base")
    return character_tokenizer(tokens, longest)


def load_model(config: RunConfig, tokenizer: PreTrainedTokenizerFast, tags: Sequence[str]) -> PreTrainedModel:
    """Return the token classifier for these tags: the base's weights under a new head, or random ones."""
    from transformers import AutoModelForTokenClassification, BertConfig, BertForTokenClassification

    names = {"id2label": dict(enumerate(tags)), "label2id": {tag: number for number, tag in enumerate(tags)}}
    if config.model.architecture is not None:
        shape = config.model.architecture.model_dump()
        padding = tokenizer.pad_token_id
        model = BertForTokenClassification(
            BertConfig(vocab_size=len(tokenizer), pad_token_id=padding, **shape, **names)
        )
        look_at_neighbours(model)
        return model
    try:
        return AutoModelForTokenClassification.from_pretrained(config.model.base, ignore_mismatched_sizes=True, **names)
    except (OSError, ValueError) as error:
        raise _unusable(str(config.model.base)) from error


def _unusable(base: str) -> InputError:
    return InputError(
        f"{base}: cannot be loaded; give model.base=FOLDER, or a hub's or mirror's address in HF_ENDPOINT"
    )


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
) -> Trainer:
    from torch.utils.data import SequentialSampler
    from transformers import (
        DataCollatorForTokenClassification,
        EarlyStoppingCallback,
        PrinterCallback,
        ProgressCallback,
        Trainer,
    )

    from train.progress import ProgressLine

    class ArticleTrainer(Trainer):  # type: ignore[misc]
        """Evaluates windows in their order, so that they can be put together to articles again."""

        def _get_eval_sampler(self, eval_dataset: Sequence[object]) -> SequentialSampler:
            return SequentialSampler(eval_dataset)

    tags = dataset["train"].features["tags"].feature.names
    longest = config.reading.window + 2
    rows = {name: examples(dataset[name], tokenizer, config.reading, tags) for name in ("train", "validation")}
    stopping = [EarlyStoppingCallback(config.patience)] if config.patience else []
    trainer = ArticleTrainer(
        model,
        arguments,
        train_dataset=Augmented(rows["train"], CharacterIds(tokenizer), tags, config.augmentation, longest),
        eval_dataset=rows["validation"],
        processing_class=tokenizer,
        data_collator=DataCollatorForTokenClassification(tokenizer),
        compute_metrics=SpanScorer.of(dataset["validation"], config.reading, tags),
        callbacks=[ProgressLine(), *stopping],
    )
    trainer.remove_callback(PrinterCallback if arguments.disable_tqdm else ProgressCallback)
    return trainer


def _checkpoint(arguments: TrainingArguments, *, resume: bool) -> str | None:
    """Return the checkpoint to go on from; a fresh start removes those of an earlier run."""
    from transformers.trainer_utils import get_last_checkpoint

    folder = Path(arguments.output_dir)
    if resume:
        found = arguments.resume_from_checkpoint or (get_last_checkpoint(str(folder)) if folder.is_dir() else None)
        log.info("going on from %s", found or "the beginning: there is no checkpoint")
        return str(found) if found else None
    for old in folder.glob("checkpoint-*"):
        shutil.rmtree(old)
    return None


def _score(trainer: Trainer, config: RunConfig, dataset: DatasetDict, name: str) -> dict[str, float]:
    """Return strict precision, recall and F1 of a held-out part."""
    part = dataset[name]
    tags = part.features["tags"].feature.names
    trainer.compute_metrics = SpanScorer.of(part, config.reading, tags)
    rows = examples(part, trainer.processing_class, config.reading, tags)
    measured = trainer.predict(rows, metric_key_prefix=name).metrics
    return {metric: measured[f"{name}_{metric}"] for metric in ("f1", "precision", "recall")}
