"""Messages that nobody asked for, on their way."""

from __future__ import annotations

from datetime import datetime

from bot.chat.people import Channel
from bot.chat.reply import Reply
from bot.frozen import Frozen


class Delivery(Frozen, frozen=True):
    """A message that nobody asked for, claimed by this process for one attempt to post it.

    With the same `nonce` some platforms post it only once, for a while; `marker` is hidden in the message, so that it
    can be found in the channel. With `is_lookup` the attempt is to look whether the message is in the channel, since
    `first_call_at`. `edits` is the id of a message to edit instead of posting one, "" for none.
    """

    id: int
    channel: Channel
    reply: Reply
    locale: str
    nonce: str
    marker: str
    attempt: int
    due_at: datetime
    first_call_at: datetime
    is_lookup: bool = False
    edits: str = ""
