"""What an area of the store is made of: its reads, and what it says of persons and of how long its rows are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table

from bot.frozen import Frozen


class Reads:
    """Reads of an area, within the transaction of a connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class Personal(Frozen, frozen=True):
    """A reference to a person: `/privacy` shows them these `columns`, under the heading of `name`.

    When the person is forgotten the row is deleted (`is_erased`), or it stays, and refers to a user without a name.
    """

    name: str
    user: Column[int]
    columns: tuple[ColumnElement[Any], ...]
    is_erased: bool

    @property
    def table(self) -> Table:
        """The table the reference is in."""
        return self.user.table


class Retention(Frozen, frozen=True):
    """How long rows are kept after the moment in a column; a row in which it is null is kept.

    `batch` rows are deleted in one transaction, which should take under 50 ms with all that depends on them. With an
    `owner`, a reference to a person, that person is deleted, and so all that is theirs. `only` limits it to some rows.
    """

    moment: Column[datetime]
    keep: timedelta
    batch: int = 500
    owner: Column[int] | None = None
    only: ColumnElement[bool] | None = None


class Area(Frozen, frozen=True):
    """A part of the store: what in it is about a person, and how long it is kept."""

    personal: tuple[Personal, ...] = ()
    retention: tuple[Retention, ...] = ()
