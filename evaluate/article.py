"""An extracted article as a page shows it: its text in colours, and beside it its facts in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from annotate.records import Span
from evaluate.pages import View, write_page
from evaluate.passages import pieces
from extract.extracted import Record
from extract.table import Fact, facts, title, wording

ARTICLES = 100
"""Articles that a page of facts shows."""


def write_facts_page(records: Iterable[Record], path: Path) -> int:
    """Write one self-contained page of the first articles with their facts; return how many articles it shows."""
    waiting = iter(records)
    shown = [article_view(record, f"a{number}") for number, record in enumerate(islice(waiting, ARTICLES))]
    write_page(path, "facts.html", articles=shown, more=next(waiting, None) is not None)
    return len(shown)


def article_view(record: Record, anchor: str) -> View:
    """Return what the template `article.html` shows of an extracted article; `anchor` starts its figures' ids."""
    spans = sorted(Span(r["start"], r["end"], r["label"]) for kind in ("entities", "figures") for r in record[kind])
    rows = [_fact(fact) for fact in facts(record)]
    return {
        "anchor": anchor,
        "title": title(record),
        "source": Path(record["source"] or "").name,
        "published": record["published"],
        "pieces": pieces(record["text"], spans, 0, len(record["text"])),
        "facts": rows,
        "count": len(rows),
    }


def _fact(fact: Fact) -> View:
    year = (fact.period_start or "")[:4]
    return {
        "subject": fact.subject,
        "indicator": fact.indicator,
        "period": fact.period,
        "year": "" if year in (fact.period or "") else year,
        "label": fact.label,
        "start": fact.start,
        "words": list(wording(fact)),
        "amount": fact.amount,
        "printed": "" if fact.text == fact.amount else fact.text,
    }
