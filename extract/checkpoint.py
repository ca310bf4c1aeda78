"""A checkpoint's folder read without transformers, whose model classes take seconds to import."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.records import InputError
from train.characters import CharacterIds
from train.decode import Bio
from train.packing import FAMILIES

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = "model.safetensors"

DEFAULTS = {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "max_position_embeddings": 512}
"""What a BERT is where its config.json leaves it out, as in transformers."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a token classifier's folder says of itself; the model takes `longest` tokens at once."""

    folder: Path
    config: dict[str, Any]
    tags: list[str]
    ids: CharacterIds
    longest: int

    @classmethod
    def open(cls, folder: Path) -> Checkpoint:
        """Read all but the weights; InputError unless it is a BERT with a tokenizer and BIO tags for labels."""
        if not (folder / "config.json").is_file():
            raise InputError(f"{folder}: holds no model; make one with `zhibiao finetune`")
        if not any((folder / name).is_file() for name in ("tokenizer.json", "vocab.txt")):
            raise InputError(f"{folder}: holds no tokenizer; copy the whole folder that `zhibiao finetune` wrote")
        try:
            config = DEFAULTS | json.loads((folder / "config.json").read_text(encoding="utf-8"))
            ids = CharacterIds(_tokenizer(folder))
            longest = int(min(config["max_position_embeddings"], _longest(folder / "tokenizer_config.json")))
        except Exception as error:  # the tokenizers library raises nothing narrower
            raise unloadable(folder, error) from error
        kind = config.get("model_type", "model of no named kind")
        if kind not in FAMILIES:
            raise InputError(f"{folder}: is a {kind}, not a BERT; choose a Chinese BERT")
        return cls(folder, config, _tags(folder, config.get("id2label", {})), ids, longest)


def unloadable(folder: Path, error: Exception) -> InputError:
    """Say in one line why a folder can't be used."""
    return InputError(f"{folder}: cannot be loaded ({' '.join(str(error).split())})")


def _tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer; from a bare vocabulary transformers has to make it."""
    from tokenizers import Tokenizer

    if (folder / "tokenizer.json").is_file():
        return Tokenizer.from_file(str(folder / "tokenizer.json"))
    from transformers import AutoTokenizer

    made: Tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    return made


def _longest(file: Path) -> float:
    """Return the tokens that the tokenizer's configuration, if there is one, grants a text."""
    if not file.is_file():
        return float("inf")
    return float(json.loads(file.read_text(encoding="utf-8")).get("model_max_length", "inf"))


def _tags(folder: Path, names: dict[str, str]) -> list[str]:
    tags = [names[number] for number in sorted(names, key=int)]
    try:
        Bio.of(tags)
    except ValueError as error:
        raise InputError(
            f"{folder}: its labels ({', '.join(tags[:3])} …) are not BIO tags; "
            "save the model with id2label, as `zhibiao finetune` does"
        ) from error
    return tags
