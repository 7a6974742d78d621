"""Reminders: when a learner wants to be told, in private, that cards are due."""

from __future__ import annotations

from datetime import date, datetime

from bot.chat import Channel, User, private_channel
from bot.frozen import Frozen, replace
from bot.schedule.planner import Plan, plan
from bot.schedule.recurrence import next_run
from bot.schedule.rule import Rule, Schedule


class Reminder(Frozen, frozen=True):
    """On which days at which local time a person is reminded, in which language, and when next.

    `is_refused`: their platform takes no private message to them, so there is no next time.
    """

    user: User
    rule: Rule
    locale: str
    next_day: date | None = None
    next_at: datetime | None = None
    is_refused: bool = False

    @property
    def channel(self) -> Channel:
        """Where they are written to."""
        return private_channel(self.user)

    def plan(self, now: datetime) -> Plan:
        """Return what to do when its time has come: of several times only the latest counts, and only within GRACE."""
        return plan(Schedule(0, self.channel, self.rule, next_day=self.next_day, next_at=self.next_at), now)

    def ahead(self, now: datetime) -> Reminder:
        """Return the reminder with its first time after a moment."""
        run = next_run(self.rule, now)
        return replace(self, next_day=run.day if run else None, next_at=run.at if run else None)


class ReminderSet(Frozen, frozen=True):
    """A reminder that somebody asked for, in place of the one they had."""

    reminder: Reminder


class ReminderStopped(Frozen, frozen=True):
    """Somebody who is not to be reminded any more, from a moment on."""

    user: User
    at: datetime
