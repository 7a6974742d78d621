"""What a command gets beside its options: its context, and what it may read of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from random import Random
from typing import Any, Protocol, TypeAlias, TypeVar

from bot.chat import Channel, Platform, Request, User
from bot.commands.places import community_of
from bot.community import AuditEntry, Community, FactReport, Kept, Settings
from bot.facts.library import Library
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.schedule.delivery import Asking
from bot.schedule.history import Past
from bot.schedule.reminder import Reminder
from bot.schedule.rule import Schedule
from bot.trivia.daily import Game, Invitation, Tally
from bot.trivia.material import Material
from bot.trivia.own import Listed, OwnPack, PackDraft
from bot.trivia.plan import Plan
from bot.trivia.puzzle import Puzzle
from bot.trivia.records import Missed, Score, Started
from bot.trivia.seats import Room
from bot.trivia.study import Card, Sitting


class Change(Protocol):
    """A value that says what to store; the store knows how, by its type."""


class Records(Protocol):
    """What is stored, as the transaction sees it in which the outcome will be stored."""

    # Of a community.

    def settings(self, community: Community) -> Settings:
        """Return a community's settings, the defaults if none were stored."""

    # Of the audit trail.

    def audit(self, community: Community, limit: int, before: int | None) -> Sequence[AuditEntry]:
        """Return the latest entries, newest first; only those with an id under `before`, if it is given."""

    # Of the reports of facts.

    def open_reports(self, community: Community) -> Sequence[FactReport]:
        """Return the reports that wait for a moderator, oldest first."""

    def report(self, community: Community, report_id: int) -> FactReport | None:
        """Return a report of this community, or None when it has none of that id."""

    def reports_since(self, reporter: User, since: datetime) -> int:
        """Return how many reports a person sent at or after a moment."""

    # For a person who asks what is kept about them.

    def kept(self, user: User, is_everywhere: bool = False) -> Sequence[Kept]:
        """Return all that is kept about a person, by community and kind; nothing for somebody unknown.

        With `is_everywhere` also in the other communities of the platform, where their id names the same person.
        """

    # Of trivia rounds. A round that is read is locked until the outcome is stored.

    def running(self, channel: Channel) -> Started | None:
        """Return the round that runs in a channel; else one at everyone's own tempo; else None."""

    def running_code(self, channel: Channel) -> str | None:
        """Return the id of the round that runs in a channel, None when none does; it is not locked."""

    def latest(self, channel: Channel) -> Started | None:
        """Return the round that was started last in a channel, running or over; None when there was none."""

    def glimpsed(self, channel: Channel) -> Started | None:
        """Return the round that was started last in a channel, only to be looked at: it is not locked."""

    def round(self, code: str) -> Started | None:
        """Return a round with all that was answered; None for one that is not there."""

    def round_to_answer(self, code: str, user: User) -> Started | None:
        """Return a round with what one person answered in it; other people's answers to it need not wait."""

    def room_of(self, code: str) -> Room | None:
        """Return a round's room, None for one that browsers cannot join."""

    def is_code_free(self, code: str) -> bool:
        """Whether no room ever had a code."""

    def leaderboard(self, community: Community, channel: Channel | None, limit: int) -> Sequence[Score]:
        """Return the best of the season, in one channel or the whole community."""

    def missed(self, user: User) -> Sequence[Missed]:
        """Return the questions of rounds that are over which a person had wrong, latest first."""

    def measured(self, questions: Sequence[str]) -> Mapping[str, tuple[int, int]]:
        """Return how often each question was answered in any round, and how often rightly; none for one never asked."""

    # Of schedules and their deliveries.

    def schedules(self, community: Community) -> Sequence[Schedule]:
        """Return a community's schedules without those that were removed, by number."""

    def schedule(self, community: Community, number: int) -> Schedule | None:
        """Return a schedule of this community, or None when it has none of that number."""

    def free_schedule(self) -> int:
        """Return a number that no schedule has had; only in the transaction in which it is stored."""

    def crowd(self, platform: str, at: datetime) -> int:
        """Return how many schedules of a platform, of all communities, post at a moment."""

    def told(self, schedule: int, topic: str) -> Set[str]:
        """Return the facts that a schedule has told of a day of the year, or its questions."""

    def delivery(self, community: Community, number: int) -> Past | None:
        """Return a delivery of this community, or None when it has none of that number."""

    def posted(self, channel: Channel, message: str) -> Past | None:
        """Return the delivery whose message this is, None for a message that answered somebody."""

    def history(self, community: Community, schedule: int, limit: int) -> Sequence[Past]:
        """Return the latest deliveries of a schedule, newest first."""

    def unsettled(self, community: Community, schedule: int) -> Sequence[Past]:
        """Return the deliveries of a schedule that still may be posted, the next first."""

    def asking(self, community: Community, schedule: int, day: date) -> Asking | None:
        """Return the latest message that asks moderators about a schedule's post of a day, None where none does."""

    # Of what people learn.

    def cards(self, user: User) -> Sequence[Card]:
        """Return a person's cards, the one that is due first before the others."""

    def card(self, user: User, question: str) -> Card | None:
        """Return a person's card of a question, None when they have none."""

    def sitting(self, user: User) -> Sitting | None:
        """Return the sitting somebody is in, or was in last; None when there is none."""

    # Of reminders to study.

    def reminder(self, user: User) -> Reminder | None:
        """Return a person's reminder in this community, None when they have not asked for any."""

    def reminder_anywhere(self, user: User) -> Reminder | None:
        """Return the reminder that a person, by their id on the platform, asked for last in any community."""

    # Of the daily game.

    def puzzle(self, community: Community, day: date) -> Puzzle | None:
        """Return a community's puzzle of a day, None when none was drawn."""

    def puzzled(self, community: Community, first: date, last: date) -> Mapping[str, date]:
        """Return the events of a community's puzzles with `first` ≤ day ≤ `last`, and when each was in one last."""

    def game(self, user: User, day: date) -> Game | None:
        """Return somebody's game of a day, None when they have not begun it."""

    def begun(self, user: User, day: date) -> tuple[Puzzle, Game] | None:
        """Return somebody's game of a day with its puzzle, None when they have not begun it."""

    def days_played(self, user: User) -> Set[date]:
        """Return the days whose game somebody finished in time."""

    def tallies(self, community: Community, since: date) -> Sequence[Tally]:
        """Return what each person placed rightly in games that count, from a day on."""

    def invitation(self, community: Community, at: datetime, zone: str, now: datetime) -> Invitation:
        """Return what an invitation at a moment says; how the day before ended only if that day is over now."""

    # Of communities' own packs.

    def own_packs(self, community: Community) -> Sequence[Listed]:
        """Return what packs a community has of its own, by name."""

    def own_pack(self, community: Community, name: str) -> OwnPack | None:
        """Return a community's own pack, None when it has none of that name."""

    def pack_draft(self, community: Community, key: str) -> PackDraft | None:
        """Return a pack that waits in a community for somebody's word."""

    def bundle(self, name: str) -> Sequence[bytes]:
        """Return the pieces of a bundle in their order, none when there is no such bundle."""

    def own_pack_tagged(self, community: Community, tag: str) -> OwnPack | None:
        """Return the first pack of a community's own that has a question with this tag, None when none has."""


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
