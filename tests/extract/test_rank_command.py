from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, read_documents, write_documents
from zhibiao import app

TEXTS = ("广州市在会上介绍了情况。", "去年广州市引进项目18个，总投资75亿元，同比增长8.6%。", "大家说了很多话。")


def test_rank_orders_what_is_not_labelled_and_keeps_its_labels(tmp_path: Path) -> None:
    known = (Span(0, 1, "LOC", 0.5, "kept"),)
    articles = [Document(str(n), AlignedText.identity(text), known) for n, text in enumerate(TEXTS)]
    write_documents(articles, tmp_path / "prelabelled.jsonl")
    write_documents(articles[:1], tmp_path / "corrected.jsonl")
    command = ["rank", str(tmp_path / "prelabelled.jsonl"), "--labelled", str(tmp_path / "corrected.jsonl")]
    result = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "ranked.jsonl")], catch_exceptions=False)
    ranked = list(read_documents(tmp_path / "ranked.jsonl"))
    assert [(document.id, document.meta["priority"]) for document in ranked] == [("1", 1.0), ("2", 0.5)]
    assert all(document.spans == known for document in ranked)
    assert "2 articles ranked by models/zhibiao, 1 labelled" in result.output


def test_rank_refuses_what_is_labelled_whole(tmp_path: Path) -> None:
    write_documents([Document("0", AlignedText.identity(TEXTS[0]))], path := tmp_path / "corrected.jsonl")
    with pytest.raises(InputError, match="every article in it is labelled"):
        CliRunner().invoke(app, ["rank", str(path), "--labelled", str(path)], catch_exceptions=False)
