import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.articles import harvest
from annotate.raw import cutting
from annotate.raw.encodings import decode
from annotate.raw.sources import read_sources
from annotate.records import InputError

NEWS = (
    "北京市统计局发布的数据显示，规模以上工业企业实现营业收入22258亿元，同比增长2.8%。\r\n实现利润总额1354.9亿元。\n"
    * 3
)


def names(*inputs: str) -> list[str]:
    return [Path(source.name).name for source in read_sources(inputs)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_encodings_are_told_and_line_ends_untouched(encoding: str) -> None:
    assert decode(NEWS.encode(encoding), "a.txt") == NEWS


def test_big5_is_told_from_gb18030() -> None:
    traditional = "為貫徹落實新發展理念，加快推動製造業高質量發展，實現營業收入兩億元，同比增長。" * 3
    assert decode(traditional.encode("big5"), "a.txt") == traditional


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf8_reads_as_itself(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text
    assert decode(text.encode("utf-8-sig"), "a.txt") == text


@given(st.binary())
def test_any_bytes_are_read_or_refused_with_one_line(data: bytes) -> None:
    try:
        decode(data, "a.txt")
    except InputError as error:
        assert str(error).startswith("a.txt: is ")
        assert "\n" not in str(error)


def test_folders_globs_and_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.png", ".d.txt", "e/f.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("北京增长。")
    assert names(str(tmp_path)) == ["a.txt", "b.md", "f.html"]
    assert names(str(tmp_path / "*.md"), str(tmp_path / "c.png")) == ["b.md", "c.png"]
    assert names(str(tmp_path / "**" / "*.html")) == ["f.html"]


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO("标题,正文\n甲,第一篇。\n乙,第二篇。\n".encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stream)
    assert [(document.text, document.meta["source"]) for document in harvest(["-"])] == [
        ("第一篇。", "-"),
        ("第二篇。", "-"),
    ]


def test_parquet_rows_are_streamed(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"content": ["第一篇。", None, "第 2篇。"], "author": ["甲", "乙", None]}), path)
    documents = list(harvest([str(path)]))
    assert [(document.text, document.meta["byline"]) for document in documents] == [
        ("第一篇。", "甲"),
        ("第2篇。", None),
    ]
    assert documents[1].aligned.raw_span(0, 3) == (0, 4)


def test_a_table_is_read_no_further_than_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "第一篇。"}\nnot json\n', encoding="utf-8")
    documents = harvest([str(path)])
    assert next(documents).text == "第一篇。"
    with pytest.raises(InputError, match=r"a\.jsonl:2: is not a JSON object"):
        next(documents)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "is empty; leave it out"),
        ("a.txt", b"%PDF-1.7", "is a PDF; extract its text first"),
        ("a.txt", b"PK\x03\x04", "is a zip or Office file"),
        ("a.txt", b"a\0\0\0" * 9, "is binary"),
        ("a.txt", b"\xff\xfe\x00", "is not utf-16 at byte 2; save it as UTF-8"),
        ("a.csv", "标题,正文甲\n".encode(), "has no text column among 标题, 正文甲; name it `text`"),
        ("a.csv", b"text\n\n", "has no row with a text"),
        ("a.jsonl", b'{"text": 5}', ":1: 'text' is not a string"),
        ("a.jsonl", b'{"text": ' + b"[" * 100_000, "is not a JSON object"),
        ("a.jsonl", b'{"body": "a", }', "is not a JSON object"),
        ("a.parquet", b"PAR1", "is not a Parquet file"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_a_remedy(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        list(harvest([str(tmp_path / name)]))
    assert str(error.value).startswith(str(tmp_path / name))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_and_empty_places_are_refused(tmp_path: Path) -> None:
    for given_ in (str(tmp_path / "none.txt"), str(tmp_path / "*.txt"), str(tmp_path)):
        with pytest.raises(InputError, match=r"no such file|holds no file"):
            list(read_sources([given_]))


def test_what_is_too_large_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.raw.sources.LARGEST", 1 << 20)
    monkeypatch.setattr(cutting, "LONGEST", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"1" * (2 << 20))
    (tmp_path / "a.csv").write_bytes(b'text\n"' + b"1\n" * (1 << 20))
    for name, message in (("a.txt", "is larger than 1 MiB"), ("a.csv", "close its quote")):
        with pytest.raises(InputError, match=message):
            list(harvest([str(tmp_path / name)]))


def test_a_table_is_harvested_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,text\n甲,"报告称""小巨人""增长9 %。\n完。"\n乙,第二篇也增长。\n', encoding="utf-8-sig")
    raw = path.read_text(encoding="utf-8-sig")
    first, second = harvest([str(path)])
    assert (first.text, first.meta["title"], first.meta["kind"]) == ('报告称"小巨人"增长9%。\n完。', "甲", "csv")
    assert raw[slice(*first.aligned.raw_span(3, 8))] == '""小巨人""'
    assert raw[slice(*second.aligned.raw_span(0, 3))] == "第二篇"


def test_a_json_line_keeps_offsets_through_its_escapes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "text": "\\u6295\\u8d44\\n5亿元。", "date": "2023年8月2日"}\n', encoding="utf-8")
    (document,) = harvest([str(path)])
    assert (document.text, document.meta["published"]) == ("投资\n5亿元。", "2023-08-02")
    raw = path.read_text(encoding="utf-8")
    assert raw[slice(*document.aligned.raw_span(0, 6))] == "\\u6295\\u8d44\\n5亿元"
