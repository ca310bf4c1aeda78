"""A BERT with two heads on one encoder: it guesses hidden characters and tags them all, and saves as a plain BERT."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertConfig, BertForMaskedLM


class MaskedTagger(BertForMaskedLM):  # type: ignore[misc]
    """Loads from any BERT, and as AutoModelForMaskedLM or AutoModelForTokenClassification, each with its own head."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()

    def forward(self, hidden: torch.Tensor, **inputs: torch.Tensor | list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the characters' scores where `hidden` (1 × tokens) says so, and the tags' scores of all tokens."""
        states = self.bert(**inputs).last_hidden_state
        return self.cls(states[hidden]), self.classifier(self.dropout(states))
