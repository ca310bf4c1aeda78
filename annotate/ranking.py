"""What to label next: the articles of whose regions the largest share is in doubt and new.

A region that only one of model and rules proposes is in doubt; one that both propose hardly is, the more the lower its
score. A name counts less the more articles with it are labelled or ranked before. What an article gains is shared out
among the regions that its annotator has to check: where nearly all of them stand, labels teach little.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.records import Document, Span

UNSURE = 0.01
"""What the doubt about a region that both propose counts beside a dispute, so that it decides among equals."""

Name = tuple[str, str]
"""The characters of a region and its label."""


@dataclass(frozen=True, slots=True)
class _Article:
    """The doubts about an article's regions by their names, and how many regions there are to check."""

    doubts: dict[Name, float]
    regions: int

    def gain(self, seen: Counter[Name]) -> float:
        """Return what labelling it gains for each region, with each name seen in so many articles before."""
        worth = sum(doubt / (1 + seen[name]) for name, doubt in self.doubts.items())
        return round(worth / max(self.regions, 1), 9)


def rank(
    documents: Sequence[Document],
    model: Sequence[Sequence[Span]],
    rules: Sequence[Sequence[Span]],
    labelled: Iterable[Document] = (),
) -> list[Document]:
    """Return the documents, the one to label first at the head, each with its place as `meta["priority"]` in 0…1.

    `model` and `rules` are the spans that each finds in the documents, a sequence a document; of `labelled` the spans
    are the corrected ones. The priority falls evenly from 1; equal gains keep the documents' order.
    """
    seen = Counter(name for document in labelled for name in {_name(document.text, span) for span in document.spans})
    articles = [_article(d.text, found, ruled) for d, found, ruled in zip(documents, model, rules, strict=True)]
    return [
        replace(documents[i], meta=documents[i].meta | {"priority": 1 - place / len(documents)})
        for place, i in enumerate(_greedy(articles, seen))
    ]


def _article(text: str, model: Sequence[Span], rules: Sequence[Span]) -> _Article:
    proposed = {span.key(): span for span in (*rules, *model)}
    agreed = {span.key() for span in model} & {span.key() for span in rules}
    doubts: dict[Name, float] = defaultdict(float)
    for key, span in proposed.items():
        doubts[_name(text, span)] += UNSURE * (1 - span.score) if key in agreed else 1.0
    return _Article(doubts, len(proposed))


def _name(text: str, span: Span) -> Name:
    return text[span.start : span.end], span.label


def _greedy(articles: Sequence[_Article], seen: Counter[Name]) -> Iterator[int]:
    """Yield the index of the article that gains most, again and again; `seen` counts the names of what came before.

    Gains only fall while `seen` grows, so that the best of the last gains is the best if it still is once renewed.
    """
    waiting = [(-article.gain(seen), i) for i, article in enumerate(articles)]
    heapq.heapify(waiting)
    while waiting:
        _, i = heapq.heappop(waiting)
        now = (-articles[i].gain(seen), i)
        if waiting and now > waiting[0]:
            heapq.heappush(waiting, now)
        else:
            seen.update(articles[i].doubts.keys())
            yield i
