import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.figures import find_figures
from annotate.records import Document, InputError, Span
from extract.batch import extract, extract_files, label, load_predictor, local

RAW = "2021年，清远高新区实现营业收入659 \n亿元，同比增长11.6%，占全市的近1/3。\n"
KEYS = {"label", "text", "start", "end", "raw_start", "raw_end", "score"}
READING = {"value", "value_high", "unit", "bound", "change", "basis", "timex", "start_date", "end_date"}
LINKS = {"indicator", "subject", "period"}


def find(texts: Sequence[str]) -> list[list[Span]]:
    """Predict figures, and two names wherever they stand; a text that says 坏 breaks the predictor."""
    if any("坏" in text for text in texts):
        raise ValueError("bad article")
    names = {"清远高新区": "PARK", "营业收入": "INDICATOR"}
    return [
        sorted(
            [
                *find_figures(text),
                *(Span(text.find(n), text.find(n) + len(n), code, 0.9) for n, code in names.items() if n in text),
            ]
        )
        for text in texts
    ]


def unwrapped(raw: str) -> Document:
    kept = [i for i, character in enumerate(raw) if not character.isspace()]
    return Document("a1", AlignedText.identity(raw).keep(kept), meta={"source": "a.txt", "published": "2022-06-29"})


def test_extract_obeys_the_contract() -> None:
    record = json.loads(json.dumps(extract(unwrapped(RAW), find)))
    assert list(record) == ["id", "source", "title", "published", "text", "entities", "figures"]
    assert (record["source"], record["title"], record["published"]) == ("a.txt", None, "2022-06-29")
    assert [(e["label"], e["text"], e["score"]) for e in record["entities"]] == [
        ("PARK", "清远高新区", 0.9),
        ("INDICATOR", "营业收入", 0.9),
    ]
    assert all(set(entity) == KEYS for entity in record["entities"])
    assert all(set(figure) == KEYS | READING | LINKS for figure in record["figures"])
    time, income, growth, share = record["figures"]
    assert (time["start_date"], time["end_date"]) == ("2021-01-01", "2022-01-01")
    assert (income["text"], income["value"], income["unit"]) == ("659亿元", "65900000000", "CNY")
    assert (income["indicator"], income["subject"], income["period"]) == ("营业收入", "清远高新区", "2021年")
    assert (growth["change"], growth["basis"], growth["indicator"]) == ("increase", "yoy", "营业收入")
    assert (share["indicator"], share["bound"]) == ("占全市", "approx")


@given(st.text(alphabet="清远高新区 \n2021年亿元%，。", max_size=80))
def test_offsets_find_the_same_characters_in_text_and_raw(raw: str) -> None:
    record = extract(unwrapped(raw), find)
    for span in (*record["entities"], *record["figures"]):
        assert record["text"][span["start"] : span["end"]] == span["text"]
        assert "".join(raw[span["raw_start"] : span["raw_end"]].split()) == span["text"]


def test_labels_replace_those_of_before() -> None:
    document, *_ = label(label([unwrapped(RAW)], lambda texts: [[Span(0, 3, "GOV")] for _ in texts]), find)
    assert [span.label for span in document.spans] == ["TIME", "PARK", "INDICATOR", "MONEY", "RATIO", "RATIO"]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"第{number}篇报道\n\n{RAW}", encoding="utf-8")
    return folder


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_article_is_written_and_none_twice(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    report = extract_files([str(inputs), str(inputs / "1.txt")], local(find), out, model="find")
    assert report.tally.articles == 3
    assert len(set(ids(out))) == len(ids(out)) == 3
    assert report.tally.figures == 12
    assert report.tally.failed == 0
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out.jsonl"}


def test_a_bad_article_loses_no_other(inputs: Path, tmp_path: Path) -> None:
    (inputs / "1.txt").write_text("这一篇坏了。\n\n" + RAW, encoding="utf-8")
    (inputs / "0.txt").write_bytes(b"")
    out = tmp_path / "out.jsonl"
    report = extract_files([str(inputs), str(tmp_path / "gone.txt")], local(find), out, model="find")
    assert len(ids(out)) == 1
    failed = [json.loads(line) for line in (tmp_path / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [Path(failure["source"]).name for failure in failed] == ["gone.txt", "0.txt", "1.txt"]
    assert "bad article" in failed[2]["reason"]
    assert [bool(failure["id"]) for failure in failed] == [False, False, True]
    assert report.tally.failed == 3
    (inputs / "0.txt").unlink()
    (inputs / "1.txt").unlink()
    assert extract_files([str(inputs)], local(find), out, model="find").tally.failed == 0
    assert not (tmp_path / "failed.jsonl").exists()


@pytest.mark.parametrize("parquet", [False, True])
def test_nothing_extracted_writes_nothing(tmp_path: Path, parquet: bool) -> None:
    with pytest.raises(InputError, match=r"gone\.txt.*check the path"):
        extract_files([str(tmp_path / "gone.txt")], local(find), tmp_path / "out", model="find", parquet=parquet)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "bad.txt").write_text("这一篇坏了。", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.txt: ValueError: bad article"):
        extract_files([str(tmp_path / "bad.txt")], local(find), tmp_path / "out", model="find", parquet=parquet)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.txt"]


@pytest.mark.parametrize(("parquet", "says"), [(False, "in: is a folder"), (True, "0.txt: is a file")])
def test_an_output_of_the_other_kind_is_refused(inputs: Path, parquet: bool, says: str) -> None:
    with pytest.raises(InputError, match=says):
        extract_files(
            [str(inputs)], local(find), inputs / "0.txt" if parquet else inputs, model="find", parquet=parquet
        )


def test_an_interrupted_run_leaves_the_old_output(inputs: Path, tmp_path: Path) -> None:
    def interrupted(texts: Sequence[str]) -> list[list[Span]]:
        raise KeyboardInterrupt

    for parquet, name in ((False, "out.jsonl"), (True, "tables")):
        extract_files([str(inputs)], local(find), tmp_path / name, model="find", parquet=parquet)
        with pytest.raises(KeyboardInterrupt):
            extract_files([str(inputs)], local(interrupted), tmp_path / name, model="find", parquet=parquet)
    assert len(ids(tmp_path / "out.jsonl")) == 3
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {
        f"{table}.parquet" for table in ("articles", "entities", "figures")
    }


def test_parquet_holds_the_same_as_json(inputs: Path, tmp_path: Path) -> None:
    extract_files([str(inputs)], local(find), tmp_path / "out.jsonl", model="find")
    extract_files([str(inputs)], local(find), tmp_path / "tables", model="find", parquet=True)
    tables = {
        name: pq.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist()
        for name in ("articles", "entities", "figures")
    }
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert tables["articles"] == [{k: v for k, v in r.items() if k not in ("entities", "figures")} for r in records]
    for name in ("entities", "figures"):
        assert tables[name] == [{"id": r["id"], "source": r["source"], **row} for r in records for row in r[name]]


def test_a_model_that_is_none_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="finetune"):
        load_predictor(str(tmp_path))
    assert load_predictor("rules")([RAW])[0]
