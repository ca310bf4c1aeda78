"""What makes two runs the same: their inputs, their model and the code, each as it was when the run began."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from extract.inputs import InputFile, Inputs

ROOT = Path(__file__).resolve().parent.parent
CODE = ("annotate", "train", "extract", "configs")


def manifest(inputs: Inputs, model: str) -> dict[str, Any]:
    """Return a run's identity as plain JSON values; only equal ones end with the same bytes."""
    folder = Path(model.removesuffix("+rules"))
    return {
        "inputs": [_stamp(file) for file in inputs.files],
        "missing": [[failure.source, failure.reason] for failure in inputs.missing],
        "model": model,
        "weights": [_stamp(InputFile.of(path)) for path in sorted(folder.rglob("*")) if path.is_file()],
        "code": code_version(),
    }


def _stamp(file: InputFile) -> list[Any]:
    return [file.name, file.size, file.stamp]


def code_version() -> str:
    """Return a hash of the code and the configuration that make the output."""
    digest = hashlib.sha256()
    for room in CODE:
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
