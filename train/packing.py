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
    import torch
    from torch.nn.utils.rnn import pad_sequence

    return pad_sequence(list(torch.split(states[0], list(lengths))), batch_first=True, padding_value=padding)


def attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    lengths: Sequence[int] | None = None,
    scaling: float | None = None,
    dropout: float = 0.0,
    **kwargs: object,
) -> tuple[torch.Tensor, None]:
    """Attend within each of the packed rows (transformers' attention interface: 1 × heads × tokens × size).

    Without `lengths` the batch is padded and attended to as by transformers' own `sdpa`.
    """
    import torch
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    if lengths is None:
        found: tuple[torch.Tensor, None] = sdpa_attention_forward(
            module, query, key, value, attention_mask, dropout=dropout, scaling=scaling, **kwargs
        )
        return found
    runs = [(length, len(list(rows))) for length, rows in groupby(lengths)]
    sizes = [length * count for length, count in runs]
    parts = zip(*(torch.split(states[0].transpose(0, 1), sizes) for states in (query, key, value)), strict=True)
    attended = []
    for (length, count), part in zip(runs, parts, strict=True):
        queries, keys, values = (states.unflatten(0, (count, length)).transpose(1, 2) for states in part)
        attended.append(_attend(queries, keys, values, scaling, dropout).transpose(1, 2).flatten(0, 1))
    return torch.cat(attended)[None], None


def _attend(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scaling: float | None, dropout: float
) -> torch.Tensor:
    """Attend over rows of one length (rows × heads × length × size).

    With dropout on the CPU torch has no fused kernel and draws a random number for each pair of characters; here a
    random byte does, so that the rate is rounded to a 256th: a third less time in attention.
    """
    import torch

    if not dropout or query.device.type != "cpu":
        return torch.nn.functional.scaled_dot_product_attention(query, key, value, dropout_p=dropout, scale=scaling)
    shares = (query * (scaling or query.shape[-1] ** -0.5) @ key.transpose(-2, -1)).softmax(-1)
    words = torch.empty(-(-shares.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    dropped = round(dropout * 256)
    kept = words.view(torch.uint8)[: shares.numel()].view(shares.shape) >= dropped
    return (shares * kept) @ (value * (256 / (256 - dropped)))
