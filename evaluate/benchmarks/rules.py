"""How well and how fast the rules propose spans on the seeds.

`python -m evaluate.benchmarks.rules` prints strict scores per label on the seeds on which the rules were developed and
on the untouched ones and all, the share right among confident spans, and the speed on one core at two lengths of text.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document, Span
from annotate.rules import predict
from annotate.schema import load_schema
from evaluate.benchmarks.facts import untouched
from evaluate.compare import label_table
from evaluate.score import score

CONFIDENT = 0.9


def main() -> None:
    """Print scores, confidence and speed."""
    from rich.console import Console

    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    parts = {
        "developed": [d for d in gold if not untouched(d)],
        "untouched": [d for d in gold if untouched(d)],
        "all": gold,
    }
    predicted = {name: predict([document.text for document in part]) for name, part in parts.items()}
    console = Console(highlight=False, soft_wrap=True)
    for name, part in parts.items():
        console.print(name, _summary(part, predicted[name]))
    console.print(label_table({name: score([d.spans for d in part], predicted[name]) for name, part in parts.items()}))
    text = "\n".join(document.text for document in gold)
    for times in (1, 4):
        console.print(f"{_speed(text * times):,.0f} characters a second on {len(text) * times:,} characters")


def _summary(part: Sequence[Document], predicted: Sequence[Sequence[Span]]) -> str:
    """Write micro F1 of all, entities and figures, and the share right among confident spans."""
    figures = load_schema().figure_codes
    kinds = {"all": frozenset(load_schema().codes), "figures": figures}
    kinds["entities"] = kinds["all"] - figures
    words = [f"{kind} {_f1(part, predicted, labels)}" for kind, labels in kinds.items()]
    right = [
        span.key() in {gold.key() for gold in document.spans}
        for document, spans in zip(part, predicted, strict=True)
        for span in spans
        if span.score >= CONFIDENT
    ]
    return "; ".join([*words, f"score ≥ {CONFIDENT}: {sum(right)} of {len(right)} right"])


def _f1(part: Sequence[Document], predicted: Sequence[Sequence[Span]], labels: frozenset[str]) -> str:
    micro = score(
        [[span for span in document.spans if span.label in labels] for document in part],
        [[span for span in spans if span.label in labels] for spans in predicted],
    ).micro
    return f"P {micro.precision:.3f} R {micro.recall:.3f} F1 {micro.f1:.3f}"


def _speed(text: str) -> float:
    """Return the characters that one core reads in a second, the best of three runs."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        predict([text])
        seconds.append(time.process_time() - begun)
    return len(text) / min(seconds)


if __name__ == "__main__":
    main()
