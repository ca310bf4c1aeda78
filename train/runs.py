"""What every training run does alike: its arguments, its device, and where it goes on."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import InputError
from train.characters import SPECIALS, character_tokenizer
from train.device import choose_device

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, TrainingArguments

log = logging.getLogger(__name__)


def training_arguments(training: Mapping[str, Any], out: Path) -> TrainingArguments:
    """Return the run's arguments; the device and its precision are chosen here unless the run states them."""
    from transformers import TrainingArguments

    device = choose_device(use_cpu=bool(training.get("use_cpu")))
    chosen = {"use_cpu": device.name == "cpu", "bf16": device.precision == "bf16", "fp16": device.precision == "fp16"}
    chosen |= {"remove_unused_columns": False}
    try:
        return TrainingArguments(**{"output_dir": str(out / "checkpoints"), **chosen, **training})
    except (ValueError, ImportError) as error:
        raise InputError(f"training: {' '.join(str(error).split())}") from error


def last_checkpoint(arguments: TrainingArguments, *, resume: bool) -> str | None:
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


def base_tokenizer(base: str, longest: int) -> PreTrainedTokenizerFast:
    """Return the character tokenizer over a base's vocabulary; `longest` counts tokens with [CLS] and [SEP].

    InputError when the base can't be loaded, is no Chinese BERT or has learnt shorter windows.
    """
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(base)
    except (OSError, ValueError) as error:
        raise unusable(base) from error
    if tokenizer.model_max_length < longest:
        known = tokenizer.model_max_length - 2
        raise InputError(f"{base}: learnt windows of {known} characters; set reading.window={known} or less")
    tokens = tokenizer.get_vocab()
    if missing := set(SPECIALS.values()) - tokens.keys():
        raise InputError(f"{base}: has no {min(missing)} in its vocabulary; choose a Chinese BERT as base")
    return character_tokenizer(tokens, longest)


def unusable(base: str) -> InputError:
    """Return the error that says what to give in the place of a base that can't be loaded."""
    return InputError(
        f"{base}: cannot be loaded; give model.base=FOLDER, or a hub's or mirror's address in HF_ENDPOINT"
    )
