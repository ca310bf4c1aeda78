"""A client that was let in, and its errors as one line without secrets."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from annotate.records import InputError

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

REQUEST_SECONDS = 600.0

JSON = {"Content-Type": "application/json; charset=utf-8-sig"}
"""Says that a body begins with a byte order mark.

Label Studio's telemetry parses every JSON body too, and keeps what it makes of it until the answer is sent: a fifth of
an import's time. At the mark it gives up; Django, told of it, drops it.
"""

PATIENT = {"max_retries": 6}
"""Options of a request that may be repeated: Label Studio answers 500 while another holds SQLite for over 5 seconds."""


def connect(url: str, token: str) -> LabelStudio:
    """Return a client that was let in; InputError when Label Studio can't be reached or refuses the token."""
    import httpx
    from label_studio_sdk import LabelStudio

    where, local = _place(url)
    # A proxy of the environment must neither break the loopback nor see its token.
    http = httpx.Client(timeout=REQUEST_SECONDS, follow_redirects=True, trust_env=not local)
    with plain_errors(where):
        client = LabelStudio(base_url=url, api_key=token, httpx_client=http, max_retries=0)
        client.users.whoami()
    return client


def post(client: LabelStudio, path: str, **request: Any) -> Any:  # noqa: ANN401
    """Post what the client has no method for (a file) or is slow at (it walks every leaf of a body); return the answer.

    `request` is what the client's transport takes: content (JSON), files, params, request_options.
    """
    from label_studio_sdk.core.api_error import ApiError

    if "content" in request:
        request |= {"content": BOM_UTF8 + request["content"], "headers": JSON}
    answer = client._client_wrapper.httpx_client.request(path, method="POST", **request)
    if answer.is_error:
        raise ApiError(status_code=answer.status_code, headers=dict(answer.headers), body=answer.text)
    return answer.json()


def _place(url: str) -> tuple[str, bool]:
    """Return an address without the secrets that it may hold, and whether it is on this machine."""
    try:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.hostname}:{parts.port or {'http': 80, 'https': 443}[parts.scheme]}"
    except (KeyError, ValueError):
        raise InputError("Label Studio's address must look like http://127.0.0.1:8080") from None
    return place, parts.hostname in ("127.0.0.1", "localhost", "::1")


@contextmanager
def plain_errors(where: str = "Label Studio") -> Iterator[None]:
    """Turn what the client raises into one line that never repeats the token."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except httpx.HTTPError as error:
        kind = type(error).__name__
        raise InputError(f"{where}: can't be reached ({kind}); start Label Studio, or check its address") from None
    except ApiError as error:
        if error.status_code in (401, 403):
            raise InputError(f"{where}: refuses the token; take it from the account page there") from None
        body = " ".join(str(error.body).split())[:300]
        raise InputError(f"{where}: answers {error.status_code} ({body}); see its log") from None


@contextmanager
def may_be_gone() -> Iterator[None]:
    """Take it as done when what is to be deleted is there no more."""
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except ApiError as error:
        if error.status_code != 404:
            raise
