"""What an area of the store says of its tables, beside reading and writing them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from bot.frozen import Frozen


class Personal(Frozen, frozen=True):
    """A reference to a person: `name` is the kind it is shown under, `columns` are those shown to them.

    When the person is forgotten the row goes (`is_erased`), or stays with a user that is linked to nobody.
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
    """How long rows are kept after the moment in a column; rows without that moment are kept on.

    `batch` rows go in one transaction, which should take under 50 ms with all that goes with them. With an `owner`, a
    reference to a person, the person goes, and so all that is theirs. `only` is what must be true of a row that goes.
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
