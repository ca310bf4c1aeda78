"""The report's charts as places on a small canvas: how a model learnt, and how far scores can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10, sqrt
from typing import Any

from evaluate.reliability import Bin

LEFT, RIGHT, TOP, BOTTOM = 38.0, 352.0, 12.0, 190.0
"""Where the axes lie; the template's canvas is 360 × 226."""

View = dict[str, Any]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axes:
    """Two axes from 0 to the largest value of each."""

    x_high: float
    y_high: float

    def x(self, value: float) -> float:
        """Return how far to the right a value lies."""
        return round(LEFT + value / self.x_high * (RIGHT - LEFT), 1)

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        return round(BOTTOM - value / self.y_high * (BOTTOM - TOP), 1)

    def line(self, points: Points) -> str:
        """Return the points as an SVG polyline wants them."""
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in points)

    def grid(self) -> View:
        """Return the marks of both axes: where each lies, and its number."""
        return {
            "columns": [(self.x(mark), f"{mark:g}") for mark in marks(self.x_high)],
            "rows": [(self.y(mark), f"{mark:g}") for mark in marks(self.y_high)],
        }


def marks(high: float) -> list[float]:
    """Return up to six round numbers from 0 up to the highest.

    >>> marks(1), marks(12)
    ([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.0, 5.0, 10.0])
    """
    power = 10.0 ** floor(log10(high / 5))
    step = next(power * times for times in (1, 2, 5, 10) if high / (power * times) <= 5)
    return [round(step * number, 6) for number in range(floor(high / step + 1e-9) + 1)]


def learning(history: Sequence[Mapping[str, float]]) -> View | None:
    """Return what a Trainer logged as two charts over epochs: F1 on the validation part, and the losses.

    None where nothing was logged or evaluated.
    """
    curves = {key: _logged(history, key) for key in ("eval_f1", "loss", "eval_loss")}
    if not curves["eval_f1"]:
        return None
    epochs = max(x for points in curves.values() for x, _ in points)
    scores, best = Axes(epochs, 1.0), max(curves["eval_f1"], key=lambda point: point[1])
    losses = [y for key in ("loss", "eval_loss") for _, y in curves[key]]
    return {
        "scores": scores.grid()
        | {"f1": scores.line(curves["eval_f1"]), "best": (scores.x(best[0]), scores.y(best[1]))},
        "best": best,
        "losses": _losses(Axes(epochs, _round_up(max(losses))), curves) if losses and max(losses) > 0 else None,
    }


def _logged(history: Sequence[Mapping[str, float]], key: str) -> list[tuple[float, float]]:
    """Return epoch and value of each entry that has it; a loss that is no number any more is left out."""
    return [(entry["epoch"], entry[key]) for entry in history if key in entry and isfinite(entry[key])]


def _losses(axes: Axes, curves: Mapping[str, Points]) -> View:
    return axes.grid() | {key: axes.line(curves[key]) for key in ("loss", "eval_loss")}


def _round_up(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return ceil(value / power) * power


def reliability_chart(bins: Mapping[int, Bin]) -> View:
    """Return each bin as a dot at its mean score and the share that is right, with the interval of that share."""
    axes = Axes(1.0, 1.0)
    most = max(found.spans for found in bins.values())
    return axes.grid() | {
        "diagonal": axes.line([(0, 0), (1, 1)]),
        "dots": [
            {
                "x": axes.x(found.score),
                "y": axes.y(found.precision),
                "r": round(3 + 7 * sqrt(found.spans / most), 1),
                "whisker": [axes.y(bound) for bound in found.interval],
                "bin": found,
            }
            for found in bins.values()
        ],
    }
