"""Writes one self-contained HTML page that shows how far annotators agree, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate.agreement import Comparison
from annotate.disagreements import KINDS
from evaluate.agreement import PATTERNS, around, codes, patterns, pooled
from evaluate.breakdown import source_of
from evaluate.pages import View, title, write_page
from evaluate.passages import pieces

LISTED = 600
"""Disagreements listed of each pair."""


def write_agreement(path: Path, comparisons: Sequence[Comparison]) -> None:
    """Write the page, whole or not at all."""
    groups = pooled(comparisons)
    write_page(
        path,
        "agreement.html",
        groups=groups,
        pairs=comparisons,
        codes=codes(groups),
        patterns=patterns(comparisons)[:PATTERNS],
        kinds=KINDS,
        disagreements=[view for index, pair in enumerate(comparisons) for view in _disagreements(index, pair)],
        unlisted=sum(len(pair.apart[LISTED:]) for pair in comparisons),
    )


def _disagreements(index: int, pair: Comparison) -> Iterator[View]:
    for document, disagreement in pair.apart[:LISTED]:
        before, _, after = around(document, disagreement)
        stretch = disagreement.start, disagreement.end
        yield {
            "pair": index,
            "kind": disagreement.kind,
            "labels": {label for answer in disagreement.answers for label in answer.labels},
            "article": title(document),
            "source": source_of(document),
            "before": before,
            "after": after,
            "sides": [
                (name, pieces(document.text, answer.spans, *stretch), answer.read(disagreement.unlike))
                for name, answer in zip((pair.left, pair.right), disagreement.answers, strict=True)
            ],
        }
