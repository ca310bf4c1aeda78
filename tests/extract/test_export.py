import json
import logging
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForTokenClassification
from typer.testing import CliRunner

from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span, write_documents
from evaluate.parity import export
from extract.checkpoint import WEIGHTS, Checkpoint
from extract.extractor import Extractor
from extract.on_cpu import opened, quantised
from extract.parity import EXPORT, RECORD, Parity, exported
from train.characters import character_tokenizer, vocabulary
from zhibiao import app

TAGS = ["O", "B-LOC", "I-LOC"]
TEXT = "江苏省昆山市的工厂在上半年投产，安徽省芜湖市的码头也扩建了。"
GOLD = (Span(0, 6, "LOC"), Span(16, 22, "LOC"))
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint that knows its characters by heart, so that 8 bits can't confuse it."""
    folder = tmp_path_factory.mktemp("models") / "sure"
    tokenizer = character_tokenizer(vocabulary([TEXT], 1), 66)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: number for number, tag in enumerate(TAGS)},
    )
    torch.manual_seed(1)
    model = BertForTokenClassification(config)
    ids = tokenizer(TEXT)["input_ids"][1:-1]
    with torch.no_grad():
        model.bert.embeddings.word_embeddings.weight.copy_(torch.eye(len(tokenizer), 64) * 4)
        model.classifier.weight.zero_()
        for place, token in enumerate(ids):
            tag = next((1 + (place > s.start) for s in GOLD if s.start <= place < s.end), 0)
            model.classifier.weight[tag, token] = 1.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def folder(sure: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sure, tmp_path / "model"))


def document(text: str = TEXT, spans: tuple[Span, ...] = GOLD) -> Document:
    return Document("a", AlignedText.identity(text), spans)


def reads(folder: Path, caplog: pytest.LogCaptureFixture) -> str:
    with caplog.at_level(logging.INFO):
        found = Extractor(folder)([TEXT])
    assert [span.key() for span in found[0]] == [span.key() for span in GOLD]
    return caplog.text


def test_what_agrees_is_exported_with_its_record_and_used(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    parity = export(folder, [document()])
    assert (parity.spans, parity.agreement, parity.f1_fp32, parity.f1_int8) == (2, 1.0, 1.0, 1.0)
    assert exported(folder) == parity
    assert (folder / EXPORT).stat().st_size < (folder / WEIGHTS).stat().st_size
    assert "in int8: 100.00 %" in reads(folder, caplog)


def test_the_command_exports(folder: Path, tmp_path: Path) -> None:
    write_documents([document()], tmp_path / "gold.jsonl")
    told = CliRunner().invoke(app, ["export", str(folder), "--on", str(tmp_path / "gold.jsonl")])
    assert told.exit_code == 0
    assert told.output == f"exported: int8 agrees on 100.00% of 2 spans, F1 1.0000 → 1.0000; --model {folder} uses it\n"


def test_an_export_repeats_to_the_same_bytes(folder: Path) -> None:
    files = []
    for _ in range(2):
        export(folder, [document()])
        files.append([(folder / name).read_bytes() for name in (EXPORT, RECORD)])
    assert files[0] == files[1]


def test_the_export_alone_is_a_model(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    export(folder, [document()])
    (folder / WEIGHTS).unlink()
    assert "in int8" in reads(folder, caplog)


def changed_weights(folder: Path) -> None:
    with (folder / WEIGHTS).open("r+b") as file:
        file.seek(-4, 2)
        file.write(b"\1\0\0\0")


def changed_export(folder: Path) -> None:
    with (folder / EXPORT).open("ab") as file:
        file.write(b"\0")


def no_record(folder: Path) -> None:
    (folder / RECORD).unlink()


def damaged_record(folder: Path) -> None:
    (folder / RECORD).write_text("{", encoding="utf-8")


def poor_record(folder: Path) -> None:
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    replace(Parity(**record), agreement=0.99).save(folder)


def lossy_record(folder: Path) -> None:
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    replace(Parity(**record), f1_int8=0.996).save(folder)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (changed_weights, "the weights changed since"),
        (changed_export, "not the file of its record"),
        (no_record, "missing or damaged"),
        (damaged_record, "missing or damaged"),
        (poor_record, "too great a difference"),
        (lossy_record, "too great a difference"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_int8_is_not_used_unless_its_record_holds(
    folder: Path, caplog: pytest.LogCaptureFixture, spoil: object, says: str
) -> None:
    export(folder, [document()])
    assert callable(spoil)
    spoil(folder)
    assert exported(folder) is None
    said = reads(folder, caplog)
    assert says in said and "in int8" not in said


def test_what_differs_too_much_is_refused_and_nothing_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(file.name for file in folder.iterdir())
    monkeypatch.setattr("extract.parity.LEAST_AGREEMENT", 1.1)
    with pytest.raises(InputError, match=r"int8 agrees on 100\.00% of 2 spans .* stays with fp32"):
        export(folder, [document()])
    assert sorted(file.name for file in folder.iterdir()) == before


def test_articles_without_spans_show_nothing(folder: Path) -> None:
    with pytest.raises(InputError, match="corrected articles"):
        export(folder, [document(spans=())])


def test_what_is_read_beside_a_text_changes_nothing(sure: Path) -> None:
    extractor = Extractor(sure, opened(quantised(Checkpoint.open(sure))))
    alone, company = extractor.scores([TEXT])[0], extractor.scores([TEXT[::-1], TEXT, TEXT[9:], TEXT * 2])[1]
    assert alone == pytest.approx(company, abs=1e-5)


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_extraction_on_the_cpu_imports_neither_torch_nor_transformers(folder: Path, precision: str) -> None:
    if precision == "int8":
        export(folder, [document()])
    script = (
        "import sys; from extract import Extractor; "
        "found = Extractor(sys.argv[1])([sys.argv[2]]); "
        "print(len(found[0]), [m for m in ('torch', 'transformers', 'datasets') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder), TEXT], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout == "2 []\n"
