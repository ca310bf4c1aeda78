"""A learner for simulations of hundreds of rounds: the shipped base stays as it is, a head on top of it is trained.

A fine-tuned model takes a minute a round and scores 0.01 higher or lower by its training seed alone, which hides what
an order of labelling does. A head over the base's states takes seconds, so that many splits can be averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotate.records import Document, Predictor, Span
from annotate.schema import load_schema
from annotate.script import simplified
from train.counting import Score
from train.decode import decode, encode, log_softmax
from train.windows import stitch, windows

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

    from train.characters import CharacterIds

WINDOW, STRIDE = 128, 96
LAYERS = 3
"""The base's last layers, whose states the head reads."""

WIDTH, STEPS, TOKENS, RATE, DROPPED, DECAY = 128, 200, 512, 2e-3, 0.2, 0.05
"""The head's width and its training: steps of so many tokens drawn at random, AdamW, the rate rising and falling."""


@dataclass(frozen=True, slots=True)
class States:
    """A base's states of texts, each text read once."""

    base: PreTrainedModel
    ids: CharacterIds
    known: dict[str, torch.Tensor] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> States:
        """Load the base of a folder."""
        import torch
        from transformers import AutoModel

        from train.bases import base_tokenizer, quiet
        from train.characters import CharacterIds

        with quiet():
            base = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
        return cls(base, CharacterIds(base_tokenizer(str(folder), WINDOW + 2).backend_tokenizer))

    def __getitem__(self, text: str) -> torch.Tensor:
        """Return a row a character: the states of its last layers, one behind another."""
        import torch

        if text not in self.known:
            cover, plain = windows(len(text), WINDOW, STRIDE), simplified(text)
            parts = [self._read(plain[window.start : window.end]) for window in cover]
            self.known[text] = torch.from_numpy(stitch(parts, cover))
        return self.known[text]

    def _read(self, text: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        import torch

        with torch.inference_mode():
            layers = self.base(torch.tensor([self.ids.encode(text)]), output_hidden_states=True).hidden_states
        states: np.ndarray[tuple[int, int], np.dtype[np.float32]] = torch.cat(layers[-LAYERS:], -1)[0, 1:-1].numpy()
        return states


@dataclass(frozen=True, slots=True)
class Probe:
    """Learns from labelled passages and is scored on what is held out; a Learner."""

    states: States
    held_out: Sequence[Document]
    seed: int

    def __call__(self, labelled: Sequence[Document]) -> tuple[Predictor, float]:
        """Return the model that the passages teach, and its strict F1."""
        import torch

        tags = load_schema().tags
        numbers = [torch.from_numpy(encode(d.spans, len(d.text), tags)) for d in labelled]
        head = self._trained(torch.cat([self.states[d.text] for d in labelled]), torch.cat(numbers), len(tags))

        def model(texts: Sequence[str]) -> list[list[Span]]:
            with torch.inference_mode():
                return decode([log_softmax(head(self.states[text]).numpy()) for text in texts], tags)

        found = model([document.text for document in self.held_out])
        return model, _f1([document.spans for document in self.held_out], found)

    def _trained(self, states: torch.Tensor, numbers: torch.Tensor, tags: int) -> torch.nn.Module:
        import torch
        from torch import nn

        torch.manual_seed(self.seed)
        width = states.shape[1]
        head = nn.Sequential(
            *(nn.LayerNorm(width), nn.Dropout(DROPPED), nn.Linear(width, WIDTH), nn.GELU()),
            *(nn.Dropout(DROPPED), nn.Linear(WIDTH, tags)),
        )
        optimizer = torch.optim.AdamW(head.parameters(), weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=STEPS)
        for _ in range(STEPS):
            drawn = torch.randint(0, len(states), (TOKENS,))
            optimizer.zero_grad()
            torch.autograd.backward(nn.functional.cross_entropy(head(states[drawn]), numbers[drawn]))
            optimizer.step()
            schedule.step()
        return head.eval()


def _f1(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> float:
    pairs = [({s.key() for s in true}, {s.key() for s in spans}) for true, spans in zip(gold, found, strict=True)]
    true, spans, right = (sum(map(len, column)) for column in zip(*((t, f, t & f) for t, f in pairs), strict=True))
    return Score(true, spans, right).f1
