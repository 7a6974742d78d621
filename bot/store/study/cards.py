"""What people learn: a row a card, and a row for the sitting somebody is in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import Column, Connection, RowMapping, Select, String, Table, UniqueConstraint, delete, select

from bot.chat import User
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import keep
from bot.store.keys import find_user, user_key
from bot.store.schema import Moment, as_json, id_column, metadata, user_column
from bot.trivia.questions.asked import Asked
from bot.trivia.study import Card, Memory, Sitting, SittingMoved, SittingStopped, Studied, Unstudied

cards = Table(
    "cards",
    metadata,
    id_column(),
    user_column("user_id"),
    Column("question", String, nullable=False),
    Column("asked", String, nullable=False),
    Column("memory", String, nullable=False),
    Column("due", Moment, nullable=False, index=True),
    UniqueConstraint("user_id", "question"),
)

sittings = Table(
    "sittings",
    metadata,
    id_column(),
    user_column("user_id", unique=True),
    Column("sitting", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

AREA = Area(
    personal=(
        Personal("card", cards.c.user_id, (cards.c.asked, cards.c.memory, cards.c.due), is_erased=True),
        Personal("sitting", sittings.c.user_id, (sittings.c.sitting, sittings.c.at), is_erased=True),
    ),
    retention=(
        Retention(cards.c.due, timedelta(days=365)),
        Retention(sittings.c.at, timedelta(days=30)),
    ),
)


class StoredStudy(Reads):
    """Reads of what people learn."""

    def cards(self, user: User) -> Sequence[Card]:
        """Return a person's cards, those that are due first before the others."""
        query = _cards(self.connection, user).order_by(cards.c.due, cards.c.id)
        return tuple(_card(row) for row in self.connection.execute(query).mappings())

    def card(self, user: User, question: str) -> Card | None:
        """Return a person's card of a question, None when they have none of it."""
        query = _cards(self.connection, user).where(cards.c.question == question)
        row = self.connection.execute(query).mappings().first()
        return _card(row) if row else None

    def sitting(self, user: User) -> Sitting | None:
        """Return the sitting somebody is in, or was in last; None when there is none."""
        query = select(sittings.c.sitting).where(sittings.c.user_id == find_user(self.connection, user))
        text = self.connection.execute(query).scalar()
        return msgspec.json.decode(text, type=Sitting) if text else None


def _cards(connection: Connection, user: User) -> Select[object]:
    query: Select[object] = select(cards)
    return query.where(cards.c.user_id == find_user(connection, user))


def _card(row: RowMapping) -> Card:
    asked = msgspec.json.decode(row["asked"], type=Asked)
    return Card(asked, msgspec.json.decode(row["memory"], type=Memory))


@write.register
def _(change: Studied, connection: Connection) -> None:
    asked, memory = change.card.asked, change.card.memory
    key = {"user_id": user_key(connection, change.user), "question": asked.id}
    keep(connection, cards, key, {"asked": as_json(asked), "memory": as_json(memory), "due": memory.due})


@write.register
def _(change: Unstudied, connection: Connection) -> None:
    key = find_user(connection, change.user)
    connection.execute(delete(cards).where(cards.c.user_id == key, cards.c.question == change.question))


@write.register
def _(change: SittingMoved, connection: Connection) -> None:
    key = {"user_id": user_key(connection, change.user)}
    keep(connection, sittings, key, {"sitting": as_json(change.sitting), "at": change.at})


@write.register
def _(change: SittingStopped, connection: Connection) -> None:
    connection.execute(delete(sittings).where(sittings.c.user_id == find_user(connection, change.user)))
