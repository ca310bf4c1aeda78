"""Evaluate and keep a moving average of the weights, which forgets the last batches' chance.

The average lives in the optimizer's state, so that checkpoints hold it and a resumed run goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def follow(optimizer: torch.optim.Optimizer, decay: float) -> None:
    """After every step, let the average keep `decay` of itself; less in the first steps, which are to be forgotten."""
    import torch

    @torch.no_grad()
    def step(optimizer: torch.optim.Optimizer, *unused: object) -> None:
        for weight, state in optimizer.state.items():
            steps = float(state["step"])
            average = state.setdefault("average", weight.detach().clone())
            average.lerp_(weight, 1 - min(decay, (1 + steps) / (10 + steps)))

    optimizer.register_step_post_hook(step)


def exchange(optimizer: torch.optim.Optimizer) -> None:
    """Exchange the weights and their averages; a second time puts them back."""
    for weight, state in optimizer.state.items():
        if "average" in state:
            weight.data, state["average"] = state["average"], weight.data


@contextmanager
def averaged(optimizer: torch.optim.Optimizer) -> Iterator[None]:
    """Work with the averages in the weights' place."""
    exchange(optimizer)
    try:
        yield
    finally:
        exchange(optimizer)
