from pathlib import Path

import torch
from transformers import BertConfig, BertForTokenClassification

from evaluate.benchmarks.replaced import ReplacedTagger
from train.loss import IGNORED
from train.packing import packed

TINY = BertConfig(
    vocab_size=12, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, num_labels=3
)
MASK = 4


def test_a_checkpoint_of_both_is_kept(tmp_path: Path) -> None:
    ReplacedTagger(TINY).save_pretrained(tmp_path)
    assert BertForTokenClassification.from_pretrained(tmp_path).config.num_labels == 3


def test_what_the_generator_gets_right_is_not_replaced() -> None:
    torch.manual_seed(0)
    model = packed(ReplacedTagger(TINY)).eval()
    article = torch.randint(5, 12, (1, 400))
    hidden = torch.rand(1, 400) < 0.5
    guessed = article.masked_fill(~hidden, IGNORED)
    lengths = [100, 100, 200]
    places = torch.tensor([[place for length in lengths for place in range(length)]])
    read: list[torch.Tensor] = []
    model.bert.register_forward_pre_hook(lambda module, given: read.append(given[0]))
    characters, tags, detected, replaced = model(
        article.masked_fill(hidden, MASK), guessed, position_ids=places, lengths=lengths
    )
    assert characters.shape == (hidden.sum(), 12)
    assert tags.shape == (1, 400, 3)
    assert detected.shape == (1, 400)
    assert torch.equal(replaced, read[0] != article)
    assert 0 < replaced.sum() < hidden.sum()
    assert not replaced[~hidden].any()
