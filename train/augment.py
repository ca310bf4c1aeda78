"""Every epoch sees other names, other digits and other gaps, so that few articles teach context and not wording."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from train.characters import CharacterIds
from train.config import Augmentation
from train.examples import Example

Run = tuple[list[int], list[int]]
"""The tokens and the tags of one span, or of one character outside."""


@dataclass
class Augmented:
    """A Trainer's training rows, altered anew in every `epoch`: by seed, epoch and row alone, in whatever process."""

    examples: Sequence[Example]
    ids: CharacterIds
    tags: Sequence[str]
    augmentation: Augmentation
    longest: int
    seed: int = 0
    epoch: int = 0
    spans: dict[int, list[Run]] = field(init=False)

    def __post_init__(self) -> None:
        self.spans = defaultdict(list)
        for example in self.examples:
            for tokens, labels in self._runs(example):
                if self._begins(labels[0]):
                    self.spans[labels[0]].append((tokens, labels))
        self.digits = [self.ids[digit] for digit in "0123456789"]

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, number: int) -> Example:
        example = self.examples[number]
        drawn = random.Random(f"{self.seed} {self.epoch} {number}")
        spare = self.longest - len(example["input_ids"])
        tokens: list[int] = []
        tags: list[int] = []
        for run in self._runs(example):
            altered = self._swapped(run, spare, drawn) if self._begins(run[1][0]) else run
            spare -= len(altered[0]) - len(run[0])
            tokens += self._hidden(altered[0], drawn)
            tags += altered[1]
        tokens[0], tokens[-1] = example["input_ids"][0], example["input_ids"][-1]
        return {"input_ids": tokens, "labels": tags, "weight": example["weight"]}

    def _begins(self, tag: int) -> bool:
        return tag >= 0 and self.tags[tag].startswith("B-")

    def _runs(self, example: Example) -> Iterator[Run]:
        """Yield the spans whole, everything else token by token."""
        run: Run = ([], [])
        for token, tag in zip(example["input_ids"], example["labels"], strict=True):
            if run[0] and not (tag >= 0 and self.tags[tag].startswith("I-")):
                yield run
                run = ([], [])
            run[0].append(token)
            run[1].append(tag)
        yield run

    def _swapped(self, run: Run, spare: int, drawn: random.Random) -> Run:
        """Put another span of the same label in the place of this one if it fits, and draw its digits anew."""
        if drawn.random() < self.augmentation.swap:
            other = drawn.choice(self.spans[run[1][0]])
            run = other if len(other[0]) - len(run[0]) <= spare else run
        if drawn.random() < self.augmentation.digits:
            run = ([drawn.choice(self.digits) if token in self.digits else token for token in run[0]], run[1])
        return run

    def _hidden(self, tokens: Sequence[int], drawn: random.Random) -> list[int]:
        """Replace some characters by [UNK], so that no single one is relied upon."""
        unknown = self.ids.unknown
        return [unknown if drawn.random() < self.augmentation.unknown else token for token in tokens]
