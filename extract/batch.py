"""New articles in, entities and linked figures out: one JSON object an article, or three Parquet tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from annotate.articles import harvest
from annotate.figures import read_figure
from annotate.raw.sources import paths
from annotate.records import Document, InputError, Predictor, Span, write_jsonl
from annotate.schema import load_schema
from extract.facts import link
from extract.sinks import open_sink

BATCH = 32
"""Articles that a predictor is given at once."""

FIGURE_CODES = load_schema().figure_codes


@dataclass(frozen=True, slots=True)
class Failure:
    """An input or article that could not be extracted, and why."""

    source: str
    id: str | None
    reason: str

    def __str__(self) -> str:
        return self.reason if self.reason.startswith(self.source) else f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """What went out: counts, where it lies, and what failed (also kept in `failed.jsonl` beside it)."""

    out: Path
    articles: int
    characters: int
    entities: int
    figures: int
    failed: tuple[Failure, ...]


def load_predictor(model: str) -> Predictor:
    """Return the predictor that a `--model` names: `rules`, a checkpoint's FOLDER, or FOLDER+rules; else InputError."""
    if model == "rules":
        from annotate.rules import predict

        return predict
    folder = Path(model.removesuffix("+rules"))
    if not (folder / "config.json").is_file():
        raise InputError(
            f"{model}: is neither `rules` nor a model folder with a config.json; train one: zhibiao finetune"
        )
    from extract.extractor import Extractor

    if model.endswith("+rules"):
        from extract.hybrid import Calibration, Hybrid

        return Hybrid(Extractor(folder), Calibration.load(folder))
    return Extractor(folder)


def label(documents: Iterable[Document], predictor: Predictor) -> Iterator[Document]:
    """Yield each document with the predictor's spans in place of its own, every figure read and linked."""
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        found = predictor([document.text for document in batch])
        yield from map(_labelled, batch, found)


def _labelled(document: Document, spans: Iterable[Span]) -> Document:
    spans = sorted(spans)
    published = document.meta.get("published")
    day = date.fromisoformat(published) if published else None
    figures = [read_figure(document.text, span, day) for span in spans if span.label in FIGURE_CODES]
    return replace(document, spans=tuple(spans), figures=link(document.text, spans, figures))


def extract(document: Document, predictor: Predictor) -> dict[str, Any]:
    """Return an article's entities and figures as the JSON object of the output contract."""
    return to_record(*label([document], predictor))


def to_record(document: Document) -> dict[str, Any]:
    """Write an annotated document as plain JSON values: half-open offsets in `text` and in the raw file."""
    entities = [span for span in document.spans if span.label not in FIGURE_CODES]
    return {
        "id": document.id,
        **{key: document.meta.get(key) for key in ("source", "title", "published")},
        "text": document.text,
        "entities": [_place(document, span) for span in entities],
        "figures": [_place(document, figure.span) | figure.attributes() for figure in document.figures],
    }


def _place(document: Document, span: Span) -> dict[str, Any]:
    raw_start, raw_end = document.aligned.raw_span(span.start, span.end)
    return {
        "label": span.label,
        "text": document.text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "raw_start": raw_start,
        "raw_end": raw_end,
        "score": round(span.score, 4),
    }


def extract_files(inputs: Iterable[str], predictor: Predictor, out: Path, *, parquet: bool = False) -> ExtractReport:
    """Extract every article of the inputs to `out`, none twice; it appears whole at the end or not at all.

    `out` is a JSON lines file, or with `parquet` a folder of the tables articles, entities and figures. What can't be
    read or predicted goes to `failed.jsonl` beside it; InputError when nothing at all could be.
    """
    failed: list[Failure] = []
    articles = characters = entities = figures = 0
    with open_sink(out, parquet=parquet) as write:
        for record in _records(_articles(inputs, failed), predictor, failed):
            write(record)
            articles += 1
            characters += len(record["text"])
            entities += len(record["entities"])
            figures += len(record["figures"])
        if not articles:
            raise InputError(str(failed[0]) if failed else "the inputs hold no article; name files or folders that do")
    _write_failures(failed, out.parent / "failed.jsonl")
    return ExtractReport(out, articles, characters, entities, figures, tuple(failed))


def _articles(inputs: Iterable[str], failed: list[Failure]) -> Iterator[Document]:
    seen: set[Path | None] = set()
    for given in inputs:
        try:
            for path in paths(given):
                if (file := path and path.resolve()) not in seen:
                    seen.add(file)
                    yield from _file(str(path or "-"), failed)
        except InputError as error:
            failed.append(Failure(given, None, str(error)))


def _file(name: str, failed: list[Failure]) -> Iterator[Document]:
    try:
        yield from harvest([name])
    except InputError as error:
        failed.append(Failure(name, None, str(error)))


def _records(documents: Iterator[Document], predictor: Predictor, failed: list[Failure]) -> Iterator[dict[str, Any]]:
    while batch := list(islice(documents, BATCH)):
        try:
            records = [to_record(document) for document in label(batch, predictor)]
        except Exception:  # whatever one article does to a model, the others are worth having
            records = list(_one_by_one(batch, predictor, failed))
        yield from records


def _one_by_one(batch: Sequence[Document], predictor: Predictor, failed: list[Failure]) -> Iterator[dict[str, Any]]:
    for document in batch:
        try:
            record = extract(document, predictor)
        except Exception as error:
            failed.append(Failure(str(document.meta.get("source")), document.id, f"{type(error).__name__}: {error}"))
        else:
            yield record


def _write_failures(failed: Sequence[Failure], path: Path) -> None:
    path.unlink(missing_ok=True)
    if failed:
        write_jsonl((asdict(failure) for failure in failed), path)
