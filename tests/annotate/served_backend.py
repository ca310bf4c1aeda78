"""The ML backend on a port of the loopback, as a real Label Studio reaches it."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from annotate.records import Span
from annotate.studio.access import Access
from annotate.studio.backend import Learn, application
from annotate.studio.proposals import Model
from annotate.studio.server import HOST
from extract.batch import label
from tests.annotate.arbitrary import SCHEMA

ACCESS = Access("open sesame", "a-secret-of-sixteen-letters")


async def learn_nothing() -> Model | None:
    return None


def marked(version: str, *wanted: tuple[str, str]) -> Model:
    """Return a model that finds these texts as these labels and nothing else."""

    def predict(texts: Sequence[str]) -> list[list[Span]]:
        places = ((text, text.find(piece), piece, code) for text in texts for piece, code in wanted)
        found = [(text, Span(at, at + len(piece), code, 0.75, version)) for text, at, piece, code in places if at >= 0]
        return [sorted(span for where, span in found if where == text) for text in texts]

    return Model(version, predict, label)


@contextmanager
def served(model: Model, learn: Learn = learn_nothing) -> Iterator[str]:
    """Serve the model until the block ends; the address of the server is given."""
    with socket.create_server((HOST, 0)) as listener:
        app = application(model, SCHEMA, ACCESS, learn)
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
