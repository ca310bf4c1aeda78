"""What a run of the extractor takes besides its model: the start of a new process, and all that lies around.

`python -m evaluate.benchmarks.overheads` prints the time to the first result of a new process, exported and as it is,
then the share of a whole run with the shipped model that harvest, decoding, figures and output take.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from evaluate.benchmarks.extract import checkpoint, texts
from evaluate.benchmarks.scale import ROOT, articles, paragraphs
from extract.batch import extract_files, local
from extract.checkpoint import WEIGHTS, Checkpoint
from extract.extractor import Extractor
from extract.on_cpu import OnCpu, opened, quantised
from extract.parity import EXPORT, Parity, digest
from train.decode import Scores

SMALL = "4 × 312"
ARTICLES = 500
FIRST = "from extract import Extractor; import sys; Extractor(sys.argv[1])(['上半年，全市实现营业收入12亿元。'])"
SHIPPED = ROOT / "models" / "zhibiao"


def start(rounds: int) -> None:
    """Print how long a new process takes to its first result, from an export and from a checkpoint as it is."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        opening = checkpoint(SMALL, texts(), folder)
        fp32 = statistics.median(_first(folder) for _ in range(rounds))
        (folder / EXPORT).write_bytes(quantised(opening))
        # Random weights have no F1: a record is written that lets them through.
        Parity(digest(folder / WEIGHTS), digest(folder / EXPORT), "", 0, 0, 1.0, 0.0, 0.0).save(folder)
        int8 = statistics.median(_first(folder) for _ in range(rounds))
    typer.echo(f"first result of {SMALL} in a new process: exported {int8:.2f} s (goal 2 s), fp32 {fp32:.2f} s")


def _first(folder: Path) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST, str(folder)], check=True, cwd=ROOT)
    return time.perf_counter() - begin


class Timed:
    """A model that adds up the seconds spent in it."""

    def __init__(self, model: OnCpu, clock: Callable[[], float]) -> None:
        self.model, self.clock, self.seconds = model, clock, 0.0

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[Scores]:
        """Read, and count."""
        begin = self.clock()
        scores = self.model(rows)
        self.seconds += self.clock() - begin
        return scores


def surroundings(rounds: int, clock: Callable[[], float]) -> None:
    """Print the share of a whole run that harvest, decoding, figures and output take, the model being the shipped one.

    Its spans are as many as news holds; random weights find many times more.
    """
    shares = []
    with TemporaryDirectory() as name:
        news = Path(name) / "news.jsonl"
        news.write_bytes(b"".join(islice(articles(paragraphs()), ARTICLES)))
        for number in range(rounds):
            timed = Timed(opened(quantised(Checkpoint.open(SHIPPED))), clock)
            begin = clock()
            out = Path(name) / f"{number}.jsonl"
            extract_files([str(news)], local(Extractor(SHIPPED, timed)), out, model=SHIPPED.name)
            shares.append(1 - timed.seconds / (clock() - begin))
    share = 100 * statistics.median(shares)
    typer.echo(
        f"not the model: {share:.0f} % of a run with {SHIPPED.name} in int8 over {ARTICLES} articles (goal 10 %)"
    )


def main(
    rounds: Annotated[int, typer.Option(help="Of which the median is taken.")] = 5,
    cpu_time: Annotated[bool, typer.Option(help="Measure processor time: for one thread on a busy machine.")] = False,
) -> None:
    """Measure the start, then what is not the model."""
    start(rounds)
    surroundings(rounds, time.process_time if cpu_time else time.perf_counter)


if __name__ == "__main__":
    typer.run(main)
