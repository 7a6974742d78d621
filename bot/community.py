"""What is remembered of a community: its settings, moderators, audit trail and the reports of its members.

Values named by a past participle, as ModeratorNamed, are decisions: the store writes them (`bot/store/changes.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.chat import Reply, User
from bot.frozen import Frozen, replace
from bot.pictures.recipes import Look

# Stands in `packs_off` before the id of a pack that ships switched off and is on.
ON = "+"


class Habit(StrEnum):
    """Whether everybody sees look-ups; `PLACE` is what people of that platform are used to."""

    PLACE = "place"
    PUBLIC = "public"
    PRIVATE = "private"


class Starter(StrEnum):
    """Who may start a trivia round."""

    EVERYONE = "everyone"
    MODERATORS = "moderators"


class Settings(Frozen, frozen=True):
    """A community's settings; these defaults hold until a moderator changes them.

    `zone` is an IANA name; `packs_off` are the ids of packs switched off, and, after a `+`, of those that ship switched
    off and are on; `locale` "" follows each person's own. `moderators` are the ids of the users named as moderators, in
    the order in which they were named.
    """

    zone: str = "UTC"
    locale: str = ""
    packs_off: tuple[str, ...] = ()
    visibility: Habit = Habit.PLACE
    starters: Starter = Starter.EVERYONE
    has_leaderboards: bool = False
    moderator_role: str = ""
    moderator_channel: str = ""
    moderators: tuple[str, ...] = ()
    has_pictures: bool = True
    look: Look = Look.DARK


def framed(reply: Reply, settings: Settings) -> Reply:
    """Return a reply with its picture in the look that a community chose, or without it where it wants none."""
    picture = replace(reply.picture, look=settings.look) if reply.picture and settings.has_pictures else None
    return reply if picture == reply.picture else replace(reply, picture=picture)


class Community(Frozen, frozen=True):
    """A server, a workspace, or a class: what settings and data belong to."""

    platform: str
    id: str


class SettingsChanged(Frozen, frozen=True):
    """A community's settings, as a moderator wants them from now on."""

    community: Community
    settings: Settings


class ModeratorNamed(Frozen, frozen=True):
    """A user who may moderate from now on, whatever the platform says of them."""

    user: User


class ModeratorDismissed(Frozen, frozen=True):
    """A user who is no longer named as a moderator."""

    user: User


class AuditEntry(Frozen, frozen=True):
    """Who changed what, when (aware, UTC): `action` is a command's name, `detail` what it changed.

    A user is never named in `detail` but in `subject`, where forgetting a person finds it. A forgotten person's id
    is "". `id` is 0 before it is stored.
    """

    actor: User
    at: datetime
    action: str
    detail: str = ""
    subject: User | None = None
    id: int = 0


class FactReport(Frozen, frozen=True):
    """A member's remark on a fact, waiting for a moderator; `id` is 0 before it is stored."""

    reporter: User
    at: datetime
    fact: str
    text: str
    id: int = 0
    is_closed: bool = False


class ReportClosed(Frozen, frozen=True):
    """A report that a moderator has dealt with, at a moment that is aware and in UTC."""

    community: Community
    id: int
    at: datetime


class PersonForgotten(Frozen, frozen=True):
    """A person about whom nothing is to be kept; what others' totals need stays, linked to nobody.

    `is_everywhere`: in all communities of the platform, where their id names the same person.
    """

    user: User
    is_everywhere: bool = False


class CommunityLeft(Frozen, frozen=True):
    """A community that has removed the bot, at a moment that is aware and in UTC; its data goes after a while."""

    community: Community
    at: datetime


class CommunityJoined(Frozen, frozen=True):
    """A community that has the bot, perhaps again."""

    community: Community


class Installed(Frozen, frozen=True):
    """A community that lets the bot in, by somebody's consent; `secret` is what opens it, encrypted."""

    community: Community
    secret: str
    at: datetime


class Uninstalled(Frozen, frozen=True):
    """A community whose secret opens nothing any more."""

    community: Community


class Kept(Frozen, frozen=True):
    """What is kept of one kind about one person in one community: `name` is the kind, an entry maps names to values."""

    community: Community
    name: str
    entries: tuple[Mapping[str, str | int | bool | None], ...]


class Trouble(StrEnum):
    """Why nothing can be stored just now. `UNSURE`: the connection broke meanwhile, so it may have been stored."""

    FULL = "full"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    GONE = "gone"
    BARRED = "barred"
    OUTDATED = "outdated"
    UNSURE = "unsure"
