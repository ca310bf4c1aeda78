"""Web pages: the blocks of text that a reader would see, every character at its raw offset."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from annotate.alignment import AlignedText
from annotate.raw.furniture import page_words
from annotate.raw.lines import Line, aligned_lines, tidied, unfolded

_CELLS = frozenset(("td", "th"))
_CODE = frozenset(("script", "style"))
_ENDS_ITSELF = {"p": "p", "li": "li", "dt": "dl", "dd": "dl", "tr": "tr", "td": "td", "th": "td"}
_CHARREF = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SITE = re.compile(r"(?:(?:\s?[_|｜]|\s[-–—]|[-–—]\s)[^_|｜]{1,20}){1,3}\Z")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Page:
    """A web page's visible blocks, its `<title>`, and the publication date that its head declares, as written."""

    lines: tuple[Line, ...]
    title: str | None = None
    published: str | None = None


@dataclass(slots=True)
class _Block:
    """The characters of one block, how many of them are links, and how many links there are.

    `plain` text stands outside all elements or is preformatted: its line ends are those of a text file.
    """

    level: int = 0
    plain: bool = False
    characters: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    linked: int = 0
    links: int = 0

    def is_links(self) -> bool:
        return self.linked > 0.8 * len("".join(self.characters).strip())


def read_page(raw: str, start: int = 0) -> Page:
    """Read an HTML or JSP page from a raw offset on, in linear time."""
    raw = _without_code(raw, start)
    reader = _Reader(raw, start)
    reader.feed(_masked(raw[start:]))
    reader.close()
    reader.end_block()
    lines = _lines(_article_blocks(reader.blocks, reader.hidden), reader.raw_ends)
    title = tidied(AlignedText.identity("".join(reader.title).strip())).text
    return Page(tuple(lines), _SITE.sub("", title) or None, reader.published)


def _without_code(raw: str, start: int) -> str:
    """Blank out JSP code but for its line ends, keeping every offset."""
    pieces = [raw[:start]]
    while (opening := raw.find("<%", start)) >= 0 and (closing := raw.find("%>", opening)) >= 0:
        pieces += [raw[start:opening], re.sub(r"[^\n]", " ", raw[opening : closing + 2])]
        start = closing + 2
    return "".join([*pieces, raw[start:]])


def _masked(text: str) -> str:
    """Hide what the parser must not see, keeping every offset.

    That is `&`, as character references are decoded with their offsets here, and any `<` that no `>` follows, which no
    parser can close.
    """
    text = text.replace("&", "_")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "_")


