"""Rooms and passes: which round a code leads to, what a token opens, and a round as it is watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    RowMapping,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    text,
    update,
)

from bot.chat import User
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert
from bot.store.keys import find_user
from bot.store.rounds.rounds import (
    ANSWERS,
    PLAYERS,
    ROUND,
    answers,
    players,
    round_column,
    round_key,
    rounds,
    started_of,
)
from bot.store.schema import Moment, as_json, communities, id_column, metadata, user_column, users
from bot.trivia.records import Started
from bot.trivia.round import State
from bot.trivia.seats import Door, Naming, Pass, PassIssued, Room, RoomMoved, RoomOpened, Seat, WishSettled

rooms = Table(
    "rooms",
    metadata,
    round_column(is_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("naming", String, nullable=False),
    Column("names", String, nullable=False),
)

passes = Table(
    "passes",
    metadata,
    id_column(),
    round_column(),
    user_column("user_id", nullable=True),
    Column("hash", String, nullable=False, unique=True),
    Column("door", String, nullable=False),
    Column("wish", String, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Index("ix_passes_round_id", "round_id"),
)

AREA = Area(
    personal=(Personal("seat", passes.c.user_id, (passes.c.expires_at, passes.c.wish), is_erased=True),),
    # What has run out opens nothing; it goes with the next clean-up.
    retention=(Retention(passes.c.expires_at, timedelta(0)),),
)

# Run some times a second for each round that is watched: made once, for making one takes longer than running it.
_CODE, _ID = bindparam("code", type_=String), bindparam("id", type_=BigInteger)
_SEATS = (
    select(users.c.external_id, passes.c.wish)
    .join_from(passes, users)
    .join(rounds, passes.c.round_id == rounds.c.id)
    .where(rounds.c.code == _CODE, passes.c.door == Door.SEAT)
    .order_by(passes.c.id)
)
_WATCHED = ROUND.where(rounds.c.code == _CODE)
_ROOM = select(rooms, rounds.c.code.label("round")).join_from(rooms, rounds).where(rounds.c.code == _CODE)
_DOOR = (
    ROUND.add_columns(rooms.c.code.label("room"), rooms.c.naming, rooms.c.names)
    .join(rooms, rooms.c.round_id == rounds.c.id)
    .where(rooms.c.code == _CODE, rounds.c.ended_at.is_(None))
)
_DOOR_LOCKED = _DOOR.with_for_update(of=rounds)
_ISSUE = text(
    "INSERT INTO passes (round_id, user_id, hash, door, wish, expires_at)"
    " SELECT rounds.id, users.id, :hash, :door, :wish, :expires_at FROM rounds"
    " LEFT JOIN users ON users.community_id = rounds.community_id AND users.external_id = :user"
    " WHERE rounds.code = :code"
).bindparams(bindparam("expires_at", type_=Moment))
_PLAYING, _GIVEN = PLAYERS.where(players.c.round_id == _ID), ANSWERS.where(answers.c.round_id == _ID)
_GIVEN_NOW = _GIVEN.where(answers.c.question == bindparam("question", type_=BigInteger))
_current = rounds.alias("current")
_BEFORE = (
    select(rounds.c.code)
    .join(_current, and_(_current.c.channel_id == rounds.c.channel_id, _current.c.host_id == rounds.c.host_id))
    .where(_current.c.code == _CODE, rounds.c.id < _current.c.id, rounds.c.ended_at.is_not(None))
    .order_by(rounds.c.id.desc())
    .limit(1)
)
_CODES = rounds.c.code.in_(bindparam("codes", expanding=True))
_given = (
    select(answers.c.round_id, func.count().label("given"), func.max(answers.c.at).label("at"))
    .add_columns(func.sum(case((answers.c.is_right, 1), else_=0)).label("right"))
    .join_from(answers, rounds)
    .where(_CODES)
    .group_by(answers.c.round_id)
    .subquery()
)
_playing = (
    select(players.c.round_id, func.count().label("playing"), func.count(players.c.removed_at).label("removed"))
    .add_columns(func.sum(func.length(players.c.name)).label("named"))
    .join_from(players, rounds)
    .where(_CODES)
    .group_by(players.c.round_id)
    .subquery()
)
_PULSES = (
    # A room that has moved on to the next round leaves none here.
    select(rounds.c.code, rounds.c.state, rooms.c.code.label("room"))
    .add_columns(_given.c.given, _given.c.at, _given.c.right, _playing.c.playing, _playing.c.removed, _playing.c.named)
    .join_from(rounds, rooms, isouter=True)
    .outerjoin(_given, _given.c.round_id == rounds.c.id)
    .outerjoin(_playing, _playing.c.round_id == rounds.c.id)
    .where(_CODES)
)


class StoredRooms(Reads):
    """Reads of rooms and passes; none of them locks anything."""

    def door(self, code: str, *, is_locked: bool = False) -> tuple[Room, Started] | None:
        """Return the room that a code leads to, and its round without answers; None when there is none, or it is over.

        The round is locked where somebody is to sit down, so that one does after the other.
        """
        row = self.connection.execute(_DOOR_LOCKED if is_locked else _DOOR, {"code": code}).mappings().first()
        if row is None:
            return None
        playing = self.connection.execute(_PLAYING, {"id": row["id"]}).mappings().all()
        room = Room(row["code"], row["room"], Naming(row["naming"]), _names(row))
        return room, started_of(row, row["state"], playing, ())

    def room_of(self, code: str) -> Room | None:
        """Return a round's room, None for one that browsers cannot join."""
        row = self.connection.execute(_ROOM, {"code": code}).mappings().first()
        return Room(row["round"], row["code"], Naming(row["naming"]), _names(row)) if row else None

    def is_code_free(self, code: str) -> bool:
        """Whether no room has a code, and none ever had."""
        return self.connection.execute(select(rooms.c.code).where(rooms.c.code == code)).first() is None

    def pass_of(self, hash: str) -> Pass | None:
        """Return what the token with this hash opens, None for an unknown one. It may have run out."""
        query = (
            select(passes, rounds.c.code, users.c.external_id.label("user"))
            .add_columns(communities.c.platform, communities.c.external_id.label("community"))
            .join_from(passes, rounds)
            .join(communities, rounds.c.community_id == communities.c.id)
            .outerjoin(users, passes.c.user_id == users.c.id)
            .where(passes.c.hash == hash)
        )
        row = self.connection.execute(query).mappings().first()
        if row is None:
            return None
        user = User(row["platform"], row["community"], row["user"]) if row["user"] else None
        return Pass(Door(row["door"]), row["code"], row["expires_at"], user)

    def number_of_passes(self, code: str, door: Door) -> int:
        """Return how many tokens open a door of a round."""
        query = select(func.count()).select_from(passes).join(rounds, passes.c.round_id == rounds.c.id)
        return self.connection.execute(query.where(rounds.c.code == code, passes.c.door == door)).scalar_one()

    def seats(self, code: str) -> Sequence[Seat]:
        """Return the seats of a round, in the order in which they were taken."""
        return tuple(Seat(user or "", wish) for user, wish in self.connection.execute(_SEATS, {"code": code}))

    def watched(self, code: str) -> Started | None:
        """Return a round to look at, with all its answers where one is revealed, else those to the open question."""
        row = self.connection.execute(_WATCHED, {"code": code}).mappings().first()
        if row is None:
            return None
        state = msgspec.json.decode(row["state"], type=State)
        which = {"id": row["id"], "question": state.question}
        given = self.connection.execute(_GIVEN_NOW if state.is_asking else _GIVEN, which).mappings().all()
        playing = self.connection.execute(_PLAYING, {"id": row["id"]}).mappings().all()
        return started_of(row, row["state"], playing, given)

    def code_before(self, code: str) -> str:
        """Return the code of the round that the same host ended last in the same channel, "" where there is none."""
        return self.connection.execute(_BEFORE, {"code": code}).scalar() or ""

    def pulses(self, codes: Sequence[str]) -> Mapping[str, tuple[object, ...]]:
        """Return, by a round's code, values that differ when it has changed.

        A new name of the same length does not show before the round moves on.
        """
        return {code: tuple(pulse) for code, *pulse in self.connection.execute(_PULSES, {"codes": codes})}


