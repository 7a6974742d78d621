"""What a command gets beside its options: its context."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Any, Protocol, TypeAlias, TypeVar

from bot.chat import Channel, Platform, Request, User
from bot.commands.places import community_of
from bot.commands.records import Records
from bot.community import AuditEntry, Community, Settings
from bot.facts.library import Library
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.trivia.material import Material
from bot.trivia.plan import Plan
from bot.trivia.records import Started


class Change(Protocol):
    """A value that says what to store; the store knows how, by its type."""


class Context(Frozen, frozen=True):
    """All that a look-up's answer may depend on beside its options: answers are remembered by it.

    `command` is the row's name; `today` the day in the community's zone; `is_moderator` whether the person who asks
    moderates; `whole` asks for the answer without pages.
    """

    library: Library
    say: Catalog
    settings: Settings
    platform: Platform
    command: str
    today: date
    is_moderator: bool
    whole: bool


Drawn: TypeAlias = Plan | Material | None


class StoredContext(Context, frozen=True):
    """What a row that touches the store gets besides: the request, a random generator, and what is stored."""

    request: Request
    rng: Random
    records: Records
    # Where browsers reach this bot, "" where they do not.
    address: str
    # What the row's `draws` returned; None for a row without one.
    drawn: Drawn

    @property
    def user(self) -> User:
        """The person who asks."""
        return self.request.user

    @property
    def channel(self) -> Channel:
        """The channel that was asked in."""
        return self.request.channel

    @property
    def community(self) -> Community:
        """The community that was asked in."""
        return community_of(self.request)

    @property
    def now(self) -> datetime:
        """When it was asked, aware and in UTC."""
        return self.request.at

    def audited(self, detail: str = "", subject: User | None = None) -> AuditEntry:
        """Return the entry of the audit trail on what this command changed, and about whom."""
        return AuditEntry(self.user, self.now, self.command, detail, subject)


class HostContext(StoredContext, frozen=True):
    """What a row for hosts gets besides: the round that it is about, which the person who asks may change."""

    started: Started


Wider = TypeVar("Wider", bound=Context)


def widened(context: Context, wider: type[Wider], **more: Any) -> Wider:
    """Return a context of a class with more fields, which `more` are."""
    return wider(**{name: getattr(context, name) for name in context.__struct_fields__}, **more)
