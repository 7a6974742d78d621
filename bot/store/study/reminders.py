"""Reminders of those who learn: a row a person, planned like schedules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    RowMapping,
    Select,
    String,
    Table,
    column as named,
    delete,
    func,
    select,
    update,
)

from bot.chat import User
from bot.frozen import Frozen, replace
from bot.schedule.delivery import Order
from bot.schedule.recurrence import moment_of, zones_version
from bot.schedule.reminder import Reminder, ReminderSet, ReminderStopped
from bot.schedule.rule import Rule
from bot.store.area import Area, Personal, Reads
from bot.store.changes import write
from bot.store.engine.bulk import update_many
from bot.store.engine.databases import keep
from bot.store.keys import find_user, user_key
from bot.store.posts.deliveries import deliveries
from bot.store.posts.orders import cancel, destination_key, store_orders
from bot.store.posts.planning import BATCH
from bot.store.schema import Key, Moment, as_json, communities, id_column, metadata, partial_index, user_column, users
from bot.store.study.cards import cards

STOPPED = "stopped"

reminders = Table(
    "reminders",
    metadata,
    id_column(),
    user_column("user_id", unique=True),
    Column("destination_id", Key, ForeignKey("destinations.channel_id", ondelete="CASCADE"), nullable=False),
    Column("rule", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("next_day", String),
    Column("next_at", Moment),
    Column("zones", String, nullable=False),
    Column("refused_at", Moment),
    Index("ix_reminders_destination_id", "destination_id"),
    partial_index("ix_reminders_next_at", "next_at", "id", where=named("next_at").is_not(None)),
)

AREA = Area(
    personal=(
        Personal(
            "reminder",
            reminders.c.user_id,
            (reminders.c.rule, reminders.c.locale, reminders.c.next_at, reminders.c.refused_at),
            is_erased=True,
        ),
    ),
)


class StoredReminders(Reads):
    """Reads of reminders."""

    def reminder(self, user: User) -> Reminder | None:
        """Return a person's reminder in this community, None when they have not asked for any."""
        return self._reminder(_reminders().where(reminders.c.user_id == find_user(self.connection, user)))

    def reminder_anywhere(self, user: User) -> Reminder | None:
        """Return the reminder that a person, by their id on the platform, set last in any community."""
        of_them = (communities.c.platform == user.platform, users.c.external_id == user.id)
        return self._reminder(_reminders().where(*of_them).order_by(reminders.c.id.desc()).limit(1))

    def _reminder(self, query: Select[object]) -> Reminder | None:
        row = self.connection.execute(query).mappings().first()
        return _reminder(row) if row else None


class DueReminder(Frozen, frozen=True):
    """A reminder whose time has come, as it is stored, and how many cards of its person are due."""

    row: RowMapping
    cards: int

    @property
    def reminder(self) -> Reminder:
        """The reminder itself."""
        return _reminder(self.row)

    @property
    def person(self) -> int:
        """The number of its person."""
        return int(self.row["user_id"])


def due_reminders(connection: Connection, now: datetime) -> list[DueReminder]:
    """Return reminders whose time has come, locked: BATCH of them, or fewer when there are no more."""
    query = _reminders().where(reminders.c.next_at <= now).order_by(reminders.c.next_at, reminders.c.id)
    rows = _locked(connection, query, BATCH)
    due = _due(connection, [row["user_id"] for row in rows], now)
    return [DueReminder(row, due.get(row["user_id"], 0)) for row in rows]


def store_reminded(
    connection: Connection, decided: Sequence[tuple[DueReminder, Reminder, Order | None]], now: datetime
) -> None:
    """Store how each reminder goes on, and the message to its person, if there is one."""
    _move(connection, ((due.row["id"], reminder) for due, reminder, _ in decided))
    addressed = [(order, due.row["destination_id"]) for due, _, order in decided if order]
    store_orders(connection, addressed, now)


def recompute_reminders(connection: Connection, most: int = BATCH) -> int:
    """Set the next time of up to `most` reminders by the present tz database, and return how many there were."""
    outdated = (reminders.c.zones != zones_version(), reminders.c.next_at.is_not(None))
    rows = _locked(connection, _reminders().where(*outdated).order_by(reminders.c.id), most)
    _move(connection, ((row["id"], _recomputed(_reminder(row))) for row in rows))
    return len(rows)


def forget_refused(connection: Connection, delivery: int, now: datetime) -> None:
    """Switch off the reminder whose message was refused; does nothing for deliveries that are no reminders."""
    destination = select(deliveries.c.destination_id).where(deliveries.c.id == delivery).scalar_subquery()
    refused = update(reminders).where(reminders.c.destination_id == destination)
    connection.execute(refused.values(refused_at=now, next_day=None, next_at=None))


def _recomputed(reminder: Reminder) -> Reminder:
    if reminder.next_day is None:
        raise RuntimeError("there is no next day")
    rule = reminder.rule
    return replace(reminder, next_at=moment_of(reminder.next_day, rule.at, rule.zone))


def _reminders() -> Select[object]:
    shown = (communities.c.platform, communities.c.external_id.label("community"), users.c.external_id.label("person"))
    query: Select[object] = select(reminders, *shown)
    return query.join(users, reminders.c.user_id == users.c.id).join(
        communities, users.c.community_id == communities.c.id
    )


def _reminder(row: RowMapping) -> Reminder:
    return Reminder(
        User(row["platform"], row["community"], row["person"]),
        msgspec.json.decode(row["rule"], type=Rule),
        row["locale"],
        date.fromisoformat(row["next_day"]) if row["next_day"] else None,
        row["next_at"],
        row["refused_at"] is not None,
    )


def _locked(connection: Connection, query: Select[object], most: int) -> Sequence[RowMapping]:
    # SQLite has one writer, and leaves the lock out of the statement.
    return connection.execute(query.limit(most).with_for_update(of=reminders, skip_locked=True)).mappings().all()


def _due(connection: Connection, keys: Sequence[int], now: datetime) -> Mapping[int, int]:
    query = select(cards.c.user_id, func.count()).where(cards.c.user_id.in_(keys), cards.c.due <= now)
    return {key: count for key, count in connection.execute(query.group_by(cards.c.user_id))}


def _move(connection: Connection, moved: Iterable[tuple[int, Reminder]]) -> None:
    update_many(connection, reminders, [{"id": key, **_state(reminder)} for key, reminder in moved])


def _state(reminder: Reminder) -> dict[str, object]:
    """Return the columns of a reminder that change as it goes on."""
    local = reminder.next_day.isoformat() if reminder.next_day else None
    return {"next_day": local, "next_at": reminder.next_at, "zones": zones_version()}


@write.register
def _(change: ReminderSet, connection: Connection) -> None:
    reminder = change.reminder
    row = {
        "destination_id": destination_key(connection, reminder.channel),
        "rule": as_json(reminder.rule),
        "locale": reminder.locale,
        "refused_at": None,
        **_state(reminder),
    }
    keep(connection, reminders, {"user_id": user_key(connection, reminder.user)}, row)


@write.register
def _(change: ReminderStopped, connection: Connection) -> None:
    key = find_user(connection, change.user)
    own = "destination_id IN (SELECT destination_id FROM reminders WHERE user_id = :user)"
    cancel(connection, own, {"user": key}, STOPPED, change.at)
    connection.execute(delete(reminders).where(reminders.c.user_id == key))
