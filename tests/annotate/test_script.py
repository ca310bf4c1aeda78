from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.figures import read_figure, read_figures
from annotate.records import Document, Span
from annotate.rules import predict
from annotate.schema import load_schema
from annotate.script import simplified
from tests.annotate.golden import parse
from train.characters import character_tokenizer, vocabulary
from train.config import Reading
from train.corpus import build
from train.examples import examples
from train.rows import lay_out


@pytest.mark.parametrize(
    "marked",
    [
        "<TIME>上半年</TIME>，<LOC>廣東省</LOC><INDICATOR>規模以上工業增加值</INDICATOR>同比增長<RATIO>5.2%</RATIO>。",
        "<GOV>國務院</GOV>印發<POLICY>《製造業發展規劃》</POLICY>，<INDUSTRY>電子信息產業</INDUSTRY>實現<INDICATOR>產值</INDICATOR><MONEY>兩千億元</MONEY>。",
        "認定<HONOR>高新技術企業</HONOR><QUANTITY>12家</QUANTITY>，<COMPANY>東莞市遠川機電有限公司</COMPANY>上榜。",
    ],
)
def test_traditional_articles_are_labelled_as_they_are_printed(marked: str) -> None:
    text, wanted = parse(marked)
    [found] = predict([text])
    assert [(text[span.start : span.end], span.label) for span in found] == [
        (text[span.start : span.end], span.label) for span, _ in wanted
    ]


def test_figures_of_traditional_articles_are_read() -> None:
    sold, grown = read_figures("銷售額達5億歐元，環比翻兩番。")
    assert (sold.value, sold.unit) == ("500000000", "EUR")
    assert (grown.unit, grown.basis) == ("倍", "mom")
    assert read_figure("出口5億韓元", Span(2, 6, "MONEY")).unit == "KRW"


def test_training_reads_a_traditional_article_as_the_simplified_one(tmp_path: Path) -> None:
    tokenizer = character_tokenizer(vocabulary(["国务院发展实业"], 1), 34)
    spans = (Span(0, 3, "GOV"),)
    pair = [
        Document(str(n), AlignedText.identity(text), spans)
        for n, text in enumerate(("國務院發展實業", "国务院发展实业"))
    ]
    reading = Reading(window=32, stride=32)
    part = build({"train": pair}, load_schema())["train"]
    one, other = examples(part, tokenizer, reading, load_schema().tags)
    assert one == other
    rows = lay_out(pair, tokenizer, reading, load_schema().tags, tmp_path)
    assert rows[0][0].tolist() == rows[1][0].tolist() == one["input_ids"]


def test_a_traditional_name_makes_no_text_traditional() -> None:
    text = "搭载昇腾芯片的整机由瀋氏後人开办的工厂生产，" * 6 + "牌匾上写着“國”字。"
    assert simplified(text) == text


@given(st.text(st.sampled_from("國業產長會經發實進髮後𠮷𨫢\ud800\U0002f800台湾餘a1 \n"), max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    plain = simplified(text)
    assert len(plain) == len(text)
    assert simplified(plain) == plain
