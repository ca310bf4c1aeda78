"""Golden tests written inside the sentence: `投资<MONEY value=270000000 unit=CNY>2.7亿元</MONEY>`."""

from __future__ import annotations

import re

from annotate.records import Span

MARK = re.compile(r"<([A-Z]+)((?: \w+=[^\s>]*)*)>(.*?)</\1>", re.DOTALL)


def parse(marked: str) -> tuple[str, list[tuple[Span, dict[str, str | None]]]]:
    """Return the sentence without its marks, and each marked span with its attributes; `-` stands for None.

    >>> parse("投资<MONEY value=2 unit=-> 2元</MONEY>以上")
    ('投资 2元以上', [(Span(start=2, end=5, label='MONEY', score=1.0, source=''), {'value': '2', 'unit': None})])
    """
    text, spans, last = "", [], 0
    for mark in MARK.finditer(marked):
        label, attributes, inner = mark.groups()
        text += marked[last : mark.start()]
        spans.append((Span(len(text), len(text) + len(inner), label), _values(attributes)))
        text, last = text + inner, mark.end()
    return text + marked[last:], spans


def _values(attributes: str) -> dict[str, str | None]:
    pairs = (pair.split("=", 1) for pair in attributes.split())
    return {name: None if value == "-" else value for name, value in pairs}
