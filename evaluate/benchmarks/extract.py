"""How fast the extractor reads on this machine's CPU against `pipeline("token-classification")`, a sentence at a time.

`python -m evaluate.benchmarks.extract` makes checkpoints of three shapes with random weights (the speed doesn't depend
on them), lets the pipeline, fp32 and int8 read the same sentences of the seeds in turns, and prints medians, ratios,
the share of the matrix rate measured between them, and how many spans are the plain model's; then the time to the
first result of a new process, and the share of a whole run that is not the model's.
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

import numpy as np
import typer

from annotate.articles import harvest
from annotate.gold import SEEDS
from annotate.records import Span
from annotate.schema import load_schema
from annotate.sentences import sentences
from evaluate.benchmarks.scale import articles, paragraphs
from extract.batch import extract_files, local
from extract.checkpoint import WEIGHTS, Checkpoint
from extract.extractor import Extractor
from extract.graph import IR, OPSETS
from extract.on_cpu import OnCpu, opened, quantised, reference, threads
from extract.parity import EXPORT, Parity, digest
from train.characters import character_tokenizer, vocabulary
from train.decode import Scores, decode, log_softmax

SHAPES = {
    "4 × 312": (4, 312, 1200, 256, 2.7, 4.0),
    "6 × 384": (6, 384, 1536, 128, 2.7, 4.0),
    "12 × 768": (12, 768, 3072, 32, 2.0, 3.2),
}
"""Layers, width, inner width, sentences a round, and how many times the pipeline's speed fp32 and int8 want."""

SMALL = "4 × 312"
SIDE = 1024
ARTICLES = 500
FIRST = "from extract import Extractor; import sys; Extractor(sys.argv[1])(['上半年，全市实现营业收入12亿元。'])"
ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "models" / "zhibiao"


def texts() -> list[str]:
    """Return the seeds' sentences."""
    read = [document.text for document in harvest([str(SEEDS / "texts")])]
    return [text[start:end] for text in read for start, end in sentences(text, ()) if end - start < 500]


def checkpoint(shape: str, lines: Sequence[str], folder: Path) -> Checkpoint:
    """Save a token classifier with random weights and a vocabulary of the lines' characters."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    layers, width, inner, *_ = SHAPES[shape]
    tokenizer = character_tokenizer(vocabulary(lines, 1), 512)
    tags = load_schema().tags
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        num_hidden_layers=layers,
        hidden_size=width,
        intermediate_size=inner,
        num_attention_heads=12,
        id2label=dict(enumerate(tags)),
        label2id={tag: number for number, tag in enumerate(tags)},
    )
    BertForTokenClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return Checkpoint.open(folder)


def plain(folder: Path, lines: Sequence[str]) -> list[list[Span]]:
    """Return the spans of the plain model, one sentence at a time, decoded as the extractor decodes."""
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    model, tokenizer = AutoModelForTokenClassification.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    model.eval()
    with torch.inference_mode():
        logits = [model(**tokenizer(line, return_tensors="pt")).logits[0, 1:-1].numpy() for line in lines]
    return decode([log_softmax(one) for one in logits], load_schema().tags)


def shared(found: Sequence[Sequence[Span]], wanted: Sequence[Sequence[Span]]) -> float:
    """Return the share of the spans, of those who found more, that both found."""
    one, other = ({(i, *span.key()) for i, spans in enumerate(each) for span in spans} for each in (found, wanted))
    return len(one & other) / max(len(one), len(other))


def multipliers() -> list[Callable[[], object]]:
    """Return products of two fp32 matrices of 1,024 × 1,024, by numpy, by torch and by ONNX Runtime."""
    import torch
    from onnx import TensorProto, helper
    from onnxruntime import InferenceSession, SessionOptions

    one = np.ones((SIDE, SIDE), np.float32)
    name, kind, shape = "one", TensorProto.FLOAT, [SIDE, SIDE]
    product = helper.make_graph(
        [helper.make_node("MatMul", [name, name], ["product"])],
        "product",
        [helper.make_tensor_value_info(name, kind, shape)],
        [helper.make_tensor_value_info("product", kind, shape)],
    )
    opset = helper.make_opsetid("", OPSETS[""])
    model = helper.make_model(product, opset_imports=[opset], ir_version=IR).SerializeToString()
    options = SessionOptions()
    options.intra_op_num_threads = threads()
    session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tensor = torch.from_numpy(one)
    return [lambda: one @ one, lambda: torch.mm(tensor, tensor), lambda: session.run(None, {name: one})]


def matrix_rate(multiply: Sequence[Callable[[], object]], clock: Callable[[], float]) -> float:
    """Return the CPU's fp32 operations a second in the fastest of the products."""
    rates = []
    for product in multiply:
        start = clock()
        for _ in range(10):
            product()
        rates.append(10 * 2 * SIDE**3 / (clock() - start))
    return max(rates)


