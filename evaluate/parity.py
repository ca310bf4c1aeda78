"""Shows on corrected articles whether int8 may stand for a checkpoint's weights, and exports it if so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from annotate.records import Document, InputError, Span
from evaluate.score import score
from extract.checkpoint import WEIGHTS, Checkpoint
from extract.extractor import Extractor
from extract.on_cpu import opened, quantised, reference
from extract.parity import EXPORT, LEAST_AGREEMENT, MOST_LOSS, Parity, digest


def export(folder: Path, documents: Sequence[Document]) -> Parity:
    """Write the int8 model and its record beside the weights, from articles that the model was not trained on.

    InputError, and nothing written, when the articles hold no corrected spans or int8 finds too much else.
    """
    if not any(document.spans for document in documents):
        raise InputError("the documents hold no spans; export wants corrected articles to compare on")
    checkpoint = Checkpoint.open(folder)
    model = quantised(checkpoint)
    texts = [document.text for document in documents]
    fp32 = Extractor(folder, reference(checkpoint))(texts)
    int8 = Extractor(folder, opened(model))(texts)
    parity = compare(folder, model, documents, fp32, int8)
    if not parity.holds:
        raise InputError(
            f"{folder}: int8 agrees on {parity.agreement:.2%} of {parity.spans} spans ({LEAST_AGREEMENT:.1%} wanted), "
            f"F1 {parity.f1_fp32:.4f} → {parity.f1_int8:.4f} ({MOST_LOSS} may be lost); it stays with fp32"
        )
    (folder / EXPORT).write_bytes(model)
    parity.save(folder)
    return parity


def compare(
    folder: Path,
    model: bytes,
    documents: Sequence[Document],
    fp32: Sequence[Sequence[Span]],
    int8: Sequence[Sequence[Span]],
) -> Parity:
    """Hold what both found against each other and against the corrected spans."""
    gold = [document.spans for document in documents]
    one, other = (
        {(number, *span.key()) for number, spans in enumerate(found) for span in spans} for found in (fp32, int8)
    )
    return Parity(
        weights=digest(folder / WEIGHTS),
        export=hashlib.sha256(model).hexdigest(),
        documents=hashlib.sha256("\0".join(document.text for document in documents).encode()).hexdigest(),
        articles=len(documents),
        spans=max(len(one), len(other)),
        agreement=len(one & other) / max(len(one), len(other), 1),
        f1_fp32=score(gold, fp32).micro.f1,
        f1_int8=score(gold, int8).micro.f1,
    )
