"""Who played the daily game: a row a person and day, and what comes of the rows: streaks, tables, how a day ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    case,
    func,
    select,
)

from bot.chat import User
from bot.community import Community
from bot.store.area import Area, Personal, Retention
from bot.store.changes import write
from bot.store.daily.puzzles import find_puzzle
from bot.store.engine.databases import insert
from bot.store.keys import find_community, find_user, user_keys
from bot.store.schema import Moment, community_column, id_column, metadata, user_column, users
from bot.trivia.daily import Finished, Game, GameMoved, Invitation, closed_day, day_of
from bot.trivia.puzzle import TO_PLACE
from bot.trivia.streak import Tally

games = Table(
    "games",
    metadata,
    id_column(),
    community_column(),
    user_column("user_id"),
    Column("day", String, nullable=False),
    Column("slots", String, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("score", Integer),
    Column("shared_at", Moment),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("user_id", "day"),
    Index("ix_games_community_id_day", "community_id", "day"),
)

_SHOWN = (games.c.day, games.c.slots, games.c.counts, games.c.score, games.c.shared_at, games.c.at)
AREA = Area(
    personal=(Personal("game", games.c.user_id, _SHOWN, is_erased=True),),
    # A streak counts days of two years at most.
    retention=(Retention(games.c.at, timedelta(days=730)),),
)

_GAME = select(games).where(games.c.user_id == bindparam("user"), games.c.day == bindparam("day"))
# Games that count, and are over.
_COUNTED = games.c.counts.is_(True) & games.c.score.is_not(None)


class StoredGames:
    """Reads of games, within one transaction."""

    connection: Connection

    def game(self, user: User, day: date) -> Game | None:
        """Return somebody's game of a day, None when they have not begun it."""
        values = {"user": find_user(self.connection, user), "day": day.isoformat()}
        row = self.connection.execute(_GAME, values).mappings().first()
        if row is None:
            return None
        slots = msgspec.json.decode(row["slots"], type=tuple[int, ...])
        return Game(day, slots, row["counts"], row["score"], row["shared_at"])

    def days_played(self, user: User) -> frozenset[date]:
        """Return the days whose game somebody ended in time."""
        query = select(games.c.day).where(games.c.user_id == find_user(self.connection, user), _COUNTED)
        return frozenset(map(date.fromisoformat, self.connection.execute(query).scalars()))

    def tallies(self, community: Community, since: date) -> Sequence[Tally]:
        """Return what each person placed rightly in games that count, from a day on."""
        query = (
            select(users.c.external_id, func.sum(games.c.score), func.count())
            .join_from(games, users, games.c.user_id == users.c.id)
            .where(games.c.community_id == find_community(self.connection, community))
            .where(games.c.day >= since.isoformat(), _COUNTED)
            .group_by(users.c.id, users.c.external_id)
        )
        return tuple(Tally(player, int(right), number) for player, right, number in self.connection.execute(query))

    def invitation(self, community: Community, at: datetime, zone: str, now: datetime) -> Invitation:
        """Return what a community is told at a moment of the daily game; of no day that is still played now."""
        before = closed_day(at, zone)
        is_over = before <= closed_day(now, zone)
        key = find_community(self.connection, community) if is_over else None
        return Invitation(day_of(at, zone), finished(self.connection, key, before))


def finished(connection: Connection, community: int | None, day: date) -> Finished | None:
    """Return how a day ended in the community of a key, None where nobody has ended the game."""
    perfect = func.sum(case((games.c.score == TO_PLACE, 1), else_=0))
    query = select(func.count(), perfect).where(games.c.community_id == community, games.c.day == day.isoformat())
    players, best = connection.execute(query.where(_COUNTED)).one()
    puzzle = find_puzzle(connection, community, day) if players else None
    return Finished(puzzle, players, int(best)) if puzzle else None


@write.register
def _(change: GameMoved, connection: Connection) -> None:
    game = change.game
    community, user = user_keys(connection, change.user)
    row = {
        "slots": msgspec.json.encode(game.slots).decode(),
        "counts": game.counts,
        "score": game.score,
        "shared_at": game.shared_at,
        "at": change.at,
    }
    statement = insert(connection, games).values(community_id=community, user_id=user, day=game.day.isoformat(), **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["user_id", "day"], set_=row))
