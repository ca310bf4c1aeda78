"""How far annotations agree: strict span F1 and Cohen's kappa, between annotators and against rules or models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from annotate.disagreements import Disagreement, disagreements, readings
from annotate.records import Document, InputError, Span

Annotations = Mapping[str, Document]
"""What one annotator, rule set or model says, one document an article, by the article's id."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of two annotations of the same articles, and the statistics that follow; agreements add up.

    `left`, `right` and `shared` count spans by label, `tags` the characters by their two BIO tags, `figures` the figure
    spans that both have and read, `alike` those of them that they read alike.
    """

    articles: int = 0
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    shared: Counter[str] = field(default_factory=Counter)
    tags: Counter[tuple[str, str]] = field(default_factory=Counter)
    figures: int = 0
    alike: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def labels(self) -> frozenset[str]:
        """Return the labels that either uses."""
        return frozenset(self.left | self.right)

    def f1(self, label: str | None = None) -> float | None:
        """Return the F1 of spans with the same limits and label, the same whoever is taken for gold; None without any.

        For spans this is the statistic: what neither marked can't be counted, and kappa nears F1 as it grows
        (Hripcsak & Rothschild 2005, Agreement, the F-measure, and reliability in information retrieval).
        """
        left, right, shared = (
            count.total() if label is None else count[label] for count in (self.left, self.right, self.shared)
        )
        return 2 * shared / (left + right) if left + right else None

    def kappa(self, label: str | None = None) -> float | None:
        """Return Cohen's kappa over the characters' BIO tags, or over one label's tags with all others as `O`."""
        if label is None:
            return kappa(self.tags)
        folded: Counter[tuple[str, str]] = Counter()
        for (left, right), count in self.tags.items():
            folded[_fold(left, label), _fold(right, label)] += count
        return kappa(folded)

    @property
    def reading(self) -> float | None:
        """Return the share of the figures found by both that are read alike, None without any."""
        return self.alike / self.figures if self.figures else None


def kappa(pairs: Mapping[tuple[str, str], int]) -> float | None:
    """Return Cohen's kappa of items counted by their two categories; None where only one category is used.

    (observed - chance) / (1 - chance), chance being that of two annotators who draw from their own distributions
    (Cohen 1960, A coefficient of agreement for nominal scales).

    >>> kappa({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    0.4
    """
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        left[one] += count
        right[other] += count
    total = left.total()
    observed = sum(count for (one, other), count in pairs.items() if one == other)
    chance = sum(count * right[category] for category, count in left.items())
    return (observed * total - chance) / (total * total - chance) if total * total > chance else None


def _fold(tag: str, label: str) -> str:
    return tag if tag[2:] == label else "O"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two annotators, or an annotator and a system, on the articles that both have.

    `system` tells that the right one is rules or a model; `apart` holds every disagreement with its article.
    """

    left: str
    right: str
    system: bool
    agreement: Agreement
    apart: tuple[tuple[Document, Disagreement], ...]


def by_annotator(documents: Iterable[Document]) -> dict[str, dict[str, Document]]:
    """Sort pulled documents by annotator, each one's newest of an article; InputError for one without annotator."""
    annotators: dict[str, dict[str, Document]] = {}
    for document in documents:
        annotator = provenance(document).get("annotator")
        if not annotator:
            raise InputError(f"{document.id}: has no annotator; give documents that `zhibiao pull` wrote")
        annotations = annotators.setdefault(annotator, {})
        if document.id not in annotations or updated(document) >= updated(annotations[document.id]):
            annotations[document.id] = document
    return annotators


def provenance(document: Document) -> Mapping[str, Any]:
    """Return who annotated the document and when, empty where nobody did."""
    return document.meta.get("annotation") or {}


def updated(document: Document) -> str:
    """Return when the document was annotated, "" where that is unknown."""
    return str(provenance(document).get("updated") or "")


def compare(annotators: Mapping[str, Annotations], systems: Mapping[str, Annotations]) -> list[Comparison]:
    """Compare each two annotators, and each annotator with each system, on the articles that both have."""
    pairs = [(*pair, False) for pair in combinations(annotators.items(), 2)]
    pairs += [(annotator, system, True) for system in systems.items() for annotator in annotators.items()]
    return [_compared(left, right, system) for left, right, system in pairs]


def _compared(left: tuple[str, Annotations], right: tuple[str, Annotations], system: bool) -> Comparison:
    shared = [(left[1][id], right[1][id]) for id in left[1] if id in right[1]]
    apart = tuple((one, disagreement) for one, other in shared for disagreement in disagreements((one, other)))
    agreement = sum((_agree(one, other) for one, other in shared), Agreement())
    return Comparison(left[0], right[0], system, agreement, apart)


def _agree(left: Document, right: Document) -> Agreement:
    keys = [{span.key() for span in document.spans} for document in (left, right)]
    mine, yours, shared = (Counter(label for _, _, label in counted) for counted in (*keys, keys[0] & keys[1]))
    one, other = readings(left.figures), readings(right.figures)
    figures = one.keys() & other.keys()
    tags = Counter(zip(bio(left.spans, len(left.text)), bio(right.spans, len(right.text)), strict=True))
    alike = sum(one[key] == other[key] for key in figures)
    return Agreement(1, mine, yours, shared, tags, len(figures), alike)


def bio(spans: Sequence[Span], length: int) -> list[str]:
    """Return the BIO tag of every character under flat spans.

    >>> bio([Span(1, 3, "LOC")], 4)
    ['O', 'B-LOC', 'I-LOC', 'O']
    """
    tags = ["O"] * length
    for span in spans:
        tags[span.start : span.end] = [f"B-{span.label}"] + [f"I-{span.label}"] * (span.end - span.start - 1)
    return tags
