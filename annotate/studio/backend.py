"""The ML backend: serves a model to Label Studio by its protocol, and swaps in a better one when it has learnt."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from annotate.schema import Schema
from annotate.studio.access import Access
from annotate.studio.proposals import Model, read_call

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

MAX_BODY = 64 * 2**20
"""Bytes of the largest call that is read: some ten thousand articles, more than 100 s are enough for."""

Learn = Callable[[], Awaitable[Model | None]]
"""Trains on what was annotated so far; returns a model that is not worse than the one served, None when it is."""


def application(model: Model, schema: Schema, access: Access, learn: Learn) -> Starlette:
    """Return the web application.

    Every call wants basic authentication, but the webhook's, which Label Studio can't give any: there the secret that
    its address begins with does as well. Label Studio keeps one address for all calls, so that all may begin with it.
    """
    from starlette.applications import Starlette
    from starlette.routing import Mount, Route

    backend = _Backend(model, schema, access, learn)
    protocol = [
        Route("/health", backend.health),
        Route("/versions", backend.versions),
        Route("/setup", backend.setup, methods=["POST"]),
        Route("/predict", backend.predict, methods=["POST"]),
        Route("/webhook", backend.webhook, methods=["POST"]),
    ]
    routes = [*protocol, Mount("/{secret}", routes=protocol)]
    return Starlette(routes=routes, lifespan=backend.lifespan, max_body_size=MAX_BODY)


class _Backend:
    """The model that is served, and whether one more was asked for."""

    def __init__(self, model: Model, schema: Schema, access: Access, learn: Learn) -> None:
        self.model, self.schema, self.access, self.learn = model, schema, access, learn
        self.asked = asyncio.Event()
        self.one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Learn in the background for as long as the application runs."""
        learning = asyncio.create_task(self._learning())
        yield
        learning.cancel()
        with suppress(asyncio.CancelledError):
            await learning

    async def _learning(self) -> None:
        """Train when asked, and once more when asked meanwhile; the old model serves until a better one is there."""
        while await self.asked.wait():
            self.asked.clear()
            log.info("training; %s goes on serving", self.model.version)
            try:
                self.model = await self.learn() or self.model
            except Exception:
                log.exception("training failed")
            log.info("serving %s", self.model.version)

    async def health(self, request: Request) -> Response:
        """Tell that the server is up, without waiting for predictions."""
        return self._tell(request, status="UP", model_version=self.model.version)

    async def versions(self, request: Request) -> Response:
        """Tell which versions can be had: the one served."""
        return self._tell(request, versions=[self.model.version])

    async def setup(self, request: Request) -> Response:
        """Take a project on; the token of its owner, which comes along, is not kept."""
        self._admit(request)
        await _read(request)
        return self._tell(request, model_version=self.model.version)

    async def predict(self, request: Request) -> Response:
        """Answer with predictions, or with a proposal for the region that the annotator drew."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import Response

        self._admit(request)
        call = await _read(request)
        async with self.one_at_a_time:
            body = await run_in_threadpool(_predictions, call, self.model, self.schema)
        return Response(body, media_type="application/json")

    async def webhook(self, request: Request) -> Response:
        """Start to train when Label Studio says so; its other events change nothing."""
        if not self.access.knows(request.path_params.get("secret", "")):
            self._admit(request)
        if (await _read(request)).get("action") == "START_TRAINING":
            self.asked.set()
        return _json(training=self.asked.is_set())

    def _tell(self, request: Request, **content: object) -> Response:
        self._admit(request)
        return _json(**content)

    def _admit(self, request: Request) -> None:
        from starlette.exceptions import HTTPException

        if not self.access.allows(request.headers.get("Authorization", "")):
            raise HTTPException(401, headers={"WWW-Authenticate": 'Basic realm="zhibiao"'})


async def _read(request: Request) -> dict[str, Any]:
    """Return the JSON object of a call, parsed aside so that a large one holds nobody up."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    try:
        call = await run_in_threadpool(json.loads, await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(call, dict):
        raise HTTPException(400, "the body is not a JSON object")
    return call


def _predictions(body: dict[str, Any], model: Model, schema: Schema) -> bytes:
    from starlette.exceptions import HTTPException

    try:
        call = read_call(body, schema)
    except (KeyError, TypeError, ValueError) as error:
        raise HTTPException(400, f"is no call for predictions ({type(error).__name__})") from None
    if call.interactive:
        results = [model.proposal(call.documents[0], call.region, schema)]
    else:
        results = model.predictions(call.documents, schema)
    return json.dumps({"results": results}).encode()


def _json(**content: object) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(content)
