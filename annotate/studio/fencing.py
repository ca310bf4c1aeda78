"""One push at a time: what an earlier push still has on its way can no longer arrive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotate.studio.connection import PATIENT, may_be_gone, post
from annotate.studio.projects import VIEW

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

UPLOAD = "zhibiao-push.json"
"""The name of the empty upload whose number is a push's token."""


@contextmanager
def fencing_token(client: LabelStudio, project: int) -> Iterator[int]:
    """Yield the number of a new upload, to be the `file_upload_id` of every task of this push.

    A client that is killed leaves its last request running on the server, which may store a batch long after the next
    push looked for it. The token of the earlier push is therefore taken away first: its database's foreign key then
    refuses every task that names it, so that whoever looks afterwards has seen all that will ever come.
    """
    answer = post(
        client,
        f"api/projects/{project}/import",
        params={"commit_to_project": "false"},
        files={"file": (UPLOAD, b"[{}]", "application/json")},
        request_options=PATIENT,
    )
    [token] = answer["file_upload_ids"]
    try:
        _sweep(client, project, token)
        yield token
    finally:
        _delete_upload(client, token)


def _sweep(client: LabelStudio, project: int, token: int) -> None:
    """Delete the tokens and the filter views of earlier pushes."""
    for upload in client.files.list(project, all_=True):
        if upload.id != token and upload.file.endswith(UPLOAD):
            _delete_upload(client, upload.id)
    for view in client.views.list(project=project):
        if view.data.title == VIEW:
            client.views.delete(str(view.id), request_options=PATIENT)


def _delete_upload(client: LabelStudio, number: int) -> None:
    with may_be_gone():
        client.files.delete(number, request_options=PATIENT)
