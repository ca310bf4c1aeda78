"""The Trainer of a base: guesses hidden characters and tags, on packed windows, and counts what it gets right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from transformers import Trainer

from train.config import Objective
from train.encoder import MaskedTagger
from train.hiding import hide
from train.loss import IGNORED
from train.packing import pack, packed
from train.rows import Rows

if TYPE_CHECKING:
    import torch
    from transformers import EvalPrediction, PreTrainedModel, TrainingArguments

Batch = dict[str, Any]


@dataclass
class Hidden:
    """A Trainer's rows, other characters hidden in every `epoch`: by seed, epoch and row alone."""

    rows: Rows
    objective: Objective
    mask: int
    ordinary: range
    seed: int
    epoch: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: int) -> Batch:
        tokens, tags = self.rows[number]
        drawn = np.random.default_rng((self.seed, self.epoch, number))
        read, guessed = hide(tokens, self.objective.hidden, self.objective.longest, self.mask, self.ordinary, drawn)
        return {"input_ids": read, "guessed": guessed, "labels": tags}


def collate(rows: Sequence[Batch]) -> Batch:
    """Pack rows to one batch (1 × tokens), rows of one length side by side."""
    import torch

    rows = sorted(rows, key=lambda row: len(row["input_ids"]))
    joined = {
        name: torch.from_numpy(np.concatenate([row[name] for row in rows]))[None] for name in ("guessed", "labels")
    }
    return pack([row["input_ids"].tolist() for row in rows]) | joined


class Pretrainer(Trainer):  # type: ignore[misc]
    """Trains a base on both of its heads at once."""

    kind: type[PreTrainedModel] = MaskedTagger

    def __init__(self, model: MaskedTagger, arguments: TrainingArguments, train: Hidden, validation: Hidden) -> None:
        self.objective = train.objective
        super().__init__(packed(model), arguments, collate, train, validation, compute_metrics=shares_right)
        self.model_accepts_loss_kwargs = False

    def compute_loss(
        self, model: MaskedTagger, inputs: Batch, return_outputs: bool = False, num_items_in_batch: object = None
    ) -> torch.Tensor | tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Return the weighted sum of both heads' mean losses."""
        from torch.nn.functional import cross_entropy

        guessed, labels = inputs.pop("guessed"), inputs.pop("labels")
        hidden = guessed != IGNORED
        characters, tags = model(hidden=hidden, **inputs)
        guessing = cross_entropy(characters.float(), guessed[hidden])
        tagging = cross_entropy(tags.float()[0], labels[0], ignore_index=IGNORED)
        loss = self.objective.characters * guessing + self.objective.tags * tagging
        return (loss, (characters, tags)) if return_outputs else loss

    def prediction_step(
        self, model: MaskedTagger, inputs: Batch, prediction_loss_only: bool, ignore_keys: list[str] | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the loss and, a row each, how many characters and tags are right and how many there are."""
        import torch

        inputs = self._prepare_inputs(inputs)
        guessed, labels = inputs["guessed"], inputs["labels"]
        with torch.no_grad(), self.compute_loss_context_manager():
            loss, (characters, tags) = self.compute_loss(model, dict(inputs), return_outputs=True)
        truth, learnt = guessed[guessed != IGNORED], labels > 0
        right = torch.stack([(characters.argmax(-1) == truth).sum(), (tags.argmax(-1) == labels)[learnt].sum()])
        return loss, right[None], torch.tensor([[len(truth), learnt.sum()]], device=right.device)


def shares_right(counted: EvalPrediction) -> dict[str, float]:
    """Return the shares of hidden characters and of characters in spans that are guessed right."""
    right, all_ = counted.predictions.sum(0), counted.label_ids.sum(0)
    return {"characters": float(right[0] / all_[0]), "tags": float(right[1] / all_[1])}
