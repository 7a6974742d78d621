"""Trivia rounds: what was planned, where each stands, who plays, and every answer as a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    ScalarSelect,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    text,
)

from bot.chat import Channel, User
from bot.store.area import Reads
from bot.store.keys import find_channel
from bot.store.schema import (
    Key,
    Moment,
    channels,
    communities,
    community_column,
    id_column,
    metadata,
    partial_index,
    user_column,
    users,
)
from bot.trivia.plan import Answer, Mode, Plan, Player
from bot.trivia.records import Started
from bot.trivia.round import ALL_ANSWERED, ATTENTION, Phase, Round, State

LIVE = text(f"ended_at IS NULL AND mode <> '{Mode.OWN}'")

rounds = Table(
    "rounds",
    metadata,
    id_column(),
    community_column(),
    Column("channel_id", Key, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    user_column("host_id"),
    Column("code", String, nullable=False, unique=True),
    Column("mode", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due", Moment, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("ended_at", Moment, index=True),
    Index("ix_rounds_channel_id_id", "channel_id", "id"),
    Index("ix_rounds_community_id", "community_id"),
    # Whatever two processes decide at the same moment, a channel has one round that runs.
    partial_index("uq_rounds_live", "channel_id", unique=True, where=LIVE),
)


def round_column(*, is_key: bool = False) -> Column[int]:
    """Return a reference to a round, with which the row goes."""
    return Column("round_id", Key, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=is_key, nullable=False)


players = Table(
    "players",
    metadata,
    id_column(),
    round_column(),
    user_column("user_id"),
    Column("name", String, nullable=False),
    Column("team", String, nullable=False),
    Column("extra", Integer, nullable=False),
    Column("since", Integer, nullable=False, server_default="0"),
    # Who was removed stays, so that the next press does not bring them back.
    Column("removed_at", Moment),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("round_id", "user_id"),
)

answers = Table(
    "answers",
    metadata,
    id_column(),
    round_column(),
    user_column("user_id"),
    Column("question", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("choice", Integer, nullable=False),
    Column("text", String, nullable=False),
    Column("is_right", Boolean),
    UniqueConstraint("round_id", "question", "user_id"),
)

ROUND = (
    select(
        rounds,
        users.c.external_id.label("host"),
        channels.c.external_id.label("channel"),
        communities.c.external_id.label("community"),
        communities.c.platform,
    )
    .join_from(rounds, users, rounds.c.host_id == users.c.id)
    .join(channels, rounds.c.channel_id == channels.c.id)
    .join(communities, rounds.c.community_id == communities.c.id)
)
PLAYERS = (
    select(players, users.c.external_id.label("user"))
    .join_from(players, users)
    .order_by(players.c.round_id, players.c.id)
)
ANSWERS = select(answers, users.c.external_id.label("user")).join_from(answers, users).order_by(answers.c.id)


def _all_have_answered() -> ColumnElement[bool]:
    """Return the condition that no answer to the open question is awaited any more, as `Round.is_complete` has it.

    The open question's number is in the state alone: if anybody has answered it, it is the last that has answers.
    """
    given, lately, latest = answers.alias(), answers.alias(), answers.alias()
    question = select(func.max(latest.c.question)).where(latest.c.round_id == rounds.c.id).scalar_subquery()
    first = question - ATTENTION
    theirs = and_(lately.c.round_id == rounds.c.id, lately.c.user_id == players.c.user_id, lately.c.question >= first)
    has_answered = exists().where(
        given.c.round_id == rounds.c.id, given.c.user_id == players.c.user_id, given.c.question == question
    )
    is_active = or_(first < 0, players.c.since > first, exists().where(theirs))
    waits_for = exists().where(
        players.c.round_id == rounds.c.id, players.c.removed_at.is_(None), is_active, ~has_answered
    )
    is_open = rounds.c.state.like(
        literal(f'{{"phase":"{Phase.OPEN}"%"question":').concat(cast(question, String)).concat(",%")
    )
    return and_(rounds.c.ended_at.is_(None), rounds.c.mode != Mode.OWN, is_open, ~waits_for)


ALL_HAVE_ANSWERED = _all_have_answered()


def round_key(code: str) -> ScalarSelect[int]:
    """Return the key of the round that a code names, as part of a statement."""
    return select(rounds.c.id).where(rounds.c.code == code).scalar_subquery()


def host_of(connection: Connection, code: str) -> User | None:
    """Return who started a round, None where there is no such round, or they are forgotten."""
    shown = select(communities.c.platform, communities.c.external_id, users.c.external_id)
    joined = shown.join_from(rounds, users, rounds.c.host_id == users.c.id)
    query = joined.join(communities, rounds.c.community_id == communities.c.id).where(rounds.c.code == code)
    row = connection.execute(query).first()
    return User(*row) if row and row[2] else None


class StoredRounds(Reads):
    """Reads of the rounds. A round that is read to be moved is locked until the transaction ends."""

    def running(self, channel: Channel) -> Started | None:
        """Return the round that runs in a channel, to be moved; else one at everyone's own tempo; else None."""
        key = find_channel(self.connection, channel)
        query = ROUND.where(rounds.c.channel_id == key, rounds.c.ended_at.is_(None))
        return self._locked(query.order_by(rounds.c.mode == Mode.OWN, rounds.c.id.desc()))

    def running_code(self, channel: Channel) -> str | None:
        """Return the id of the round that runs in a channel, None when none does; it is not locked."""
        key = find_channel(self.connection, channel)
        live = select(rounds.c.code).where(rounds.c.channel_id == key, rounds.c.ended_at.is_(None))
        return self.connection.execute(live.where(rounds.c.mode != Mode.OWN)).scalar()

    def latest(self, channel: Channel) -> Started | None:
        """Return the round that was started last in a channel, running or over; None when there was none."""
        return self._locked(self._latest(channel))

    def glimpsed(self, channel: Channel) -> Started | None:
        """Return the round that was started last in a channel, only to be looked at: it is not locked."""
        return self._first(self._latest(channel))

    def round(self, code: str) -> Started | None:
        """Return a round with all that was answered, to be moved; None for one that is not there."""
        return self._locked(ROUND.where(rounds.c.code == code))

    def due_rounds(self, now: datetime) -> Sequence[tuple[str, Channel, User, str]]:
        """Return the rounds in which something is due by now, longest due first: code, channel, host and language.

        Among them are those whose open question everybody has answered, which their `due` does not say yet.
        """
        is_complete = and_(rounds.c.due > now + ALL_ANSWERED, ALL_HAVE_ANSWERED)
        query = ROUND.where(or_(rounds.c.due <= now, is_complete)).order_by(rounds.c.due).limit(200)
        rows = self.connection.execute(query).mappings()
        return tuple((row["code"], _channel(row), _host(row), _plan(row).locale) for row in rows)

    def next_due(self) -> datetime | None:
        """Return when something is due in some round; None when no round waits."""
        return self.connection.execute(select(func.min(rounds.c.due))).scalar()

    def _latest(self, channel: Channel) -> Select[*tuple[object, ...]]:
        key = find_channel(self.connection, channel)
        return ROUND.where(rounds.c.channel_id == key).order_by(rounds.c.id.desc())

    def _locked(self, query: Select[*tuple[object, ...]]) -> Started | None:
        return self._first(query.with_for_update(of=rounds))

    def _first(self, query: Select[*tuple[object, ...]]) -> Started | None:
        row = self.connection.execute(query.limit(1)).mappings().first()
        if row is None:
            return None
        playing = self.connection.execute(PLAYERS.where(players.c.round_id == row["id"])).mappings()
        given = self.connection.execute(ANSWERS.where(answers.c.round_id == row["id"])).mappings()
        return started_of(row, row["state"], tuple(playing), tuple(given))


