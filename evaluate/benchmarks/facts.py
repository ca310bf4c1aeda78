"""How many of the seeds' figures find their indicator, subject and period, given the corrected spans.

`python -m evaluate.benchmarks.facts` prints the seeds on which the rules were developed and the untouched ones apart.
The seeds' figures have no periods; `seeds/periods.jsonl` adds those of the developed ones, by one annotator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document, Figure, read_jsonl
from evaluate.readings import contained
from evaluate.score import score_documents
from extract.facts import link

UNTOUCHED = ("002", "004")
"""Seeds whose labels nobody looked at while the rules were written."""


def linked(document: Document) -> Document:
    """Link a corrected document's figures from its corrected spans alone."""
    bare = [replace(figure, indicator=None, subject=None, period=None) for figure in document.figures]
    return replace(document, figures=link(document.text, document.spans, bare))


def main() -> None:
    """Print right and gold counts of both links for each part of the seeds."""
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    parts = {"developed": [d for d in gold if not untouched(d)], "untouched": [d for d in gold if untouched(d)]}
    for name, documents in {**parts, "all": gold}.items():
        print(f"{name:10}", *_shares(documents), sep="  ")
    for name in sorted({_name(document) for document, _, _ in dated(gold)}):
        print(f"{name:10}", periods([found for found in dated(gold) if _name(found[0]) == name]), sep="  ")


def periods(found: Sequence[tuple[Document, Figure, str | None]]) -> str:
    """Say how many of the annotated periods were found, and how many figures without one were given one."""
    right = [contained(period, figure.period) for _, figure, period in found if period]
    spurious = [figure.period is not None for _, figure, period in found if not period]
    reached = f"period {sum(right) / len(right):.3f} ({sum(right)} of {len(right)})"
    return f"{reached}  given to {sum(spurious)} of {len(spurious)} that have none"


def dated(gold: Sequence[Document]) -> Iterator[tuple[Document, Figure, str | None]]:
    """Yield each figure whose period was annotated, linked from the corrected spans: document, figure, that period."""
    periods = {(record["doc"], record["start"]): record["period"] for record in read_jsonl(SEEDS / "periods.jsonl")}
    for document in map(linked, gold):
        for figure in document.figures:
            raw_start, _ = document.aligned.raw_span(figure.span.start, figure.span.end)
            place = _name(document), raw_start
            if place in periods:
                yield document, figure, periods[place]


def untouched(document: Document) -> bool:
    """Tell whether nobody looked at a seed while the rules were written."""
    return _name(document).startswith(UNTOUCHED)


def _name(document: Document) -> str:
    return Path(str(document.meta["source"])).name


def _shares(documents: Sequence[Document]) -> list[str]:
    scores = score_documents(documents, map(linked, documents)).attributes
    return [
        f"{name} {score.recall:.3f} ({score.right:.0f} of {score.gold})"
        for name, score in scores.items()
        if name in ("indicator", "subject")
    ]


if __name__ == "__main__":
    main()
