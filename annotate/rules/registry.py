"""Labelling functions: a rule looks at an article's context and yields spans; its name is their provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from annotate.figures import find_figures
from annotate.records import Span
from annotate.rules.lexicons import LexiconHits
from annotate.script import simplified


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a rule may look at: the clean text, its figures, and every lexicon entry found in it.

    `hits` maps a lexicon's name to its matches as spans whose label is that name. A context equals only itself, so
    that what several rules need of it can be cached.
    """

    text: str
    figures: tuple[Span, ...] = ()
    hits: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


Finder = Callable[[Context], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named labelling function; a higher priority wins a conflict, the score is its votes' prior of being right.

    Priorities: 1 a hint, 2 the usual (figures have it), 3 an unmistakable form, 4 an explicit mark such as 《》.
    """

    name: str
    label: str
    priority: int
    score: float
    find: Finder

    def votes(self, context: Context) -> Iterator[Span]:
        """Yield what the rule finds as spans that carry its label, score and name."""
        for start, end in self.find(context):
            yield Span(start, end, self.label, self.score, self.name)


def read_context(text: str) -> Context:
    """Look at a text once for all rules, which know simplified characters only."""
    text = simplified(text)
    return Context(text, tuple(find_figures(text)), LexiconHits(text))


def found(find: Finder, text: str) -> list[str]:
    """Return what one rule finds in a text, as strings."""
    return [text[start:end] for start, end in find(read_context(text))]


RULES: dict[str, Rule] = {}
"""Every rule by name, in the order of definition."""


def rule(label: str, *, priority: int = 1, score: float = 0.8) -> Callable[[Finder], Finder]:
    """Register a function of a context that yields half-open ranges as a rule; its docstring shows it as a doctest.

    ValueError when the name is taken.
    """

    def register(find: Finder) -> Finder:
        if find.__name__ in RULES:
            raise ValueError(f"two rules are named {find.__name__}")
        RULES[find.__name__] = Rule(find.__name__, label, priority, score, find)
        return find

    return register
