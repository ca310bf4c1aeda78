"""Replaced-token detection (ELECTRA, Clark et al. 2020) as an objective to compare that of the shipped base with.

A generator of one layer guesses the hidden characters; the encoder reads what it has drawn and tells of every character
whether it is the article's own. They share no embeddings, which costs ELECTRA 0.8 points of GLUE (section 3.2).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertConfig, BertForMaskedLM, BertForTokenClassification

from train.loss import IGNORED
from train.packing import packed
from train.pretrainer import Batch, Pretrainer

DETECTION = 50.0
"""The weight of detection beside the generator's guessing (Clark et al., section 3.1)."""

Detected = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


class ReplacedTagger(BertForTokenClassification):  # type: ignore[misc]
    """An encoder that detects and tags, with the generator beside it."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        shallow: dict[str, Any] = config.to_dict() | {"num_hidden_layers": 1}
        self.generator = BertForMaskedLM(BertConfig(**shallow))
        self.detector = nn.Linear(config.hidden_size, 1)
        packed(self.generator)

    def forward(self, input_ids: torch.Tensor, guessed: torch.Tensor, **inputs: torch.Tensor | list[int]) -> Detected:
        """Return scores of hidden characters, of all tags and of being replaced, and what is (1 × tokens)."""
        hidden = guessed != IGNORED
        characters = self.generator.cls(self.generator.bert(input_ids, **inputs).last_hidden_state[hidden])
        read = input_ids.clone()
        read[hidden] = torch.multinomial(characters.detach().float().softmax(-1), 1)[:, 0]
        replaced = hidden & (read != guessed)
        states = self.bert(read, **inputs).last_hidden_state
        return characters, self.classifier(self.dropout(states)), self.detector(states)[..., 0], replaced


class Detector(Pretrainer):
    """Trains generator and encoder at once."""

    kind = ReplacedTagger

    def compute_loss(
        self, model: ReplacedTagger, inputs: Batch, return_outputs: bool = False, num_items_in_batch: object = None
    ) -> torch.Tensor | tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Return the sum of guessing, detecting and tagging, weighted."""
        guessed, labels = inputs["guessed"], inputs.pop("labels")
        characters, tags, detected, replaced = model(**inputs)
        guessing = cross_entropy(characters.float(), guessed[guessed != IGNORED])
        detecting = binary_cross_entropy_with_logits(detected.float(), replaced.float())
        tagging = cross_entropy(tags.float()[0], labels[0], ignore_index=IGNORED)
        loss = self.objective.characters * (guessing + DETECTION * detecting) + self.objective.tags * tagging
        return (loss, (characters, tags)) if return_outputs else loss
