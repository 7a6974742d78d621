"""Where a request comes from: its community, and the locks under which that place's matters are decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat import Channel, Request, User
from bot.community import Community
from bot.frozen import replace

# What one writes to have none.
NONE = "none"
# The options that name a channel into which something will be posted.
CHANNELS = ("channel", "approval")


def community_of(request: Request) -> Community:
    """Return the community that was asked in."""
    return Community(request.user.platform, request.user.community)


def user_of(request: Request, user_id: str) -> User:
    """Return a user of the community that was asked in."""
    return User(request.user.platform, request.user.community, user_id)


def here(request: Request) -> Mapping[str, Channel]:
    """Return the channel that was asked in."""
    return {"channel": request.channel} if request.channel.id else {}


def target(request: Request) -> Mapping[str, Channel]:
    """Return the channel that was given, or the one that was asked in; and the moderators' that was given."""
    return {**here(request), **other_target(request)}


def other_target(request: Request) -> Mapping[str, Channel]:
    """Return the channels that were given, by the names of their options."""
    given = {name: request.options.get(name, "").lstrip("@#") for name in CHANNELS}
    return {name: replace(request.channel, id=id) for name, id in given.items() if id and id.casefold() != NONE}


def community_lock(request: Request) -> Sequence[str]:
    """Name the community: what is decided about it is decided one after the other, in all processes."""
    return ("community", request.user.platform, request.user.community)


def channel_lock(request: Request) -> Sequence[str]:
    """Name the channel: what is decided about its rounds is decided one after the other, in all processes."""
    channel = request.channel
    return ("trivia", channel.platform, channel.community, channel.id)


def puzzle_lock(request: Request) -> Sequence[str]:
    """Name the community's daily game: its puzzle is drawn once, in whatever process."""
    return ("puzzle", request.user.platform, request.user.community)


def player_lock(request: Request) -> Sequence[str]:
    """Name the person: what is decided about their daily game is decided one after the other, in all processes."""
    return ("daily", request.user.platform, request.user.community, request.user.id)


def study_lock(request: Request) -> Sequence[str]:
    """Name the person: what is decided about their cards is decided one after the other, in all processes."""
    return ("study", request.user.platform, request.user.id)
