"""Weights as they are kept: in half precision, half the size, and scored as they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def round_weights(model: PreTrainedModel) -> None:
    """Round the weights in place to half precision, so that scores taken now are those of the saved model."""
    import torch

    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(weight.half())


def save_weights(model: PreTrainedModel, folder: Path) -> None:
    """Write config.json and model.safetensors in half precision, each tied weight once; they load in full precision."""
    from transformers.utils import SAFE_WEIGHTS_NAME

    tied = set(model.all_tied_weights_keys)
    halves = {name: weight.half() for name, weight in model.state_dict().items() if name not in tied}
    model.save_pretrained(folder, state_dict=halves)
    (folder / SAFE_WEIGHTS_NAME).chmod(0o644)
