"""PRODUCT: projects that are named by their owner or place, patents by their titles, satellites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from annotate.rules.boundaries import name_start, starting
from annotate.rules.companies import legal_name
from annotate.rules.lexicons import is_plain, is_wordy
from annotate.rules.phrases import behind_figure, phrase_start
from annotate.rules.registry import Context, rule

_PROJECT = re.compile("项目(?![部组经法公])")
_WORKS = re.compile("工程(?![师部技机学院公]|项目部)")
_BUILT = (
    *("扩建", "改造", "供水", "引水", "调水", "灌溉", "防治", "整治", "治理", "线路", "交通", "扩容"),
    *("延伸", "东延", "南延", "西延", "北延", "迁建", "航道", "枢纽", "水库", "电站", "加固"),
)
_DIVERSION = re.compile("引(?<![指牵]引)[一-鿿]{1,2}[济入补][一-鿿]{1,2}?(?:工程|(?=[、，。等]))")
_NUMBER = re.compile(r"[A-Z]?\d{1,4}(?:千伏)?\Z")
_PATENT = re.compile(
    r"“((?:ZL[\dX.]+)?(?:一种|基于)[^“”\n，。]{4,60})”|(?<=专利“)([^“”\n]{6,60})”|“([^“”\n]{6,60})”(?=(?:发明)?专利)"
)
_SATELLITE = re.compile(r"(?<=[一-鿿]{2})(?:[一二三四五六七八九十壹]号(?:\d{2}|[A-Z])?|\d{1,3}[A-Z])星")
_VAGUE = re.compile("大学|学院|重大|重点|优质|首发|[一大]批")


@rule("PRODUCT", priority=3, score=0.75)
def project(context: Context) -> Iterator[tuple[int, int]]:
    """Find projects whose name begins with a company or a place, capacity included.

    >>> from annotate.rules.registry import found
    >>> found(project, "华为苏州120万吨乙烯项目投产，推进新型储能项目")
    ['华为苏州120万吨乙烯项目']
    """
    for match in _PROJECT.finditer(context.text):
        start, inside = _owned(context, _project_start(context, match.start()), match.start())
        core = context.text[inside : match.start()]
        if inside > start and not is_plain(core) and not _VAGUE.search(core):
            yield start, match.end()


@rule("PRODUCT", priority=3, score=0.7)
def works(context: Context) -> Iterator[tuple[int, int]]:
    """Find construction works by what is built, behind a name.

    >>> from annotate.rules.registry import found
    >>> found(works, "加快青禾港扩建工程建设，实施老旧小区改造工程，云川至远川铁路线路工程开工")
    ['青禾港扩建工程', '云川至远川铁路线路工程']
    """
    for match in _WORKS.finditer(context.text):
        if context.text.endswith(_BUILT, 0, match.start()):
            built = match.start() - 2
            start, inside = _owned(context, _works_start(context, built), built)
            if inside > start or (built - start > 1 and not is_wordy(context.text[start:built])):
                yield start, match.end()
    for match in _DIVERSION.finditer(context.text):
        yield match.span()


def _owned(context: Context, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and where the company or place ends that it begins with; twice the start for none."""
    firm = next((name for name in legal_name(context) if start < name[1] < end), (start, start))
    owners = [hit for name in ("companies", "places") for hit in starting(context.hits[name], start, start + 1)]
    return min(firm[0], start), max((owner.end for owner in owners), default=firm[1])


def _project_start(context: Context, end: int) -> int:
    """Return where a project's name begins, which may hold quantities."""
    start = phrase_start(context, end, 30)
    index = bisect_left(context.figures, start, key=lambda figure: figure.end)
    for figure in reversed(context.figures[max(index - 1, 0) : index + 1]):
        if figure.end == start and figure.label == "QUANTITY":
            start = max(name_start(context, figure.start), behind_figure(context, figure.start - 1))
    return start


def _works_start(context: Context, end: int) -> int:
    """Return where the name of works begins, which may hold a line's number and two places: 云川至远川."""
    start = phrase_start(context, end, 20)
    number = _NUMBER.search(context.text, max(start - 7, 0), start)
    if number:
        start = name_start(context, number.start(), 10)
    if context.text[start - 1 : start] in ("至", "—"):
        return name_start(context, start - 1, 8)
    return start


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