def _names(row: RowMapping) -> tuple[str, ...]:
    return msgspec.json.decode(row["names"], type=tuple[str, ...])


@write.register
def _(change: RoomOpened, connection: Connection) -> None:
    room = change.room
    row = {"naming": room.naming.value, "names": as_json(room.names)}
    statement = insert(connection, rooms).values(round_id=round_key(room.round), code=room.code, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["round_id"], set_=row))


@write.register
def _(change: RoomMoved, connection: Connection) -> None:
    before, after = round_key(change.before), round_key(change.after)
    # Nobody chooses from a list that was deleted with its round: who comes late has a number.
    naming = case((rooms.c.naming == Naming.LIST, Naming.NUMBER), else_=rooms.c.naming)
    connection.execute(update(rooms).where(rooms.c.round_id == before).values(round_id=after, naming=naming))
    plays = passes.c.user_id.in_(select(players.c.user_id).where(players.c.round_id == after))
    moving = update(passes).where(passes.c.round_id == before, or_(passes.c.user_id.is_(None), plays))
    connection.execute(moving.values(round_id=after))


@write.register
def _(change: PassIssued, connection: Connection) -> None:
    issued = change.issued
    row = {"hash": change.hash, "door": issued.door.value, "wish": change.wish, "expires_at": issued.expires_at}
    # Whoever sits down is a player by now, and so has a row in users.
    connection.execute(_ISSUE, row | {"code": issued.round, "user": issued.user.id if issued.user else None})


@write.register
def _(change: WishSettled, connection: Connection) -> None:
    user = find_user(connection, change.user)
    theirs = update(passes).where(passes.c.round_id == round_key(change.round), passes.c.user_id == user)
    connection.execute(theirs.values(wish=""))
