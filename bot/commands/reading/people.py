"""Understands who and where is meant: a person, a channel, a role, each by the id that its platform gives it."""

from __future__ import annotations

import re

from bot.chat import Channel, UsageError, User
from bot.commands.places import NONE, user_of
from bot.commands.reading.asking import Asking
from bot.frozen import Frozen
from bot.replies import usage

# A platform has written its own marks away; a person's own @ or # before a name may stand.
_ID = re.compile(r"[@#]?([\w.+-]+)")
_ROLE = re.compile(r"<@&([0-9]+)>|@?([^<>@]+)")


class Role(Frozen, frozen=True):
    """A role of a platform by its id, or by its name; "" for none."""

    id: str


def read_user(text: str, asking: Asking) -> User:
    """Read a person's id."""
    match = _ID.fullmatch(text)
    if match is None or not asking.context.platform.is_user(match[1]):
        raise UsageError(asking.say(usage.NO_USER, text=text))
    return user_of(asking.request, match[1])


def read_channel(text: str, asking: Asking) -> Channel:
    """Read a channel's id."""
    match = _ID.fullmatch(text)
    if match is None or not asking.context.platform.is_channel(match[1]):
        raise UsageError(asking.say(usage.NO_CHANNEL, text=text))
    return Channel(asking.request.user.platform, asking.request.user.community, match[1])


def read_channel_or_none(text: str, asking: Asking) -> Channel:
    """Read a channel's id; one whose id is "" for `none`."""
    if text.casefold() == NONE:
        return Channel(asking.request.user.platform, asking.request.user.community, "")
    return read_channel(text, asking)


def read_role(text: str, asking: Asking) -> Role:
    """Read a role's id or name."""
    if text.casefold() == NONE:
        return Role("")
    match = _ROLE.fullmatch(text)
    if match is None or not asking.context.platform.is_role(match[1] or match[2]):
        raise UsageError(asking.say(usage.NO_ROLE, text=text))
    return Role(match[1] or match[2])
