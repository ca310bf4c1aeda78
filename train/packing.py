"""Rows of different lengths as one row without padding, read by a plain BERT with the same result.

Every linear layer then works on all tokens of a batch at once, and attention on each run of rows of equal length: no
padding is computed, no mask is needed, and the checkpoint stays a plain one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from annotate.records import InputError

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

NAME = "packed"
FAMILIES = ("bert", "electra", "ernie")
"""Model types whose positions start at 0 and whose attention is exchangeable."""


def packed(model: PreTrainedModel) -> PreTrainedModel:
    """Let a model read what `pack` makes; padded batches are read as before. InputError for another kind of model."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    if model.config.model_type not in FAMILIES:
        raise InputError(f"{model.name_or_path}: is a {model.config.model_type}, not a BERT; choose a Chinese BERT")
    AttentionInterface.register(NAME, attention)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    model.set_attn_implementation(NAME)
    return model


def pack(rows: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Lay rows of token numbers end to end (1 × tokens), positions starting anew with each; rows keep their order.

    Rows of equal length that follow one another are attended to at once, so that sorted rows are read fastest.
    """
    import torch

    lengths = [len(row) for row in rows]
    return {
        "input_ids": torch.tensor([[token for row in rows for token in row]]),
        "position_ids": torch.tensor([[place for length in lengths for place in range(length)]]),
        "lengths": lengths,
    }


def unpack(states: torch.Tensor, lengths: Sequence[int], padding: float = 0.0) -> torch.Tensor:
    """Turn what a model made of packed rows (1 × tokens × …) into rows × longest × …, padded at the end."""
    from torch.nn.utils.rnn import pad_sequence

    return pad_sequence(states[0].split(list(lengths)), batch_first=True, padding_value=padding)


def attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    lengths: Sequence[int] | None = None,
    scaling: float | None = None,
    dropout: float = 0.0,
    **kwargs: Any,
) -> tuple[torch.Tensor, None]:
    """Attend within each of the packed rows (transformers' attention interface: 1 × heads × tokens × size).

    Without `lengths` the batch is padded and attended to as by transformers' own `sdpa`.
    """
    import torch
    from torch.nn.functional import scaled_dot_product_attention
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    if lengths is None:
        found: tuple[torch.Tensor, None] = sdpa_attention_forward(
            module, query, key, value, attention_mask, dropout=dropout, scaling=scaling, **kwargs
        )
        return found
    runs = [(length, len(list(rows))) for length, rows in groupby(lengths)]
    sizes = [length * count for length, count in runs]
    parts = zip(*(states[0].transpose(0, 1).split(sizes) for states in (query, key, value)), strict=True)
    attended = [
        scaled_dot_product_attention(
            *(states.unflatten(0, (count, length)).transpose(1, 2) for states in part),
            dropout_p=dropout,
            scale=scaling,
        )
        for (length, count), part in zip(runs, parts, strict=True)
    ]
    return torch.cat([run.transpose(1, 2).flatten(0, 1) for run in attended])[None], None
