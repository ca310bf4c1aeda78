import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records import Span
from train.decode import encode
from train.windows import edges_masked, stitch, windows

TAGS = ["O", "B-LOC", "I-LOC"]
INSIDE = np.array([False, False, True])


def context(start: int, end: int, length: int, position: int) -> float:
    left = position - start if start else np.inf
    right = end - 1 - position if end < length else np.inf
    return min(left, right)


@given(st.integers(0, 300), st.integers(1, 40), st.data())
def test_each_character_is_decided_once_where_it_has_most_context(length: int, size: int, data: st.DataObject) -> None:
    cover = windows(length, size, data.draw(st.integers(1, size)))
    assert [i for w in cover for i in range(w.first, w.last)] == list(range(length))
    for window in cover:
        assert window.end - window.start == min(size, length)
        for position in range(window.first, window.last):
            best = max(context(w.start, w.end, length, position) for w in cover if w.start <= position < w.end)
            assert context(window.start, window.end, length, position) == best


@given(st.integers(1, 300), st.integers(1, 40), st.data())
def test_stitching_what_was_cut_gives_the_whole(length: int, size: int, data: st.DataObject) -> None:
    whole = np.arange(2 * length, dtype=np.float32).reshape(length, 2)
    cover = windows(length, size, data.draw(st.integers(1, size)))
    assert np.array_equal(stitch([whole[w.start : w.end] for w in cover], cover), whole)


@pytest.mark.parametrize("stride", [0, 11])
def test_a_stride_that_leaves_gaps_is_refused(stride: int) -> None:
    with pytest.raises(ValueError, match="does not cover"):
        windows(30, 10, stride)


def test_a_span_that_an_edge_cuts_is_not_learnt_from() -> None:
    tags = encode([Span(1, 4, "LOC"), Span(4, 5, "LOC"), Span(7, 10, "LOC")], 12, TAGS)
    first, second = windows(12, 9, 9)
    assert (first.start, second.start) == (0, 3)
    assert edges_masked(tags, first, INSIDE) == [0, 1, 2, 2, 1, 0, 0, -100, -100]
    assert edges_masked(tags, second, INSIDE) == [-100, 1, 0, 0, 1, 2, 2, 0, 0]


def test_a_window_within_one_span_teaches_nothing() -> None:
    tags = encode([Span(0, 9, "LOC")], 9, TAGS)
    middle = windows(9, 3, 3)[1]
    assert edges_masked(tags, middle, INSIDE) == [-100] * 3
