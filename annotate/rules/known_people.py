"""PERSON: who needs no office beside the name, known to all or with a given name that is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.boundaries import opens
from annotate.rules.people import surnames
from annotate.rules.registry import Context, rule

_WITHHELD = re.compile("某{1,2}(?![某些个种一])")


@rule("PERSON", priority=2, score=0.93)
def known_person(context: Context) -> Iterator[tuple[int, int]]:
    """Find leaders and entrepreneurs whom articles name alone.

    >>> from annotate.rules.registry import found
    >>> found(known_person, "分析师看好，普京与马斯克会面")
    ['普京', '马斯克']
    """
    yield from ((hit.start, hit.end) for hit in context.hits["people"])


@rule("PERSON", priority=2, score=0.9)
def withheld_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find the surnames whose given name is withheld.

    >>> from annotate.rules.registry import found
    >>> found(withheld_name, "近日，叶某某获利，有某些企业")
    ['叶某某']
    """
    for match in _WITHHELD.finditer(context.text):
        start = match.start() - 1
        if context.text[max(start, 0) : match.start()] in surnames() and opens(context, start):
            yield start, match.end()
