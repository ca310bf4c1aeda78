"""Dataset → checkpoint: one Trainer run that ends in a plain Hugging Face folder."""

from __future__ import annotations

import json
import logging
import shutil
import sys
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
from train.transitions import estimate

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict
    from transformers import PreTrainedModel, PreTrainedTokenizerFast, TrainingArguments

    from train.trainer import ArticleTrainer

log = logging.getLogger(__name__)

Scores = dict[str, dict[str, float]]


def finetune(config: RunConfig, corpus: Path, out: Path, *, resume: bool = False) -> Scores:
    """Train on the dataset in `corpus`, save the best checkpoint in `out`, return the scores of the held-out parts.

    Of several processes (torchrun, accelerate launch) the first alone writes and returns scores. `resume` goes on from
    the last checkpoint of an interrupted run. InputError when the dataset lacks a part that the run needs, or the base
    model or an argument cannot be used.
    """
    from transformers import set_seed

    dataset = load(corpus)
    arguments = training_arguments(config, out)
    _check_parts(dataset, corpus)
    set_seed(arguments.seed)
    tags = dataset["train"].features["tags"].feature.names
    tokenizer = load_tokenizer(config, dataset["train"]["text"])
    model = load_model(config, tokenizer, tags)
    if weight := config.regularisation.transitions:
        model.config.transitions = estimate(dataset["train"]["tags"], len(tags), weight)
    trainer = _trainer(config, arguments, model, tokenizer, dataset)
    trainer.train(resume_from_checkpoint=_checkpoint(arguments, resume=resume))
    trainer.keep_average()
    scores = {
        name: _score(trainer, config, dataset, name) for name in dataset if name != "train" and len(dataset[name])
    }
    trainer.save_model(str(out))
    if not trainer.is_world_process_zero():
        return {}
    describe(out, config, dataset, scores)
    return scores


def training_arguments(config: RunConfig, out: Path) -> TrainingArguments:
    """Return the run's arguments; the device and its precision are chosen here unless the run states them."""
    from transformers import TrainingArguments

    device = choose_device(use_cpu=bool(config.training.get("use_cpu")))
    chosen = {"use_cpu": device.name == "cpu", "bf16": device.precision == "bf16", "fp16": device.precision == "fp16"}
    chosen |= {"remove_unused_columns": False}
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
        base = AutoTokenizer.from_pretrained(config.model.base)
    except (OSError, ValueError) as error:
        raise _unusable(config.model.base) from error
    if base.model_max_length < longest:
        known = base.model_max_length - 2
        raise InputError(
            f"{config.model.base}: learnt windows of {known} characters; set reading.window={known} or less"
        )
    tokens = base.get_vocab()
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
) -> ArticleTrainer:
    from transformers import EarlyStoppingCallback, PrinterCallback, ProgressCallback

    from train.progress import ProgressLine
    from train.trainer import ArticleTrainer

    tags = dataset["train"].features["tags"].feature.names
    longest = config.reading.window + 2
    rows = {name: examples(dataset[name], tokenizer, config.reading, tags) for name in ("train", "validation")}
    ids = CharacterIds(tokenizer)
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


def _checkpoint(arguments: TrainingArguments, *, resume: bool) -> str | None:
    """Return the last whole checkpoint to go on from, after removing those that are not, or all for a fresh start."""
    from transformers.trainer_utils import get_last_checkpoint

    folder = Path(arguments.output_dir)
    with arguments.main_process_first(local=False):
        for old in folder.glob("checkpoint-*"):
            if not (resume and _is_whole(old)):
                shutil.rmtree(old)
    if not resume:
        return None
    found = arguments.resume_from_checkpoint or (get_last_checkpoint(str(folder)) if folder.is_dir() else None)
    log.info("going on from %s", found or "the beginning: there is no checkpoint")
    return str(found) if found else None


def _is_whole(checkpoint: Path) -> bool:
    """Tell whether the last file that a Trainer writes into a checkpoint is there and complete."""
    try:
        return bool(json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return False


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
