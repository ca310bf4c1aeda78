"""Draws learning curves as one SVG picture: the middle score as a line, the range of all as a band."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor
from pathlib import Path
from statistics import median
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from annotate.records import whole_file

LEFT, RIGHT, TOP, BOTTOM = 60.0, 700.0, 50.0, 380.0
COLORS = ("#8a97a8", "#0b7a75", "#b5651d", "#4a86d8")
GRID = 0.05
"""What lies between two lines of the grid."""

Runs = Mapping[float, Sequence[float]]
"""A share in 0…1 → the score of every run at it."""


def draw(path: Path, title: str, x_name: str, curves: Mapping[str, Runs]) -> None:
    """Write the picture, whole or not at all; `curves` maps a name to its runs, four at most."""
    scores = [score for runs in curves.values() for found in runs.values() for score in found]
    low, high = floor(min(scores) / GRID), floor(max(scores) / GRID) + 1

    def y(score: float) -> float:
        return round(BOTTOM - (score / GRID - low) / (high - low) * (BOTTOM - TOP), 1)

    picture = (
        _environment()
        .get_template("curve.svg")
        .render(
            title=title,
            x_name=x_name,
            rows=[(y(line * GRID), f"{line * GRID:.2f}") for line in range(low, high + 1)],
            columns=[(_x(tenth / 10), f"{tenth * 10} %") for tenth in range(11)],
            curves=[_curve(name, runs, color, y) for (name, runs), color in zip(curves.items(), COLORS, strict=False)],
        )
    )
    with whole_file(path) as file:
        file.write(picture)


def _environment() -> Environment:
    return Environment(loader=PackageLoader("evaluate"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _curve(name: str, runs: Runs, color: str, y: Callable[[float], float]) -> dict[str, Any]:
    line, highest, lowest = ([(_x(share), y(of(runs[share]))) for share in sorted(runs)] for of in (median, max, min))
    return {"name": name, "color": color, "line": line, "band": highest + lowest[::-1]}


def _x(share: float) -> float:
    return round(LEFT + share * (RIGHT - LEFT), 1)
