"""One training run as one YAML file, checked whole before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

from annotate.records import InputError

STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class Architecture(BaseModel):
    """The size of a BERT with random weights, in the words of transformers.BertConfig."""

    model_config = STRICT
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_dropout_prob: float = 0.1
    attention_probs_dropout_prob: float = 0.1
    initializer_range: float = 0.02


class Model(BaseModel):
    """Where the weights come from: `base`, a hub name or a local folder, or random ones of an `architecture`."""

    model_config = STRICT
    base: str | None = None
    architecture: Architecture | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Model:
        if (self.base is None) == (self.architecture is None):
            raise ValueError("wants either `base` or `architecture`")
        return self


class Reading(BaseModel):
    """How texts are read: windows of `window` characters every `stride` characters."""

    model_config = STRICT
    window: int = Field(gt=0)
    stride: int = Field(gt=0)

    @model_validator(mode="after")
    def _covering(self) -> Reading:
        if self.stride > self.window:
            raise ValueError("the stride must not exceed the window")
        return self


class Augmentation(BaseModel):
    """How likely a span is swapped for another of its label, its digits are drawn anew, and a character is hidden."""

    model_config = STRICT
    swap: float = Field(default=0.0, ge=0, le=1)
    digits: float = Field(default=0.0, ge=0, le=1)
    unknown: float = Field(default=0.0, ge=0, lt=1)


class Regularisation(BaseModel):
    """What keeps a model from learning its few articles by heart, each off unless a run names it.

    `agreement`: the weight of two readings' disagreement under dropout (R-Drop, Liang et al. 2021). `average`: how much
    of the weights' moving average is kept at a step. `transitions`: the weight of tags' order in decoding. Label
    smoothing is `training.label_smoothing_factor`.
    """

    model_config = STRICT
    agreement: float = Field(default=0.0, ge=0)
    average: float = Field(default=0.0, ge=0, lt=1)
    transitions: float = Field(default=0.0, ge=0)


class Objective(BaseModel):
    """What a base learns: to guess `hidden` of the characters, in runs of 1 to `longest`, and to tag them all.

    `characters` and `tags` weigh the two losses; the tags are those of the given documents' spans.
    """

    model_config = STRICT
    hidden: float = Field(default=0.15, ge=0, lt=1)
    longest: int = Field(default=3, gt=0)
    characters: float = Field(default=1.0, ge=0)
    tags: float = Field(default=1.0, ge=0)


class PretrainConfig(BaseModel):
    """A pre-training run: the model, how it reads, what it learns, and TrainingArguments."""

    model_config = STRICT
    model: Model
    reading: Reading
    objective: Objective
    training: dict[str, Any]


class RunConfig(BaseModel):
    """A run: the model, how it reads, what alters its training text, what restrains it, and TrainingArguments.

    `patience` is the number of evaluations without gain after which the run stops.
    """

    model_config = STRICT
    model: Model
    reading: Reading
    augmentation: Augmentation = Augmentation()
    regularisation: Regularisation = Regularisation()
    patience: int | None = Field(default=None, gt=0)
    training: dict[str, Any]


def load_config(path: Path, overrides: Iterable[str] = ()) -> RunConfig:
    """Read a run and apply `key=value` overrides such as `training.seed=7`.

    What is unknown, of the wrong type or missing raises InputError naming file and key.
    """
    return _load(RunConfig, path, overrides)


def load_pretrain_config(path: Path, overrides: Iterable[str] = ()) -> PretrainConfig:
    """Read a pre-training run as `load_config` reads a run."""
    return _load(PretrainConfig, path, overrides)


Config = TypeVar("Config", RunConfig, PretrainConfig)


def _load(kind: type[Config], path: Path, overrides: Iterable[str]) -> Config:
    values = _read(path)
    for override in overrides:
        _override(values, override)
    try:
        config = kind.model_validate(values)
        _training_model().model_validate(config.training)
    except ValidationError as error:
        raise InputError(f"{path}: {_first(error, values)}") from error
    return config


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); see configs/ for runs to copy") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: is not YAML ({' '.join(str(error).split())}); correct it there") from error
    if not isinstance(values, dict):
        raise InputError(f"{path}: holds no keys; see configs/ for runs to copy")
    return values


def _override(values: dict[str, Any], override: str) -> None:
    keys, equals, text = override.partition("=")
    *sections, key = keys.strip().split(".")
    if not equals or not key:
        raise InputError(f"{override}: is not key=value; write for example training.seed=7")
    for section in sections:
        values = values.setdefault(section, {})
        if not isinstance(values, dict):
            raise InputError(f"{override}: {section} is a value and has no keys")
    try:
        values[key] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"{override}: the value is not YAML; put it in quotes") from error


def _training_model() -> type[BaseModel]:
    """Return a strict model of every key that transformers.TrainingArguments takes."""
    from transformers import TrainingArguments

    hints = get_type_hints(TrainingArguments)
    keys: dict[str, Any] = {field.name: (hints[field.name], None) for field in fields(TrainingArguments) if field.init}
    section = ConfigDict(**STRICT, arbitrary_types_allowed=True)
    return create_model("training", __config__=section, **keys)


def _first(error: ValidationError, values: dict[str, Any]) -> str:
    """Say in one line what is wrong first, and how to put it right."""
    problem = error.errors()[0]
    place = [str(part) for part in problem["loc"]]
    section = [] if error.title in ("RunConfig", "PretrainConfig") else [error.title]
    key = ".".join([*section, *(part for part in place if part.isidentifier())])
    given = problem["input"]
    if problem["type"] == "extra_forbidden":
        return f"{key} is not a key here; remove it or correct its name"
    if problem["type"] == "missing":
        return f"{key} is missing; add it"
    if isinstance(given, str) and problem["type"] != "value_error" and _is_number(given):
        return f"{key}: YAML reads {given!r} as text; write {_with_point(given)}"
    return f"{key}: {problem['msg'].removeprefix('Value error, ')} (is {given!r})".replace("\n", " ")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _with_point(text: str) -> str:
    """Write a number so that YAML 1.1 reads it as one.

    >>> _with_point("3e-5"), _with_point("1e4"), _with_point("12")
    ('3.0e-5', '1.0e+4', '12')
    """
    mantissa, e, exponent = text.lower().partition("e")
    if not e:
        return text
    point = mantissa if "." in mantissa else f"{mantissa}.0"
    return f"{point}e{exponent if exponent[0] in '+-' else '+' + exponent}"
