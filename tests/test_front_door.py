import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.schema import CONFIGS
from annotate.studio.server import free_port

ROOT = Path(__file__).resolve().parent.parent
TINY = (CONFIGS / "train" / "tiny.yaml").read_text(encoding="utf-8")


def zhibiao(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "zhibiao.py"), *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def processor_time() -> float:
    """Return the seconds that ended child processes computed: what a busy machine does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_answers_in_under_half_a_second() -> None:
    def seconds() -> float:
        start = processor_time()
        assert "harvest" in zhibiao("--help").stdout
        return processor_time() - start

    assert statistics.median(seconds() for _ in range(5)) < 0.5


@pytest.mark.parametrize(
    "module",
    ["zhibiao", "annotate.rules", "annotate.articles", "annotate.studio", "annotate.studio.server", "extract.batch"],
)
def test_annotating_never_imports_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'torch', 'transformers'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one of each thing that a command must refuse."""
    (tmp_path / "good.txt").write_text("今年上半年，北京市实现营业收入12亿元。\n", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "broken.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    (tmp_path / "lonely.jsonl").write_text('{"id": 1, "text": "", "raw_offsets": []}\n', encoding="utf-8")
    (tmp_path / "unknown.yaml").write_text(TINY.replace("patience:", "patients:"), encoding="utf-8")
    (tmp_path / "argument.yaml").write_text(TINY.replace("weight_decay:", "weight_decoy:"), encoding="utf-8")
    (tmp_path / "text.yaml").write_text(TINY.replace("1.0e-3", "3e-5"), encoding="utf-8")
    (tmp_path / "nameless").mkdir()
    config = {"model_type": "bert", "architectures": ["BertForTokenClassification"], "num_labels": 2}
    (tmp_path / "nameless" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("harvest", "nowhere.txt"), "nowhere.txt"),
        (("harvest", "empty.txt"), "empty.txt"),
        (("harvest", "binary.txt"), "binary.txt"),
        (("prelabel", "broken.jsonl"), "broken.jsonl:1"),
        (("prelabel", "nowhere.jsonl"), "nowhere.jsonl"),
        (("score", "broken.jsonl", "broken.jsonl"), "broken.jsonl:1"),
        (("extract", "good.txt", "--model", "nowhere"), "nowhere"),
        (("extract", "good.txt", "--model", "nameless"), "nameless"),
        (("extract", "empty.txt"), "empty.txt"),
        (("finetune", "unknown.yaml"), "unknown.yaml: patients"),
        (("finetune", "argument.yaml"), "argument.yaml: training.weight_decoy"),
        (("finetune", "text.yaml"), "write 3.0e-5"),
        (("dataset", "broken.jsonl"), "broken.jsonl:1"),
        (("figures", "8%", "--published", "soon"), "--published soon"),
        (("agreement", "broken.jsonl"), "broken.jsonl:1"),
        (("agreement", "lonely.jsonl"), "zhibiao pull"),
        (("serve", "--model", "nowhere"), "nowhere"),
        (("serve", "--port", "99999"), "port 99999"),
        (("retrain",), "studio start"),
        (("push", "broken.jsonl"), "studio start"),
        (("adjudicate", "broken.jsonl"), "broken.jsonl:1"),
        (("pull", "--url", f"http://127.0.0.1:{free_port()}"), "127.0.0.1"),
    ],
)
def test_bad_input_gets_one_line_and_writes_nothing(bad: Path, arguments: tuple[str, ...], names: str) -> None:
    before = sorted(bad.rglob("*"))
    done = zhibiao(*arguments, cwd=bad, LABEL_STUDIO_API_KEY="0123456789abcdef")
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert names in done.stderr
    assert "0123456789abcdef" not in done.stderr + done.stdout
    assert sorted(path for path in bad.rglob("*") if path.is_file()) == [path for path in before if path.is_file()]


def test_an_unknown_or_incomplete_label_is_refused(tmp_path: Path) -> None:
    """The label set is read from the checkout: a copy of it with a broken labels.yaml refuses to work."""
    for room in ("annotate", "train", "extract", "evaluate", "configs"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "zhibiao.py", tmp_path)
    labels = tmp_path / "configs" / "labels.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace('hotkey: "2"', 'hotkey: "1"'), encoding="utf-8")
    (tmp_path / "good.txt").write_text("北京市。\n", encoding="utf-8")
    command = [sys.executable, str(tmp_path / "zhibiao.py"), "extract", "good.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "labels.yaml: the hotkey '1' is used twice" in done.stderr
    assert done.stderr.count("\n") == 1
