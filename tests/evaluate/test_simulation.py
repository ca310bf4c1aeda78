from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch
from hypothesis import given

from annotate.alignment import AlignedText
from annotate.records import Document, Predictor, Span
from annotate.rules import predict
from annotate.schema import CONFIGS
from evaluate.curve import draw
from evaluate.probing import LAYERS, Probe, States
from evaluate.simulation import Order, Round, at_random, by_ranking, passages, simulate
from tests.annotate.arbitrary import documents

SENTENCE = "某市上半年引进项目18个，总投资75亿元。"


def blind(texts: Sequence[str]) -> list[list[Span]]:
    """Find nothing in any text."""
    return [[] for _ in texts]


def article(number: int) -> Document:
    text = SENTENCE * (number + 1)
    spans = tuple(Span(i * len(SENTENCE) + 7, i * len(SENTENCE) + 10, "QUANTITY") for i in range(number + 1))
    return Document(str(number), AlignedText.identity(text), spans)


@given(documents())
def test_passages_hold_the_whole_article_and_every_span(document: Document) -> None:
    parts = list(passages(document))
    assert "".join(part.text for part in parts) == document.text
    starts = [sum(len(part.text) for part in parts[:i]) for i in range(len(parts))]
    moved = [
        (span.start + start, span.end + start, span.label)
        for part, start in zip(parts, starts, strict=True)
        for span in part.spans
    ]
    assert moved == [span.key() for span in document.spans]


def test_passages_are_whole_paragraphs_of_a_hundred_characters_or_the_rest() -> None:
    document = article(0)
    text = f"{SENTENCE}\n{'长' * 90}\n{'短' * 30}"
    parts = list(passages(replace(document, aligned=AlignedText.identity(text))))
    assert [part.text for part in parts] == [f"{SENTENCE}\n{'长' * 90}\n", "短" * 30]
    assert [part.id for part in parts] == ["0:0", "0:113"]


@pytest.mark.parametrize("order", [at_random, by_ranking])
def test_a_simulation_labels_everything_once_and_in_steps(order: Order) -> None:
    pool = [article(number) for number in range(6)]
    taught: list[list[str]] = []

    def learner(labelled: Sequence[Document]) -> tuple[Predictor, float]:
        taught.append([document.id for document in labelled])
        return blind, len(labelled) / 10

    rounds = list(simulate(pool, (0.1, 0.5, 1.0), order, learner, seed=3))
    assert [found.share for found in rounds] == [0.1, 0.5, 1.0]
    assert rounds[-1] == Round(1.0, 21, 21 * len(SENTENCE), 0.6)
    assert sorted(taught[-1]) == list("012345")
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(taught))
    assert all(found.spans >= found.share * 21 for found in rounds)


def test_a_head_over_the_shipped_base_learns_what_it_is_shown() -> None:
    states = States.of(CONFIGS.parent / "models/zhibiao-base")
    held_out = article(1)
    model, f1 = Probe(states, [held_out], seed=0)([article(2), article(3)])
    assert f1 == 1
    [found, _] = model([article(4).text, SENTENCE])
    assert {span.key() for span in found} == {span.key() for span in article(4).spans}
    again, _ = Probe(states, [held_out], seed=0)([article(2), article(3)])
    assert again([SENTENCE]) == model([SENTENCE])
    other = replace(held_out, spans=(held_out.spans[0], replace(held_out.spans[1], label="LOC"), Span(0, 2, "LOC")))
    assert Probe(states, [other], seed=0)([article(2), article(3)])[1] == pytest.approx(2 * 1 / (3 + 2))
    assert Probe(states, [held_out], seed=0)([replace(article(2), spans=())])[1] == 0


def test_states_are_those_of_their_characters() -> None:
    states = States.of(CONFIGS.parent / "models/zhibiao-base")
    found = states[SENTENCE]
    with torch.inference_mode():
        layers = states.base(torch.tensor([states.ids.encode(SENTENCE)]), output_hidden_states=True).hidden_states
    assert found.shape == (len(SENTENCE), LAYERS * states.base.config.hidden_size)
    assert torch.equal(found[-1, -states.base.config.hidden_size :], layers[-1][0, len(SENTENCE)])


def test_the_ranking_knows_what_is_labelled() -> None:
    known, new = article(0), Document("new", AlignedText.identity(SENTENCE.replace("18", "30").replace("75", "95")))
    corrected = replace(known, spans=tuple(predict([SENTENCE])[0]))
    assert [document.id for document in by_ranking([known, new], [], blind)] == ["0", "new"]
    assert [document.id for document in by_ranking([known, new], [corrected], blind)] == ["new", "0"]


def test_the_ranking_never_sees_the_corrected_spans() -> None:
    pool = [article(number) for number in range(4)]
    order = [document.id for document in by_ranking(pool, [], blind)]
    unlabelled = [replace(document, spans=()) for document in pool]
    assert [document.id for document in by_ranking(unlabelled, [], blind)] == order


def test_a_curve_is_one_well_formed_picture(tmp_path: Path) -> None:
    runs = {0.1: [0.2, 0.3], 0.5: [0.4, 0.42]}
    draw(tmp_path / "curve.svg", "F1 <strict>", "share", {"ranked": runs, "at random": {0.1: [0.2], 1.0: [0.2]}})
    root = ElementTree.parse(tmp_path / "curve.svg").getroot()
    name = {"svg": "http://www.w3.org/2000/svg"}
    assert root.findtext("svg:title", namespaces=name) == "F1 <strict>"
    ranked, at_random = [_places(group, name) for group in root.findall("svg:g", name)]
    assert ranked == [(124.0, 314.0), (380.0, 102.8)]
    assert at_random == [(124.0, 380.0), (700.0, 380.0)]


def _places(group: ElementTree.Element, name: dict[str, str]) -> list[tuple[float, float]]:
    """Return the middles of a curve's dots."""
    return [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in group.findall("svg:circle", name)]
