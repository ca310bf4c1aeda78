"""Tasks made ready to be sent, a batch ahead of the one that Label Studio works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from annotate.studio.tasks import Key, SetAside, Task, encode, task_key

FIRST_BATCH = 250
GROWTH = 4
"""How many tasks are made, at least, in the time that Label Studio takes for one."""

BATCH_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task, ready to be sent: its article and text, its JSON (empty when it can't be sent), what was set aside."""

    key: Key
    body: bytes
    aside: tuple[SetAside, ...]


def pack(task: Task, aside: list[SetAside], token: int) -> Parcel:
    """Return the task under the push's token, set aside as a whole when no database holds it."""
    key = task_key(task["data"])
    try:
        body = encode(task | {"file_upload_id": token})
    except ValueError as error:
        body, aside = b"", [SetAside(f"the article can't be stored: it {error}", ascii(key[0])[1:-1])]
    return Parcel(key, body, tuple(aside))


def batches(parcels: Iterable[Parcel], most: int) -> Iterator[list[Parcel]]:
    """Yield the parcels in lists of `most` and, but for the last one's, 32 megabytes.

    The first lists are smaller, each four times the one before, so that Label Studio need not wait for its work.
    """
    count, size = min(FIRST_BATCH, most), 0
    batch: list[Parcel] = []
    for parcel in parcels:
        batch.append(parcel)
        size += len(parcel.body)
        if len(batch) == count or size > BATCH_BYTES:
            yield batch
            count, size, batch = min(count * GROWTH, most), 0, []
    if batch:
        yield batch


def made_ahead(batches: Iterator[list[Parcel]]) -> Iterator[list[Parcel]]:
    """Yield the batches, each made while Label Studio works on the one before."""
    with ThreadPoolExecutor(1) as maker:
        upcoming = maker.submit(next, batches, None)
        while batch := upcoming.result():
            upcoming = maker.submit(next, batches, None)
            yield batch
