"""What annotators disagree on as short passages to decide, and the decisions merged back into the articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.agreement import by_annotator, provenance, updated
from annotate.disagreements import Answer, Disagreement, disagreements
from annotate.gold import unblanked
from annotate.records import Document, Span
from annotate.sentences import sentences

ADJUDICATED = "adjudicated"
"""The annotator of merged articles."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of an article, half-open offsets, and what its annotators disagree on in them."""

    start: int
    end: int
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """An article that several annotated: their annotations by name, and the passages on which they differ by id."""

    annotations: Mapping[str, Document]
    passages: Mapping[str, Passage]


def disputes(documents: Iterable[Document]) -> list[Dispute]:
    """Find the articles that several annotated, each annotator's newest counting, and that no ground truth settles.

    Only a single ground truth settles an article: Label Studio marks every annotation that it imports as one.
    """
    by_article: dict[str, dict[str, Document]] = defaultdict(dict)
    for annotator, newest in by_annotator(documents).items():
        for document in newest.values():
            by_article[document.id][annotator] = document
    several = (found for found in by_article.values() if len(found) > 1)
    return [_dispute(found) for found in several if sum(map(_is_truth, found.values())) != 1]


def _is_truth(document: Document) -> bool:
    return bool(provenance(document).get("ground_truth"))


def _dispute(annotations: Mapping[str, Document]) -> Dispute:
    documents = list(annotations.values())
    apart = disagreements(documents)
    passages = {}
    for start, end in sentences(documents[0].text, [span for document in documents for span in document.spans]):
        if within := tuple(d for d in apart if start <= d.start < end):
            passages[f"{documents[0].id}:{start}-{end}"] = Passage(start, end, within)
    return Dispute(annotations, passages)


def answers(dispute: Dispute) -> Iterator[list[Document]]:
    """Yield for every passage its different answers as documents of the passage alone, their source who gave them.

    They have the passage's id, and as title the article's and who says what.
    """
    names = list(dispute.annotations)
    for id, passage in dispute.passages.items():
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for i in range(len(names)):
            groups[tuple(d.answers[i].content for d in passage.disagreements)].append(i)
        who = {group[0]: ", ".join(names[i] for i in group) for group in groups.values()}
        article = filter(None, [dispute.annotations[names[0]].meta.get("title")])
        title = " ｜ ".join([*article, *(f"{who[i]}: {_saying(dispute, passage, i)}" for i in who)])
        yield [_excerpt(dispute.annotations[names[i]], passage, id, title, who[i]) for i in who]


def _saying(dispute: Dispute, passage: Passage, annotator: int) -> str:
    """Write an annotator's answers in a line: `东莞市 LOC`, `2.7亿元 MONEY value=270000000`, a dash for no span."""
    text = next(iter(dispute.annotations.values())).text
    return " · ".join(_said(text, d.answers[annotator], d.unlike) for d in passage.disagreements)


def _said(text: str, answer: Answer, unlike: Iterable[str]) -> str:
    spans = [f"{unblanked(text[span.start : span.end])} {span.label}" for span in answer.spans]
    read = [f"{name}={value}" for name, value in answer.read(unlike).items() if value]
    return " ".join([", ".join(spans) or "–", *read])


def _excerpt(annotation: Document, passage: Passage, id: str, title: str, source: str) -> Document:
    inside = [span for span in annotation.spans if passage.start <= span.start < passage.end]
    spans = {span.key(): replace(_moved(span, -passage.start), source=source) for span in inside}
    figures = (replace(f, span=spans[f.span.key()]) for f in annotation.figures if f.span.key() in spans)
    meta = {name: value for name, value in annotation.meta.items() if name != "annotation"} | {"title": title}
    aligned = annotation.aligned.slice(passage.start, passage.end)
    return Document(id, aligned, tuple(spans.values()), tuple(figures), meta)


def merge(dispute: Dispute, decisions: Mapping[str, Document]) -> Document | None:
    """Return the article as decided: the passages as in their decisions (by id), all else as agreed; ground truth.

    None while a passage has no decision.
    """
    if not dispute.passages.keys() <= decisions.keys():
        return None
    first, *_ = dispute.annotations.values()
    decided = [(decisions[id], passage.start) for id, passage in dispute.passages.items()]
    disputed = {i for passage in dispute.passages.values() for i in range(passage.start, passage.end)}
    spans = [span for span in first.spans if span.start not in disputed]
    figures = [figure for figure in first.figures if figure.span.start not in disputed]
    for decision, start in decided:
        spans += [_moved(span, start) for span in decision.spans]
        figures += [replace(figure, span=_moved(figure.span, start)) for figure in decision.figures]
    annotation = {
        "annotator": ADJUDICATED,
        "updated": max(map(updated, (*dispute.annotations.values(), *(decision for decision, _ in decided)))),
        "ground_truth": True,
        "decisions": [decision.meta["annotation"] for decision, _ in decided],
    }
    by_place = sorted(figures, key=lambda figure: figure.span)
    return replace(
        first, spans=tuple(sorted(spans)), figures=tuple(by_place), meta=first.meta | {"annotation": annotation}
    )


def supersede(documents: Iterable[Document], merged: Sequence[Document]) -> Iterator[Document]:
    """Yield all annotations, then the merged articles, which are the only ground truth of theirs."""
    settled = {document.id for document in merged}
    for document in documents:
        demoted = {"annotation": {**provenance(document), "ground_truth": False}}
        yield replace(document, meta=document.meta | demoted) if document.id in settled else document
    yield from merged


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
