"""The Trainer that articles need: packed rows, one loss over all processes, and a run that can be cut anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from torch.utils.data import SequentialSampler
from transformers import Trainer, TrainerCallback

from train.augment import Augmented
from train.averaging import averaged, exchange, follow
from train.config import Regularisation
from train.examples import collate
from train.loss import IGNORED, disagreement, token_loss, twice
from train.packing import packed, unpack

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, TrainerControl, TrainerState, TrainingArguments

Batch = dict[str, Any]


class NewEpoch(TrainerCallback):  # type: ignore[misc]
    """Tells the rows which epoch it is, in every process and also when a run goes on."""

    def __init__(self, rows: Augmented) -> None:
        self.rows = rows

    def on_epoch_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object
    ) -> None:
        """Alter the rows anew."""
        self.rows.epoch = int(state.epoch or 0)


class ArticleTrainer(Trainer):  # type: ignore[misc]
    """Trains and evaluates a token classifier on packed windows."""

    def __init__(
        self,
        model: PreTrainedModel,
        arguments: TrainingArguments,
        train_dataset: Augmented,
        regularisation: Regularisation,
        **others: object,
    ) -> None:
        self.regularisation = regularisation
        super().__init__(packed(model), arguments, collate, train_dataset, **others)
        self.loss_is_scaled_for_ga = True
        self.add_callback(NewEpoch(train_dataset))

    def create_optimizer(self, model: PreTrainedModel | None = None) -> torch.optim.Optimizer:
        """Return the run's optimizer, with the weights' average behind it."""
        optimizer: torch.optim.Optimizer = super().create_optimizer(model)
        if self.regularisation.average:
            follow(optimizer, self.regularisation.average)
        return optimizer

    def compute_loss(
        self,
        model: PreTrainedModel,
        inputs: Batch,
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | None = None,
    ) -> torch.Tensor | tuple[torch.Tensor, object]:
        """Return the loss by learnt token, whichever process and step of accumulation it is in."""
        inputs = dict(inputs)
        labels, weights = inputs.pop("labels"), inputs.pop("weights")
        smoothing, agreement = self.args.label_smoothing_factor, self.regularisation.agreement
        if model.training and agreement:
            outputs = model(**twice(inputs))
            halves = outputs.logits.chunk(2, 1)
            loss = sum(token_loss(half, labels, weights, smoothing) for half in halves) / 2
            loss += agreement * disagreement(outputs.logits, labels, weights)
        else:
            outputs = model(**inputs)
            loss = token_loss(outputs.logits, labels, weights, smoothing)
        tokens = (labels != IGNORED).sum() if num_items_in_batch is None else num_items_in_batch
        loss = loss / tokens * self.accelerator.num_processes
        return (loss, outputs) if return_outputs else loss

    def prediction_step(
        self,
        model: PreTrainedModel,
        inputs: Batch,
        prediction_loss_only: bool,
        ignore_keys: list[str] | None = None,
    ) -> tuple[Any, Any, Any]:
        """Return loss, scores and labels, a row a window again."""
        loss, logits, labels = super().prediction_step(model, inputs, prediction_loss_only, ignore_keys)
        if prediction_loss_only:
            return loss, logits, labels
        return loss, unpack(logits, inputs["lengths"]), unpack(labels, inputs["lengths"], IGNORED)

    def evaluate(self, *arguments: object, **named: object) -> dict[str, float]:
        """Evaluate the weights' average, where there is one."""
        with averaged(self.optimizer):
            measured: dict[str, float] = super().evaluate(*arguments, **named)
        return measured

    def keep_average(self) -> None:
        """Put the best checkpoint's average, or the last one, in the place of the weights for good."""
        if self.regularisation.average:
            if self.args.load_best_model_at_end and self.state.best_model_checkpoint:
                self._load_optimizer_and_scheduler(self.state.best_model_checkpoint)
            exchange(self.optimizer)

    def _get_eval_sampler(self, eval_dataset: Sequence[object]) -> SequentialSampler:
        """Keep the windows' order, so that they can be put together to articles again."""
        return SequentialSampler(eval_dataset)

    def _init_training_state(
        self, max_steps: int, steps_an_epoch: int, epochs: int, *others: object
    ) -> tuple[int, int]:
        """Go straight to the end of a run whose last checkpoint was written as it stopped early."""
        trained: tuple[int, int] = super()._init_training_state(max_steps, steps_an_epoch, epochs, *others)
        return (epochs, 0) if self.control.should_training_stop else trained

    def _save_rng_state(self, output_dir: str) -> None:
        """Let every process finish before trainer_state.json says that the checkpoint is whole."""
        super()._save_rng_state(output_dir)
        self.accelerator.wait_for_everyone()
