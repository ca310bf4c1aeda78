import csv
import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.records import Figure, InputError, Span
from extract.batch import extract_files, load_predictor, local
from extract.extracted import read_extracted
from extract.sheets import COLUMNS, write_table
from extract.table import Fact, amount, facts

ARTICLE = "青河县工业回升\n2024年，青河县实现营业收入6.59亿元，同比\n增长11.6%。\n=SUM(A1)园区入驻企业71户。\n"


def record(text: str, *figures: dict[str, Any], **meta: str | None) -> dict[str, Any]:
    """Build an extracted article of figures given by text and reading."""
    found, last = [], 0
    for figure in figures:
        start = text.index(figure["text"], last)
        last = start + len(figure["text"])
        found.append({**Figure(Span(0, 1, "")).attributes(), "label": "MONEY", "start": start, "end": last, **figure})
    article = {"id": "a", "source": "a.txt", "title": None, "published": None} | meta
    return {**article, "text": text, "entities": [], "figures": found}


READ = record(
    ARTICLE,
    {"text": "2024年", "label": "TIME", "start_date": "2024-01-01", "end_date": "2025-01-01"},
    {"text": "6.59亿元", "value": "659000000", "unit": "CNY"}
    | {"indicator": "营业收入", "subject": "青河县", "period": "2024年"},
    {"text": "11.6%", "label": "RATIO", "value": "11.6", "unit": "%", "change": "increase", "basis": "yoy"},
    {"text": "71户", "label": "QUANTITY", "value": "71", "unit": "户", "indicator": "=SUM(A1)园区"},
)


def test_a_fact_is_a_figure_with_what_it_measures_and_where_it_stands() -> None:
    money, ratio, count = facts(READ)
    assert money == Fact(
        article="青河县工业回升", published=None, subject="青河县", indicator="营业收入", amount="6.59亿元",
        value="659000000", value_high=None, unit="CNY", bound="exact", change=None, basis=None,
        period="2024年", period_start="2024-01-01", period_end="2025-01-01", label="MONEY", text="6.59亿元",
        sentence="2024年，青河县实现营业收入6.59亿元，同比", source="a.txt", id="a", start=23, end=29,
    )  # fmt: skip
    assert (ratio.amount, ratio.change, ratio.basis, ratio.subject) == ("11.6%", "increase", "yoy", None)
    assert count.period_start is None


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"value": "20000000", "unit": "CNY"}, "2000万元"),
        ({"value": "2225800000000", "unit": "CNY"}, "2.2258万亿元"),
        ({"value": "1000000000000", "unit": "CNY", "bound": "scale"}, "1万亿元级"),
        ({"value": "9800000", "unit": "USD"}, "980万美元"),
        ({"value": "3150", "unit": "CNY/吨"}, "3150元/吨"),
        ({"value": "1.5", "unit": "pp"}, "1.5个百分点"),
        ({"value": "12000", "unit": "吨"}, "1.2万吨"),
        ({"value": "-0.20", "unit": "%"}, "-0.2%"),
        ({"value": "4", "value_high": "5", "unit": "个"}, "4–5个"),
        ({"value": "24", "unit": "", "text": "第24位"}, "第24位"),
        ({"value": "0.9:81.5:17.6", "unit": ":", "text": "0.9∶81.5\n∶17.6"}, "0.9∶81.5∶17.6"),
        ({"text": "数千家"}, "数千家"),
    ],
)
def test_an_amount_reads_as_people_write_it(figure: dict[str, Any], expected: str) -> None:
    assert amount({"value": None, "value_high": None, "unit": None, "bound": "exact", "text": "", **figure}) == expected


def test_a_period_takes_its_dates_from_the_time_before_it() -> None:
    years = [("2023-01-01", "2024-01-01"), ("2024-01-01", "2025-01-01")]
    times = [{"text": "去年", "label": "TIME", "start_date": start, "end_date": end} for start, end in years]
    text = "去年为1元，2元。到了去年为3元。"
    one, two, three = ({"text": f"{n}元", "value": str(n), "unit": "CNY", "period": "去年"} for n in (1, 2, 3))
    read = facts(record(text, times[0], one, two, times[1], three))
    assert [fact.period_start for fact in read] == ["2023-01-01", "2023-01-01", "2024-01-01"]


def test_a_csv_opens_in_excel_as_utf8_without_formulas(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    assert write_table(facts(READ), path) == 3
    assert path.read_bytes().startswith("\ufeff".encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["amount"] for row in rows] == ["6.59亿元", "11.6%", "71户"]
    assert (rows[2]["indicator"], rows[2]["sentence"]) == ("'=SUM(A1)园区", "'=SUM(A1)园区入驻企业71户。")


def test_a_sheet_holds_numbers_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    assert write_table(facts(READ), path) == 3
    sheet = openpyxl.load_workbook(path)["facts"]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in next(sheet.iter_rows(max_row=1))] == list(COLUMNS)
    assert [row["value"].value for row in rows] == [659000000, 11.6, 71]
    assert (rows[2]["indicator"].value, rows[2]["indicator"].data_type) == ("=SUM(A1)园区", "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:U4")


HOSTILE = st.text(alphabet="=+-@＝\t\r\n\x00'\"1,甲", max_size=6)


@given(HOSTILE, HOSTILE)
@example("\r1", "-1_0")
def test_no_text_becomes_a_formula(tmp_path_factory: pytest.TempPathFactory, title: str, indicator: str) -> None:
    path = tmp_path_factory.mktemp("table") / "facts.csv"
    figure = {"text": "71户", "value": "-71", "unit": "户", "indicator": indicator}
    write_table(facts(record("共71户", figure, title=title)), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    assert row[COLUMNS.index("value")] == "-71"
    cells = [cell for column, cell in zip(COLUMNS, row, strict=True) if column not in ("value", "amount")]
    assert not any(cell.startswith(("=", "@", "＝", "\t", "\r", "\n")) for cell in cells)
    assert all(cell.lstrip("+-").isdigit() for cell in cells if cell.startswith(("+", "-")))


def test_other_endings_and_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"facts\.ods: a table is written as \.csv, \.xlsx or \.html"):
        write_table(iter(()), tmp_path / "facts.ods")
    (tmp_path / "other.jsonl").write_text(json.dumps({"id": "a"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.jsonl:1: is no extracted article"):
        list(read_extracted(tmp_path / "other.jsonl"))
    with pytest.raises(InputError, match=r"articles\.parquet: can't be read"):
        list(read_extracted(tmp_path))


def test_json_lines_and_parquet_tables_are_read_alike(tmp_path: Path) -> None:
    for name, text in (("a", ARTICLE), ("b", "没有数字的文章。\n"), ("c", "2023年，全县完成投资30亿元。\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    inputs = [str(tmp_path / "*.txt")]
    rules = load_predictor("rules")
    extract_files(inputs, local(rules), tmp_path / "out.jsonl", model="rules")
    extract_files(inputs, local(rules), tmp_path / "out", model="rules", parquet=True)
    lines, tables = (list(read_extracted(tmp_path / name)) for name in ("out.jsonl", "out"))
    assert [astuple(f) for r in lines for f in facts(r)] == [astuple(f) for r in tables for f in facts(r)]
    assert [len(article["entities"]) for article in lines] == [len(article["entities"]) for article in tables]
    assert len(lines) == 3
