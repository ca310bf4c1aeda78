"""Writes one self-contained HTML page that shows how well the systems do, and where they go wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotate.records import Document, Span
from annotate.schema import load_schema
from annotate.sentences import sentences
from evaluate.article import article_view
from evaluate.compare import compare, label_rows
from evaluate.matching import KINDS
from evaluate.pages import View, source, title, write_page
from evaluate.passages import context, pieces
from evaluate.readings import ATTRIBUTES
from evaluate.score import Scores, match
from extract.batch import to_record

ARTICLES = 12
"""Articles shown whole."""

MISTAKES = 600
"""Mistakes listed of each system."""


def write_report(
    path: Path, gold: Sequence[Document], systems: Mapping[str, Iterable[Document]], *, article: Document | None = None
) -> dict[str, Scores]:
    """Write the page, whole or not at all, and return the scores that it shows, by system.

    `systems` maps a name to its predictions on exactly the gold articles (InputError otherwise); `article` is a new
    article with predicted spans and figures, shown as text and table.
    """
    predicted = {name: match(gold, documents) for name, documents in systems.items()}
    results = compare(gold, predicted)
    shown = _varied(gold)
    write_page(
        path,
        "report.html",
        articles=len(gold),
        spans=sum(len(document.spans) for document in gold),
        figures=sum(len(document.figures) for document in gold),
        systems=list(results),
        results=results,
        label_rows=label_rows(results),
        attributes=[name for name in ATTRIBUTES if any(name in scores.attributes for scores in results.values())],
        confusion={name: _confusion(scores) for name, scores in results.items()},
        shown=[_article(index, gold, predicted) for index in shown],
        kinds=KINDS,
        mistakes=[view for name in results for view in _mistakes(name, results[name], gold, shown)],
        unlisted=sum(len(scores.mistakes[MISTAKES:]) for scores in results.values()),
        misreadings=[view for name in results for view in _misreadings(name, results[name], gold)],
        extracted=article_view(to_record(article), "new") if article else None,
    )
    return results


def _varied(gold: Sequence[Document]) -> list[int]:
    """Choose the articles to show: those with the most kinds of label for their length, in their order."""
    rich = sorted(range(len(gold)), key=lambda i: (-len({span.label for span in gold[i].spans}), len(gold[i].text), i))
    return sorted(rich[:ARTICLES])


def _article(index: int, gold: Sequence[Document], predicted: Mapping[str, Sequence[Document]]) -> View:
    """Show an article sentence by sentence: gold first, then each system, wrong spans marked."""
    document = gold[index]
    columns: dict[str, Sequence[Span]] = {name: documents[index].spans for name, documents in predicted.items()}
    ranges = sentences(document.text, [span for spans in (document.spans, *columns.values()) for span in spans])
    return {
        "anchor": f"a{index}",
        "title": title(document),
        "source": source(document),
        "rows": [
            [("gold", pieces(document.text, document.spans, *reach))]
            + [(name, pieces(document.text, spans, *reach, gold=document.spans)) for name, spans in columns.items()]
            for reach in ranges
        ],
    }


def _confusion(scores: Scores) -> View:
    """Arrange the counts as a matrix, None last on both sides, each cell with its share of its row."""
    used = {label for pair in scores.confusion for label in pair}
    axis = [*(code for code in load_schema().codes if code in used), None]
    totals = {row: sum(scores.confusion.get((row, column), 0) for column in axis) for row in axis}
    rows = [
        (row, [(column, n := scores.confusion.get((row, column), 0), n / totals[row] if n else 0) for column in axis])
        for row in axis
    ]
    return {"axis": axis, "rows": rows}


def _mistakes(system: str, scores: Scores, gold: Sequence[Document], shown: Collection[int]) -> Iterator[View]:
    for mistake in scores.mistakes[:MISTAKES]:
        text = gold[mistake.article].text
        yield {
            "system": system,
            "kind": mistake.kind,
            "anchor": f"a{mistake.article}" if mistake.article in shown else None,
            "sides": [
                (side, span.label, context(text, span)) if span else (side, None, None)
                for side, span in (("gold", mistake.gold), ("predicted", mistake.predicted))
            ],
        }


def _misreadings(system: str, scores: Scores, gold: Sequence[Document]) -> Iterator[View]:
    for reading in scores.misreadings[:MISTAKES]:
        yield {
            "system": system,
            "label": reading.span.label,
            "context": context(gold[reading.article].text, reading.span),
            "attribute": reading.attribute,
            "gold": reading.gold,
            "predicted": reading.predicted,
        }
