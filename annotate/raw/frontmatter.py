"""YAML front matter: its human words are an article's head, its addresses and switches are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from annotate.alignment import AlignedText
from annotate.raw.lines import Line, tidied

_BLOCK = re.compile(
    r"\s{0,20}---[ \t]*\r?\n(?P<yaml>(?:(?!---|\.\.\.).{0,2000}\r?\n){1,100}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_PRINTED = ("title", "subtitle", "categories", "category", "tags", "author", "authors", "source", "description", "date")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The printed values as lines and by key, and the raw offset where the text goes on."""

    lines: tuple[Line, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    end: int = 0

    def get(self, key: str) -> str | None:
        """Return the first value of a key."""
        return dict(reversed(self.values)).get(key)


def read_front_matter(raw: str) -> FrontMatter:
    """Read the front matter that a text begins with; anything else is left to be text."""
    block = _BLOCK.match(raw)
    if block is None:
        return FrontMatter()
    try:
        root = yaml.compose(block["yaml"], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return FrontMatter()
    if not isinstance(root, yaml.MappingNode):
        return FrontMatter()
    lines, values = [], []
    for key, scalar in _scalars(root):
        aligned = _printed(raw, block.start("yaml"), scalar)
        if key in _PRINTED and aligned.text:
            lines.append(Line(aligned, level=int(key == "title"), whole=True))
            values.append((key, aligned.text))
    return FrontMatter(tuple(lines), tuple(values), block.end())


def _scalars(root: yaml.MappingNode) -> Iterator[tuple[str, yaml.ScalarNode]]:
    for key, value in root.value:
        for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if isinstance(item, yaml.ScalarNode):
                yield str(key.value).lower(), item


def _printed(raw: str, start: int, scalar: yaml.ScalarNode) -> AlignedText:
    quoted = int(scalar.style in ("'", '"'))
    first, end = start + scalar.start_mark.index + quoted, start + scalar.end_mark.index - quoted
    text = raw[first:end].rstrip()
    return tidied(AlignedText(text, tuple(range(first, first + len(text)))))
