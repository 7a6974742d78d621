"""Where a request comes from, which channels it names, and the locks under which it is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat import Channel, Request, User
from bot.community import Community
from bot.frozen import replace

# What people type to unset an option.
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
    """Return the channel that was asked in, by the name of the option for it; nothing outside of any channel."""
    return {"channel": request.channel} if request.channel.id else {}


def target(request: Request) -> Mapping[str, Channel]:
    """Return the channels that were given, by the names of their options; without `channel`, the one asked in."""
    return {**here(request), **other_target(request)}


def other_target(request: Request) -> Mapping[str, Channel]:
    """Return the channels that were given, by the names of their options."""
    ids = {name: request.options.get(name, "").lstrip("@#") for name in CHANNELS}
    return {name: replace(request.channel, id=id) for name, id in ids.items() if id and id.casefold() != NONE}


def community_lock(request: Request) -> Sequence[str]:
    """Return the lock of a community: decisions with the same lock come one after the other, in all processes."""
    return ("community", request.user.platform, request.user.community)


def channel_lock(request: Request) -> Sequence[str]:
    """Return the lock of a channel's trivia rounds."""
    channel = request.channel
    return ("trivia", channel.platform, channel.community, channel.id)


def puzzle_lock(request: Request) -> Sequence[str]:
    """Return the lock of a community's daily game, so that its puzzle is drawn only once."""
    return ("puzzle", request.user.platform, request.user.community)


def player_lock(request: Request) -> Sequence[str]:
    """Return the lock of a person's daily game."""
    return ("daily", request.user.platform, request.user.community, request.user.id)


def study_lock(request: Request) -> Sequence[str]:
    """Return the lock of a person's cards, the same in all communities of a platform."""
    return ("study", request.user.platform, request.user.id)
