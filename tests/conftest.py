"""A real Label Studio for the tests: migrated once a run, copied where a test needs a folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate import studio
from annotate.studio import server

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose first start, which takes most of a minute, is over."""
    pytest.importorskip("label_studio", reason="the extra `studio` is not installed")
    folder = tmp_path_factory.mktemp("migrated") / "studio"
    server.start(folder, server.free_port())
    server.stop(folder)
    return folder


@pytest.fixture
def data_folder(migrated: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "studio"
    shutil.copytree(migrated, folder)
    yield folder
    server.stop(folder)


@pytest.fixture(scope="session")
def running(migrated: Path) -> Iterator[server.Server]:
    yield server.start(migrated, server.free_port())
    server.stop(migrated)


@pytest.fixture(scope="session")
def client(running: server.Server) -> "LabelStudio":
    return studio.connect(running.url, running.token)
