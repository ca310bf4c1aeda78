"""Title, byline and publication date, as the page, its front matter or the report itself gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from email.utils import parsedate_to_datetime

from annotate.raw.lines import HAN, Line
from annotate.raw.paragraphs import BYLINE
from annotate.raw.splitting import is_prose, is_title

_NUMERIC_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:[-/年.]\s?)?(\d{1,2})\s?[-/月.]\s?(\d{1,2})(?!\d)")
_CHINESE_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年(十[一二]?|[一二三四五六七八九])月(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_DATELINES = (
    re.compile(r"(?:时间|日期|時間)\s?[:：]\s*(.{8,20})"),
    re.compile(r"\A(?:发布|发表|更新)(?:时间|日期)?\s+(.{8,20})"),
    re.compile(r"\A((?:19|20)\d{2}[-/.]?\d{1,2}[-/.]\d{1,2})"),
    re.compile(r"([12]\d{3}年.{2,8}日)电"),
    re.compile(r"\A(.{8,18})\Z"),
)
_DIGITS = "〇一二三四五六七八九"
_HEAD_LINES = 12
_LONGEST_BYLINE = 80
_LONGEST_DATE = 20

_LABELLED = re.compile(
    r"(?:作者|文|撰稿|撰文|采写|记者|发布人)\s?[:：｜|/]\s?([^，。；：｜|\t]{2,40}?)"
    r"(?=\s?(?:责任编辑|编辑|来源|每经编辑|返回)|\s*\Z|[（(\t])"
)
_LEAD_BYLINE = re.compile(
    r"(?:讯|电)\s?[（(]([^（）()，。]{0,6}(?:记者|通讯员)[^（）()，。]{2,30})[）)]|\A本[报刊网台]讯\s([^，。：]{2,40}?)\s?报道"
)
_LINE_BYLINE = re.compile(r"[□■]?\s?((?:本[报刊网台]|记者\s|通讯员\s).{2,40}|[^:：]{2,40})\Z")
_SIGNATURE = re.compile(
    rf"[。！？”\s][（(](?:供稿[:：])?([^（）()，。:：]{{2,30}})[）)]\Z|\A[（(]([{HAN}]{{2,4}}|作者单位.{{3,40}})[）)]\Z"
)
_TRAILING_NAMES = re.compile(rf"[。！？”]\s([{HAN}]{{2,3}}(?:\s[{HAN}]{{2,3}}){{0,4}})\Z")
_NO_NAME = frozenset(("资料图片", "完", "图片", "图", "未完待续"))

_ORIGINAL_TITLE = re.compile(r"[（(]原标题\s?[:：]\s?(.{2,80})[）)]\Z")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、\s]|[（(][一二三四五六七八九十]|第[一二三四五六七八九十]+[章节条]|\d{1,2}[.．、]"
)
_LABEL = re.compile(
    r"[^:：]{0,6}(?:时间|时間|日期|来源|來源|作者|编辑|代码|简称|编号|单位|位置|次数|次數|电话|审核)[^:：]{0,4}[:：]"
)
_MOST_TITLE_LINES = 3
_LEAST_SHARED = 0.6
_MOST_UNTITLED = 8


def find_title(lines: Sequence[Line]) -> str | None:
    """Return the title that stands before an article's body; a list of titles has none."""
    body = next((i for i, line in enumerate(lines) if is_prose(line)), 0)
    head = lines[:body]
    for line in lines[:_HEAD_LINES]:
        if body and (original := _ORIGINAL_TITLE.match(line.text)):
            return original[1]
    marked = [line for line in head if line.level]
    if marked:
        top = min(marked, key=lambda line: line.level)
        return (top if top.whole or top.level == 1 else marked[-1]).text
    return " ".join(_title_lines(head)) or None


