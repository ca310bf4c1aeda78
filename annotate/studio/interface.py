"""What an annotator sees: the labelling page generated from the schema, and the handbook as its instruction."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from annotate.schema import CONFIGS, Schema

READING = {
    "value": "数值",
    "value_high": "区间上端",
    "unit": "单位",
    "basis": "比较基准",
    "timex": "时间值",
}
"""The attributes of a figure that are typed, with their Chinese names."""

CHOICES = {
    "bound": (
        "界限",
        {
            "exact": "确数",
            "approx": "约",
            "above": "超过",
            "at_least": "至少",
            "below": "不足",
            "at_most": "至多",
            "scale": "量级",
        },
    ),
    "change": ("变化", {"increase": "增加", "decrease": "减少", "from": "由", "to": "到"}),
}
"""The attributes of a figure that are chosen: Chinese name, and code and Chinese name of every choice."""

RELATIONS = {"indicator": "指标", "subject": "主体", "period": "时期"}
"""The attributes of a figure that are other regions, with the name of the relation that leads there."""

_BAR = "position: sticky; z-index: 1; background: var(--color-neutral-background, #fff);"

_BESIDE = "display: flex; align-items: center; gap: 1em"


def interface(schema: Schema) -> str:
    """Return Label Studio's labelling configuration: one page for the spans, readings and relations of an article.

    Labels stay at the top and the reading of the selected figure at the bottom, so that the text never jumps.
    """
    page = Element("View")
    SubElement(page, "Header", value="$title")
    bar = SubElement(page, "View", style=f"{_BAR} top: 0")
    labels = SubElement(bar, "Labels", name="label", toName="text", showInline="true")
    for label in schema.labels:
        shown = f"{label.name} {label.code}"
        SubElement(labels, "Label", value=shown, alias=label.code, background=label.color, hotkey=label.hotkey)
    relations = SubElement(page, "Relations")
    for name in RELATIONS.values():
        SubElement(relations, "Relation", value=name)
    SubElement(SubElement(page, "View", style="padding-top: 2em"), "Text", name="text", value="$text")
    _add_reading(page, schema)
    ElementTree.indent(page)
    return ElementTree.tostring(page, encoding="unicode")


def _add_reading(page: Element, schema: Schema) -> None:
    figures = ",".join(label.code for label in schema.labels if label.figure)
    condition = {"visibleWhen": "region-selected", "whenTagName": "label", "whenLabelValue": figures}
    bar = SubElement(page, "View", condition, style=f"{_BAR} bottom: 0; display: flex; flex-wrap: wrap; gap: 0 1em")
    for name, shown in READING.items():
        _add_control(bar, "TextArea", name, shown, editable="true", maxSubmissions="1", rows="1")
    for name, (shown, choices) in CHOICES.items():
        control = _add_control(bar, "Choices", name, shown, choice="single-radio", showInline="true")
        for code, choice in choices.items():
            SubElement(control, "Choice", value=f"{choice} {code}", alias=code)


def _add_control(bar: Element, kind: str, name: str, shown: str, **attributes: str) -> Element:
    box = SubElement(bar, "View", style=_BESIDE if kind == "Choices" else "")
    SubElement(box, "Header", size="6", value=f"{shown} {name}", style="font-size: 0.9em; margin: 0")
    return SubElement(box, kind, {"name": name, "toName": "text", "perRegion": "true", **attributes})


def instruction(handbook: Path = CONFIGS / "handbook.md") -> str:
    """Return the handbook as the HTML that Label Studio shows beside the page; markup in it is escaped."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return str(markdown.render(handbook.read_text(encoding="utf-8")))
