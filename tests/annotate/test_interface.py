from pathlib import Path
from xml.etree import ElementTree

from label_studio_sdk.label_interface import LabelInterface

from annotate.schema import load_schema
from annotate.studio.interface import CHOICES, MEASURES, RELATIONS, TIMES, instruction, interface

SCHEMA = load_schema()
PAGE = ElementTree.fromstring(interface(SCHEMA))


def test_every_label_has_its_two_names_colour_and_key() -> None:
    shown = [label.attrib for label in PAGE.iter("Label")]
    assert [label["alias"] for label in shown] == list(SCHEMA.codes)
    assert {label["value"]: label["alias"] for label in shown} == SCHEMA.aliases
    assert [(label["background"], label["hotkey"]) for label in shown] == [(x.color, x.hotkey) for x in SCHEMA.labels]


def test_label_studio_accepts_the_page() -> None:
    LabelInterface(interface(SCHEMA)).validate()


def controls(label: str) -> list[str | None]:
    """Return the per-region controls that are shown for, and submitted with, a region of this label."""
    panels = [view for view in PAGE.iter("View") if label in (view.get("whenLabelValue") or "").split(",")]
    inside = [tag for panel in panels for tag in panel.iter() if tag.get("perRegion") == "true"]
    assert all(label in (tag.get("whenLabelValue") or "").split(",") for tag in inside)
    return [tag.get("name") for tag in inside]


def test_figures_have_their_reading_and_entities_have_none() -> None:
    assert controls("MONEY") == controls("RANK") == [*MEASURES, *CHOICES]
    assert controls("TIME") == [*TIMES]
    assert not any(controls(label.code) for label in SCHEMA.labels if not label.figure)
    assert [tag.get("value") for tag in PAGE.iter("Relation")] == list(RELATIONS.values())


def test_figures_look_unlike_entities() -> None:
    style = PAGE.findtext("Style") or ""
    styled = {label.code for label in SCHEMA.labels if f'[data-label$=" {label.code}"]' in style}
    assert styled == SCHEMA.figure_codes


def test_the_handbook_becomes_html(tmp_path: Path) -> None:
    html = instruction()
    assert "<table>" in html
    assert "标注规范" in html
    handbook = tmp_path / "handbook.md"
    handbook.write_text("**粗** <script>alert(1)</script>", encoding="utf-8")
    assert "<p><strong>粗</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n</div>" in instruction(handbook)
