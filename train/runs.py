"""What all training runs do alike: their arguments, their device, and where they go on."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import InputError, claimed
from train.device import choose_device

if TYPE_CHECKING:
    from transformers import TrainingArguments

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


def alone(arguments: TrainingArguments, out: Path) -> AbstractContextManager[None]:
    """Keep other runs out of this one's folder; of its processes the first does so for all."""
    return claimed(out) if arguments.process_index == 0 else nullcontext()
