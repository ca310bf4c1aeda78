import lzma
from pathlib import Path

import pytest

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, read_documents, write_documents
from annotate.schema import load_schema
from train.corpus import build, read_silver
from train.silver import silver
from train.split import unseen

NEWS = "\n".join(
    f"{city}高新区上半年实现营业收入{n}亿元，同比增长{n}.5%。电子信息产业增加值增长{n}%，新能源汽车产业产值{n}亿元。"
    for n, city in enumerate(["清远", "东莞", "佛山", "珠海", "中山"], 11)
)
SPORT = "\n".join(["主队在雨中踢了一场平局，教练赛后说球员们尽了全力，下一轮比赛要换人。"] * 8)


def articles(folder: Path, *texts: str) -> list[Document]:
    path = folder / "corpus.txt.xz"
    path.write_bytes(lzma.compress("\n\n".join(texts).encode()))
    return list(silver([path]))


def test_only_our_genre_is_labelled(tmp_path: Path) -> None:
    [found] = articles(tmp_path, SPORT, NEWS)
    assert found.text == NEWS
    assert {"PARK", "INDUSTRY", "INDICATOR", "MONEY", "RATIO"} <= {span.label for span in found.spans}


def test_a_share_of_other_articles_comes_along_and_always_the_same(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("\n\n".join([NEWS, *(f"{chr(0x4E00 + n)}队输了。{SPORT}" for n in range(100))]), encoding="utf-8")
    few, more = ({article.text for article in silver([path], share)} for share in (0.2, 0.6))
    assert NEWS in few < more
    assert 10 < len(few) < 35 and 45 < len(more) < 75


def test_what_a_machine_writes_from_a_form_comes_three_times_at_most(tmp_path: Path) -> None:
    forms = [NEWS.replace("11", str(number)) for number in range(20, 25)]
    assert len(articles(tmp_path, *forms)) == 3


def test_a_file_that_is_no_corpus_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.xz").write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"broken\.xz"):
        list(silver([tmp_path / "broken.xz"]))
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"empty\.txt: is empty"):
        list(silver([tmp_path / "empty.txt"]))


def test_silver_rows_carry_their_weight_and_corrected_ones_count_whole(tmp_path: Path) -> None:
    corrected = Document("0", AlignedText.identity("北京"))
    write_documents([Document("1", AlignedText.identity("上海"))], tmp_path / "silver.jsonl")
    rows = [corrected, *read_silver([f"{tmp_path / 'silver.jsonl'}=0.25"])]
    assert list(build({"train": rows}, load_schema())["train"]["weight"]) == [1.0, 0.25]


@pytest.mark.parametrize("given", ["silver.jsonl", "silver.jsonl=", "silver.jsonl=2", "silver.jsonl=0", "=0.5"])
def test_silver_wants_a_file_and_a_weight(given: str) -> None:
    with pytest.raises(InputError, match="FILE=WEIGHT"):
        read_silver([given])


def test_silver_never_repeats_a_held_out_article(tmp_path: Path) -> None:
    path = tmp_path / "silver.jsonl"
    first = NEWS.split("\n")[0]
    texts = {"sentence": f"别的消息。{first}", "near": NEWS.replace("高新区", "开发区"), "other": SPORT}
    write_documents([Document(name, AlignedText.identity(text)) for name, text in texts.items()], path)
    held_out = [Document("held", AlignedText.identity(NEWS))]
    assert [document.id for document in unseen(read_documents(path), held_out)] == ["other"]
