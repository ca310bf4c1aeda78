"""What can be scored: documents that were labelled before, or rules and models that label the gold articles now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from annotate.records import Document, InputError, read_documents
from train.cards import HISTORY


@dataclass(frozen=True, slots=True)
class System:
    """What one system says of the gold articles.

    `speed` is characters a second, spans found and figures read and linked, None when it labelled them earlier;
    `history` is what the Trainer logged when its model was trained.
    """

    name: str
    documents: Sequence[Document]
    speed: float | None = None
    history: Sequence[Mapping[str, float]] = ()


def read_systems(gold: Sequence[Document], given: Iterable[str]) -> list[System]:
    """Return each system, given as [NAME=]WHAT: a file of documents, `rules`, a checkpoint's FOLDER or FOLDER+rules.

    InputError when WHAT is none of these, or two systems bear one name.
    """
    systems: list[System] = []
    for one in given:
        name, equals, what = one.partition("=")
        what = what if equals else one
        name = name if equals else _name(what)
        if any(name == system.name for system in systems):
            raise InputError(f"{one}: a second system named {name}; give it another name: NAME={what}")
        systems.append(label(name, what, gold) if _labels(what) else System(name, list(read_documents(Path(what)))))
    return systems


def _name(what: str) -> str:
    return Path(what).name if _labels(what) else Path(what).stem


def _labels(what: str) -> bool:
    return what == "rules" or what.endswith("+rules") or Path(what).is_dir()


def label(name: str, model: str, gold: Sequence[Document]) -> System:
    """Let rules or a model label the gold articles, and take the time."""
    from extract import batch

    predictor = batch.load_predictor(model)
    predictor([document.text for document in gold[:1]])  # what is loaded at first use is not timed
    start = perf_counter()
    documents = list(batch.label(gold, predictor))
    seconds = perf_counter() - start
    return System(name, documents, sum(len(d.text) for d in gold) / seconds, _history(model))


def _history(model: str) -> list[Mapping[str, float]]:
    path = Path(model.removesuffix("+rules")) / HISTORY
    try:
        history: list[Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except ValueError as error:
        raise InputError(f"{path}: is damaged ({error}); remove it, or train the model again") from error
    return history
