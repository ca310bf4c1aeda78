"""Adversarial training: what is learnt must also hold where the words' embeddings are moved to hurt most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@contextmanager
def moved_against(weight: torch.Tensor, distance: float) -> Iterator[None]:
    """Move a weight along its gradient by `distance` in the Euclidean norm, and back (FGM, Miyato et al. 2017)."""
    import torch

    before = weight.detach().clone()
    assert weight.grad is not None, "the loss has not been differentiated"
    with torch.no_grad():
        weight += distance * weight.grad / weight.grad.norm().clamp_min(1e-12)
    try:
        yield
    finally:
        with torch.no_grad():
            weight.copy_(before)
