from collections.abc import Iterator

from annotate.records import Span
from train.augment import Augmented
from train.characters import CharacterIds, character_tokenizer, vocabulary
from train.config import Augmentation
from train.decode import encode
from train.examples import Example

TAGS = ["O", "B-LOC", "I-LOC", "B-MONEY", "I-MONEY"]
TEXTS = {
    "北京、上海市投资27亿元。": [Span(0, 2, "LOC"), Span(3, 6, "LOC"), Span(8, 12, "MONEY")],
    "深圳的奖励为150.5万元": [Span(0, 2, "LOC"), Span(6, 13, "MONEY")],
}
IDS = CharacterIds(character_tokenizer(vocabulary([*TEXTS, "0123456789"], 1), 64).backend_tokenizer)


def rows() -> list[Example]:
    return [
        {
            "input_ids": IDS.encode(text),
            "labels": [-100, *map(int, encode(spans, len(text), TAGS)), -100],
            "weight": 0.5,
        }
        for text, spans in TEXTS.items()
    ]


def spans_of(example: Example) -> list[tuple[str, str]]:
    """Read the spans back as label and text; a tag that continues nothing fails."""
    found: list[tuple[str, str]] = []
    before = -100
    for token, tag in zip(example["input_ids"], example["labels"], strict=True):
        character = IDS.tokenizer.id_to_token(token) or ""
        if tag > 0 and TAGS[tag].startswith("B-"):
            found.append((TAGS[tag][2:], character))
        elif tag > 0:
            assert before in (tag, tag - 1)
            found[-1] = (found[-1][0], found[-1][1] + character)
        before = tag
    return found


def readings(rows: Augmented, number: int, epochs: int = 50) -> Iterator[Example]:
    """Read a row in one epoch after another."""
    for rows.epoch in range(epochs):
        yield rows[number]


def test_nothing_changes_unless_asked_for() -> None:
    plain = Augmented(rows(), IDS, TAGS, Augmentation(), 64)
    assert [plain[i] for i in range(len(plain))] == rows()


def test_a_swapped_span_is_another_of_its_label() -> None:
    swapped = Augmented(rows(), IDS, TAGS, Augmentation(swap=1.0), 64)
    seen = {span for row in readings(swapped, 0) for span in spans_of(row)}
    assert seen == {("LOC", "北京"), ("LOC", "上海市"), ("LOC", "深圳"), ("MONEY", "27亿元"), ("MONEY", "150.5万元")}
    assert all(len(spans_of(row)) == 2 for row in readings(swapped, 1))


def test_a_window_never_outgrows_the_model() -> None:
    full = len(rows()[0]["input_ids"])
    swapped = Augmented(rows(), IDS, TAGS, Augmentation(swap=1.0), full)
    lengths = {len(row["input_ids"]) for row in readings(swapped, 0, 200)}
    assert max(lengths) == full
    assert len(lengths) > 1


def test_digits_are_drawn_anew_in_their_places() -> None:
    drawn = Augmented(rows(), IDS, TAGS, Augmentation(digits=1.0), 64)
    amounts = {spans_of(row)[1][1] for row in readings(drawn, 1)}
    assert len(amounts) > 10
    assert all(amount[3] == "." and amount[5:] == "万元" and amount[:3].isdigit() for amount in amounts)


def test_hidden_characters_keep_their_place_and_tag() -> None:
    hidden = Augmented(rows(), IDS, TAGS, Augmentation(unknown=0.5), 64)[0]
    whole = rows()[0]
    unknown = IDS.unknown
    assert hidden["labels"] == whole["labels"]
    assert 0 < hidden["input_ids"].count(unknown) < len(whole["input_ids"]) - 2
    assert all(a in (b, unknown) for a, b in zip(hidden["input_ids"], whole["input_ids"], strict=True))
    assert (hidden["input_ids"][0], hidden["input_ids"][-1]) == (whole["input_ids"][0], whole["input_ids"][-1])


def test_a_row_is_altered_by_seed_and_epoch_alone() -> None:
    one, other = (Augmented(rows(), IDS, TAGS, Augmentation(swap=0.5, digits=1.0), 64, seed=7) for _ in range(2))
    expected = [row["input_ids"] for row in readings(one, 1, 4)]
    backwards = []
    for other.epoch in (3, 2, 1, 0):
        assert other[0]["weight"] == 0.5
        backwards.append(other[1]["input_ids"])
    assert backwards[::-1] == expected
    assert len({tuple(row) for row in expected}) > 1
