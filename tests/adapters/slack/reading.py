"""What a member reads in a message."""

from __future__ import annotations

from tests.standins.slack import Message


def read(message: Message) -> str:
    """Return all that is read in a message, in one line."""
    return " ".join(message.shown.split())
