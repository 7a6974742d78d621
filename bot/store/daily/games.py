"""Who played the daily game: a row a person and day, and what comes of the rows: streaks, tables, how a day ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

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
from bot.store.engine.ready import Ready
from bot.store.keys import find_community, user_keys
from bot.store.schema import Moment, communities, community_column, id_column, metadata, user_column, users
from bot.trivia.daily import Finished, Game, GameMoved, Invitation, Tally, closed_day, day_of
from bot.trivia.puzzle import TO_PLACE, Puzzle

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

_SLOTS = msgspec.json.Decoder(tuple[int, ...])
# Each press of a game takes two of these.
_PERSON = (
    select(users.c.id)
    .join(communities, users.c.community_id == communities.c.id)
    .where(communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("community"))
    .where(users.c.external_id == bindparam("person"))
    .scalar_subquery()
)
_IS_THEIRS = and_(games.c.user_id == _PERSON, games.c.day == bindparam("of_day"))
_GAME = Ready(
    select(games.c.slots, games.c.counts, games.c.score, games.c.shared_at, puzzles.c.puzzle)
    .outerjoin(puzzles, and_(puzzles.c.community_id == games.c.community_id, puzzles.c.day == games.c.day))
    .where(_IS_THEIRS)
)
_STATE = ("slots", "counts", "score", "shared_at", "at")
_MOVE = Ready(update(games).where(_IS_THEIRS).values({name: bindparam(f"new_{name}") for name in _STATE}))
_BEGIN = Ready(
    insert(games)
    .inline()
    .values(
        {name: bindparam(name) for name in ("community_id", "user_id", "day")}
        | {name: bindparam(f"new_{name}") for name in _STATE}
    )
)
# Games that count, and are over.
_COUNTED = games.c.counts.is_(True) & games.c.score.is_not(None)
_DAYS = Ready(select(games.c.day).where(games.c.user_id == _PERSON, _COUNTED))


class Told(NamedTuple):
    """A community that is told of its daily game, when, and the zone of its days."""

    community: Community
    at: datetime
    zone: str


class StoredGames(StoredPuzzles):
    """Reads of games and their puzzles, within one transaction."""

    def game(self, user: User, day: date) -> Game | None:
        """Return somebody's game of a day, None when they have not begun it."""
        row = _GAME.first(self.connection, _place(user, day))
        return _game(day, row) if row else None

    def begun(self, user: User, day: date) -> tuple[Puzzle, Game] | None:
        """Return somebody's game of a day with its puzzle, None when they have not begun it."""
        row = _GAME.first(self.connection, _place(user, day))
        return (read(row[-1]), _game(day, row)) if row and row[-1] else None

    def days_played(self, user: User) -> frozenset[date]:
        """Return the days whose game somebody ended in time."""
        return frozenset(date.fromisoformat(day) for (day,) in _DAYS.all(self.connection, _person(user)))

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
        return self.invitations([Told(community, at, zone)], now)[0]

    def invitations(self, told: Sequence[Told], now: datetime) -> Sequence[Invitation]:
        """Return what communities are told at moments of theirs, in their order: a day of them all is read once."""
        befores = [closed_day(one.at, one.zone) for one in told]
        over = [
            (one.community, day) for one, day in zip(told, befores, strict=True) if day <= closed_day(now, one.zone)
        ]
        finished = {
            (community, day): end
            for day in {day for _, day in over}
            for community, end in self._finished([one for one, ended in over if ended == day], day).items()
        }
        pairs = zip(told, befores, strict=True)
        return [Invitation(day_of(one.at, one.zone), finished.get((one.community, day))) for one, day in pairs]

    def _finished(self, among: Collection[Community], day: date) -> Mapping[Community, Finished]:
        """Return how a day ended in those of some communities in which anybody has ended the game."""
        perfect = func.sum(case((games.c.score == TO_PLACE, 1), else_=0))
        names = (communities.c.platform, communities.c.external_id)
        query = (
            select(*names, func.count(), perfect, func.max(puzzles.c.puzzle))
            .join_from(games, communities, games.c.community_id == communities.c.id)
            .join(puzzles, and_(puzzles.c.community_id == games.c.community_id, puzzles.c.day == games.c.day))
            .where(games.c.day == day.isoformat(), _COUNTED)
            .where(communities.c.external_id.in_({community.id for community in among}))
            .group_by(*names)
        )
        rows = [(Community(platform, id), *rest) for platform, id, *rest in self.connection.execute(query)]
        # Also another platform may have one of the same id, whose day is not over.
        return {one: Finished(read(puzzle), players, int(best)) for one, players, best, puzzle in rows if one in among}


def _person(user: User) -> dict[str, str]:
    return {"platform": user.platform, "community": user.community, "person": user.id}


def _place(user: User, day: date) -> dict[str, str]:
    return {**_person(user), "of_day": day.isoformat()}


def _game(day: date, row: tuple[Any, ...]) -> Game:
    slots, counts, score, shared_at, _ = row
    return Game(day, _SLOTS.decode(slots), counts, score, shared_at)


@write.register
def _(change: GameMoved, connection: Connection) -> None:
    game = change.game
    state = {
        "new_slots": msgspec.json.encode(game.slots).decode(),
        "new_counts": game.counts,
        "new_score": game.score,
        "new_shared_at": game.shared_at,
        "new_at": change.at,
    }
    if not _MOVE.change(connection, {**_place(change.user, game.day), **state}):
        community, user = user_keys(connection, change.user)
        _BEGIN.change(connection, {"community_id": community, "user_id": user, "day": game.day.isoformat(), **state})
