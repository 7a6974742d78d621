"""Who played the daily game: a row a person and day, and what comes of the rows: streaks, tables, how a day ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from bot.chat import User
from bot.community import Community
from bot.store.area import Area, Personal, Retention
from bot.store.changes import write
from bot.store.daily.puzzles import StoredPuzzles, puzzles, read
from bot.store.keys import find_community, find_user, user_keys
from bot.store.schema import Moment, communities, community_column, id_column, metadata, user_column, users
from bot.trivia.daily import Finished, Game, GameMoved, Invitation, closed_day, day_of
from bot.trivia.puzzle import TO_PLACE, Puzzle
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

# Ready-made: building a statement takes longer than running it, and each press of a game takes these two.
_PERSON = (
    select(users.c.id)
    .join(communities, users.c.community_id == communities.c.id)
    .where(communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("community"))
    .where(users.c.external_id == bindparam("person"))
    .scalar_subquery()
)
_IS_THEIRS = and_(games.c.user_id == _PERSON, games.c.day == bindparam("of_day"))
_GAME = (
    select(games.c.slots, games.c.counts, games.c.score, games.c.shared_at, puzzles.c.puzzle)
    .outerjoin(puzzles, and_(puzzles.c.community_id == games.c.community_id, puzzles.c.day == games.c.day))
    .where(_IS_THEIRS)
)
_STATE = ("slots", "counts", "score", "shared_at", "at")
_MOVE = update(games).where(_IS_THEIRS).values({name: bindparam(f"new_{name}") for name in _STATE})
# Games that count, and are over.
_COUNTED = games.c.counts.is_(True) & games.c.score.is_not(None)


class StoredGames(StoredPuzzles):
    """Reads of games and their puzzles, within one transaction."""

    def game(self, user: User, day: date) -> Game | None:
        """Return somebody's game of a day, None when they have not begun it."""
        row = self.connection.execute(_GAME, _place(user, day)).first()
        return _game(day, row) if row else None

    def begun(self, user: User, day: date) -> tuple[Puzzle, Game] | None:
        """Return somebody's game of a day with its puzzle, None when they have not begun it."""
        row = self.connection.execute(_GAME, _place(user, day)).first()
        return (read(row.puzzle), _game(day, row)) if row and row.puzzle else None

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
        return Invitation(day_of(at, zone), self._finished(community, before) if is_over else None)

    def _finished(self, community: Community, day: date) -> Finished | None:
        """Return how a day ended, None where nobody has ended the game."""
        perfect = func.sum(case((games.c.score == TO_PLACE, 1), else_=0))
        query = select(func.count(), perfect).where(games.c.day == day.isoformat(), _COUNTED)
        key = find_community(self.connection, community)
        players, best = self.connection.execute(query.where(games.c.community_id == key)).one()
        puzzle = self.puzzle(community, day) if players else None
        return Finished(puzzle, players, int(best)) if puzzle else None


def _place(user: User, day: date) -> dict[str, str]:
    return {"platform": user.platform, "community": user.community, "person": user.id, "of_day": day.isoformat()}


def _game(day: date, row: Row[*tuple[Any, ...]]) -> Game:
    slots = msgspec.json.decode(row.slots, type=tuple[int, ...])
    return Game(day, slots, row.counts, row.score, row.shared_at)


@write.register
def _(change: GameMoved, connection: Connection) -> None:
    game = change.game
    state = {
        "slots": msgspec.json.encode(game.slots).decode(),
        "counts": game.counts,
        "score": game.score,
        "shared_at": game.shared_at,
        "at": change.at,
    }
    values = {f"new_{name}": value for name, value in state.items()}
    if not connection.execute(_MOVE, {**_place(change.user, game.day), **values}).rowcount:
        community, user = user_keys(connection, change.user)
        place = {"community_id": community, "user_id": user, "day": game.day.isoformat()}
        connection.execute(insert(games).inline(), {**place, **state})
