from __future__ import annotations

from annotate.alignment import AlignedText
from annotate.coverage import coverage
from annotate.records import Document, Span

TEXT = "广州高新区与兰州某某合作"


def document(*spans: Span) -> Document:
    return Document("a", AlignedText.identity(TEXT), spans)


def test_a_rule_is_measured_against_corrections() -> None:
    rows = {row.rule: row for row in coverage([document(Span(0, 5, "PARK"), Span(6, 8, "LOC"))])}
    division, park = rows["division"], rows["known_park"]
    assert (division.label, division.votes, division.articles) == ("LOC", 2, 1)
    assert (division.conflicts, division.kept, division.right) == (1, 1, 1)
    assert (park.kept, park.precision) == (1, 1.0)


def test_a_rule_that_hurts_shows() -> None:
    rows = {row.rule: row for row in coverage([document(Span(0, 2, "LOC"))])}
    assert rows["known_park"].precision == 0.0


def test_without_corrections_there_is_no_precision() -> None:
    assert all(row.right is None and row.precision is None for row in coverage([document()]))
