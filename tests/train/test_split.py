import re
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document, Span
from train.split import UNTESTED, repeated, split, split_by_id


def document(number: int, text: str, spans: tuple[Span, ...] = ()) -> Document:
    return Document(str(number), AlignedText.identity(text), spans)


SHARED = "全市规模以上工业增加值同比增长百分之六点九。"
ARTICLES = [
    document(0, f"甲市通报上半年情况。{SHARED}"),
    document(1, "乙县的企业在园区里建成三条生产线，全部投产。"),
    document(2, "丙区另有安排。\n全市 规模以上工业，增加值同比增长百分之六点九！其他从略。"),
    document(3, "乙县的企业在园区里建成四条生产线，全都投产了。"),
    document(4, "丁省发布通知，要求加快培育先进制造业集群。"),
    document(5, ""),
]


def test_pages_of_an_article_stay_together() -> None:
    pages = [replace(ARTICLES[i], meta={"page": {"article": "long"}}) for i in (1, 4)]
    assert sorted(map(sorted, repeated([pages[0], ARTICLES[0], pages[1]]))) == [[0, 2], [1]]


def test_articles_that_share_a_sentence_or_nearly_all_stay_together() -> None:
    assert sorted(map(sorted, repeated(ARTICLES))) == [[0, 2], [1, 3], [4], [5]]


@given(st.integers(0, 50))
def test_every_article_is_in_one_part_and_groups_are_whole(seed: int) -> None:
    parts = split(ARTICLES, seed)
    place = {d.id: name for name, documents in parts.items() for d in documents}
    assert Counter(d.id for documents in parts.values() for d in documents) == Counter(d.id for d in ARTICLES)
    assert place["0"] == place["2"]
    assert place["1"] == place["3"]


def test_the_split_is_fixed_by_its_seed() -> None:
    many = [document(i, chr(0x4E00 + 40 * i + i % 3) * (30 + i)) for i in range(30)]
    assert split(many, 1) == split(many, 1)
    assert split(many, 1) != split(many, 2)


def test_parts_hold_their_share_of_characters_and_labels() -> None:
    text = ["".join(chr(0x4E00 + 50 * i + j) for j in range(40)) for i in range(40)]
    many = [document(i, text[i], (Span(0, 1, "LOC"),) * (i % 4) + (Span(1, 2, "TIME"),)) for i in range(40)]
    parts = split(many, 3)
    assert {name: len(documents) for name, documents in parts.items()} == {"train": 28, "validation": 4, "test": 8}
    places = {name: sum(s.label == "LOC" for d in documents for s in d.spans) for name, documents in parts.items()}
    assert abs(places["test"] - 12) <= 2
    assert abs(places["validation"] - 6) <= 2


def test_no_sentence_of_the_seeds_is_on_two_sides() -> None:
    documents, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    sides: dict[str, set[str]] = {}
    for name, part in split(documents).items():
        assert part
        for found in part:
            for sentence in re.split("[。！？；\n]", re.sub(r"[^\w。！？；\n]", "", found.text)):
                if len(sentence) >= 12:
                    sides.setdefault(sentence, set()).add(name)
    assert len(sides) > 300
    assert all(len(names) == 1 for names in sides.values())


NUMBERS = st.lists(st.integers(0, 500), max_size=12, unique=True)


@settings(max_examples=20, deadline=None)
@given(NUMBERS, NUMBERS)
def test_an_article_held_out_by_its_id_stays_so_as_articles_are_added(first: list[int], more: list[int]) -> None:
    fewer = [document(i, f"{chr(0x4E00 + i)}县简讯。") for i in first]
    parts = split_by_id(fewer)
    added = [document(i, f"{chr(0x4E00 + i)}县简讯。") for i in more if i not in first]
    later = {article.id for article in split_by_id([*fewer, *added])["test"]}
    assert later & {article.id for article in fewer} == {article.id for article in parts["test"]}


def test_about_a_fifth_is_held_out_by_id() -> None:
    parts = split_by_id([document(i, chr(0x4E00 + i)) for i in range(100)])
    assert 10 <= len(parts["test"]) <= 30
    assert {name: bool(part) for name, part in parts.items()} == {"train": True, "validation": True, "test": True}


def test_nothing_is_held_out_of_a_model_that_is_shipped() -> None:
    parts = split(ARTICLES, shares=UNTESTED)
    assert list(parts) == ["train", "validation"]
    assert sorted(one.id for part in parts.values() for one in part) == [one.id for one in ARTICLES]