def _title_lines(head: Sequence[Line]) -> list[str]:
    """Return the last group of title lines that follow one another before the first section."""
    group: list[Line] = []
    for line in head:
        if _SECTION.match(line.text):
            break
        if is_title(line) and not _is_label(line.text):
            apart = group and line.aligned.offsets[0] - group[-1].aligned.offsets[-1] > 12
            if apart and not line.whole:
                group = []
            group.append(line)
    return [line.text for line in group[:_MOST_TITLE_LINES]]


def _is_label(text: str) -> bool:
    return _LABEL.match(text) is not None or (len(text) <= _LONGEST_DATE and find_date(text) is not None)


def find_byline(lines: Sequence[Line]) -> str | None:
    """Return who wrote or sent in an article, as printed: from its head, its first paragraph or its last."""
    for line in lines[:_HEAD_LINES]:
        found = _LEAD_BYLINE.search(line.text[:100])
        if not found and len(line.text) <= _LONGEST_BYLINE:
            found = _LABELLED.search(line.text) or (BYLINE.match(line.text) and _LINE_BYLINE.match(line.text))
        if found:
            return _group(found)
    for line in reversed(lines[-4:]):
        tail = line.text[-80:]
        found = _SIGNATURE.search(tail) or _TRAILING_NAMES.search(tail) or _LABELLED.search(tail)
        if found and (name := _group(found)) not in _NO_NAME:
            return name
    return None


def _group(match: re.Match[str]) -> str | None:
    return next((group.strip() for group in match.groups() if group), None)


def find_published(lines: Sequence[Line]) -> str | None:
    """Return the ISO date that the head of an article, its dateline or its last line gives; never one from the body."""
    for line in lines[:_HEAD_LINES]:
        for pattern in _DATELINES:
            if (found := pattern.search(line.text[:80])) and (day := find_date(found[1])):
                return day
    for line in lines[-3:]:
        if len(line.text) < 30 and is_title(line) and (day := find_date(line.text)):
            return day
    return None


def find_date(text: str) -> str | None:
    """Read a full date in any usual spelling.

    >>> find_date("Wed, 29 Jun 2022 10:31:56 GMT"), find_date("二○一四年五月三十日"), find_date("今年5月")
    ('2022-06-29', '2014-05-30', None)
    """
    if numeric := _NUMERIC_DATE.search(text):
        return _iso(*map(int, numeric.groups()))
    if chinese := _CHINESE_DATE.search(text):
        year = int("".join(str(_DIGITS.index(c)) for c in re.sub("[○零]", "〇", chinese[1])))
        return _iso(year, _small_number(chinese[2]), _small_number(chinese[3]))
    try:
        return parsedate_to_datetime(text).date().isoformat() if re.search(r"[A-Z][a-z]{2} \d{4}", text) else None
    except (TypeError, ValueError):
        return None


def _small_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def assign_torn_titles(articles: Sequence[tuple[Sequence[Line], dict[str, str | None]]]) -> None:
    """Give titles that a page's end gathered back to the untitled articles before, by the words that they share.

    The last title of such a group stays with the article that it stands above.
    """
    untitled: list[tuple[Sequence[Line], dict[str, str | None]]] = []
    for lines, meta in articles:
        torn = [line.text for line in lines[: _MOST_TITLE_LINES + 1] if not is_prose(line)][:_MOST_TITLE_LINES]
        if len(torn) > 1 and meta["title"] == " ".join(torn):
            for title in torn[:-1]:
                share, best = max(((_shared(title, body), i) for i, (body, _) in enumerate(untitled)), default=(0.0, 0))
                if share >= _LEAST_SHARED:
                    untitled.pop(best)[1]["title"] = title
                    torn.remove(title)
            meta["title"] = " ".join(torn)
        elif not meta["title"]:
            untitled = [*untitled[1 - _MOST_UNTITLED :], (lines, meta)]


def _shared(title: str, lines: Sequence[Line]) -> float:
    text = "".join(line.text for line in lines)
    pairs = [title[i : i + 2] for i in range(len(title) - 1)]
    return sum(pair in text for pair in pairs) / max(1, len(pairs))
