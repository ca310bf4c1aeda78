import json
from pathlib import Path

import pytest
import yaml

from annotate.records import Document, InputError
from annotate.schema import CONFIGS, load_schema
from train.public import READERS, read_public, read_translated

CLUENER = {
    "text": "昨日，张立国在东江市说，海兴银行净利润3亿元。",
    "label": {"name": {"张立国": [[3, 5]]}, "company": {"海兴银行": [[12, 15]]}, "position": {"昨日": [[0, 1]]}},
}
FEWFC = {
    "content": "海兴股份向东江科技转让股权。",
    "events": [
        {
            "mentions": [
                {"word": "海兴股份", "span": [0, 4], "role": "sub-org"},
                {"word": "海兴股份", "span": [0, 4], "role": "obj"},
                {"word": "转让", "span": [9, 11], "role": "trigger"},
            ]
        }
    ],
}
CFSC = [{"text": "海兴股份大涨。", "labels": [{"from": 0, "to": 4, "Level 1 Aspect": "Corporate"}]}]
TIME = "去 B-TIME\n年 I-TIME\n今 B-TIME\n年 I-TIME\n， O\n\n好 O\n"


def spans(document: Document) -> set[tuple[str, str]]:
    return {(document.text[span.start : span.end], span.label) for span in document.spans}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {
        "cluener": json.dumps(CLUENER, ensure_ascii=False),
        "fewfc": json.dumps(FEWFC, ensure_ascii=False),
        "cfsc": json.dumps(CFSC, ensure_ascii=False),
        "time": TIME,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in texts}


def test_a_set_is_read_with_its_own_labels(files: dict[str, Path]) -> None:
    [cluener] = read_public("cluener", files["cluener"])
    assert spans(cluener) == {("张立国", "name"), ("海兴银行", "company"), ("昨日", "position")}
    years, nothing = read_public("time", files["time"])
    assert years.text == "去年今年，" and spans(years) == {("去年", "TIME"), ("今年", "TIME")}
    assert nothing.text == "好" and not nothing.spans


def test_the_table_translates_and_the_rules_add_the_rest(files: dict[str, Path]) -> None:
    [cluener] = read_translated("cluener", files["cluener"])
    assert {("张立国", "PERSON"), ("海兴银行", "COMPANY"), ("3亿元", "MONEY"), ("净利润", "INDICATOR")} <= spans(
        cluener
    )
    assert "position" not in {label for _, label in spans(cluener)}
    [fewfc] = read_translated("fewfc", files["fewfc"])
    assert ("海兴股份", "COMPANY") in spans(fewfc)
    [cfsc] = read_translated("cfsc", files["cfsc"])
    assert ("海兴股份", "COMPANY") in spans(cfsc)


def test_the_table_names_every_set_and_only_labels_of_ours() -> None:
    table = yaml.safe_load((CONFIGS / "public.yaml").read_text(encoding="utf-8"))
    assert table.keys() == READERS.keys()
    assert {ours for labels in table.values() for ours in labels.values() if ours} <= set(load_schema().codes)


def test_a_file_of_another_set_is_named(files: dict[str, Path]) -> None:
    with pytest.raises(InputError, match="time: is not a file of the set cluener"):
        list(read_public("cluener", files["time"]))
    files["time"].write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="empty"):
        list(read_public("time", files["time"]))
    with pytest.raises(InputError, match="the sets are"):
        list(read_public("msra", files["time"]))
