"""Where a request comes from: its community, and the locks under which that place's matters are decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Request, User
from bot.community import Community


def community_of(request: Request) -> Community:
    """Return the community that was asked in."""
    return Community(request.user.platform, request.user.community)


def user_of(request: Request, user_id: str) -> User:
    """Return a user of the community that was asked in."""
    return User(request.user.platform, request.user.community, user_id)


def unlocked(request: Request) -> Sequence[str]:
    """Lock nothing: the row's decisions do not depend on one another."""
    return ()


def community_lock(request: Request) -> Sequence[str]:
    """Name the community: what is decided about it is decided one after the other, in all processes."""
    return ("community", request.user.platform, request.user.community)


def channel_lock(request: Request) -> Sequence[str]:
    """Name the channel: what is decided about its rounds is decided one after the other, in all processes."""
    channel = request.channel
    return ("trivia", channel.platform, channel.community, channel.id)


def study_lock(request: Request) -> Sequence[str]:
    """Name the person: what is decided about their cards is decided one after the other, in all processes."""
    return ("study", request.user.platform, request.user.id)
