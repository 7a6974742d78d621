"""What somebody asks, in neutral terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from bot.chat.people import Channel, User
from bot.frozen import Frozen


class Attachment(Frozen, frozen=True):
    """A file that came with a request; `reading` is what it was parsed into before the request is decided, if any."""

    name: str
    content: bytes
    reading: object = None


class Request(Frozen, frozen=True):
    """A slash command, button, modal or mention. `at` is aware, in UTC.

    `command` is the full name of a row of COMMANDS (`trivia start`); `options` are as typed, by option name.
    `is_moderator` is the platform's word (Manage Server, workspace admin); a guest (`is_guest`) can never moderate.
    `is_discreet` tells that look-ups are private here unless the community has set it otherwise; `is_direct` that a
    person writes to the bot alone, in a channel that is a community of its own. `whole` asks for the answer without
    pages; `key` is the platform's own id of the request, by which one that it sends twice is answered once.
    """

    user: User
    channel: Channel
    command: str
    at: datetime
    options: Mapping[str, str] = msgspec.field(default_factory=dict)
    locale: str = "en"
    is_moderator: bool = False
    is_guest: bool = False
    user_name: str = ""
    is_discreet: bool = False
    is_direct: bool = False
    whole: bool = False
    attachment: Attachment | None = None
    key: str = ""
