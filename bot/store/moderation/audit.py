"""The audit trail: who changed what, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Column, Connection, Index, RowMapping, String, Table, insert, select

from bot.chat import User
from bot.community import AuditEntry, Community
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.keys import find_community, user_key, user_keys
from bot.store.schema import Moment, community_column, id_column, metadata, user_column, users

audit = Table(
    "audit",
    metadata,
    id_column(),
    community_column(),
    user_column("actor_id"),
    user_column("subject_id", nullable=True),
    Column("at", Moment, nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("detail", String, nullable=False),
    Index("ix_audit_community_id_id", "community_id", "id"),
)

_SHOWN = (audit.c.at, audit.c.action, audit.c.detail)

# `inline`: nobody asks for the new row's number, so PostgreSQL need not return it.
_INSERT = insert(audit).inline()

AREA = Area(
    personal=(
        Personal("audit", audit.c.actor_id, _SHOWN, is_erased=False),
        Personal("audit_subject", audit.c.subject_id, _SHOWN, is_erased=False),
    ),
    retention=(Retention(audit.c.at, timedelta(days=365)),),
)

_actors = users.alias("actors")
_subjects = users.alias("subjects")


class StoredAudit(Reads):
    """Reads of the audit trail."""

    def audit(self, community: Community, limit: int, before: int | None) -> Sequence[AuditEntry]:
        """Return the latest entries, newest first; only those with an id under `before`, if it is given."""
        names = (_actors.c.external_id.label("actor"), _subjects.c.external_id.label("subject"))
        query = (
            select(audit, *names)
            .join(_actors, audit.c.actor_id == _actors.c.id)
            .outerjoin(_subjects, audit.c.subject_id == _subjects.c.id)
            .where(audit.c.community_id == find_community(self.connection, community))
            .order_by(audit.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(audit.c.id < before)
        return tuple(_entry(community, row) for row in self.connection.execute(query).mappings())


def _entry(community: Community, row: RowMapping) -> AuditEntry:
    def user(external_id: str | None) -> User:
        return User(community.platform, community.id, external_id or "")

    subject = None if row["subject_id"] is None else user(row["subject"])
    return AuditEntry(user(row["actor"]), row["at"], row["action"], row["detail"], subject, row["id"])


@write.register
def _(change: AuditEntry, connection: Connection) -> None:
    community, actor = user_keys(connection, change.actor)
    row = {
        "community_id": community,
        "actor_id": actor,
        "subject_id": user_key(connection, change.subject) if change.subject else None,
        "at": change.at,
        "action": change.action,
        "detail": change.detail,
    }
    connection.execute(_INSERT, row)
