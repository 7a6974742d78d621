"""The small invented pack that tests ask about, and requests to ask with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.chat import Channel, Request, User

FOLDER = Path(__file__).parent / "packs" / "saltmarsh"
MAY_DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
PUPIL = User("console", "school", "pupil")
CHANNEL = Channel("console", "school", "room")


def request(
    command: str,
    options: Mapping[str, str] | None = None,
    *,
    at: datetime = MAY_DAY,
    user: User = PUPIL,
    channel: Channel = CHANNEL,
    is_moderator: bool = False,
    is_discreet: bool = False,
    whole: bool = False,
) -> Request:
    """Return a request as an adapter would make it."""
    return Request(
        user, channel, command, at, options or {}, is_moderator=is_moderator, is_discreet=is_discreet, whole=whole
    )
