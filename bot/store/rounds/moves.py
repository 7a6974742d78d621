"""Writes what happens in a round: its start, its moves, who joins, what is answered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, update

from bot.store.area import Area, Personal, Retention
from bot.store.changes import write
from bot.store.keys import channel_key, find_user, user_keys
from bot.store.rounds.results import results, write_results
from bot.store.rounds.rooms import rooms
from bot.store.rounds.rounds import answers, players, round_key, rounds
from bot.store.schema import as_json
from bot.trivia.records import Accepted, Moved, Removed, Renamed, Started
from bot.trivia.round import Round

AREA = Area(
    personal=(
        Personal("round", rounds.c.host_id, (rounds.c.at, rounds.c.mode), is_erased=False),
        Personal("player", players.c.user_id, (players.c.at, players.c.name, players.c.team), is_erased=True),
        Personal(
            "answer",
            answers.c.user_id,
            (answers.c.at, answers.c.question, answers.c.choice, answers.c.text, answers.c.is_right),
            is_erased=True,
        ),
    ),
    retention=(
        Retention(answers.c.at, timedelta(days=90)),
        Retention(players.c.at, timedelta(days=365)),
        Retention(rounds.c.at, timedelta(days=365), batch=50),
    ),
)


@write.register
def _(change: Started, connection: Connection) -> None:
    community, host = user_keys(connection, change.host)
    row = {
        "community_id": community,
        "channel_id": channel_key(connection, change.channel),
        "host_id": host,
        "code": change.round.id,
        "mode": change.round.plan.mode.value,
        "plan": as_json(change.round.plan),
        "at": change.at,
        **_state(change.round),
    }
    connection.execute(insert(rounds).inline(), row)


@write.register
def _(change: Moved, connection: Connection) -> None:
    row = _state(change.round)
    if change.round.is_over:
        row["ended_at"] = change.at
    connection.execute(update(rounds).where(rounds.c.code == change.round.id), row)
    if change.round.is_over:
        # A class's list is needed for no longer than names are chosen from it.
        connection.execute(update(rooms).where(rooms.c.round_id == round_key(change.round.id)).values(names="[]"))
        write_results(connection, change.round, change.at)


@write.register
def _(change: Renamed, connection: Connection) -> None:
    key, user = round_key(change.round), find_user(connection, change.user)
    for table in (players, results):
        theirs = update(table).where(table.c.round_id == key, table.c.user_id == user)
        connection.execute(theirs.values(name=change.name))


@write.register
def _(change: Removed, connection: Connection) -> None:
    key, user = round_key(change.round), find_user(connection, change.user)
    for table in (answers, results):
        connection.execute(delete(table).where(table.c.round_id == key, table.c.user_id == user))
    theirs = update(players).where(players.c.round_id == key, players.c.user_id == user)
    connection.execute(theirs.values(removed_at=change.at, name=""))


@write.register
def _(change: Accepted, connection: Connection) -> None:
    given = answers.c.round_id == round_key(change.round)
    for user in change.players:
        theirs = answers.c.user_id == find_user(connection, user)
        counted = update(answers).where(given, theirs, answers.c.question == change.question)
        connection.execute(counted.values(is_right=True))


def _state(current: Round) -> dict[str, object]:
    return {"state": as_json(current.state), "due": current.state.due}
