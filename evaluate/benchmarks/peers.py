"""How fast we read figures and times beside the peers, in the same run: `python -m evaluate.benchmarks.peers`.

No peer is a dependency, and Recognizers-Text wants an old `emoji`: put them into an environment of their own with
`pip install jionlp recognizers-text-suite 'emoji<2'`, and run this with its Python; our readers need no package.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median

from annotate.figures import read_figures

TEXTS = Path(__file__).resolve().parents[2] / "seeds" / "texts"
ROUNDS = 7
Read = Callable[[str], object]


def main() -> None:
    """Print each reader's characters a second: medians of interleaved rounds, one core, loading apart."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))
    readers = {}
    for name, (load, size) in READERS.items():
        try:
            readers[name] = load(), (text * (size // len(text) + 1))[:size]
        except ImportError as error:
            print(f"{name}: not here ({error})")
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, (read, piece) in readers.items():
            speeds[name].append(len(piece) / _seconds(read, piece))
    ours = median(speeds[OURS])
    for name, measured in speeds.items():
        middle = median(measured)
        spread = f"{min(measured):,.0f} to {max(measured):,.0f}"
        print(f"{name}: {middle:,.0f} characters a second ({spread}), {middle / ours:.4f} of ours")


def _seconds(read: Read, text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started


def _ours() -> Read:
    read_figures("2亿元")
    return read_figures


def _jionlp() -> Read:
    extractors = import_module("jionlp").ner
    logging.disable()  # it logs a traceback for every time that it cannot parse
    return _all(extractors.extract_money, extractors.extract_time)


def _recognizers() -> Read:
    suite = import_module("recognizers_suite")
    kinds = ("number", "percentage", "ordinal", "currency", "dimension", "datetime")
    return _all(*(_in_chinese(getattr(suite, f"recognize_{kind}")) for kind in kinds))


def _in_chinese(recognize: Callable[[str, str], object]) -> Read:
    return lambda text: recognize(text, "zh-cn")


def _all(*reads: Read) -> Read:
    """Join the readers of a peer's kinds; each loads its tables at its first call."""
    for read in reads:
        read("2亿元")
    return lambda text: [read(text) for read in reads]


OURS = "zhibiao, all five kinds"
READERS: dict[str, tuple[Callable[[], Read], int]] = {
    OURS: (_ours, 1_000_000),
    "JioNLP, money and time": (_jionlp, 50_000),
    "Recognizers-Text, numbers, units and times": (_recognizers, 3_000),
}
"""Each reader, and the characters of the seeds that it bears in about a second."""


if __name__ == "__main__":
    main()
