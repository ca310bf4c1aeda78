"""Articles for tests of facts, with their spans marked inside the sentence."""

import re

from annotate.records import Figure, Span
from extract.facts import link
from extract.phrases import MASKS

MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def read(marked: str) -> tuple[str, list[Span]]:
    """Read `[甘肃省|LOC]` marks: the plain text and its spans."""
    text, spans, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1]), mark[2]))
        text, last = text + mark[1], mark.end()
    return text + marked[last:], spans


def facts(marked: str) -> list[tuple[str | None, ...]]:
    text, spans = read(marked)
    figures = [Figure(span) for span in spans if MASKS[span.label] == "F"]
    linked = link(text, spans, figures)
    return [(text[f.span.start : f.span.end], f.indicator, f.subject, f.period) for f in linked]