def operations(folder: Path) -> int:
    """Return the operations of a token's linear layers: the useful ones, attention's own products left out."""
    from safetensors.numpy import load_file

    weights = load_file(folder / WEIGHTS).items()
    return sum(2 * int(weight.size) for name, weight in weights if weight.ndim == 2 and "embeddings" not in name)


def compare(shape: str, rounds: int, clock: Callable[[], float]) -> None:
    """Print the medians of interleaved rounds."""
    from transformers import pipeline

    *_, count, wanted, wanted_int8 = SHAPES[shape]
    lines = texts()[:count]
    characters = sum(map(len, lines))
    with TemporaryDirectory() as name:
        folder = Path(name)
        opening = checkpoint(shape, lines, folder)
        peer = pipeline("token-classification", model=name, device=-1)
        fp32, int8 = Extractor(folder, reference(opening)), Extractor(folder, opened(quantised(opening)))
        expected, cost = plain(folder, lines), operations(folder)
        readers: dict[str, Callable[[], object]] = {
            "pipeline": lambda: [peer(line) for line in lines],
            "fp32": lambda: fp32(lines),
            "int8": lambda: int8(lines),
        }
        agreement = {"fp32": shared(fp32(lines), expected), "int8": shared(int8(lines), expected)}
        speeds, rate = interleaved(readers, characters, rounds, clock)
    typer.echo(f"{shape}: pipeline {speeds['pipeline']:,.0f} characters a second; {rate / 1e9:.0f} billion operations")
    for precision, goal in (("fp32", wanted), ("int8", wanted_int8)):
        speed = speeds[precision]
        typer.echo(
            f"  {precision} {speed:,.0f} = {speed / speeds['pipeline']:.2f}× (goal {goal}×), "
            f"{100 * speed * cost / rate:.0f} % of the matrix rate, "
            f"{100 * agreement[precision]:.2f} % of the plain model's spans on {count} sentences"
        )


def interleaved(
    readers: dict[str, Callable[[], object]], characters: int, rounds: int, clock: Callable[[], float]
) -> tuple[dict[str, float], float]:
    """Return each reader's median characters a second, and the median matrix rate between them."""
    seconds: dict[str, list[float]] = {reader: [] for reader in readers}
    rates, products = [], multipliers()
    for _ in range(rounds):
        for reader, read in readers.items():
            start = clock()
            read()
            seconds[reader].append(clock() - start)
        rates.append(matrix_rate(products, clock))
    return {reader: characters / statistics.median(took) for reader, took in seconds.items()}, statistics.median(rates)


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
    """Compare the shapes, then the start and what is not the model."""
    import torch

    typer.echo(f"{torch.get_num_threads()} threads, medians of {rounds} interleaved rounds")
    clock = time.process_time if cpu_time else time.perf_counter
    for shape in SHAPES:
        compare(shape, rounds, clock)
    start(rounds)
    surroundings(rounds, clock)


if __name__ == "__main__":
    typer.run(main)
