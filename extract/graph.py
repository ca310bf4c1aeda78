"""A checkpoint as a graph for ONNX Runtime, in fp32 or with int8 weights, made without torch in a fraction of a second.

It takes rows of one length (`input_ids`: rows × tokens) and gives log-probabilities (`scores`: rows × tokens × tags):
nothing is padded and nothing masked, so attention is the fused one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

RUNTIME = "com.microsoft"
"""ONNX Runtime's own operators."""

OPSETS = {"": 20, RUNTIME: 1}
IR = 10
"""Versions of ONNX as of 2024: older runtimes read them too."""

ACTIVATIONS: dict[str, tuple[str, dict[str, str]]] = {
    "gelu": ("Gelu", {}),
    "gelu_new": ("Gelu", {"approximate": "tanh"}),
    "relu": ("Relu", {}),
}

FLOOR = -0.17
"""Below which no activation falls."""

Arrays = Mapping[str, NDArray[Any]]


class Graph:
    """Nodes and weights, added one by one; every method returns the name of what it adds."""

    def __init__(self, checkpoint: Arrays) -> None:
        self.checkpoint = checkpoint
        self.nodes: list[NodeProto] = []
        self.weights: dict[str, NDArray[Any]] = {}
        self.output = ""

    def weight(self, name: str, value: NDArray[Any]) -> str:
        """Keep an array under a name."""
        self.weights[name] = np.asarray(value, order="C")
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: int | float | str) -> str:
        """Add a node."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def matrix(self, name: str, value: NDArray[Any]) -> str:
        """Keep a matrix, as exactly as the graph's kind does."""
        return self.weight(name, value)

    def bias(self, name: str) -> str:
        """Keep a layer's bias."""
        return self.weight(f"{name}.bias", self.checkpoint[f"{name}.bias"])

    def linear(self, name: str, tokens: str, floor: float | None = None) -> str:
        """Multiply tokens (tokens × inputs), nowhere below `floor`, by a layer's weights, and add its bias."""
        weight = self.matrix(f"{name}.weight", self.checkpoint[f"{name}.weight"])
        return self.add("Gemm", tokens, weight, self.bias(name), transB=1)

    def rows(self, name: str, table: NDArray[Any], numbers: str) -> str:
        """Look up rows of a table."""
        return self.add("Gather", self.matrix(name, table), numbers)

    def norm(self, name: str, tokens: str, epsilon: float) -> str:
        """Normalise each token."""
        scale = self.weight(f"{name}.weight", self.checkpoint[f"{name}.weight"])
        return self.add("LayerNormalization", tokens, scale, self.bias(name), epsilon=epsilon)

    def model(self, *, embed: bool) -> bytes:
        """Return the ONNX model; without `embed` its matrices stay outside, to be handed to the session by name."""
        graph = helper.make_graph(
            [*self.nodes, helper.make_node("Identity", [self.output], ["scores"])],
            "token-classifier",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["rows", "tokens"])],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", "tokens", "tags"])],
            [
                numpy_helper.from_array(value, name) if embed or value.ndim < 2 else _outside(name, value)
                for name, value in self.weights.items()
            ],
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR, producer_name="zhibiao")
        file: bytes = model.SerializeToString(deterministic=True)
        return file


class Int8Graph(Graph):
    """The feed-forward layers on integers of 8 bits, each token and each output scaled on its own.

    As no scale spans two tokens, what is read beside a text doesn't change its spans. Attention stays in fp32: it is a
    third of the work, and its rounding moves more spans than that of all else. Its matrices are kept in 16 bits.
    """

    def matrix(self, name: str, value: NDArray[Any]) -> str:
        """Keep a matrix in 16 bits; the runtime widens it once, when it opens the model."""
        half = self.weight(f"{name}.half", value.astype(np.float16))
        return self.add("Cast", half, to=TensorProto.FLOAT)

    def linear(self, name: str, tokens: str, floor: float | None = None) -> str:
        """Quantise tokens and weights, multiply as integers, and scale back."""
        if "attention" in name:
            return super().linear(name, tokens)
        quantised, scales = quantise(self.checkpoint[f"{name}.weight"])
        weight, columns = self.weight(f"{name}.weight", quantised.T), self.weight(f"{name}.scales", scales)
        integers, steps, zero = self._quantised(tokens, floor)
        one = self.weight("one", np.array(1, np.float32))
        product = self.add("MatMulIntegerToFloat", integers, weight, one, columns, zero, domain=RUNTIME)
        scaled = self.add("Mul", product, self.add("Unsqueeze", steps, "last"))
        return self.add("Add", scaled, self.bias(name))

    def _quantised(self, tokens: str, floor: float | None) -> tuple[str, str, str]:
        """Add each token's integers, what their steps are worth, and the integer that stands for zero.

        Where nothing is below a small `floor`, few integers are spent on what is negative.
        """
        below = 128 if floor is None else 16
        least = np.finfo(np.float32).tiny if floor is None else -floor / below
        zero = self.weight(f"zero_{below}", np.array(below, np.uint8))
        sizes = self.add("Abs", tokens) if floor is None else tokens
        peaks = self.add("ReduceMax", sizes, self.weight("last", np.array([1])), keepdims=0)
        share = self.weight(f"share_{below}", np.array(1 / (255 - below), np.float32))
        bound = self.weight(f"bound_{below}", np.array(least, np.float32))
        steps = self.add("Max", self.add("Mul", peaks, share), bound)
        zeros = self.add("Expand", zero, self.add("Shape", steps))
        return self.add("QuantizeLinear", tokens, steps, zeros, axis=0), steps, zero


