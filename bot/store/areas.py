"""The areas of the store. A further area is a module like these, a line here, one in `records.py` and a migration."""

from __future__ import annotations

from bot.store.daily import games, puzzles
from bot.store.moderation import audit, communities, reports
from bot.store.packs import imported
from bot.store.posts import deliveries, schedules
from bot.store.rounds import moves, results, rooms
from bot.store.study import cards, notebooks, reminders

AREAS = (
    communities.AREA,
    audit.AREA,
    reports.AREA,
    moves.AREA,
    results.AREA,
    rooms.AREA,
    schedules.AREA,
    deliveries.AREA,
    notebooks.AREA,
    cards.AREA,
    reminders.AREA,
    puzzles.AREA,
    games.AREA,
    imported.AREA,
)

PERSONAL = tuple(personal for area in AREAS for personal in area.personal)
RETENTION = tuple(rule for area in AREAS for rule in area.retention)
