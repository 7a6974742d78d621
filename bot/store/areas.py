"""The areas of the store. A further area is a module like these, a line here, one in `records.py` and a migration."""

from __future__ import annotations

from bot.store import (
    audit,
    communities,
    deliveries,
    imported,
    installations,
    moves,
    reminders,
    reports,
    results,
    schedules,
    study,
)

AREAS = (
    communities.AREA,
    audit.AREA,
    reports.AREA,
    moves.AREA,
    results.AREA,
    schedules.AREA,
    deliveries.AREA,
    study.AREA,
    reminders.AREA,
    imported.AREA,
    installations.AREA,
)

PERSONAL = tuple(personal for area in AREAS for personal in area.personal)
RETENTION = tuple(rule for area in AREAS for rule in area.retention)
