"""PRODUCT: projects that are named by their owner or place, patents by their titles, satellites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from annotate.rules.boundaries import name_start, starting
from annotate.rules.lexicons import is_plain
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_PROJECT = re.compile("项目(?![部组经法公])")
_PATENT = re.compile(
    r"“((?:ZL[\dX.]+)?(?:一种|基于)[^“”\n，。]{4,60})”|(?<=专利“)([^“”\n]{6,60})”|“([^“”\n]{6,60})”(?=(?:发明)?专利)"
)
_SATELLITE = re.compile(r"(?<=[一-鿿]{2})(?:[一二三四五六七八九十壹]号(?:\d{2}|[A-Z])?|\d{1,3}[A-Z])星")
_VAGUE = re.compile("大学|学院|重大|重点|优质|首发")


@rule("PRODUCT", priority=3, score=0.75)
def project(context: Context) -> Iterator[tuple[int, int]]:
    """Find projects whose name begins with a company or a place, capacity included.

    >>> from annotate.rules.registry import found
    >>> found(project, "华为苏州120万吨乙烯项目投产，推进新型储能项目")
    ['华为苏州120万吨乙烯项目']
    """
    for match in _PROJECT.finditer(context.text):
        start = _project_start(context, match.start())
        owners = [hit for name in ("companies", "places") for hit in starting(context.hits[name], start, start + 1)]
        core = context.text[max((owner.end for owner in owners), default=start) : match.start()]
        if owners and not is_plain(core) and not _VAGUE.search(core):
            yield start, match.end()


def _project_start(context: Context, end: int) -> int:
    """Return where a project's name begins, which may hold a quantity."""
    start = phrase_start(context, end, 30)
    index = bisect_left(context.figures, start, key=lambda figure: figure.end)
    figure = context.figures[index] if index < len(context.figures) else None
    inner = figure is not None and figure.end == start and figure.label == "QUANTITY"
    return name_start(context, figure.start) if figure and inner else start


@rule("PRODUCT", priority=4, score=0.85)
def patent(context: Context) -> Iterator[tuple[int, int]]:
    """Find patents by their quoted titles.

    >>> from annotate.rules.registry import found
    >>> found(patent, "“一种智能轴承的装配方法”获奖")
    ['一种智能轴承的装配方法']
    """
    for match in _PATENT.finditer(context.text):
        yield match.span(match.lastindex or 0)


@rule("PRODUCT", priority=3, score=0.8)
def satellite(context: Context) -> Iterator[tuple[int, int]]:
    """Find satellites by name and number.

    >>> from annotate.rules.registry import found
    >>> found(satellite, "青禾二号C星、云川04A星入轨")
    ['青禾二号C星', '云川04A星']
    """
    for match in _SATELLITE.finditer(context.text):
        yield phrase_start(context, match.start(), 8), match.end()
