"""Members' reports of facts, until a moderator has dealt with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Index, RowMapping, Select, String, Table, func, insert, select, update

from bot.chat import User
from bot.community import Community, FactReport, ReportClosed
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.keys import find_community, find_user, user_keys
from bot.store.schema import Moment, community_column, id_column, metadata, user_column, users

reports = Table(
    "reports",
    metadata,
    id_column(),
    community_column(),
    user_column("reporter_id"),
    Column("at", Moment, nullable=False, index=True),
    Column("fact", String, nullable=False),
    Column("text", String, nullable=False),
    Column("closed_at", Moment, index=True),
    Index("ix_reports_community_id_id", "community_id", "id"),
    # A report's number is never given to another one, which a button pressed late would close.
    sqlite_autoincrement=True,
)

_SHOWN = (reports.c.at, reports.c.fact, reports.c.text, reports.c.closed_at)

# `inline`: nobody asks for the new row's number, so PostgreSQL need not return it.
_INSERT = insert(reports).inline()

AREA = Area(
    personal=(Personal("report", reports.c.reporter_id, _SHOWN, is_erased=True),),
    retention=(
        Retention(reports.c.closed_at, timedelta(days=90)),
        Retention(reports.c.at, timedelta(days=365)),
    ),
)


class StoredReports(Reads):
    """Reads of the reports."""

    def open_reports(self, community: Community) -> Sequence[FactReport]:
        """Return the reports that wait for a moderator, oldest first."""
        query = _reports(self.connection, community).where(reports.c.closed_at.is_(None)).order_by(reports.c.id)
        return tuple(_report(community, row) for row in self.connection.execute(query).mappings())

    def report(self, community: Community, report_id: int) -> FactReport | None:
        """Return a report of this community, or None when it has none of that id."""
        query = _reports(self.connection, community).where(reports.c.id == report_id)
        row = self.connection.execute(query).mappings().first()
        return _report(community, row) if row else None

    def reports_since(self, reporter: User, since: datetime) -> int:
        """Return how many reports a person sent at or after a moment."""
        key = find_user(self.connection, reporter)
        query = select(func.count()).where(reports.c.reporter_id == key, reports.c.at >= since)
        return self.connection.execute(query).scalar_one()


def _reports(connection: Connection, community: Community) -> Select[object]:
    key = find_community(connection, community)
    query: Select[object] = select(reports, users.c.external_id.label("reporter")).join_from(reports, users)
    return query.where(reports.c.community_id == key)


def _report(community: Community, row: RowMapping) -> FactReport:
    reporter = User(community.platform, community.id, row["reporter"] or "")
    return FactReport(reporter, row["at"], row["fact"], row["text"], row["id"], row["closed_at"] is not None)


@write.register
def _(change: FactReport, connection: Connection) -> None:
    community, reporter = user_keys(connection, change.reporter)
    row = {
        "community_id": community,
        "reporter_id": reporter,
        "at": change.at,
        "fact": change.fact,
        "text": change.text,
    }
    connection.execute(_INSERT, row)


@write.register
def _(change: ReportClosed, connection: Connection) -> None:
    key = find_community(connection, change.community)
    statement = update(reports).where(reports.c.community_id == key, reports.c.id == change.id)
    connection.execute(statement.where(reports.c.closed_at.is_(None)).values(closed_at=change.at))
