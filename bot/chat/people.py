"""Who talks, and where: a person in one community, and a channel."""

from __future__ import annotations

from bot.frozen import Frozen

# What the id of a private channel begins with, before the person's id; no platform's own id of a channel does.
PERSON = "@"


class User(Frozen, frozen=True):
    """A person in one community, as the platform names them."""

    platform: str
    community: str
    id: str


class Channel(Frozen, frozen=True):
    """Where people talk, in one community; or, as `private_channel` makes it, where the bot writes to one person."""

    platform: str
    community: str
    id: str

    @property
    def person(self) -> str:
        """The id of the person whose private channel this is, "" for any other channel."""
        return self.id.removeprefix(PERSON) if self.id.startswith(PERSON) else ""


def private_channel(user: User) -> Channel:
    """Return where the bot writes to one person alone."""
    return Channel(user.platform, user.community, PERSON + user.id)
