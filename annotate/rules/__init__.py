"""The labelling functions, one file a family, and the Predictor that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.records import Span
from annotate.rules import (  # noqa: F401
    actions,
    companies,
    events,
    foreign_organs,
    foreigners,
    honours,
    indicators,
    industries,
    known_people,
    listed_people,
    organisations,
    organs,
    parks,
    people,
    places,
    policies,
    products,
    projects,
    short_names,
    sites,
    streets,
    titles,
    unlisted,
)
from annotate.rules.mentions import mentions
from annotate.rules.registry import RULES, read_context
from annotate.settle import settle


def predict(texts: Sequence[str]) -> list[list[Span]]:
    """Propose entities and figures for each text: flat, sorted, scored, each with the name of its rule."""
    return [list(settle_votes(predict_votes(text))) for text in texts]


def predict_votes(text: str) -> list[Span]:
    """Return every rule's votes, the figures, and the mentions of the names among them, overlapping as they are."""
    context = read_context(text)
    votes = [*context.figures, *(vote for rule in RULES.values() for vote in rule.votes(context))]
    return votes + list(mentions(context, settle_votes(votes)))


def settle_votes(votes: Iterable[Span]) -> tuple[Span, ...]:
    """Settle rules' votes by their priorities."""
    return settle(votes, {rule.name: rule.priority for rule in RULES.values()})
