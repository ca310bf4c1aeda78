"""Checkpoint + new articles → entities and figures: `Extractor(folder)(texts)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.extractor import Extractor

__all__ = ["Extractor"]


def __getattr__(name: str) -> type[Extractor]:
    """Import the extractor when it is asked for, so that the front door's help needs no numpy."""
    if name != "Extractor":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from extract.extractor import Extractor

    return Extractor
