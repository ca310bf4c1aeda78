from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import (
    BertConfig,
    BertForTokenClassification,
    ElectraConfig,
    ElectraForTokenClassification,
    ErnieConfig,
    ErnieForTokenClassification,
    PreTrainedModel,
    RobertaConfig,
    RobertaForTokenClassification,
)

from annotate.records import InputError
from train.packing import attention, pack, packed, unpack

SHAPE = {
    "vocab_size": 50,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": 64,
    "num_labels": 5,
    "initializer_range": 0.3,
}
KINDS = {
    "bert": (BertConfig, BertForTokenClassification),
    "electra": (ElectraConfig, ElectraForTokenClassification),
    "ernie": (ErnieConfig, ErnieForTokenClassification),
}


def model(kind: str = "bert") -> PreTrainedModel:
    torch.manual_seed(1)
    config, classifier = KINDS[kind]
    return classifier(config(**SHAPE)).eval()


def rows_of(lengths: Sequence[int]) -> list[list[int]]:
    drawn = torch.Generator().manual_seed(2)
    return [torch.randint(5, 50, (length,), generator=drawn).tolist() for length in lengths]


def alone(plain: PreTrainedModel, rows: Sequence[Sequence[int]]) -> list[torch.Tensor]:
    return [plain(input_ids=torch.tensor([row])).logits[0] for row in rows]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lengths", [[7], [3, 3, 9, 1, 1, 1, 20], [20, 2, 20], [5, 5, 5, 5]])
def test_packed_rows_are_read_as_each_alone(kind: str, lengths: list[int]) -> None:
    rows = rows_of(lengths)
    with torch.inference_mode():
        expected = alone(model(kind), rows)
        found = packed(model(kind))(**pack(rows)).logits[0].split(lengths)
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-5)


PLAIN, PACKED = model(), packed(model())


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_any_lengths_are_read_as_each_alone(lengths: list[int]) -> None:
    rows = rows_of(lengths)
    with torch.inference_mode():
        found = PACKED(**pack(rows)).logits
        torch.testing.assert_close(found[0], torch.cat(alone(PLAIN, rows)), atol=1e-5, rtol=1e-5)
    padded = unpack(found, lengths)
    assert padded.shape == (len(lengths), max(lengths), 5)
    assert torch.equal(torch.cat([row[:n] for row, n in zip(padded, lengths, strict=True)]), found[0])
    assert all((row[n:] == 0).all() for row, n in zip(padded, lengths, strict=True))


def test_gradients_are_those_of_the_rows_alone() -> None:
    rows = rows_of([4, 11, 11, 2])
    ours, theirs = packed(model().double()), model().double()
    ours(**pack(rows)).logits.square().sum().backward()
    torch.cat(alone(theirs, rows)).square().sum().backward()  # type: ignore[no-untyped-call]
    expected = dict(theirs.named_parameters())
    for name, weight in ours.named_parameters():
        assert weight.grad is not None and expected[name].grad is not None
        torch.testing.assert_close(weight.grad, expected[name].grad, atol=1e-9, rtol=1e-7)


def test_dropout_drops_its_share_and_keeps_the_mean() -> None:
    torch.manual_seed(0)
    query, key = torch.zeros(2, 1, 3, 40, 4)
    value = torch.eye(40)[None, None].expand(1, 3, 40, 40)
    shares = attention(torch.nn.Module(), query, key, value, None, [40], dropout=0.25)[0][0]
    assert sorted(set(shares.flatten().tolist())) == pytest.approx([0, 1 / 30])
    assert (shares == 0).float().mean().item() == pytest.approx(0.25, abs=0.02)
    assert not torch.equal(shares, attention(torch.nn.Module(), query, key, value, None, [40], dropout=0.25)[0][0])


def test_padded_batches_are_still_masked() -> None:
    rows = rows_of([3, 9])
    ids = torch.tensor([rows[0] + [0] * 6, rows[1]])
    mask = torch.tensor([[1] * 3 + [0] * 6, [1] * 9])
    with torch.inference_mode():
        padded = PACKED(input_ids=ids, attention_mask=mask).logits
        torch.testing.assert_close(padded[0, :3], alone(PLAIN, rows)[0], atol=1e-5, rtol=1e-5)


def test_a_checkpoint_remembers_nothing_of_packing() -> None:
    assert "packed" not in PACKED.config.to_json_string()


def test_a_model_that_counts_positions_otherwise_is_refused() -> None:
    with pytest.raises(InputError, match="is a roberta, not a BERT"):
        packed(RobertaForTokenClassification(RobertaConfig(**SHAPE)))
