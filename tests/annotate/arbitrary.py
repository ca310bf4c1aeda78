"""Arbitrary documents for property tests: the characters that break offsets, spans side by side, readings, links."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from annotate.alignment import AlignedText
from annotate.gold import unblanked
from annotate.records import Document, Figure, Span
from annotate.schema import load_schema
from annotate.studio.interface import CHOICES

SCHEMA = load_schema()

PIECES = [
    "𠮷",
    "😀",
    "👨‍👩‍👧",
    "\r\n",
    "\n",
    "\t",
    "\u3000",
    "\u200b",
    "<b>",
    "&amp;",
    "</script>",
    '"',
    "\\",
    "2.7亿元",
    "企业",
    " ",
]
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
WORDS = st.text(CHARACTERS, max_size=6)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = "".join(draw(st.lists(st.sampled_from(PIECES) | CHARACTERS, min_size=1, max_size=30)))
    spans, figures = draw(labels(text))
    gaps = draw(st.lists(st.integers(1, 3), min_size=len(text), max_size=len(text)))
    offsets = tuple(sum(gaps[:i]) for i in range(len(text)))
    meta = draw(st.dictionaries(st.sampled_from(["source", "title", "published"]), st.none() | WORDS))
    doc_id = draw(st.text("0123456789abcdef", min_size=16, max_size=16))
    return Document(doc_id, AlignedText(text, offsets), spans, figures, meta)


@st.composite
def labels(draw: st.DrawFn, text: str) -> tuple[tuple[Span, ...], tuple[Figure, ...]]:
    spans = draw(_spans(text))
    figures = [draw(_figures(text, span, spans)) for span in spans if span.label in SCHEMA.figure_codes]
    return spans, tuple(figure for figure in figures if figure)


@st.composite
def annotated_twice(draw: st.DrawFn) -> tuple[Document, Document]:
    """Two annotations of one text that share some spans."""
    first = draw(documents())
    kept = {span for span in first.spans if draw(st.booleans())}
    spans, figures = draw(labels(first.text))
    new = {span for span in spans if not any(span.overlaps(other) for other in kept)}
    read = [figure for figure in first.figures if figure.span in kept and draw(st.booleans())]
    read += [figure for figure in figures if figure.span in new]
    by_place = tuple(sorted(read, key=lambda figure: figure.span))
    return first, replace(first, spans=tuple(sorted(kept | new)), figures=by_place)


@st.composite
def _spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    cuts = sorted({0, len(text)} | draw(st.sets(st.integers(0, len(text)))))
    labels = st.none() | st.sampled_from(SCHEMA.codes)
    drawn = [(start, end, draw(labels)) for start, end in pairwise(cuts)]
    return tuple(Span(start, end, label, draw(st.floats(0, 1)), draw(WORDS)) for start, end, label in drawn if label)


@st.composite
def _figures(draw: st.DrawFn, text: str, span: Span, spans: tuple[Span, ...]) -> Figure | None:
    if draw(st.booleans()):
        return None
    typed = {name: draw(st.none() | WORDS) for name in ("value", "value_high", "unit", "basis", "timex")}
    dates = {name: draw(st.none() | WORDS) for name in ("start_date", "end_date")}
    names = st.none() | WORDS | st.sampled_from([unblanked(text[s.start : s.end]) for s in spans])
    roles = {name: draw(names) for name in ("indicator", "subject", "period")}
    bound = draw(st.sampled_from(sorted(CHOICES["bound"][1])))
    change = draw(st.none() | st.sampled_from(sorted(CHOICES["change"][1])))
    return Figure(span, **typed, **dates, **roles, bound=bound, change=change)
