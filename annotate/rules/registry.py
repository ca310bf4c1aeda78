"""Labelling functions: a rule looks at an article's context and yields spans; its name is their provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from annotate.records import Span


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the clean text, its figures, and every lexicon entry found in it.

    `hits` maps a lexicon's name to its matches as spans whose label is that name.
    """

    text: str
    figures: tuple[Span, ...] = ()
    hits: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


Finder = Callable[[Context], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named labelling function; a higher priority wins a conflict, the score is its votes' prior of being right."""

    name: str
    label: str
    priority: int
    score: float
    find: Finder

    def votes(self, context: Context) -> Iterator[Span]:
        """Yield what the rule finds as spans that carry its label, score and name."""
        for start, end in self.find(context):
            yield Span(start, end, self.label, self.score, self.name)


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
