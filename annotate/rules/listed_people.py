"""PERSON: the names of a list of people, and those who hold, sell or sign together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotate.rules.boundaries import opens, starting
from annotate.rules.lexicons import holds_word
from annotate.rules.people import is_no_name, is_phrase, surnames
from annotate.rules.registry import Context, rule

_HAN = "[\u4e00-\u9fff]"
_DEAL = (
    "(?:(?:等|[两二三四五六七八九十\\d]+[名位])[^，。；、]{0,6})?(?:[（(]以下[^（）()]{2,20}[）)])?(?:通过[^，。；、]{2,8}取得|(?:合计|共同|直接|间接|分别|所)?"
    "(?:持有|[ \u3000]?持股|质押|减持|增持|增加(?=\\d)|受让|转让|认购|签订|签署|辞去|当选))"
)
"""What shareholders do."""
_NAMES = re.compile("[^、与和及]+")
_CLAUSE = re.compile("[将其该各的不已被把拟须应由是]")
"""What no name holds."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    family = f"(?:{'|'.join(surnames())})"
    return {
        "dealing": re.compile(f"({family}{_HAN}{{2}}(?:[、与和及]{family}{_HAN}{{1,2}}){{0,9}}){_DEAL}"),
        "roll": re.compile(
            f"(?<=、)({family}{_HAN}{{1,2}}(?:、{family}{_HAN}{{1,2}})+)(?=[，。；）)等]|分别|参加|出席|陪同|回答)"
        ),
    }


@rule("PERSON", priority=2, score=0.8)
def roll(context: Context) -> Iterator[tuple[int, int]]:
    """Find the names of a list of people.

    >>> from annotate.rules.registry import found
    >>> found(roll, "冠军卢文昊、聂金秀、秦青云，南京、苏州、常州等地")
    ['聂金秀', '秦青云']
    """
    for match in _patterns()["roll"].finditer(context.text):
        names = [name.span() for name in _NAMES.finditer(context.text, *match.span(1))]
        others = [hit for kind in ("places", "companies") for hit in starting(context.hits[kind], *match.span(1))]
        words = [context.text[slice(*name)] for name in names]
        named = max(map(len, words)) > 2 and sum(map(holds_word, words)) * 2 <= len(words)
        if named and not others and not any(is_no_name(word) or is_phrase(word) for word in words):
            yield from names


@rule("PERSON", priority=2, score=0.85)
def shareholder(context: Context) -> Iterator[tuple[int, int]]:
    """Find who holds, sells or signs, and those who do it with them.

    >>> from annotate.rules.registry import found
    >>> found(shareholder, "2日，卢文昊与聂金秀、秦青云等股东签订协议，公司持有股份，远川集团签署合同")
    ['卢文昊', '聂金秀', '秦青云']
    """
    for match in _patterns()["dealing"].finditer(context.text):
        unnamed = is_no_name(match[1][:3]) or is_phrase(match[1][:3]) or _CLAUSE.search(match[1])
        if opens(context, match.start()) and not unnamed:
            yield from (name.span() for name in _NAMES.finditer(context.text, *match.span(1)))
