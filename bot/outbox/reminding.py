"""Reminding: turns the reminders whose time has come into private deliveries, for people who have cards due."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.chat import action_of
from bot.frozen import replace
from bot.replies.catalog import catalog
from bot.replies.study import reminders as words
from bot.schedule.delivery import Order, Purpose, Urgency, reminder_key
from bot.schedule.planner import GRACE
from bot.schedule.recurrence import Run
from bot.schedule.reminder import Reminder
from bot.store.posts.planning import BATCH
from bot.store.store import Store
from bot.store.study.reminders import due_reminders, recompute_reminders, store_reminded


class Reminding:
    """Plans the reminders of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_renewed = False

    def renew(self) -> None:
        """Recompute all next times with the present tz database, once after a start; later calls do nothing."""
        while not self._is_renewed:
            self._is_renewed = self._store.run(recompute_reminders) < BATCH

    def plan(self, now: datetime) -> bool:
        """Plan a batch, and return whether there may be more to plan."""
        return self._store.run(partial(_batch, now=now)) == BATCH


def _batch(connection: Connection, now: datetime) -> int:
    reminders = due_reminders(connection, now)
    store_reminded(connection, [(due, *remind(due.reminder, due.person, due.cards, now)) for due in reminders], now)
    return len(reminders)


def remind(reminder: Reminder, person: int, cards: int, now: datetime) -> tuple[Reminder, Order | None]:
    """Return a reminder with its next time, and the message to send, None when no cards are due.

    `person` is the key of the person's row; `cards` is how many of their cards are due.
    """
    plan = reminder.plan(now)
    following = plan.following
    moved = replace(
        reminder, next_day=following.day if following else None, next_at=following.at if following else None
    )
    return moved, _order(reminder, person, cards, plan.run) if plan.run and cards else None


def _order(reminder: Reminder, person: int, cards: int, run: Run) -> Order:
    say = catalog(reminder.locale)
    return Order(
        key=reminder_key(person, run.day),
        channel=reminder.channel,
        reply=words.reminder(say, cards, action_of("study"), action_of("study", remind="off")),
        locale=say.locale,
        due_at=run.at,
        expires_at=run.at + GRACE,
        urgency=Urgency.REMINDER,
        purpose=Purpose.REMINDER,
        day=run.day,
    )
