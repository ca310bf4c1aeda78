"""Makes a project of Label Studio ask the ML backend: for live predictions, for proposals, and to train."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.records import InputError
from annotate.studio.access import USER, Access
from annotate.studio.connection import plain_errors
from annotate.studio.projects import existing_project

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.types.ml_backend import MlBackend

LIVE = "zhibiao"
"""The backend's name in a project; a project whose `model_version` it is takes its predictions live."""


def register(client: LabelStudio, project: str, address: str, access: Access) -> None:
    """Register the backend at this address, which must answer, in the project of this title; safe to repeat.

    Label Studio makes the webhook itself, at the same address. InputError when there is no such project, or Label
    Studio can't or mayn't reach the backend.
    """
    with plain_errors():
        number = existing_project(client, project).id
        url = f"{address}/{access.secret}"
        known = _known(client, number, url)
        _save(client, number, url, access, known)
        client.projects.update(number, model_version=LIVE)


def _known(client: LabelStudio, project: int, url: str) -> MlBackend | None:
    """Return the backend that is registered at this address; one at an older address goes, and its webhook too."""
    known = None
    for backend in client.ml.list(project=project):
        if backend.title == LIVE and backend.url == url:
            known = backend
        elif backend.title == LIVE:
            client.ml.delete(backend.id)
            for hook in client.webhooks.list(project=str(project)):
                if hook.url == f"{backend.url}/webhook":
                    client.webhooks.delete(hook.id)
    return known


def _save(client: LabelStudio, project: int, url: str, access: Access, known: MlBackend | None) -> None:
    from label_studio_sdk.core.api_error import ApiError

    fields = {"title": LIVE, "auth_method": "BASIC_AUTH", "is_interactive": True}
    secret = {"basic_auth_user": USER, "basic_auth_pass": access.password}
    try:
        if known:
            client.ml.update(known.id, project=project, url=url, **fields, **secret)
        else:
            client.ml.create(project=project, url=url, **fields, **secret)
    except ApiError as error:
        if error.status_code != 400:
            raise
        # Its message holds the address with the secret.
        raise InputError(
            f"{url.removesuffix('/' + access.secret)}: Label Studio does not reach the backend there; give its "
            "--address, and on the loopback start Label Studio with `zhibiao studio start`"
        ) from None
