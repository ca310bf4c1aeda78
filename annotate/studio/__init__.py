"""Label Studio: a server of one's own, the labelling page, and the way there and back; nothing else talks to it."""

from annotate.studio.adjudicating import Adjudication, adjudicate
from annotate.studio.connection import connect
from annotate.studio.pulling import PullReport, pull, pull_to
from annotate.studio.pushing import PushReport, push, push_from, submit

__all__ = [
    "Adjudication",
    "PullReport",
    "PushReport",
    "adjudicate",
    "connect",
    "pull",
    "pull_to",
    "push",
    "push_from",
    "submit",
]
