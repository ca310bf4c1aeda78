"""The ML backend under load: eight clients at once, for a minute; none of their calls may be lost."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import uvicorn

from annotate.gold import SEEDS
from annotate.records import Document
from annotate.schema import load_schema
from annotate.studio.access import USER, Access
from annotate.studio.backend import application
from annotate.studio.proposals import Model
from evaluate.serving import load_model

CLIENTS, SECONDS = 8, 60.0
ACCESS = Access("benchmark", "benchmark-benchmark")


def main() -> None:
    """Serve the rules on the loopback and print calls, losses and times; every client asks for another article."""
    from annotate.articles import harvest

    articles = list(harvest([str(SEEDS / "texts")]))[:CLIENTS]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = application(load_model("rules"), load_schema(), ACCESS, _nothing)
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        end = time.monotonic() + SECONDS
        with ThreadPoolExecutor(CLIENTS + 1) as clients:
            health = clients.submit(_ask_health, address, end)
            answers = list(clients.map(lambda article: _ask(address, article, end), articles))
        server.should_exit = True
        thread.join()
    times = sorted(seconds for found in answers for seconds, _ in found)
    lost = sum(not right for found in answers for _, right in found)
    print(f"{len(times)} calls of {CLIENTS} clients in {SECONDS:.0f} s, {lost} lost;", end=" ")
    print(
        f"median {statistics.median(times):.2f} s, slowest {times[-1]:.2f} s; slowest /health {health.result():.3f} s"
    )


async def _nothing() -> Model | None:
    return None


def _ask(address: str, article: Document, end: float) -> list[tuple[float, bool]]:
    """Ask for one article again and again; return how long each call took, and whether the answer was as the first."""
    body = {"tasks": [{"data": {"doc_id": article.id, "text": article.text, "meta": {}}}]}
    found, first = [], None
    with httpx.Client(auth=(USER, ACCESS.password), timeout=100, trust_env=False) as client:
        while time.monotonic() < end:
            start = time.monotonic()
            answer = client.post(f"{address}/predict", json=body)
            first = first or answer.text
            found.append((time.monotonic() - start, answer.status_code == 200 and answer.text == first))
    return found


def _ask_health(address: str, end: float) -> float:
    """Ask all the while whether the server is up; return the longest wait in seconds."""
    longest = 0.0
    with httpx.Client(auth=(USER, ACCESS.password), timeout=100, trust_env=False) as client:
        while time.monotonic() < end:
            start = time.monotonic()
            client.get(f"{address}/health").raise_for_status()
            longest = max(longest, time.monotonic() - start)
            time.sleep(0.1)
    return longest


if __name__ == "__main__":
    main()
