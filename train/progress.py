"""A run's progress as one line: step, last loss and last F1, time left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from transformers import TrainerCallback
from transformers.utils.logging import disable_progress_bar

if TYPE_CHECKING:
    from transformers import TrainerControl, TrainerState, TrainingArguments


class ProgressLine(TrainerCallback):  # type: ignore[misc]
    """Takes the place of the Trainer's own bars and log lines."""

    def __init__(self) -> None:
        disable_progress_bar()
        columns = (TextColumn("training"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        self.progress = Progress(*columns, TimeRemainingColumn())
        self.figures: dict[str, float] = {}

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object
    ) -> None:
        """Show the line from the step at which the run goes on."""
        self.task = self.progress.add_task("", total=state.max_steps, completed=state.global_step)
        self.progress.start()

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object
    ) -> None:
        """Move on by a step."""
        self.progress.update(self.task, completed=state.global_step)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float],
        **kwargs: object,
    ) -> None:
        """Show the newest loss and F1."""
        shown = {"loss": "loss", "eval_f1": "F1"}
        self.figures |= {name: float(logs[key]) for key, name in shown.items() if key in logs}
        self.progress.update(self.task, description="  ".join(f"{name} {n:.3f}" for name, n in self.figures.items()))

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object
    ) -> None:
        """Leave the last state standing."""
        self.progress.stop()
