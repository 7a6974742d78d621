"""Games of the daily puzzle: a row a person and day, of which streaks, tables and invitations are made."""

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
from bot.store.schema import Moment, as_json, communities, community_column, id_column, metadata, user_column, users
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


class Invitee(NamedTuple):
    """A community to invite to its daily game, at which moment, and the time zone of its days."""

    community: Community
    at: datetime
    zone: str


class StoredGames(StoredPuzzles):
    """Reads of games and their puzzles."""

    def game(self, user: User, day: date) -> Game | None:
        """Return somebody's game of a day, None when they have not begun it."""
        row = _GAME.first(self.connection, _place(user, day))
        return _game(day, row) if row else None

    def begun(self, user: User, day: date) -> tuple[Puzzle, Game] | None:
        """Return somebody's game of a day with its puzzle, None when they have not begun it."""
        row = _GAME.first(self.connection, _place(user, day))
        return (read(row[-1]), _game(day, row)) if row and row[-1] else None

    def days_played(self, user: User) -> frozenset[date]:
        """Return the days whose game somebody finished in time."""
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
        """Return what an invitation at a moment says; how the day before ended only if that day is over now."""
        return self.invitations([Invitee(community, at, zone)], now)[0]

    def invitations(self, invitees: Sequence[Invitee], now: datetime) -> Sequence[Invitation]:
        """Return what communities are told, in their order; one query reads a day of them all."""
        ending = [(invitee, closed_day(invitee.at, invitee.zone)) for invitee in invitees]
        over: dict[date, list[Community]] = {}
        for invitee, day in ending:
            if day <= closed_day(now, invitee.zone):
                over.setdefault(day, []).append(invitee.community)
        ends = {day: self._finished(among, day) for day, among in over.items()}
        return [
            Invitation(day_of(invitee.at, invitee.zone), ends.get(day, {}).get(invitee.community))
            for invitee, day in ending
        ]

    def _finished(self, among: Collection[Community], day: date) -> Mapping[Community, Finished]:
        """Return how a day ended, in those of these communities in which anybody has finished its game."""
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
        # A community of another platform may have the same id, and its day may not be over.
        return {
            community: Finished(read(puzzle), players, int(best))
            for community, players, best, puzzle in rows
            if community in among
        }


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
        "new_slots": as_json(game.slots),
        "new_counts": game.counts,
        "new_score": game.score,
        "new_shared_at": game.shared_at,
        "new_at": change.at,
    }
    if not _MOVE.change(connection, {**_place(change.user, game.day), **state}):
        community, user = user_keys(connection, change.user)
        _BEGIN.change(connection, {"community_id": community, "user_id": user, "day": game.day.isoformat(), **state})
