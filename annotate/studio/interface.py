"""What an annotator sees: the labelling page generated from the schema, and the handbook as its instruction."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from annotate.schema import CONFIGS, Schema

MEASURES = {"value": "数值", "value_high": "区间上端", "unit": "单位", "basis": "比较基准"}
"""The typed attributes of a figure that is no time, with their Chinese names."""

TIMES = {"timex": "时间值"}
"""The typed attribute of a time."""

READING = MEASURES | TIMES
"""The typed attributes of all figures."""

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


def interface(schema: Schema) -> str:
    """Return Label Studio's labelling configuration: one page for the spans, readings and relations of an article.

    Labels stay at the top and the reading of the selected figure has its place at the bottom, so that the text never
    jumps and nothing covers it. Figures are bold and underlined in the text, which tells them from entities.
    """
    page = Element("View", className="zhibiao")
    SubElement(page, "Style").text = _style(schema)
    SubElement(page, "Header", value="$title", size="4")
    _add_labels(page, schema)
    relations = SubElement(page, "Relations", choice="single")
    for name in RELATIONS.values():
        SubElement(relations, "Relation", value=name)
    SubElement(SubElement(page, "View", className="article"), "Text", name="text", value="$text")
    _add_readings(page, schema)
    ElementTree.indent(page)
    return ElementTree.tostring(page, encoding="unicode")


def _style(schema: Schema) -> str:
    """Return the stylesheet of the page and one rule for the regions of every figure's label."""
    rules = [
        f'.htx-highlight[data-label$=" {label.code}"] {{ font-weight: 700; box-shadow: inset 0 -2px {label.color} }}'
        for label in schema.labels
        if label.figure
    ]
    return "\n".join([(CONFIGS / "labelling.css").read_text(encoding="utf-8"), *rules])


def _add_labels(page: Element, schema: Schema) -> None:
    bar = SubElement(page, "View", className="labels")
    labels = SubElement(bar, "Labels", name="label", toName="text", showInline="true")
    for group, figure in (("实体", False), ("数字", True)):
        row = SubElement(labels, "View", className="row figures" if figure else "row")
        SubElement(row, "Header", size="6", value=group)
        for label in schema.labels:
            if label.figure is figure:
                shown = f"{label.name} {label.code}"
                SubElement(row, "Label", value=shown, alias=label.code, background=label.color, hotkey=label.hotkey)


def _add_readings(page: Element, schema: Schema) -> None:
    figures = [label.code for label in schema.labels if label.figure]
    bar = SubElement(page, "View", className="reading")
    hint = SubElement(bar, "View", visibleWhen="no-region-selected")
    SubElement(hint, "Header", size="6", value="选中一个数字，在此核对和修改它的读数")
    measures = ",".join(code for code in figures if code != "TIME")
    panel = _panel(bar, measures)
    _add_typed(panel, MEASURES, measures)
    for name, (shown, choices) in CHOICES.items():
        row = _row(panel, name, shown)
        control = SubElement(row, "Choices", _about(name, measures), choice="single-radio", showInline="true")
        for code, choice in choices.items():
            SubElement(control, "Choice", value=f"{choice} {code}", alias=code)
    _add_typed(_panel(bar, "TIME"), TIMES, "TIME")


def _panel(bar: Element, labels: str) -> Element:
    return SubElement(bar, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=labels)


def _add_typed(panel: Element, attributes: dict[str, str], labels: str) -> None:
    fields = SubElement(panel, "View", className="row")
    for name, shown in attributes.items():
        SubElement(
            _row(fields, name, shown), "TextArea", _about(name, labels), editable="true", maxSubmissions="1", rows="1"
        )


def _row(parent: Element, name: str, shown: str) -> Element:
    row = SubElement(parent, "View", className="row")
    SubElement(row, "Header", size="6", value=f"{shown} {name}")
    return row


def _about(name: str, labels: str) -> dict[str, str]:
    """Return what makes a control one of the selected region, submitted only while that has one of these labels."""
    return {"name": name, "toName": "text", "perRegion": "true", "whenLabelValue": labels}


def instruction(handbook: Path = CONFIGS / "handbook.md") -> str:
    """Return the handbook as the HTML that Label Studio shows beside the page; markup in it is escaped."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    style = (CONFIGS / "handbook.css").read_text(encoding="utf-8")
    html = markdown.render(handbook.read_text(encoding="utf-8"))
    return f'<style>{style}</style><div class="handbook">{html}</div>'
