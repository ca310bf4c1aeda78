"""Layer-wise learning rates: the deeper a pre-trained layer, the more general what it knows, the less it moves."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def layer_groups(
    model: PreTrainedModel, rate: float, layer_decay: float, weight_decay: float, decayed: Collection[str]
) -> list[dict[str, Any]]:
    """Return an optimizer's parameter groups, the head's first: a layer learns at `layer_decay` of the one above.

    `decayed` names the parameters that `weight_decay` is for.
    """
    top = int(model.config.num_hidden_layers) + 1
    groups: dict[tuple[int, bool], list[Any]] = {}
    for name, parameter in model.named_parameters():
        groups.setdefault((top - _height(name, top), name in decayed), []).append(parameter)
    return [
        {"params": groups[key], "lr": rate * layer_decay ** key[0], "weight_decay": weight_decay * key[1]}
        for key in sorted(groups)
    ]


def _height(name: str, top: int) -> int:
    """Return 0 for the embeddings, 1 for the first layer, `top` for what is above the last.

    >>> [_height(name, 5) for name in ("bert.embeddings.LayerNorm.bias", "bert.encoder.layer.3.output.dense.bias")]
    [0, 4]
    """
    layer = re.search(r"\.layer\.(\d+)\.", name)
    return int(layer[1]) + 1 if layer else 0 if ".embeddings" in name else top
