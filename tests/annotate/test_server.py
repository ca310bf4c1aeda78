import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.records import InputError
from annotate.studio import server
from annotate.studio.server import free_port


def test_nothing_runs_on_a_folder_that_nobody_started(tmp_path: Path) -> None:
    assert server.status(tmp_path) is None
    assert server.stop(tmp_path) is False


def test_a_lock_file_left_by_a_dead_server_stops_no_other_process(tmp_path: Path) -> None:
    (tmp_path / "server.lock").write_text(json.dumps({"pid": os.getpid(), "port": 1}), encoding="utf-8")
    assert server.status(tmp_path) is None
    assert server.stop(tmp_path) is False


def test_a_busy_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((server.HOST, 0))
        other.listen()
        with pytest.raises(InputError, match=f"port {other.getsockname()[1]} can't be used"):
            server.start(tmp_path, other.getsockname()[1])
    assert server.status(tmp_path) is None
    assert not (tmp_path / "server.log").exists()


def test_a_missing_label_studio_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=re.escape("pip install -e '.[studio]'")):
        server.start(tmp_path)


def test_a_server_that_dies_at_once_is_told(tmp_path: Path) -> None:
    (tmp_path / "label_studio.sqlite3").write_bytes(b"this is no database")
    (tmp_path / "credentials.json").write_text('{"password": "p", "token": "t"}', encoding="utf-8")
    with pytest.raises(InputError, match=r"ended while starting; .*server\.log says why"):
        server.start(tmp_path, free_port())


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(InputError, match="taken: can't hold"):
        server.start(tmp_path / "taken")


def test_lost_credentials_are_told(tmp_path: Path) -> None:
    (tmp_path / "label_studio.sqlite3").touch()
    with pytest.raises(InputError, match=r"credentials\.json: is gone"):
        server.start(tmp_path, free_port())


@pytest.mark.studio
def test_a_server_is_found_again_and_stopped_once(data_folder: Path) -> None:
    started = server.start(data_folder, free_port())
    assert server.start(data_folder, free_port()) == started == server.status(data_folder)
    elsewhere = "import pathlib, sys; from annotate.studio import server; server.stop(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", elsewhere, str(data_folder)], check=True)
    assert server.status(data_folder) is None
    assert server.stop(data_folder) is False
    with socket.socket() as probe:
        assert probe.connect_ex((server.HOST, int(started.url.rsplit(":", 1)[1]))) != 0


@pytest.mark.studio
def test_secrets_stay_with_their_owner(running: server.Server, migrated: Path) -> None:
    credentials = migrated / "credentials.json"
    assert stat.S_IMODE(credentials.stat().st_mode) == 0o600
    command = Path(f"/proc/{running.pid}/cmdline").read_text(encoding="utf-8")
    log = (migrated / "server.log").read_text(encoding="utf-8")
    for secret in (running.token, running.password):
        assert secret in credentials.read_text(encoding="utf-8")
        assert secret not in command + log + repr(running)


@pytest.mark.studio
def test_only_the_loopback_is_served(running: server.Server) -> None:
    port = int(running.url.rsplit(":", 1)[1])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.2", port))
