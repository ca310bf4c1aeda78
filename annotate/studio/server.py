"""A Label Studio of one's own on the loopback: started, found again, and stopped by its data folder."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.request import ProxyHandler, build_opener

from annotate.records import InputError
from annotate.studio.database import Database, open_database

HOST = "127.0.0.1"
USER = "annotator@localhost"
CREDENTIALS = "credentials.json"
"""The file of a data folder that holds user, password and token, and names the database."""

START_SECONDS = 600.0
STOP_SECONDS = 60.0
POLL_SECONDS = 0.2

_SETTINGS = {
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
    "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
    "LABEL_STUDIO_COLLECT_ANALYTICS": "false",
    "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
    "LABEL_STUDIO_SENTRY_DSN": "",
    "LABEL_STUDIO_FRONTEND_SENTRY_DSN": "",
    "LABEL_STUDIO_HOST": "",
    "LABEL_STUDIO_USERNAME": USER,
    "ML_BLOCK_LOCAL_IP": "false",
    "SSRF_PROTECTION_ENABLED": "false",
}
LOOPBACK_WARNING = (
    "warning: this Label Studio may call addresses of this machine and its network, so that it reaches the backend of "
    "`zhibiao serve`; whoever signs in can make it do so. It listens on the loopback alone: don't forward its port"
)
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "TZ", "PGSSLMODE", "PGSSLROOTCERT")


@dataclass(frozen=True, slots=True)
class Server:
    """A running Label Studio: its address and process, and how to sign in (neither secret is ever shown)."""

    url: str
    pid: int
    user: str
    password: str = field(repr=False)
    token: str = field(repr=False)


def start(folder: Path, port: int = 8080, postgres: str | None = None) -> Server:
    """Start Label Studio on a data folder, or find it running there; return when it answers.

    Its work is kept in the folder (SQLite), or in the PostgreSQL database of an address. InputError: it is not
    installed, the database is not this folder's or lets nobody in, the port is taken, or it does not come up
    (`server.log` in the folder says why).
    """
    if importlib.util.find_spec("label_studio") is None:
        raise InputError("label-studio is not installed; install it with `pip install -e '.[studio]'`")
    database = open_database(postgres) if postgres else None
    folder = folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InputError(
            f"{folder}: can't hold Label Studio's data ({error.strerror}); choose another folder"
        ) from error
    _check_place(folder, database.place if database else None)
    with _lock_file(folder).open("a+", encoding="utf-8") as lock:
        if _take(lock):
            lock.truncate(0)
            _check_port(port)
            _claim(folder, database)
            _launch(folder, port, database, lock)
    return _await_health(folder)


def stop(folder: Path) -> bool:
    """End the Label Studio that was started on the folder and wait until it is gone; False when none ran."""
    server = status(folder)
    if server is None:
        return False
    for signum in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(server.pid, signum)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if status(folder) is None:
                return True
            time.sleep(POLL_SECONDS)
    raise InputError(f"{folder}: Label Studio (process {server.pid}) does not end; end it by hand")


def status(folder: Path) -> Server | None:
    """Return the Label Studio that runs on the folder, None when none does.

    The server holds a lock on `server.lock` as long as it lives, so its process number there can't be another's.
    """
    try:
        with _lock_file(folder).open(encoding="utf-8") as lock:
            written = "" if _take(lock) else lock.read()
    except FileNotFoundError:
        return None
    if not written:
        return None
    state, secret = json.loads(written), _read_credentials(folder)
    return Server(f"http://{HOST}:{state['port']}", state["pid"], USER, secret["password"], secret["token"])


def _lock_file(folder: Path) -> Path:
    return folder / "server.lock"


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port() -> int:
    """Return a TCP port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise InputError(f"port {port} can't be used on {HOST} ({error}); choose another port") from error


def _launch(folder: Path, port: int, database: Database | None, lock: IO[str]) -> None:
    """Start the server so that it inherits the lock; all secrets travel in its environment."""
    secret = _read_credentials(folder)
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ} | _SETTINGS
    environment |= {
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_PASSWORD": secret["password"],
        "LABEL_STUDIO_USER_TOKEN": secret["token"],
    }
    if database:
        environment |= database.environment()
    command = [sys.executable, "-m", "label_studio.server", "start", "--no-browser"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--internal-host", HOST, "--port", str(port)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
    json.dump({"pid": process.pid, "port": port}, lock)


def _check_place(folder: Path, place: str | None) -> None:
    secret = _read_credentials(folder)
    if secret and secret.get("database") != place:
        kept, asked = secret.get("database") or "its own SQLite file", place or "its own SQLite file"
        raise InputError(f"{folder}: keeps its work in {kept}, not in {asked}; start it there, or use another folder")


def _claim(folder: Path, database: Database | None) -> None:
    """Make the folder's user at first use; a database that knows it by another token is another folder's."""
    secret = _read_credentials(folder)
    if database and database.token(USER) not in (None, secret.get("token")):
        raise InputError(
            f"{database.place}: is the Label Studio of another folder; start it there, or put its {CREDENTIALS} here"
        )
    if not secret:
        _make_credentials(folder / CREDENTIALS, database.place if database else None)


def _make_credentials(path: Path, place: str | None) -> None:
    """Write user, password and token so that the owner alone can read them."""
    if (path.parent / "label_studio.sqlite3").exists():
        raise InputError(f"{path}: is gone, but its Label Studio is there; put it back or use another folder")
    login = {"user": USER, "password": secrets.token_urlsafe(18), "token": secrets.token_hex(20)}
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({**login, "database": place}, file)
    Path(name).replace(path)


def _read_credentials(folder: Path) -> dict[str, str]:
    path = folder / CREDENTIALS
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _await_health(folder: Path) -> Server:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        server = status(folder)
        if server is None:
            raise InputError(f"{folder}: Label Studio ended while starting; {folder / 'server.log'} says why")
        if _healthy(server.url):
            return server
        time.sleep(POLL_SECONDS)
    stop(folder)
    raise InputError(f"{folder}: Label Studio did not come up; {folder / 'server.log'} says why")


def _healthy(url: str) -> bool:
    direct = build_opener(ProxyHandler({}))
    try:
        with direct.open(f"{url}/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
