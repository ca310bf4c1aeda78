"""What a large run of `zhibiao extract` holds in memory, and how fast many processes and Ray's workers are.

`python -m evaluate.benchmarks.scale --megabytes 30` writes that much of news as JSON lines (the corpora of `../shared`
where they are, else the seeds; every digit drawn anew, so that no cache sees the same figure twice), extracts it in
processes of its own whose resident memory is sampled all along, and tells the peak and the growth from a quarter of the
run to its end. Then the engines extract a smaller file in turns: articles a second after the first batch.
`OMP_NUM_THREADS` (1 unless it is set) says how many threads the process alone has.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import psutil
import typer

from annotate.articles import harvest
from annotate.gold import SEEDS
from extract.batch import Engine, load_predictor, local
from extract.cluster import ray_cluster
from extract.inputs import Position, gathered
from extract.on_cpu import cores
from extract.processes import on_this_machine

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "crud.txt.xz"
PARAGRAPHS = 20_000
PARAGRAPHS_AN_ARTICLE = 4
ALONE = "this process alone"


def paragraphs() -> list[str]:
    """Return the paragraphs that articles are made of."""
    if CORPUS.exists():
        with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
            return list(islice((line.strip() for line in file if line.strip()), PARAGRAPHS))
    return [line for document in harvest([str(SEEDS / "texts")]) for line in document.text.splitlines() if line]


def articles(pool: list[str]) -> Iterator[bytes]:
    """Yield JSON lines without end: random paragraphs, every digit of them another."""
    draw = random.Random(0)
    while True:
        text = "\n".join(draw.sample(pool, PARAGRAPHS_AN_ARTICLE))
        text = re.sub(r"\d", lambda _: str(draw.randrange(10)), text)
        yield json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"


def write(path: Path, size: int, pool: list[str]) -> None:
    """Write articles of so many bytes."""
    with path.open("wb") as file:
        for line in articles(pool):
            if file.tell() >= size:
                break
            file.write(line)


def memory(folder: Path, megabytes: int, model: str) -> None:
    """Extract a file, and print what the process held."""
    path, out = folder / "large.jsonl", folder / "out.jsonl"
    write(path, megabytes * 1_000_000, paragraphs())
    start = time.monotonic()
    command = [sys.executable, str(ROOT / "zhibiao.py"), "extract", str(path), "-m", model, "-o", str(out)]
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    samples = list(resident(process, out.with_name("out.jsonl.parts")))
    if process.returncode:
        raise typer.Exit(process.returncode)
    seconds = time.monotonic() - start
    shards = samples[-1][0]
    quarter = statistics.median(held for done, held in samples if shards * 0.2 <= done <= shards * 0.3)
    end = statistics.median(held for done, held in samples if done >= shards * 0.9)
    typer.echo(
        f"{megabytes} MB of JSON lines with {model} in {seconds:,.0f} s, {shards} shards: at most "
        f"{max(held for _, held in samples):,.0f} MB resident; {quarter:,.0f} MB at a quarter of the run, "
        f"{end:,.0f} MB in its last tenth ({len(samples)} samples)"
    )


def resident(process: psutil.Popen, parts: Path) -> Iterator[tuple[int, float]]:
    """Yield how many shards a run has written and the megabytes that its processes hold, until it ends."""
    done = 0
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            held = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
            while (parts / f"{done:08}.jsonl").exists():
                done += 1
            if held and done:
                yield done, held / 1_000_000
        time.sleep(0.1)


def engines(folder: Path, count: int, model: str, rounds: int) -> None:
    """Let the engines extract the same articles in turns, and print the medians."""
    path = folder / "some.jsonl"
    path.write_bytes(b"".join(islice(articles(paragraphs()), count)))
    workers = cores()
    compared = {
        ALONE: local(load_predictor(model)),
        f"{workers} processes": on_this_machine(model, workers),
        "one worker of Ray (goal 0.9)": ray_cluster(model, workers=1),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in compared}
    for _ in range(rounds):
        for name, engine in compared.items():
            taken[name].append(steady(engine, path))
    typer.echo(f"{model}, {count} articles, articles a second after the first batch, medians of {rounds} rounds:")
    alone = statistics.median(rate for _, rate in taken[ALONE])
    for name, pairs in taken.items():
        first, rate = (statistics.median(each) for each in zip(*pairs, strict=True))
        typer.echo(f"  {name}: {rate:,.1f} = {rate / alone:.2f} ×; the first batch after {first:.1f} s")


def steady(engine: Engine, path: Path) -> tuple[float, float]:
    """Return the seconds until the first batch, and the articles a second after it."""
    start = time.perf_counter()
    with gathered([str(path)]) as found:
        batches = engine(found.files, Position())
        next(batches)
        came = time.perf_counter()
        count = sum(shard.tally.articles for shard, _ in batches)
        return came - start, count / (time.perf_counter() - came)


def main(
    megabytes: Annotated[int, typer.Option(help="Of articles for the memory; 0 leaves it out.")] = 30,
    count: Annotated[int, typer.Option(help="Articles for the engines; 0 leaves them out.")] = 800,
    model: Annotated[str, typer.Option(help="As for `zhibiao extract`.")] = "rules",
    rounds: Annotated[int, typer.Option(help="Of which the median is taken.")] = 3,
) -> None:
    """Measure the memory and the engines."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    typer.echo(f"articles made of {CORPUS.name if CORPUS.exists() else 'the seeds: ../shared is not there'}")
    with TemporaryDirectory() as name:
        if megabytes:
            memory(Path(name), megabytes, model)
        if count:
            engines(Path(name), count, model, rounds)


if __name__ == "__main__":
    typer.run(main)