def quantise(matrix: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return each row as integers of 8 bits, and what their steps are worth.

    >>> quantise(np.array([[1.0, -4.0]]))[0].tolist()
    [[32, -127]]
    """
    scales = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / 127
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _outside(name: str, value: NDArray[Any]) -> TensorProto:
    kind = helper.np_dtype_to_tensor_dtype(value.dtype)
    tensor = TensorProto(name=name, data_type=kind, dims=value.shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="memory")
    return tensor


def classifier(graph: Graph, config: Mapping[str, Any]) -> None:
    """Add a whole token classifier of BERT's kind; KeyError for a weight or an activation that is missing."""
    flat = graph.weight("flat", np.array([-1, config["hidden_size"]]))
    shape = graph.add("Concat", graph.add("Shape", "input_ids"), graph.weight("rest", np.array([-1])), axis=0)
    tokens = _embeddings(graph, config)
    for number in range(config["num_hidden_layers"]):
        tokens = _layer(graph, config, f"{config['model_type']}.encoder.layer.{number}", tokens, flat, shape)
    logits = Graph.linear(graph, "classifier", tokens)
    graph.output = graph.add("Reshape", graph.add("LogSoftmax", logits, axis=-1), shape)


def _embeddings(graph: Graph, config: Mapping[str, Any]) -> str:
    """Embed characters and their places (tokens × width); the tables of one use are added to that of places."""
    prefix = f"{config['model_type']}.embeddings"
    tables = {name: graph.checkpoint.get(f"{prefix}.{name}_type_embeddings.weight") for name in ("token", "task")}
    places = graph.checkpoint[f"{prefix}.position_embeddings.weight"]
    places = places + sum(table[0] for table in tables.values() if table is not None)
    rest = graph.weight("rest", np.array([-1]))
    length = graph.add("Shape", "input_ids", start=1)
    zero, one = graph.weight("zero", np.array(0)), graph.weight("whole", np.array(1))
    steps = graph.add("Range", zero, graph.add("Squeeze", length), one)
    numbers = graph.add("Reshape", graph.add("Expand", steps, graph.add("Shape", "input_ids")), rest)
    words = graph.checkpoint[f"{prefix}.word_embeddings.weight"]
    characters = graph.rows(f"{prefix}.word", words, graph.add("Reshape", "input_ids", rest))
    embedded = graph.add("Add", characters, graph.rows(f"{prefix}.place", places, numbers))
    normed = graph.norm(f"{prefix}.LayerNorm", embedded, config["layer_norm_eps"])
    project = f"{config['model_type']}.embeddings_project"
    return graph.linear(project, normed) if f"{project}.weight" in graph.checkpoint else normed


def _layer(graph: Graph, config: Mapping[str, Any], name: str, tokens: str, flat: str, shape: str) -> str:
    parts = (graph.linear(f"{name}.attention.self.{part}", tokens) for part in ("query", "key", "value"))
    rows = [graph.add("Reshape", part, shape) for part in parts]
    attended = graph.add("MultiHeadAttention", *rows, domain=RUNTIME, num_heads=config["num_attention_heads"])
    mixed = graph.linear(f"{name}.attention.output.dense", graph.add("Reshape", attended, flat))
    epsilon = config["layer_norm_eps"]
    tokens = graph.norm(f"{name}.attention.output.LayerNorm", graph.add("Add", tokens, mixed), epsilon)
    kind, attributes = ACTIVATIONS[config["hidden_act"]]
    inner = graph.add(kind, graph.linear(f"{name}.intermediate.dense", tokens), **attributes)
    outer = graph.linear(f"{name}.output.dense", inner, FLOOR)
    return graph.norm(f"{name}.output.LayerNorm", graph.add("Add", tokens, outer), epsilon)
