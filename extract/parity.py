"""The record beside an int8 export of how far its spans are those of the weights: without it int8 is never used."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from annotate.records import whole_file
from extract.checkpoint import WEIGHTS

log = logging.getLogger(__name__)

EXPORT, RECORD = "int8.onnx", "parity.json"
"""The files of a checkpoint's folder that `zhibiao export` writes."""

LEAST_AGREEMENT, MOST_LOSS = 0.995, 0.003
"""The share of spans that int8 has to find as fp32 does, and the F1 that it may lose."""


@dataclass(frozen=True, slots=True)
class Parity:
    """What int8 and fp32 found in the same corrected articles, and the SHA-256 of weights, export and articles.

    `spans` counts those of the one that finds more, `agreement` is the share of them that both find.
    """

    weights: str
    export: str
    documents: str
    articles: int
    spans: int
    agreement: float
    f1_fp32: float
    f1_int8: float

    @property
    def holds(self) -> bool:
        """Whether int8 may stand for fp32."""
        return self.agreement >= LEAST_AGREEMENT and self.f1_fp32 - self.f1_int8 <= MOST_LOSS

    def save(self, folder: Path) -> None:
        """Write the record beside the weights."""
        with whole_file(folder / RECORD) as file:
            json.dump(asdict(self), file, indent=2)


def exported(folder: Path) -> Parity | None:
    """Return the record of an export that may stand for the weights; None, and a line in the log, where it may not."""
    if not (folder / EXPORT).is_file():
        return None
    try:
        parity = Parity(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
        if not parity.holds:
            reason = "its record shows too great a difference"
        elif parity.export != digest(folder / EXPORT):
            reason = "it is not the file of its record"
        elif (folder / WEIGHTS).is_file() and parity.weights != digest(folder / WEIGHTS):
            reason = "the weights changed since"
        else:
            return parity
    except (OSError, ValueError, TypeError):
        reason = f"its {RECORD} is missing or damaged"
    log.warning("%s: is not used, as %s; make it anew with `zhibiao export`", folder / EXPORT, reason)
    return None


def digest(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