def started_of(row: RowMapping, state: str, playing: Sequence[RowMapping], given: Sequence[RowMapping]) -> Started:
    """Return a round as its rows have it."""
    # The number of somebody who was removed is not given to another.
    numbered = tuple((seat, _player(seat, number)) for number, seat in enumerate(playing, 1))
    current = Round(
        row["code"],
        _plan(row),
        msgspec.json.decode(state, type=State),
        tuple(player for seat, player in numbered if seat["removed_at"] is None),
        tuple(_answer(answer) for answer in given),
        tuple(player.id for seat, player in numbered if seat["removed_at"] is not None),
    )
    return Started(current, _channel(row), _host(row), row["at"], row["ended_at"])


def _plan(row: RowMapping) -> Plan:
    return msgspec.json.decode(row["plan"], type=Plan)


def _channel(row: RowMapping) -> Channel:
    return Channel(row["platform"], row["community"], row["channel"])


def _host(row: RowMapping) -> User:
    return User(row["platform"], row["community"], row["host"] or "")


def _player(row: RowMapping, number: int) -> Player:
    return Player(row["user"] or "", number, row["name"], row["team"], timedelta(seconds=row["extra"]), row["since"])


def _answer(row: RowMapping) -> Answer:
    return Answer(row["user"] or "", row["question"], row["at"], row["choice"], row["text"], row["is_right"])
