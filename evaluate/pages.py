"""What the HTML pages share: templates in which every text is escaped, and how an article is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from annotate.records import Document, whole_file
from annotate.schema import load_schema
from evaluate.compare import interval_text, score_text, signed_text

View = dict[str, Any]


def write_page(path: Path, template: str, **view: object) -> None:
    """Render a template with the labels and this view to a file, whole or not at all."""
    labels = {label.code: label for label in load_schema().labels}
    page = _environment().get_template(template).render(labels=labels, **view)
    with whole_file(path) as file:
        file.write(page)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evaluate"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["score"] = score_text
    environment.filters["interval"] = interval_text
    environment.filters["signed"] = signed_text
    return environment


def title(document: Document) -> str:
    """Return an article's title, or its first line, shortened."""
    text = document.meta.get("title") or document.text.strip().partition("\n")[0]
    return str(text)[:40]
