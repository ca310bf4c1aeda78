"""`zhibiao serve`: the ML backend over the newest accepted model, connected to a project, learning from it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.records import InputError
from annotate.schema import CONFIGS, load_schema
from annotate.studio.access import Access
from annotate.studio.backend import Learn, application
from annotate.studio.proposals import Model
from evaluate.retraining import newest_accepted

if TYPE_CHECKING:
    import uvicorn

log = logging.getLogger(__name__)

ROOT = CONFIGS.parent
LOG = "training.log"
"""The file of the backend's folder that holds what the trainings said."""


def load_model(name: str) -> Model:
    """Load the model that a `--model` names."""
    from extract.batch import label, load_predictor

    return Model(_version(name), load_predictor(name), label)


def _version(name: str) -> str:
    """Name a model by its content, as Label Studio asks again for predictions only when the version changes."""
    folder = Path(name).resolve()
    rules = (*CONFIGS.rglob("*.*"), *(ROOT / "annotate").rglob("*.py"))
    digest = hashlib.sha256()
    for file in sorted(rules if name == "rules" else folder.glob("*.safetensors")):
        digest.update(file.read_bytes())
    return f"{folder.name}-{digest.hexdigest()[:8]}"


def learner(folder: Path, first: str, serving: str, command: Sequence[str]) -> Learn:
    """Return what trains in a process of its own, and loads the model that it accepted."""

    async def learn() -> Model | None:
        nonlocal serving
        await _run(command, folder / LOG)
        newest = newest_accepted(folder, first)
        if newest == serving:
            return None
        model = await asyncio.to_thread(load_model, newest)
        serving = newest
        return model

    return learn


async def _run(command: Sequence[str], log_file: Path) -> None:
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with log_file.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "zhibiao.py"), *command, stdout=output, stderr=output
        )
    try:
        if await process.wait():
            log.warning("nothing was learnt; %s says why", log_file)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def serve(listener: socket.socket, model: Model, access: Access, learn: Learn, connect: Callable[[], None]) -> None:
    """Serve until a signal ends it; `connect` is called once calls are answered."""
    import uvicorn

    logging.getLogger("annotate.studio").setLevel(logging.INFO)
    app = application(model, load_schema(), access, learn)
    # An access log would hold the address that begins with the secret.
    asyncio.run(_serve(uvicorn.Server(uvicorn.Config(app, access_log=False, log_config=None)), listener, connect))


async def _serve(server: uvicorn.Server, listener: socket.socket, connect: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await asyncio.to_thread(connect)
    await serving


def listen(host: str, port: int) -> socket.socket:
    """Take a TCP port, so that calls wait from now on; InputError when it can't be had."""
    try:
        return socket.create_server((host, port))
    except (OSError, OverflowError) as error:
        raise InputError(f"port {port} can't be used on {host} ({error}); choose another --port") from error
