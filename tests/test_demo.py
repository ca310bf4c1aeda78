import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.studio import server

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.studio
def test_the_demo_runs_twice_and_duplicates_nothing(migrated: Path, tmp_path: Path) -> None:
    shutil.copytree(migrated, tmp_path / "studio")
    command = [sys.executable, str(ROOT / "zhibiao.py"), "demo", "--work", str(tmp_path)]
    first, second = (
        subprocess.run(
            [*command, "training.num_train_epochs=1"], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        for _ in range(2)
    )
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "38 new tasks, 0 known" in first.stdout
    assert "38 new annotations, 0 known; 2,139 spans, 1 not placed" in first.stdout
    assert "0 new tasks, 38 known" in second.stdout
    assert "0 new annotations, 38 known" in second.stdout
    assert server.status(tmp_path / "studio") is None
    assert "青禾高新区" in (tmp_path / "demo" / "report.html").read_text(encoding="utf-8")
    assert not list((tmp_path / "demo").glob(".*"))
