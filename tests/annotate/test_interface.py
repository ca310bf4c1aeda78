from pathlib import Path
from xml.etree import ElementTree

from label_studio_sdk.label_interface import LabelInterface

from annotate.schema import load_schema
from annotate.studio.interface import CHOICES, READING, RELATIONS, instruction, interface

SCHEMA = load_schema()
PAGE = ElementTree.fromstring(interface(SCHEMA))


def test_every_label_has_its_two_names_colour_and_key() -> None:
    shown = [label.attrib for label in PAGE.iter("Label")]
    assert [label["alias"] for label in shown] == list(SCHEMA.codes)
    assert {label["value"]: label["alias"] for label in shown} == SCHEMA.aliases
    assert [(label["background"], label["hotkey"]) for label in shown] == [(x.color, x.hotkey) for x in SCHEMA.labels]


def test_label_studio_accepts_the_page() -> None:
    LabelInterface(interface(SCHEMA)).validate()


def test_readings_are_edited_for_figures_alone() -> None:
    panel = next(view for view in PAGE.iter("View") if view.get("visibleWhen") == "region-selected")
    assert panel.get("whenLabelValue", "").split(",") == [c for c in SCHEMA.codes if c in SCHEMA.figure_codes]
    controls = [tag for tag in panel.iter() if tag.get("perRegion") == "true"]
    assert [tag.get("name") for tag in controls] == [*READING, *CHOICES]
    assert [tag.get("value") for tag in PAGE.iter("Relation")] == list(RELATIONS.values())


def test_the_handbook_becomes_html(tmp_path: Path) -> None:
    html = instruction()
    assert "<table>" in html
    assert "标注规范" in html
    handbook = tmp_path / "handbook.md"
    handbook.write_text("**粗** <script>alert(1)</script>", encoding="utf-8")
    assert instruction(handbook) == "<p><strong>粗</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
