import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.rules import predict
from annotate.script import simplified
from tests.annotate.golden import parse


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


def test_a_traditional_name_makes_no_text_traditional() -> None:
    text = "搭载昇腾芯片的整机由瀋氏後人开办的工厂生产，" * 6 + "牌匾上写着“國”字。"
    assert simplified(text) == text


@given(st.text(st.sampled_from("國業產長會經發實進髮後𠮷𨫢\ud800\U0002f800台湾餘a1 \n"), max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    plain = simplified(text)
    assert len(plain) == len(text)
    assert simplified(plain) == plain
