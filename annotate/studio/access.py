"""Who may call the ML backend: secrets from the environment, or made at first use and kept for the owner alone."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from annotate.records import InputError

USER = "zhibiao"
CREDENTIALS = "credentials.json"
"""The file of the backend's folder that holds user, password and webhook secret."""

VARIABLES = {"password": "ZHIBIAO_BACKEND_PASSWORD", "secret": "ZHIBIAO_BACKEND_SECRET"}
"""The variables of the environment that stand in for the file."""


@dataclass(frozen=True, slots=True)
class Access:
    """The password of HTTP basic authentication, and the secret with which a webhook's address begins."""

    password: str = field(repr=False)
    secret: str = field(repr=False)

    def allows(self, authorization: str) -> bool:
        """Tell whether an Authorization header holds user and password, in a time that tells nothing of them."""
        scheme, _, encoded = authorization.partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and secrets.compare_digest(given, f"{USER}:{self.password}".encode())

    def knows(self, secret: str) -> bool:
        """Tell whether this is the webhook's secret, in a time that tells nothing of it."""
        return secrets.compare_digest(secret.encode(), self.secret.encode())


def load_access(folder: Path) -> Access:
    """Return the secrets of the environment, those missing from the folder's file, which is made at first use."""
    given = {name: os.environ[variable] for name, variable in VARIABLES.items() if os.environ.get(variable)}
    if given.keys() != VARIABLES.keys():
        given = _kept(folder) | given
    if not re.fullmatch(r"[\w-]{16,}", given["secret"], re.ASCII):
        raise InputError(f"{VARIABLES['secret']}: is part of an address; take 16 or more letters, digits, - and _")
    return Access(**given)


def _kept(folder: Path) -> dict[str, str]:
    path = folder / CREDENTIALS
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            made = {name: secrets.token_urlsafe(24) for name in VARIABLES}
            json.dump({"user": USER, **made}, file)
        Path(name).replace(path)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(kept[name]) for name in VARIABLES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: can't be read; delete it, and the next start makes a new one") from error
