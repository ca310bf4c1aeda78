"""A push that is killed at a chosen moment, through a proxy that knows which request is on the server just then."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 120.0

PUSH = """
import sys
from pathlib import Path
from annotate import studio
from annotate.records import read_documents
from annotate.schema import load_schema
from annotate.studio import pushing
url, token, documents, title, version, batch = sys.argv[1:]
pushing.BATCH = int(batch)
studio.push(studio.connect(url, token), read_documents(Path(documents)), title, load_schema(), version)
"""


class Proxy(ThreadingHTTPServer):
    """Forwards requests to a server and lets them finish there when their client is gone.

    `kinds` tells what was forwarded so far (`POST /api/projects/3/import` is `POST import`). The request at `moment`,
    an index into it or a kind and how many of them came before, is told through `arrived`; with `hold` it is kept back
    until `release`, as if it lay in the server's socket.
    """

    daemon_threads = True

    def __init__(self, url: str, moment: int | tuple[str, int], *, hold: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = urlsplit(url).netloc
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.kinds: list[str] = []
        self.arrived, self.release = threading.Event(), threading.Event()
        self._moment, self._hold = moment, hold
        self._lock, self._idle, self._running = threading.Lock(), threading.Event(), 0

    @contextmanager
    def request(self, kind: str) -> Iterator[bool]:
        """Count a request while it runs; yield whether it is the one that was waited for."""
        with self._lock:
            here = (kind, self.kinds.count(kind)) if isinstance(self._moment, tuple) else len(self.kinds)
            self.kinds.append(kind)
            self._running += 1
            self._idle.clear()
        if here == self._moment and self._hold:
            self.arrived.set()
            assert self.release.wait(SECONDS)
        try:
            yield here == self._moment
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    self._idle.set()

    def settle(self) -> None:
        """Let go what is held back, and wait until the server has answered everything."""
        self.release.set()
        assert self._idle.wait(SECONDS)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _forward(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            return
        words = re.findall(r"[a-z-]+", urlsplit(self.path).path)
        with self.server.request(f"{self.command} {words[-1]}") as awaited:
            upstream = http.client.HTTPConnection(self.server.target)
            upstream.request(self.command, self.path, body, dict(self.headers.items()))
            if awaited:
                self.server.arrived.set()
            answer = upstream.getresponse()
            content = answer.read()
        with suppress(OSError):
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    do_GET = do_POST = do_PATCH = do_DELETE = _forward  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def killed_push(proxy: Proxy, token: str, documents: Path, title: str, version: str, batch: int) -> Iterator[None]:
    """Kill a push with SIGKILL at the proxy's moment and go on at once; let the server finish in the end."""
    arguments = [proxy.url, token, str(documents), title, version, str(batch)]
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        process = subprocess.Popen([sys.executable, "-c", PUSH, *arguments])
        assert proxy.arrived.wait(SECONDS), proxy.kinds
        process.kill()
        process.wait()
        yield
        proxy.settle()
    finally:
        proxy.shutdown()
        proxy.server_close()
