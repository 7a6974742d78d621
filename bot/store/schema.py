"""What every area's tables stand on: communities, channels, users, and the types of their columns.

An area keeps its own tables in its own module; `bot/store/areas.py` lists the areas.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TextClause,
    TypeDecorator,
    UniqueConstraint,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def milliseconds(moment: datetime) -> int:
    """Return a moment as it is stored: whole milliseconds since 1970."""
    return (moment - EPOCH) // MILLISECOND


def from_milliseconds(value: int) -> datetime:
    """Return a stored moment, in UTC."""
    return EPOCH + value * MILLISECOND


def optional_moment(value: int | None) -> datetime | None:
    """Return a stored moment, in UTC, or None for a null."""
    return None if value is None else from_milliseconds(value)


def as_json(value: object) -> str:
    """Return a value as it is stored in a column of text."""
    return msgspec.json.encode(value).decode()


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC, stored as whole milliseconds since 1970 and cut to them."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write a moment."""
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Read a moment."""
        return optional_moment(value)


# SQLite numbers rows by itself only in a column of the type INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


def id_column() -> Column[int]:
    """Return the key of a table whose rows are numbered."""
    return Column("id", Key, primary_key=True)


def partial_index(name: str, *columns: str, where: ColumnElement[bool] | TextClause, unique: bool = False) -> Index:
    """Return an index over some of a table's rows, in both databases, as the migrations make it.

    To name PostgreSQL's own option here would load its dialect and all of its drivers, which costs a start 85 ms.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where)


def community_column(*, is_key: bool = False) -> Column[int]:
    """Return a reference to a community, with which the row goes."""
    reference = ForeignKey("communities.id", ondelete="CASCADE")
    return Column("community_id", Key, reference, primary_key=is_key, nullable=False)


def user_column(name: str, *, nullable: bool = False, unique: bool = False) -> Column[int]:
    """Return a reference to a user; what becomes of it when they are forgotten is the area's `Personal` to say."""
    reference = ForeignKey("users.id", ondelete="CASCADE")
    return Column(name, Key, reference, nullable=nullable, unique=unique, index=not unique)


communities = Table(
    "communities",
    metadata,
    id_column(),
    Column("platform", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("platform", "external_id"),
)

channels = Table(
    "channels",
    metadata,
    id_column(),
    community_column(),
    Column("external_id", String, nullable=False),
    UniqueConstraint("community_id", "external_id"),
)

# A forgotten person's row has no external_id; it stays only while something counts on it. A person who asks what is
# kept is looked for by external_id alone.
users = Table(
    "users",
    metadata,
    id_column(),
    community_column(),
    Column("external_id", String, index=True),
    UniqueConstraint("community_id", "external_id"),
)
