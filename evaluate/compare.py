"""Several systems scored on the same articles, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotate.records import Document
from annotate.schema import load_schema
from evaluate.score import Scores, score_documents
from train.counting import Score

if TYPE_CHECKING:
    from rich.table import Table

SYSTEM_HEADER = ("system", "P", "R", "F1", "95 %", "partial", "type only", "value", "indicator", "subject")


def compare(gold: Sequence[Document], systems: Mapping[str, Iterable[Document]]) -> dict[str, Scores]:
    """Score each system's documents by its name; all must hold exactly the gold articles, InputError otherwise."""
    return {name: score_documents(gold, documents) for name, documents in systems.items()}


def system_rows(results: Mapping[str, Scores]) -> list[tuple[str, ...]]:
    """Return a row a system under SYSTEM_HEADER: strict, lenient and reading scores (end to end) as text."""
    return [(name, *_micro(scores), *_readings(scores)) for name, scores in results.items()]


def _micro(scores: Scores) -> Iterable[str]:
    micro = scores.micro
    yield from (f"{micro.precision:.3f}", f"{micro.recall:.3f}", f"{micro.f1:.3f}", interval_text(micro))
    yield from (f"{scores.partial.f1:.3f}", f"{scores.type_only.f1:.3f}")


def _readings(scores: Scores) -> Iterable[str]:
    for name in ("value", "indicator", "subject"):
        yield f"{scores.attributes[name].recall:.3f}" if name in scores.attributes else "–"


def label_rows(results: Mapping[str, Scores]) -> list[tuple[str, int, dict[str, Score]]]:
    """Return label, support and each system's score, in the order of labels.yaml, labels that nobody has left out."""
    absent = Score(0, 0, 0)
    rows = []
    for code in load_schema().codes:
        scores = {name: found.labels.get(code, absent) for name, found in results.items()}
        if any(score.gold or score.predicted for score in scores.values()):
            rows.append((code, max(score.gold for score in scores.values()), scores))
    return rows


def system_table(results: Mapping[str, Scores]) -> Table:
    """Show the systems as a table for the terminal."""
    return text_table(SYSTEM_HEADER, system_rows(results))


def label_table(results: Mapping[str, Scores]) -> Table:
    """Show every label's support, and each system's strict F1 with its interval, as a table for the terminal."""
    rows = [
        (code, str(support), *(f"{score.f1:.3f} {interval_text(score)}" for score in scores.values()))
        for code, support, scores in label_rows(results)
    ]
    return text_table(("label", "support", *results), rows)


def text_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Lay out plain text as a table for the terminal."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(*map(escape, header), box=None, padding=(0, 1, 0, 0))
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def score_text(score: float | None) -> str:
    """Write a score with three decimals, a dash for none."""
    return "–" if score is None else f"{score:.3f}"


def interval_text(score: Score) -> str:
    """Write an interval as `0.712–0.803`, a dash where there is none."""
    return f"{score.interval[0]:.3f}–{score.interval[1]:.3f}" if score.interval else "–"
