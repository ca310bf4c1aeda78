"""What a run minimises: weighted cross-entropy over the tokens that are learnt from, and how two readings disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

IGNORED = -100
"""The label of a token that is not learnt from."""


def token_loss(
    logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor, smoothing: float = 0.0
) -> torch.Tensor:
    """Sum each token's cross-entropy times its weight; `smoothing` is the share spread over all tags.

    The sum, not the mean: whoever knows the tokens of all processes and steps divides.
    """
    from torch.nn.functional import cross_entropy

    losses = cross_entropy(
        logits.float().flatten(0, -2),
        labels.flatten(),
        ignore_index=IGNORED,
        label_smoothing=smoothing,
        reduction="none",
    )
    return (losses * weights.flatten()).sum()


def twice(inputs: dict[str, Any]) -> dict[str, Any]:
    """Put a packed batch behind itself, so that dropout reads every row in two ways."""
    import torch

    return {name: value * 2 if name == "lengths" else torch.cat([value, value], 1) for name, value in inputs.items()}


def disagreement(logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Sum the mean of both Kullback-Leibler divergences between the two readings of `twice` (R-Drop, Liang 2021).

    `logits` are those of both readings (1 × 2 tokens × tags), `labels` and `weights` those of one.
    """
    from torch.nn.functional import log_softmax

    one, other = log_softmax(logits[0].float(), -1).chunk(2)
    both = ((one.exp() - other.exp()) * (one - other)).sum(-1) / 2
    return (both * weights.flatten() * (labels.flatten() != IGNORED)).sum()
