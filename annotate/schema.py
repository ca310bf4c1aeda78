"""The label set: read once from configs/labels.yaml, everything else is generated from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from annotate.records import InputError

CONFIGS = Path(__file__).resolve().parent.parent / "configs"


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its English code, Chinese name, colour (#rrggbb), single-key hotkey, and whether it is a figure."""

    code: str
    name: str
    color: str
    hotkey: str
    figure: bool


@dataclass(frozen=True)
class Schema:
    """The labels in their fixed order, and the names that depend on it."""

    labels: tuple[Label, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the English codes in order."""
        return tuple(label.code for label in self.labels)

    @cached_property
    def figure_codes(self) -> frozenset[str]:
        """Return the codes of the labels whose spans are figures."""
        return frozenset(label.code for label in self.labels if label.figure)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Return the BIO tags, `O` first: the ClassLabel names and the model's label names."""
        return ("O", *(f"{prefix}-{code}" for code in self.codes for prefix in "BI"))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Map the name that Label Studio shows and returns (`企业 COMPANY`) to the code."""
        return {f"{label.name} {label.code}": label.code for label in self.labels}


@cache
def load_schema(path: Path = CONFIGS / "labels.yaml") -> Schema:
    """Read the labels; anything but two groups of complete, distinct labels raises InputError."""
    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as YAML ({str(error).splitlines()[0]})") from error
    if not isinstance(groups, dict) or set(groups) != {"entities", "figures"}:
        raise InputError(f"{path}: wants exactly the two groups `entities` and `figures`")
    labels = tuple(
        _label(path, code, fields, figure=group == "figures")
        for group in ("entities", "figures")
        for code, fields in groups[group].items()
    )
    for what in ("code", "name", "color", "hotkey"):
        values = [getattr(label, what) for label in labels]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise InputError(f"{path}: the {what} {sorted(twice)[0]!r} is used twice; make each distinct")
    return Schema(labels)


def _label(path: Path, code: str, fields: object, *, figure: bool) -> Label:
    wanted = {"name", "color", "hotkey"}
    if not isinstance(fields, dict) or set(fields) != wanted:
        raise InputError(f"{path}: label {code} wants exactly {', '.join(sorted(wanted))}")
    name, color, hotkey = (str(fields[key]) for key in ("name", "color", "hotkey"))
    return Label(str(code), name, color, hotkey, figure)