class _Reader(HTMLParser):
    """Collects blocks; `hidden` are the ranges of blocks inside furniture that was properly closed."""

    def __init__(self, raw: str, start: int) -> None:
        super().__init__(convert_charrefs=False)
        self.raw = raw
        self.line_starts = [start, *(match.end() for match in re.compile("\n").finditer(raw, start))]
        self.blocks = [_Block()]
        self.hidden: list[tuple[int, int]] = []
        self.raw_ends: dict[int, int] = {}
        self.open: list[tuple[str, int | None]] = []
        self.open_tags: Counter[str] = Counter()
        self.comments_close = True
        self.title: list[str] = []
        self.published: str | None = None

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Skip a comment; one that is never closed is text, and is looked for once only."""
        end = self.rawdata.find("-->", i + 4) if self.comments_close else -1
        self.comments_close = end >= 0
        return end + 3 if end >= 0 else self._as_text(i, i + 4)

    def parse_html_declaration(self, i: int) -> int:
        """Skip a doctype or a word processor's condition."""
        if self.rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else self._as_text(i, i + 2)

    def _as_text(self, start: int, end: int) -> int:
        self.handle_data(self.rawdata[start:end])
        return end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block ends the block before it."""
        names = {name: value or "" for name, value in attrs}
        family = _ENDS_ITSELF.get(tag)
        if family and self.open and _ENDS_ITSELF.get(self.open[-1][0]) == family:
            self._close()
        if tag == "meta" and (names.get("name") or names.get("property", "")).lower() in page_words("dates"):
            self.published = names.get("content")
        if tag in _CELLS and self.blocks[-1].characters:
            self._add("\t", self._at())
        elif tag not in page_words("inline") and tag not in _CELLS:
            self.end_block(int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0)
        if tag not in page_words("void"):
            furniture = tag in page_words("unseen") or _is_furniture(names)
            if furniture:
                self.end_block()
            self.open.append((tag, len(self.blocks) - 1 if furniture else None))
            self.open_tags[tag] += 1
            self.blocks[-1].links += tag == "a"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` for `<br>`, and `<p/>` for a paragraph that is closed at once."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and those still open inside it; an end without a start is ignored."""
        if self.open_tags[tag]:
            while self._close() != tag:
                pass
        if tag not in page_words("inline") and tag not in _CELLS:
            self.end_block()

    def _close(self) -> str:
        tag, hidden_from = self.open.pop()
        self.open_tags[tag] -= 1
        if hidden_from is not None:
            self.end_block()
            self.hidden.append((hidden_from, len(self.blocks) - 1))
        return tag

    def handle_data(self, data: str) -> None:
        """Take the raw text with its character references decoded."""
        tag = self.open[-1][0] if self.open else ""
        if tag in _CODE:
            return
        start = self._at()
        text = self.raw[start : start + len(data)]
        if tag == "title":
            self.title.append(html.unescape(text))
        elif self.open and not text.strip():
            self._add("\t" if "\n" in text else text[:1], start)
        else:
            self._add_decoded(text, start)

    def _add_decoded(self, text: str, start: int) -> None:
        end = 0
        for reference in _CHARREF.finditer(text):
            decoded = html.unescape(reference.group())
            if decoded != reference.group():
                self._add(text[end : reference.start()], start + end)
                self._add(decoded, start + reference.start())
                if not decoded.isspace():
                    self.raw_ends[start + reference.start() + len(decoded) - 1] = start + reference.end()
                end = reference.end()
        self._add(text[end:], start + end)

    def _add(self, text: str, start: int) -> None:
        block = self.blocks[-1]
        if not block.characters:
            block.plain = not self.open or self.open_tags["pre"] > 0
        block.characters += text
        block.offsets += range(start, start + len(text))
        block.linked += len(text) if self.open_tags["a"] else 0

    def end_block(self, level: int = 0) -> None:
        """Begin a new block unless the last one is still empty."""
        if self.blocks[-1].characters:
            self.blocks.append(_Block())
        self.blocks[-1].level = level

    def _at(self) -> int:
        number, column = self.getpos()
        return self.line_starts[number - 1] + column


def _is_furniture(names: Mapping[str, str]) -> bool:
    words = _WORD.findall(f"{names.get('class', '')} {names.get('id', '')}"[:500])
    return any(word.lower() in page_words("classes") for word in words)


def _article_blocks(blocks: Sequence[_Block], hidden: Sequence[tuple[int, int]]) -> list[_Block]:
    """Leave out furniture and lists of links, unless the article itself would be lost with them."""
    shown: list[_Block] = []
    lost: list[_Block] = []
    last = 0
    for start, end in sorted(hidden):
        shown += blocks[last:start]
        lost += blocks[max(last, start) : end]
        last = max(last, end)
    shown += blocks[last:]
    prose = sum(len(block.characters) for block in lost if len(block.characters) > 100 and "。" in block.characters)
    if prose > sum(len(block.characters) for block in shown):
        return list(blocks)
    shown = [block for block in shown if "".join(block.characters).strip()]
    links = [False, *(block.is_links() for block in shown), False]
    return [
        block
        for i, block in enumerate(shown, 1)
        if not (links[i] and (block.links > 1 or links[i - 1] or links[i + 1]))
    ]


def _lines(blocks: Sequence[_Block], raw_ends: Mapping[int, int]) -> Iterator[Line]:
    for block in blocks:
        text = "".join(block.characters)
        aligned = AlignedText(text, tuple(block.offsets), raw_ends)
        if block.plain:
            yield from aligned_lines(aligned)
            continue
        for piece in unfolded(aligned):
            start, end = len(piece.text) - len(piece.text.lstrip()), len(piece.text.rstrip())
            if start < end and (line := tidied(piece.slice(start, end))).text:
                yield Line(line, level=block.level, whole=True)
