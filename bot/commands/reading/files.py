"""Takes the file that came with a request."""

from __future__ import annotations

from bot.chat import Attachment, UsageError
from bot.commands.reading.asking import Asking
from bot.replies.moderation import packs as replies


def read_file(text: str, asking: Asking) -> Attachment:
    """Return the request's file; UsageError when none came with it."""
    if asking.request.attachment is None:
        raise UsageError(asking.say(replies.NO_FILE))
    return asking.request.attachment
