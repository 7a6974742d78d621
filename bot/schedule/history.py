"""Deliveries as moderators see them, and the changes that moderators make to schedules and deliveries."""

from __future__ import annotations

from datetime import date, datetime

from bot.chat import Channel, Reply, User
from bot.community import Community
from bot.frozen import Frozen
from bot.schedule.delivery import Purpose, State
from bot.schedule.planner import LATE
from bot.schedule.rule import Schedule


class Past(Frozen, frozen=True):
    """A delivery as moderators see it: `reason` says why it was not posted, `external_id` is the message's."""

    id: int
    channel: Channel
    state: State
    purpose: Purpose
    reply: Reply
    due_at: datetime
    expires_at: datetime
    done_at: datetime | None
    day: date | None
    reason: str
    external_id: str
    schedule: int | None
    facts: tuple[str, ...]
    locale: str

    @property
    def is_late(self) -> bool:
        """Whether it was posted much later than it was meant to be."""
        return self.state is State.SENT and self.done_at is not None and self.done_at - self.due_at > LATE


class ScheduleMade(Frozen, frozen=True):
    """A schedule that a moderator, its `maker`, has just made; its `id` is the number that was free."""

    schedule: Schedule
    maker: User | None = None


class ScheduleChanged(Frozen, frozen=True):
    """A schedule as it is from now on. `cancels` is the reason for which its open deliveries are cancelled, if any are.

    With `replans`, its deliveries for later, also those called back, are deleted, or only those of a `day`: they are
    planned again by the present rule.
    """

    schedule: Schedule
    at: datetime
    cancels: str = ""
    replans: bool = False
    day: date | None = None


class DeliverySettled(Frozen, frozen=True):
    """What a moderator decided about a delivery; nothing happens unless it is still in one of `those` states."""

    id: int
    those: tuple[State, ...]
    state: State
    at: datetime
    reason: str = ""
    reply: Reply | None = None
    facts: tuple[str, ...] | None = None
    expires_at: datetime | None = None
    external_id: str = ""


class CommunityStopped(Frozen, frozen=True):
    """A community whose schedules stop because the bot is gone, or those of one channel because that is gone."""

    community: Community
    at: datetime
    channel: str = ""


class FactsTold(Frozen, frozen=True):
    """Facts that a schedule has `told`, or after all not told, of a `topic`: a day of the year, "" for questions."""

    schedule: int
    topic: str
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
