"""LOC: addresses, and the streets and waters that bound an area."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.places import place_chains
from annotate.rules.registry import Context, rule
from annotate.rules.sites import NAMING

_ADDRESS = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:路|街|大道|巷)\d+(?:-\d+)?(?:号|弄(?:\d+号)?)")
_BEARING = re.compile(
    r"(?:[东南西北][至临接靠邻]|紧邻|毗邻)([\u4e00-\u9fff]{2,4}?(?:大道|大街|路|街|河|江))(?=以[东南西北]|[，、。；与和]|\d+号)"
)
"""A street or a water that bounds an area."""
_CROSSED = re.compile(
    f"[，、；：（(至在于和与\\s](?![东西南北][至临接靠邻]|紧邻|毗邻)({NAMING}{{2,4}}?(?:大道|大街|路|街))(?=以?[东西南北]侧?[、，。；）)与和]|以[东西南北]|交[叉汇口])"
)
_STATION = re.compile(f"[、，：（(于设点在至和与]({NAMING}{{1,4}}(?:路|街|巷|大道)站)(?![点位])")


@rule("LOC", priority=2, score=0.85)
def street(context: Context) -> Iterator[tuple[int, int]]:
    """Find addresses behind their place, and the streets that bound an area.

    >>> from annotate.rules.registry import found
    >>> found(street, "位于合肥市蜀山区望江西路800号，东至青禾路，南临云川街以北约80米，一路向东")
    ['合肥市蜀山区望江西路800号', '青禾路', '云川街']
    """
    for place in (*place_chains(context), *context.hits["parks"]):
        if address := _ADDRESS.match(context.text, place.end):
            yield place.start, address.end()
    for pattern in (_BEARING, _CROSSED, _STATION):
        for match in pattern.finditer(context.text):
            yield match.span(1)
