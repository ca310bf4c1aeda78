"""The agreement of annotators, rules and models: by pair, by label, and what they differ about, as rows and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement import Agreement, Comparison, by_annotator, compare
from annotate.disagreements import Disagreement
from annotate.records import Document, InputError, Span, read_documents
from annotate.schema import load_schema
from evaluate.compare import score_text, text_table
from evaluate.passages import context

if TYPE_CHECKING:
    from rich.table import Table

ANNOTATORS = "annotators"
"""The group of all pairs of annotators; every system is a group of its own."""

PAIR_HEADER = ("left", "right", "articles", "spans", "", "F1", "kappa", "readings", "disagreements")
PATTERN_HEADER = ("between", "kind", "labels", "", "times", "for example")
PATTERNS = 20
"""Patterns of disagreement shown."""


class Pattern(NamedTuple):
    """Disagreements of a group that have the same kind and labels: how many, and one of them in its context."""

    group: str
    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    times: int
    example: tuple[str, str, str]


def read_systems(
    annotated: Iterable[Document], files: Iterable[Path], models: Iterable[str]
) -> Mapping[str, Iterable[Document]]:
    """Return the documents of each file by its stem, and what each model (`rules` or a folder) says, by its name."""
    from extract.batch import label, load_predictor

    articles = {document.id: document for document in annotated}.values()
    labelled = {Path(model).name: label(articles, load_predictor(model)) for model in models}
    return {path.stem: read_documents(path) for path in files} | labelled


def compare_annotations(annotated: Iterable[Document], systems: Mapping[str, Iterable[Document]]) -> list[Comparison]:
    """Compare the annotators of pulled documents with each other and with each system's documents.

    InputError when no article was labelled by two, a label is unknown, or a system has the name of an annotator.
    """
    annotators = by_annotator(annotated)
    named = {name: {document.id: document for document in documents} for name, documents in systems.items()}
    if taken := {ANNOTATORS, *annotators} & named.keys():
        raise InputError(f"{min(taken)}: names annotators; give the system's file another name")
    found = compare(annotators, named)
    if not any(comparison.agreement.articles for comparison in found):
        names = ", ".join([*annotators, *named])
        raise InputError(f"no article was labelled by two of {names}; let annotators share articles, or add `-m rules`")
    if unknown := {label for c in found for label in c.agreement.labels}.difference(load_schema().codes):
        raise InputError(f"the label {min(unknown)} is not in labels.yaml; add it there or correct it")
    return found


def group(comparison: Comparison) -> str:
    """Return what a comparison is pooled under: the system, or all annotators."""
    return comparison.right if comparison.system else ANNOTATORS


def pooled(comparisons: Iterable[Comparison]) -> dict[str, Agreement]:
    """Add up the counts of each group."""
    groups: dict[str, Agreement] = {}
    for comparison in comparisons:
        groups[group(comparison)] = groups.get(group(comparison), Agreement()) + comparison.agreement
    return groups


def codes(groups: Mapping[str, Agreement]) -> list[str]:
    """Return the labels that anybody uses, in the order of labels.yaml."""
    return [code for code in load_schema().codes if any(code in agreement.labels for agreement in groups.values())]


def patterns(comparisons: Iterable[Comparison]) -> list[Pattern]:
    """Count what differs by group, kind and labels, the most frequent first; annotators have no left and right."""
    counts: Counter[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = Counter()
    examples: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], tuple[str, str, str]] = {}
    for comparison in comparisons:
        for document, disagreement in comparison.apart:
            left, right = (answer.labels for answer in disagreement.answers)
            if not comparison.system:
                left, right = sorted((left, right))
            key = (group(comparison), disagreement.kind, left, right)
            counts[key] += 1
            examples.setdefault(key, around(document, disagreement))
    return [Pattern(*key, count, examples[key]) for key, count in counts.most_common()]


def around(document: Document, disagreement: Disagreement) -> tuple[str, str, str]:
    """Return what a disagreement covers, with a little text before and after."""
    return context(document.text, Span(disagreement.start, disagreement.end, ""))


def tables(comparisons: Sequence[Comparison]) -> list[Table]:
    """Return what the terminal shows: each pair, each label in each group, and the most frequent patterns."""
    groups = pooled(comparisons)
    header = ["label", *(f"{name} {what}" for name in groups for what in ("F1", "kappa"))]
    scores = {code: [score(code) for a in groups.values() for score in (a.f1, a.kappa)] for code in codes(groups)}
    return [
        text_table(PAIR_HEADER, map(_pair_row, comparisons)),
        text_table(header, [(code, *map(score_text, row)) for code, row in scores.items()]),
        text_table(PATTERN_HEADER, map(_pattern_row, patterns(comparisons)[:PATTERNS])),
    ]


def _pair_row(comparison: Comparison) -> tuple[str, ...]:
    agreement = comparison.agreement
    counts = (agreement.articles, agreement.left.total(), agreement.right.total())
    scores = (agreement.f1(), agreement.kappa(), agreement.reading)
    return comparison.left, comparison.right, *map(str, counts), *map(score_text, scores), str(len(comparison.apart))


def _pattern_row(pattern: Pattern) -> tuple[str, ...]:
    before, stretch, after = pattern.example
    labels = (" ".join(side) or "–" for side in (pattern.left, pattern.right))
    return pattern.group, pattern.kind, *labels, str(pattern.times), f"{before[-8:]}【{stretch}】{after[:8]}"
