"""New articles in, entities and linked figures out: one JSON object an article, or three Parquet tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from annotate.figures import read_figure
from annotate.records import Document, InputError, Predictor, Span
from annotate.schema import load_schema
from extract.facts import link
from extract.inputs import BATCH, Batch, Failure, InputFile, Inputs, Position, batches, gathered
from extract.manifest import manifest
from extract.progress import interruptible, shown
from extract.shards import Shard, Shards, Tally
from extract.sinks import check_kind, write_lines, write_tables

FAILED = "failed.jsonl"
"""The file beside the output that tells what failed and why."""

FIGURE_CODES = load_schema().figure_codes

Extracted = tuple[Shard, list[bytes]]
"""A batch's account and its articles' lines."""

Engine = Callable[[Sequence[InputFile], Position], Generator[Extracted]]
"""Files and the position to go on from in, every batch of them out, in their order, whatever extracts them."""


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """What went out: counts, where it lies, and whether the run came to its end."""

    out: Path
    tally: Tally
    finished: bool


def load_predictor(model: str) -> Predictor:
    """Return the predictor that a `--model` names: `rules`, a checkpoint's FOLDER, or FOLDER+rules; else InputError."""
    if model == "rules":
        from annotate.rules import predict

        return predict
    from train.bases import located

    folder = Path(located(model.removesuffix("+rules")))
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


def extract_files(
    inputs: Iterable[str], engine: Engine, out: Path, *, model: str, parquet: bool = False
) -> ExtractReport:
    """Extract every article of the inputs to `out`, none twice; it appears whole at the end or not at all.

    `out` is a JSON lines file, or with `parquet` a folder of the tables articles, entities and figures. What can't be
    read or predicted goes to `failed.jsonl` beside it. Until the end, all that is done lies in the folder `out`.parts,
    from which the same call (`model` names the predictor), by either engine, goes on after whatever ended it. An
    article is a place in a file: a file named twice is read once, but a text that stands at two places is written for
    both. InputError when nothing at all could be extracted, an input vanishes or the disk is full.
    """
    check_kind(out, parquet=parquet)
    folder, failures = out.with_name(f"{out.name}.parts"), out.with_name(FAILED)
    try:
        with gathered(inputs, (out, folder, failures)) as found, Shards.open(folder, manifest(found, model)) as shards:
            finished = _run(found, engine, shards)
            if finished:
                _finish(found, shards, out, parquet=parquet)
            return ExtractReport(out, replace(shards.tally, failed=shards.tally.failed + len(found.missing)), finished)
    except OSError as error:
        raise InputError(
            f"{out}: cannot be written ({error.strerror or error}); what is done is kept in {folder}: "
            "make room and give the same command again"
        ) from error


def local(predictor: Predictor) -> Engine:
    """Return the engine that extracts in this process, batch after batch."""

    def run(files: Sequence[InputFile], start: Position) -> Generator[Extracted]:
        for batch in batches(files, start):
            yield extracted(batch, predictor)

    return run


def _run(found: Inputs, engine: Engine, shards: Shards) -> bool:
    """Extract what no shard holds yet; return False when Ctrl-C ended it early."""
    with (
        interruptible() as asked,
        shown(found.size, shards.end, shards.tally) as show,
        closing(engine(found.files, shards.end)) as done,
    ):
        for shard, lines in done:
            shards.add(shard, lines)
            show(shards.end, shards.tally)
            if asked.is_set():
                return False
    return True


def extracted(batch: Batch, predictor: Predictor) -> Extracted:
    """Extract a batch; an article that breaks the predictor is one of its failures."""
    failed = list(batch.failed)
    try:
        records = [to_record(document) for document in label(batch.documents, predictor)]
        lines = [_line(record) for record in records]
    except Exception:  # whatever one article does to a model, the others are worth having
        records, lines = _one_by_one(batch.documents, predictor, failed)
    tally = Tally(
        articles=len(records),
        characters=sum(len(record["text"]) for record in records),
        entities=sum(len(record["entities"]) for record in records),
        figures=sum(len(record["figures"]) for record in records),
        failed=len(failed),
    )
    return Shard(batch.end, tally, tuple(failed)), lines


def _one_by_one(
    documents: Sequence[Document], predictor: Predictor, failed: list[Failure]
) -> tuple[list[dict[str, Any]], list[bytes]]:
    records, lines = [], []
    for document in documents:
        try:
            record = extract(document, predictor)
            lines.append(_line(record))
            records.append(record)
        except Exception as error:
            failed.append(Failure(str(document.meta.get("source")), document.id, f"{type(error).__name__}: {error}"))
    return records, lines


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def _finish(found: Inputs, shards: Shards, out: Path, *, parquet: bool) -> None:
    """Join the shards to the output; whatever ends this, the next run does it again."""
    failures = chain(found.missing, shards.failures())
    if not shards.tally.articles:
        reason = str(next(failures, "the inputs hold no article; name files or folders that do"))
        shards.remove()
        raise InputError(reason)
    (write_tables if parquet else write_lines)(shards.lines(), out, shards.folder)
    aside = out.with_name(FAILED)
    if shards.tally.failed or found.missing:
        lines = (json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures)
        write_lines((line.encode(errors="backslashreplace") for line in lines), aside, shards.folder)
    else:
        aside.unlink(missing_ok=True)
    shards.remove()
