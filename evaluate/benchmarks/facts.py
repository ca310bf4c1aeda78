"""How many of the seeds' figures find their indicator and subject, given the corrected spans.

`python -m evaluate.benchmarks.facts` prints the seeds on which the rules were developed and the untouched ones apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
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


def untouched(document: Document) -> bool:
    """Tell whether nobody looked at a seed while the rules were written."""
    return Path(str(document.meta["source"])).name.startswith(UNTOUCHED)


def _shares(documents: Sequence[Document]) -> list[str]:
    scores = score_documents(documents, map(linked, documents)).attributes
    return [
        f"{name} {score.recall:.3f} ({score.right:.0f} of {score.gold})"
        for name, score in scores.items()
        if name in ("indicator", "subject")
    ]


if __name__ == "__main__":
    main()
