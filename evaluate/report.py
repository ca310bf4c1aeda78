"""Writes one self-contained HTML page that shows how well the systems do, and where they go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotate.records import Document, Span
from annotate.schema import load_schema
from annotate.sentences import sentences
from evaluate.article import article_view
from evaluate.breakdown import source_of
from evaluate.charts import learning, reliability_chart
from evaluate.compare import attributes, compare, label_rows, length_rows, source_rows, standings
from evaluate.matching import KINDS
from evaluate.pages import View, title, write_page
from evaluate.passages import context, pieces
from evaluate.score import Scores, match
from evaluate.systems import System
from extract.batch import to_record

ARTICLES = 40
"""Articles shown whole."""

MISTAKES = 600
"""Mistakes listed of each system."""

Places = Mapping[int, Sequence[tuple[int, int]]]
"""The sentences of each article that is shown, by its number."""


def write_report(
    path: Path, gold: Sequence[Document], systems: Sequence[System], *, article: Document | None = None
) -> dict[str, Scores]:
    """Write the page, whole or not at all, and return the scores that it shows, by system.

    `systems` hold predictions on exactly the gold articles (InputError otherwise); `article` is a new article with
    predicted spans and figures, shown as text and table.
    """
    results = compare(gold, systems)
    predicted = {system.name: match(gold, system.documents) for system in systems}
    shown = {number: _sentences(number, gold, predicted) for number in _varied(gold)}
    write_page(
        path,
        "report.html",
        articles=len(gold),
        spans=sum(len(document.spans) for document in gold),
        readings=sum(len(document.figures) for document in gold),
        systems=list(results),
        results=results,
        standings=standings(systems, results),
        label_rows=label_rows(results),
        parts=[("Characters", length_rows(results)), ("File", source_rows(results))],
        attributes=attributes(results),
        confusion={name: _confusion(scores) for name, scores in results.items()},
        reliability={name: reliability_chart(s.reliability) for name, s in results.items() if s.reliability},
        learning=_learning(systems),
        shown=[_article(number, reach, gold, predicted) for number, reach in shown.items()],
        kinds=KINDS,
        mistakes=[view for name in results for view in _mistakes(name, results[name], gold, shown)],
        unlisted=sum(len(scores.mistakes[MISTAKES:]) for scores in results.values()),
        misreadings=[view for name in results for view in _misreadings(name, results[name], gold, shown)],
        extracted=article_view(to_record(article), "new") if article else None,
    )
    return results


def _varied(gold: Sequence[Document]) -> list[int]:
    """Choose the articles to show: those with the most kinds of label for their length, in their order."""
    rich = sorted(range(len(gold)), key=lambda i: (-len({span.label for span in gold[i].spans}), len(gold[i].text), i))
    return sorted(rich[:ARTICLES])


def _sentences(
    number: int, gold: Sequence[Document], predicted: Mapping[str, Sequence[Document]]
) -> list[tuple[int, int]]:
    spans = [span for documents in (gold, *predicted.values()) for span in documents[number].spans]
    return list(sentences(gold[number].text, spans))


def _learning(systems: Sequence[System]) -> dict[str, View]:
    """Draw each training run once: a model and its hybrid share one."""
    drawn: dict[str, View] = {}
    seen: list[Sequence[Mapping[str, float]]] = []
    for system in systems:
        if system.history not in seen and (view := learning(system.history)):
            drawn[system.name] = view
            seen.append(system.history)
    return drawn


def _article(
    number: int,
    ranges: Sequence[tuple[int, int]],
    gold: Sequence[Document],
    predicted: Mapping[str, Sequence[Document]],
) -> View:
    """Show an article sentence by sentence: gold first, then each system, wrong spans marked."""
    document = gold[number]
    columns: dict[str, Sequence[Span]] = {name: documents[number].spans for name, documents in predicted.items()}
    return {
        "anchor": f"a{number}",
        "title": title(document),
        "source": source_of(document),
        "rows": [
            (
                f"a{number}-{reach[0]}",
                [("gold", pieces(document.text, document.spans, *reach))]
                + [
                    (name, pieces(document.text, spans, *reach, gold=document.spans)) for name, spans in columns.items()
                ],
            )
            for reach in ranges
        ],
    }


def _anchor(number: int, span: Span, shown: Places) -> str | None:
    """Return the id of the sentence that a span lies in, None when its article is not shown."""
    return next((f"a{number}-{start}" for start, end in shown.get(number, ()) if start <= span.start < end), None)


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


def _mistakes(system: str, scores: Scores, gold: Sequence[Document], shown: Places) -> Iterator[View]:
    for mistake in scores.mistakes[:MISTAKES]:
        text = gold[mistake.article].text
        sides = [(side, span) for side, span in (("gold", mistake.gold), ("predicted", mistake.predicted)) if span]
        yield {
            "system": system,
            "kind": mistake.kind,
            "anchor": _anchor(mistake.article, sides[0][1], shown),
            "sides": [(side, span.label, context(text, span)) for side, span in sides],
        }


def _misreadings(system: str, scores: Scores, gold: Sequence[Document], shown: Places) -> Iterator[View]:
    for reading in scores.misreadings[:MISTAKES]:
        yield {
            "system": system,
            "label": reading.span.label,
            "anchor": _anchor(reading.article, reading.span, shown),
            "context": context(gold[reading.article].text, reading.span),
            "attribute": reading.attribute,
            "gold": reading.gold,
            "predicted": reading.predicted,
        }
