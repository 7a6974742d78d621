"""Reminding: makes private deliveries of the reminders whose time has come, for whom there is something to do."""

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
    """Reminds over one store. `renew` is cheap once nothing is left to renew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_renewed = False

    def renew(self) -> None:
        """Set all next times by the present tz database, once after a start."""
        while not self._is_renewed:
            self._is_renewed = self._store.run(recompute_reminders) < BATCH

    def plan(self, now: datetime) -> bool:
        """Plan a batch, and return whether there may be more to plan."""
        return self._store.run(partial(_batch, now=now)) == BATCH


def _batch(connection: Connection, now: datetime) -> int:
    found = due_reminders(connection, now)
    store_reminded(connection, [(due, *remind(due.reminder, due.person, due.cards, now)) for due in found], now)
    return len(found)


def remind(reminder: Reminder, person: int, due: int, now: datetime) -> tuple[Reminder, Order | None]:
    """Return a reminder as it goes on, and what to write to the person of this number: nothing when no card is due."""
    decided = reminder.plan(now)
    following = decided.following
    moved = replace(
        reminder, next_day=following.day if following else None, next_at=following.at if following else None
    )
    return moved, _order(reminder, person, due, decided.run) if decided.run and due else None


def _order(reminder: Reminder, person: int, due: int, run: Run) -> Order:
    say = catalog(reminder.locale)
    return Order(
        key=reminder_key(person, run.day),
        channel=reminder.channel,
        reply=words.reminder(say, due, action_of("study"), action_of("study", remind="off")),
        locale=say.locale,
        due_at=run.at,
        expires_at=run.at + GRACE,
        urgency=Urgency.REMINDER,
        purpose=Purpose.REMINDER,
        day=run.day,
    )
