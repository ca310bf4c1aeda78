from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from annotate import studio
from annotate.studio.server import Server
from tests.annotate import labelling_page
from tests.annotate.arbitrary import SCHEMA
from tests.browser import needs_chromium

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

ARTICLE = labelling_page.article()


@pytest.mark.browser
@pytest.mark.studio
@needs_chromium
def test_an_annotator_reads_selects_and_submits(running: Server, client: "LabelStudio", tmp_path: Path) -> None:
    title = f"page {uuid4().hex}"
    studio.push(client, [ARTICLE], title, SCHEMA, "rules")
    [project] = client.projects.list(title=title)
    with labelling_page.signed_in(running) as page:
        handbook = labelling_page.open_task(page, running, project.id)
        assert "标注规范" in handbook
        assert "|---|" not in handbook
        regions = page.find_elements("css selector", labelling_page.REGION)
        assert [region.text for region in regions] == [ARTICLE.text[s.start : s.end] for s in ARTICLE.spans]
        labels = labelling_page.shown_text(page)
        assert all(shown in labels for shown in SCHEMA.aliases)
        labelling_page.select(page, "12.6亿元")
        assert "1260000000" in labelling_page.shown_text(page)
        colours = {tuple(region.value_of_css_property("background-color").split(",")[:3]) for region in regions}
        assert len(colours) == len({span.label for span in ARTICLE.spans})
        labelling_page.submit(page)
        labelling_page.wait(page, lambda: list(studio.pull(client, title, SCHEMA, print)))
    [document] = studio.pull(client, title, SCHEMA, print)
    assert document.meta.pop("annotation")["annotator"] == running.user
    assert replace(document, meta=ARTICLE.meta) == ARTICLE
