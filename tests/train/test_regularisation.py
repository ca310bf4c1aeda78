import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from transformers import BertConfig, BertForTokenClassification

from train.averaging import averaged, exchange, follow
from train.loss import disagreement, token_loss, twice
from train.packing import pack, packed
from train.transitions import estimate


def test_the_loss_is_the_weighted_sum_over_learnt_tokens() -> None:
    logits = torch.tensor([[[2.0, 0.0], [0.0, 1.0], [5.0, 5.0]]])
    labels, weights = torch.tensor([[0, 0, -100]]), torch.tensor([[1.0, 0.5, 1.0]])
    expected = np.log1p(np.exp(-2)) + 0.5 * np.log1p(np.exp(1))
    assert token_loss(logits, labels, weights).item() == pytest.approx(expected)


def test_smoothing_spreads_its_share_over_all_tags() -> None:
    logits = torch.tensor([[[1.0, 0.0, -1.0]]])
    scores = torch.log_softmax(logits[0, 0], -1)
    found = token_loss(logits, torch.tensor([[0]]), torch.ones(1, 1), smoothing=0.3)
    assert found.item() == pytest.approx((-0.7 * scores[0] - 0.3 * scores.mean()).item())


def test_two_readings_disagree_by_the_symmetric_divergence() -> None:
    one, other = torch.tensor([0.9, 0.1]), torch.tensor([0.4, 0.6])
    logits = torch.stack([one, one, other, one]).log()[None]
    labels, weights = torch.tensor([[0, 1]]), torch.tensor([[0.5, 1.0]])
    divergence = ((one * (one / other).log()).sum() + (other * (other / one).log()).sum()) / 2
    assert disagreement(logits, labels, weights).item() == pytest.approx(0.5 * divergence.item())
    assert disagreement(logits, torch.tensor([[-100, 1]]), weights).item() == pytest.approx(0)


def test_a_batch_behind_itself_is_read_twice_alike_without_dropout() -> None:
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    model = packed(BertForTokenClassification(BertConfig(vocab_size=30, **shape))).eval()
    batch = twice(pack([[5, 6, 7], [8, 9]]))
    with torch.inference_mode():
        logits = model(**batch).logits
    torch.testing.assert_close(logits[:, :5], logits[:, 5:])
    assert batch["lengths"] == [3, 2, 3, 2]


def test_the_average_follows_the_weights_and_is_in_the_optimizers_state() -> None:
    weight = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([weight], lr=1.0, weight_decay=0.0)
    follow(optimizer, 0.5)
    expected, seen = None, []
    for step in range(1, 21):
        weight.sum().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad()
        seen.append(weight.item())
        decay = min(0.5, (1 + step) / (10 + step))
        expected = seen[-1] if expected is None else decay * expected + (1 - decay) * seen[-1]
    assert expected is not None
    with averaged(optimizer):
        assert weight.item() == pytest.approx(expected, rel=1e-5)
    assert weight.item() == seen[-1]
    copy = torch.optim.AdamW([nn.Parameter(weight.detach().clone())], lr=1.0, weight_decay=0.0)
    copy.load_state_dict(optimizer.state_dict())
    exchange(copy)
    assert copy.param_groups[0]["params"][0].item() == pytest.approx(expected, rel=1e-5)


def test_an_optimizer_without_average_is_left_alone() -> None:
    weight = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.AdamW([weight])
    weight.sum().backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    with averaged(optimizer):
        assert weight.item() != 1


def test_transitions_say_how_much_more_often_than_by_chance() -> None:
    found = np.array(estimate([[0, 1, 2, 0], [0, 0]], 3, 2.0))
    pairs = np.array([[2, 2, 1], [1, 1, 2], [2, 1, 1]])
    often = pairs.sum(0) / pairs.sum()
    np.testing.assert_allclose(found, 2 * np.log(pairs / pairs.sum(1, keepdims=True) / often), atol=1e-4)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), max_size=20), max_size=4))
def test_transitions_are_finite_whatever_was_seen(articles: list[list[int]]) -> None:
    assert np.isfinite(estimate(articles, 5, 1.0)).all()
