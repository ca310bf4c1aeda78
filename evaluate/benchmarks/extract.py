"""How fast the extractor reads on this machine's CPU against `pipeline("token-classification")`, a sentence at a time.

`python -m evaluate.benchmarks.extract` makes checkpoints of three shapes with random weights (the speed doesn't depend
on them), lets the pipeline, fp32 and int8 read the same sentences of the seeds in turns, and prints medians, ratios,
the share of the matrix rate measured between them, and how many spans are the plain model's.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
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
from extract.checkpoint import WEIGHTS, Checkpoint
from extract.extractor import Extractor
from extract.graph import IR, OPSETS
from extract.on_cpu import opened, quantised, reference, threads
from train.characters import character_tokenizer, vocabulary
from train.decode import decode, log_softmax

SHAPES = {
    "4 × 312": (4, 312, 1200, 256, 2.7, 4.0),
    "6 × 384": (6, 384, 1536, 128, 2.7, 4.0),
    "12 × 768": (12, 768, 3072, 32, 2.0, 3.2),
}
"""Layers, width, inner width, sentences a round, and how many times the pipeline's speed fp32 and int8 want."""

OUTSIDE = 0.8
"""How much likelier no entity is than chance has it, for random weights."""

SIDE = 1024


def texts() -> list[str]:
    """Return the seeds' sentences."""
    read = [document.text for document in harvest([str(SEEDS / "texts")])]
    return [text[start:end] for text in read for start, end in sentences(text, ()) if end - start < 500]


def checkpoint(shape: str, lines: Sequence[str], folder: Path) -> Checkpoint:
    """Save a token classifier with random weights and a vocabulary of the lines' characters.

    Most characters are outside, as in news: else a fifteenth of the time would go into decoding what nobody has.
    """
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
    model = BertForTokenClassification(config)
    torch.nn.init.constant_(model.classifier.bias[:1], OUTSIDE)
    model.save_pretrained(folder)
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


def operations(shape: str, folder: Path, lines: Sequence[str]) -> tuple[int, int]:
    """Return the operations of all matrix products on the lines' characters, and those of the linear layers alone."""
    from safetensors.numpy import load_file

    layers, width, *_ = SHAPES[shape]
    weights = load_file(folder / WEIGHTS).items()
    token = sum(2 * int(weight.size) for name, weight in weights if weight.ndim == 2 and "embeddings" not in name)
    linear = token * sum(map(len, lines))
    return linear + layers * 4 * width * sum(len(line) ** 2 for line in lines), linear


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
        expected, costs = plain(folder, lines), operations(shape, folder, lines)
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
        share, linear = (f"{100 * speed / characters * cost / rate:.0f}" for cost in costs)
        typer.echo(
            f"  {precision} {speed:,.0f} = {speed / speeds['pipeline']:.2f}× (goal {goal}×), "
            f"{share} % of the matrix rate ({linear} % by the linear layers alone), "
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


def main(
    rounds: Annotated[int, typer.Option(help="Of which the median is taken.")] = 5,
    cpu_time: Annotated[bool, typer.Option(help="Measure processor time: for one thread on a busy machine.")] = False,
) -> None:
    """Compare the shapes."""
    import torch

    typer.echo(f"{torch.get_num_threads()} threads, medians of {rounds} interleaved rounds")
    clock = time.process_time if cpu_time else time.perf_counter
    for shape in SHAPES:
        compare(shape, rounds, clock)


if __name__ == "__main__":
    typer.run(main)
