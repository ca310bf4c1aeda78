"""How far a run is: a bar on the terminal, and a first Ctrl-C that lets the running batch end."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from extract.inputs import Position
from extract.shards import Tally


@contextmanager
def shown(size: int, done: Position, before: Tally) -> Iterator[Callable[[Position, Tally], None]]:
    """Show a bar on stderr while the block lasts, none where that is no terminal; yield what moves it.

    `size` and `done.read` count bytes of the inputs; time left goes by bytes, speed by characters of this run.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]:,} articles  {task.fields[speed]:,.0f} characters/s"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]:,} failed"),
    )
    console = Console(stderr=True)
    start = monotonic()
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), speed_estimate_period=600) as bar:
        task = bar.add_task(
            "", total=size, completed=done.read, articles=before.articles, speed=0.0, failed=before.failed
        )

        def show(position: Position, tally: Tally) -> None:
            speed = (tally.characters - before.characters) / (monotonic() - start)
            bar.update(task, completed=position.read, articles=tally.articles, speed=speed, failed=tally.failed)

        yield show


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Set an event at the first Ctrl-C in place of an exception; the second one interrupts as ever."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
