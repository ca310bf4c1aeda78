from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.records import Document, Figure, InputError, Span, from_json, read_documents, to_json, write_documents

DOCUMENT = Document(
    "a1",
    AlignedText("投资2.7亿元", (0, 1, 3, 4, 5, 6, 9)),
    (Span(2, 7, "MONEY", 0.9, "figures"),),
    (Figure(Span(2, 7, "MONEY"), value="270000000", unit="CNY"),),
    {"source": "a.txt", "title": None},
)


@given(st.text(), st.data())
def test_runs_rebuild_every_alignment(raw: str, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.integers(0, max(len(raw) - 1, 0)))) if raw else set()
    aligned = AlignedText.identity(raw).keep(sorted(kept))
    assert AlignedText.from_runs(aligned.text, aligned.runs()) == aligned
    assert all(raw[offset] == character for character, offset in zip(aligned.text, aligned.offsets, strict=True))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3))))
def test_runs_are_whole_and_characters_written_as_several_are_alone(written: list[tuple[int, int]]) -> None:
    ends = list(accumulate(gap + width for gap, width in written))
    starts = [end - width for end, (_, width) in zip(ends, written, strict=True)]
    wide = {start: end for start, end in zip(starts, ends, strict=True) if end > start + 1}
    aligned = AlignedText("字" * len(written), tuple(starts), wide)
    runs = aligned.runs()
    assert AlignedText.from_runs(aligned.text, runs) == aligned
    assert all(sum(left) < right[0] for left, right in pairwise(runs) if len(left) == len(right) == 2)


def test_alignment_refuses_offsets_that_do_not_increase() -> None:
    with pytest.raises(ValueError, match="increase"):
        AlignedText("ab", (1, 1))


def test_documents_survive_the_disk(tmp_path: Path) -> None:
    assert from_json(to_json(DOCUMENT)) == DOCUMENT
    assert write_documents([DOCUMENT], tmp_path / "d.jsonl") == 1
    assert list(read_documents(tmp_path / "d.jsonl")) == [DOCUMENT]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    write_documents([DOCUMENT], path)

    def broken() -> object:
        yield DOCUMENT
        raise RuntimeError("disk on fire")

    with pytest.raises(RuntimeError):
        write_documents(broken(), path)  # type: ignore[arg-type]
    assert list(read_documents(path)) == [DOCUMENT]
    assert [p.name for p in tmp_path.iterdir()] == ["d.jsonl"]


@pytest.mark.parametrize(
    ("content", "says"), [("", "empty"), ("{", "d.jsonl:1"), ("[]", "object"), ('{"id": 1}', "document")]
)
def test_bad_lines_name_file_and_line(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        list(read_documents(path))
