"""What the terminal shows of a text's figures, and of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from annotate.coverage import RuleCoverage
from annotate.figures import read_figures
from annotate.records import Figure, InputError
from extract.extracted import Record
from extract.table import facts, title, wording

if TYPE_CHECKING:
    from rich.table import Table

RULE_COLUMNS = ("rule", "label", "votes", "articles", "overlaps", "conflicts", "kept", "right", "precision")

FACT_COLUMNS = ("subject", "indicator", "period", "figure")

COLUMNS = ("figure", "label", "value", "unit", "bound", "change", "timex", "from", "before")


def figures_table(texts: Iterable[str], published: str | None) -> Table:
    """Read the figures of texts against a publication date (YYYY-MM-DD, InputError otherwise): a row each."""
    from rich.table import Table

    day = _day(published) if published else None
    table = Table(box=None, padding=(0, 1, 0, 0))
    for column in COLUMNS:
        table.add_column(column, no_wrap=column != COLUMNS[0], overflow="fold")
    for text in texts:
        for figure in read_figures(text, day):
            table.add_row(*_cells(text, figure))
    return table


def facts_table(record: Record) -> Table:
    """Show the facts of an extracted article, a row each."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), title=escape(title(record)), title_justify="left")
    for column in FACT_COLUMNS:
        table.add_column(column, justify="right" if column == "figure" else "left", overflow="fold")
    for fact in facts(record):
        cells = (fact.subject, fact.indicator, fact.period, " ".join((*wording(fact), fact.amount)))
        table.add_row(*(escape(cell or "–") for cell in cells))
    return table


def coverage_table(rows: Iterable[RuleCoverage]) -> Table:
    """Show the rules' coverage, a row each; precision is that of the votes kept."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0))
    for column in RULE_COLUMNS:
        table.add_column(column, justify="left" if column in ("rule", "label") else "right")
    for row in rows:
        right, precision = ("–" if number is None else f"{number:.3g}" for number in (row.right, row.precision))
        counts = (row.votes, row.articles, row.overlaps, row.conflicts, row.kept)
        table.add_row(row.rule, row.label, *map(str, counts), right, precision)
    return table


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"--published {text}: is not a date; write it as 2025-07-18") from error


def _cells(text: str, figure: Figure) -> tuple[str, ...]:
    from rich.markup import escape

    value = f"{figure.value}…{figure.value_high}" if figure.value_high else figure.value
    change = " ".join(filter(None, (figure.change, figure.basis)))
    cells = (value, figure.unit, figure.bound, change, figure.timex, figure.start_date, figure.end_date)
    return escape(text[figure.span.start : figure.span.end]), figure.span.label, *(cell or "" for cell in cells)
