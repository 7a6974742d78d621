"""What the tests of the store store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.chat import User
from bot.community import AuditEntry, Community, FactReport, Settings, SettingsChanged
from bot.store.records import StoredRecords
from bot.store.store import Store

NOON = datetime(2026, 5, 1, 12, 0, 0, 123000, tzinfo=UTC)
DAY = timedelta(days=1)
SCHOOL = Community("discord", "school")
CLUB = Community("discord", "club")
ADA = User("discord", "school", "ada")
BOB = User("discord", "school", "bob")
PARIS = Settings(zone="Europe/Paris")
LOCK = (SCHOOL.platform, SCHOOL.id)


def save(store: Store, *changes: object) -> None:
    """Store changes that depend on nothing."""
    store.transact(lambda records: (None, changes))


def remark(text: str = "It was a day later.", reporter: User = ADA, at: datetime = NOON) -> FactReport:
    """Return a report of a fact."""
    return FactReport(reporter, at, "wall-dispute", text)


def entry(detail: str = "zone", actor: User = ADA, at: datetime = NOON, subject: User | None = None) -> AuditEntry:
    """Return an entry of the audit trail."""
    return AuditEntry(actor, at, "settings set", detail, subject)


def texts(store: Store, community: Community = SCHOOL) -> list[str]:
    """Return the texts of the reports that wait."""
    return [report.text for report in store.read(lambda records: records.open_reports(community))]


def switch_off(pack: str, records: StoredRecords) -> tuple[None, Sequence[object]]:
    """Switch a pack off, as /settings pack does: read, decide, write."""
    current = records.settings(SCHOOL)
    return None, (SettingsChanged(SCHOOL, replace(current, packs_off=(*current.packs_off, pack))),)
