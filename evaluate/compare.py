"""Several systems scored on the same articles, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.records import Document
from annotate.schema import load_schema
from evaluate.readings import ATTRIBUTES
from evaluate.reliability import BINS, calibration_error
from evaluate.resampling import Difference, difference
from evaluate.score import Scores, score_documents
from evaluate.systems import System
from train.counting import Score

if TYPE_CHECKING:
    from rich.table import Table

SYSTEM_HEADER = ("system", "P", "R", "F1", "95 %", "entities", "figures", "partial", "type")
ABSENT = Score(0, 0, 0)

GROUPS = 20
"""Files shown, those with the most spans."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a system stands beside the first one (None for that itself), and how far its scores are off if it has any."""

    difference: Difference | None
    calibration_error: float | None
    speed: float | None


Row = tuple[str, int, dict[str, Score]]
"""A label or a part of the articles: its name, its gold spans, and each system's score."""


def compare(gold: Sequence[Document], systems: Iterable[System]) -> dict[str, Scores]:
    """Score each system by its name; all must hold exactly the gold articles, InputError otherwise."""
    return {system.name: score_documents(gold, system.documents) for system in systems}


def standings(systems: Sequence[System], results: Mapping[str, Scores]) -> dict[str, Standing]:
    """Hold every system against the first."""
    first = results[systems[0].name].articles
    return {
        system.name: Standing(
            difference(results[system.name].articles, first) if number else None,
            calibration_error(results[system.name].reliability),
            system.speed,
        )
        for number, system in enumerate(systems)
    }


def label_rows(results: Mapping[str, Scores]) -> list[Row]:
    """Return the labels in the order of labels.yaml, those that nobody has left out."""
    rows = _rows({name: found.labels for name, found in results.items()}, load_schema().codes)
    return [row for row in rows if any(score.gold or score.predicted for score in row[2].values())]


def source_rows(results: Mapping[str, Scores]) -> list[Row]:
    """Return the files with the most spans, by name."""
    first = next(iter(results.values())).sources
    largest = sorted(first, key=lambda name: -first[name].gold)[:GROUPS]
    return _rows({name: found.sources for name, found in results.items()}, sorted(largest))


def length_rows(results: Mapping[str, Scores]) -> list[Row]:
    """Return the classes of articles of like length, the shortest first."""
    first = next(iter(results.values())).lengths
    return _rows({name: found.lengths for name, found in results.items()}, first)


def _rows(found: Mapping[str, Mapping[str, Score]], keys: Iterable[str]) -> list[Row]:
    rows = []
    for key in keys:
        scores = {name: by_key.get(key, ABSENT) for name, by_key in found.items()}
        rows.append((key, max(score.gold for score in scores.values()), scores))
    return rows


def attributes(results: Mapping[str, Scores]) -> list[str]:
    """Return the attributes that gold figures have."""
    return [name for name in ATTRIBUTES if any(name in scores.attributes for scores in results.values())]


def tables(systems: Sequence[System], results: Mapping[str, Scores]) -> Iterator[Table]:
    """Yield what the terminal shows: the systems, then each label, attribute, file, length and bin of scores."""
    yield text_table(SYSTEM_HEADER, (_system_row(name, found) for name, found in results.items()))
    header = ("system", f"above {systems[0].name}", "95 %", "p", "calibration", "characters/s")
    yield text_table(header, (_standing_row(*one) for one in standings(systems, results).items()))
    yield label_table(results)
    yield text_table(("attribute", "figures", *results), _attribute_rows(results))
    yield score_table("file", source_rows(results))
    yield score_table("characters", length_rows(results))
    yield text_table(("score", *results), _reliability_rows(results))


def label_table(results: Mapping[str, Scores]) -> Table:
    """Show every label."""
    return score_table("label", label_rows(results))


def score_table(what: str, rows: Sequence[Row]) -> Table:
    """Show rows of gold spans and each system's strict precision, recall, F1 and its interval."""
    header = (f"{name} P R F1 95 %" for name in rows[0][2]) if rows else ()
    cells = ((key, str(gold), *map(_score_cell, scores.values())) for key, gold, scores in rows)
    return text_table((what, "spans", *header), cells)


def _score_cell(score: Score) -> str:
    return f"{score.precision:.3f} {score.recall:.3f} {score.f1:.3f} {interval_text(score)}"


def _system_row(name: str, scores: Scores) -> tuple[str, ...]:
    micro = scores.micro
    strict = (f"{micro.precision:.3f}", f"{micro.recall:.3f}", f"{micro.f1:.3f}", interval_text(micro))
    return name, *strict, *(f"{s.f1:.3f}" for s in (scores.entities, scores.figures, scores.partial, scores.type_only))


def _standing_row(name: str, standing: Standing) -> tuple[str, ...]:
    apart = standing.difference
    above = ("–", "–", "–")
    if apart:
        above = (signed_text(apart.points), f"{signed_text(apart.low)} to {signed_text(apart.high)}", f"{apart.p:.3f}")
    speed = "–" if standing.speed is None else f"{standing.speed:,.0f}"
    return name, *above, score_text(standing.calibration_error), speed


def _attribute_rows(results: Mapping[str, Scores]) -> Iterator[tuple[str, ...]]:
    for name in attributes(results):
        scores = [found.attributes.get(name, ABSENT) for found in results.values()]
        yield name, str(scores[0].gold), *(f"{score.recall:.3f} ({score.precision:.3f})" for score in scores)


def _reliability_rows(results: Mapping[str, Scores]) -> Iterator[tuple[str, ...]]:
    for number in sorted({number for found in results.values() for number in found.reliability}):
        bins = (found.reliability.get(number) for found in results.values())
        yield (
            f"{number / BINS:.1f}–{(number + 1) / BINS:.1f}",
            *(f"{b.right} of {b.spans} = {b.precision:.3f}" if b else "–" for b in bins),
        )


def text_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Lay out plain text as a table for the terminal."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(*map(escape, header), box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def score_text(score: float | None) -> str:
    """Write a score with three decimals, a dash for none."""
    return "–" if score is None else f"{score:.3f}"


def signed_text(points: float) -> str:
    """Write a difference with its sign.

    >>> signed_text(0.0123), signed_text(-0.5)
    ('+0.012', '−0.500')
    """
    return f"{points:+.3f}".replace("-", "−")


def interval_text(score: Score) -> str:
    """Write an interval as `0.712–0.803`, a dash where there is none."""
    return f"{score.interval[0]:.3f}–{score.interval[1]:.3f}" if score.interval else "–"
