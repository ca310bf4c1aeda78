import torch
from transformers import BertConfig, BertForTokenClassification

from train.locality import OFFSETS, look_at_neighbours


def test_each_head_looks_at_its_place_before_training() -> None:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=500,
        hidden_size=128,
        num_hidden_layers=1,
        num_attention_heads=8,
        intermediate_size=64,
        initializer_range=0.08,
        attn_implementation="eager",
    )
    model = BertForTokenClassification(config).eval()
    look_at_neighbours(model)
    with torch.inference_mode():
        attention = model.bert(torch.randint(5, 500, (1, 200)), output_attentions=True).attentions[0][0]
    for head, offset in enumerate(OFFSETS):
        inner = attention[head].diagonal(offset)[3:-3]
        assert inner.mean() > 0.3
        assert (attention[head].argmax(dim=1) - torch.arange(200))[3:-3].eq(offset).float().mean() > 0.9
    assert attention[len(OFFSETS)].max() < 0.3
