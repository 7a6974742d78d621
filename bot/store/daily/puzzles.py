"""The daily game's puzzles: a row a community and day, drawn once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, bindparam, select

from bot.community import Community
from bot.store.area import Area, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert
from bot.store.engine.ready import Ready
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, as_json, communities, community_column, id_column, metadata
from bot.trivia.daily import PuzzleDrawn
from bot.trivia.puzzle import Puzzle

puzzles = Table(
    "puzzles",
    metadata,
    id_column(),
    community_column(),
    Column("day", String, nullable=False),
    Column("puzzle", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("community_id", "day"),
)

AREA = Area(retention=(Retention(puzzles.c.at, timedelta(days=365)),))


_PUZZLE = Ready(
    select(puzzles.c.puzzle)
    .join(communities, puzzles.c.community_id == communities.c.id)
    .where(communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("community"))
    .where(puzzles.c.day == bindparam("day"))
)


class _Event(msgspec.Struct):
    """All that is read of a past puzzle's event."""

    id: str


class _Events(msgspec.Struct):
    """All that is read of a past puzzle."""

    anchor: _Event
    others: tuple[_Event, ...]


class StoredPuzzles(Reads):
    """Reads of puzzles."""

    def puzzle(self, community: Community, day: date) -> Puzzle | None:
        """Return a community's puzzle of a day, None when none was drawn."""
        values = {"platform": community.platform, "community": community.id, "day": day.isoformat()}
        row = _PUZZLE.first(self.connection, values)
        return read(row[0]) if row else None

    def puzzled(self, community: Community, first: date, last: date) -> Mapping[str, date]:
        """Return the events of a community's puzzles with `first` ≤ day ≤ `last`, and when each was in one last."""
        query = (
            select(puzzles.c.day, puzzles.c.puzzle)
            .where(puzzles.c.community_id == find_community(self.connection, community))
            .where(puzzles.c.day.between(first.isoformat(), last.isoformat()))
            .order_by(puzzles.c.day)
        )
        return {id: date.fromisoformat(day) for day, text in self.connection.execute(query) for id in _ids(text)}


# A hundred people play one puzzle, and each of their presses reads it.
@lru_cache(maxsize=256)
def read(text: str) -> Puzzle:
    """Read a puzzle as it is stored."""
    return msgspec.json.decode(text, type=Puzzle)


def _ids(text: str) -> tuple[str, ...]:
    puzzle = msgspec.json.decode(text, type=_Events)
    return tuple(event.id for event in (puzzle.anchor, *puzzle.others))


@write.register
def _(change: PuzzleDrawn, connection: Connection) -> None:
    row = {
        "community_id": community_key(connection, change.community),
        "day": change.puzzle.day.isoformat(),
        "puzzle": as_json(change.puzzle),
        "at": change.at,
    }
    connection.execute(insert(connection, puzzles).values(row).on_conflict_do_nothing())
