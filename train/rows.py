"""Articles as windows of token and tag numbers in memory-mapped files: a corpus may be larger than the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from annotate.records import Document, InputError
from annotate.script import simplified
from train.characters import CharacterIds
from train.config import Reading
from train.decode import encode
from train.loss import IGNORED
from train.windows import edges_masked, windows

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

UNTAGGED = 255
"""Stands for IGNORED in a file of bytes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Windows laid end to end: their token and tag numbers, and where each begins (windows + 1)."""

    tokens: NDArray[np.uint16]
    tags: NDArray[np.uint8]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        part = slice(self.bounds[number], self.bounds[number + 1])
        tags = self.tags[part].astype(np.int64)
        return self.tokens[part].astype(np.int64), np.where(tags == UNTAGGED, IGNORED, tags)


def lay_out(
    documents: Iterable[Document],
    tokenizer: PreTrainedTokenizerFast,
    reading: Reading,
    tags: Sequence[str],
    folder: Path,
) -> Rows:
    """Write the windows of all documents, one document after another, and open them without reading them.

    A vocabulary of more than 65,536 entries or none of the documents having text raises InputError.
    """
    if len(tokenizer) > np.iinfo(np.uint16).max + 1:
        raise InputError(f"{len(tokenizer)} tokens are too many; choose a Chinese BERT as base")
    ids = CharacterIds(tokenizer.backend_tokenizer)
    inside = np.array([tag.startswith("I-") for tag in tags])
    bounds = array("q", [0])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tokens.u16").open("wb") as tokens_file, (folder / "tags.u8").open("wb") as tags_file:
        for document in documents:
            text = simplified(document.text)
            article = np.array(encode(document.spans, len(text), tags), np.int64)
            for window in windows(len(text), reading.window, reading.stride):
                row = ids.encode(text[window.start : window.end])
                learnt = np.array([IGNORED, *edges_masked(article, window, inside), IGNORED])
                tokens_file.write(np.array(row, np.uint16).tobytes())
                tags_file.write(np.where(learnt == IGNORED, UNTAGGED, learnt).astype(np.uint8).tobytes())
                bounds.append(bounds[-1] + len(row))
    if len(bounds) == 1:
        raise InputError("there is no text in these articles; give others")
    return Rows(
        np.memmap(folder / "tokens.u16", np.uint16, "r"),
        np.memmap(folder / "tags.u8", np.uint8, "r"),
        np.array(bounds, np.int64),
    )
