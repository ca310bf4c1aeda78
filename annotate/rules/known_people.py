"""PERSON: who needs no office beside the name, known to all, withheld or alone in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.boundaries import opens
from annotate.rules.lexicons import is_wordy
from annotate.rules.people import surnames
from annotate.rules.registry import Context, rule

_HAN = "[\u4e00-\u9fff]"
_PEN = re.compile(
    f"(?:[。！？”…][ \u3000\n]*[（(](?={_HAN}{{2,3}}[）)][ \u3000]*(?:\n|$))"
    f"|[讯电][ \u3000]?[（(]{_HAN}{{0,4}}记者[ \u3000：:]?)({_HAN}{{2,3}})[）)]"
)
_SOUNDING_ON = tuple("亚斯尔夫维娅诺罗")
"""What makes a known name of two characters the start of a longer foreign one."""
_WITHHELD = re.compile("某{1,2}(?![某些个种一])")


@rule("PERSON", priority=2, score=0.93)
def known_person(context: Context) -> Iterator[tuple[int, int]]:
    """Find leaders and entrepreneurs whom articles name alone.

    >>> from annotate.rules.registry import found
    >>> found(known_person, "分析师看好，普京与马斯克会面")
    ['普京', '马斯克']
    """
    for hit in context.hits["people"]:
        if hit.end - hit.start > 2 or context.text[hit.end : hit.end + 1] not in _SOUNDING_ON:
            yield hit.start, hit.end


@rule("PERSON", priority=2, score=0.9)
def withheld_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find the surnames whose given name is withheld.

    >>> from annotate.rules.registry import found
    >>> found(withheld_name, "近日，叶某某获利，有某些企业")
    ['叶某某']
    """
    for match in _WITHHELD.finditer(context.text):
        start = match.start() - 1
        fully = len(match[0]) > 1 and not context.text.startswith(("公司", "企业", "地", "市", "省"), match.end())
        if context.text[max(start, 0) : match.start()] in surnames() and (fully or opens(context, start)):
            yield start, match.end()


@rule("PERSON", priority=2, score=0.85)
def pen_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find in brackets a pen name at a paragraph's end, and a reporter of whatever surname at a dispatch's opening.

    >>> from annotate.rules.registry import found
    >>> found(pen_name, "云川8月2日电（记者行远川）同比下降0.2%。\\n(晓文)\\n")
    ['行远川', '晓文']
    """
    for match in _PEN.finditer(context.text):
        if not is_wordy(match[1]):
            yield match.span(1)
