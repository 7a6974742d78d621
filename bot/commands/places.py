"""Where a request comes from: its community, and the locks under which that place's matters are decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import Channel, Request, User
from bot.community import Community

# What one writes to have none.
NONE = "none"


def community_of(request: Request) -> Community:
    """Return the community that was asked in."""
    return Community(request.user.platform, request.user.community)


def user_of(request: Request, user_id: str) -> User:
    """Return a user of the community that was asked in."""
    return User(request.user.platform, request.user.community, user_id)


def nowhere(request: Request) -> Sequence[Channel]:
    """Post nothing."""
    return ()


def here(request: Request) -> Sequence[Channel]:
    """Return the channel that was asked in."""
    return (request.channel,)


def target(request: Request) -> Sequence[Channel]:
    """Return the channel that was given, or the one that was asked in; and that of approvals."""
    return (*(_given(request, "channel") or (request.channel,)), *_given(request, "approval"))


def other_target(request: Request) -> Sequence[Channel]:
    """Return the channels that were given."""
    return (*_given(request, "channel"), *_given(request, "approval"))


def _given(request: Request, option: str) -> tuple[Channel, ...]:
    given = request.options.get(option, "").lstrip("@#")
    return (replace(request.channel, id=given),) if given and given.casefold() != NONE else ()


def nobody(request: Request) -> User | None:
    """Appoint nobody."""
    return None


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
