"""What rounds leave behind: everybody's results for leaderboards, and how hard each question turned out to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from bot.chat import Channel, User
from bot.community import Community
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert as upsert, keep
from bot.store.keys import community_key, find_channel, find_community, find_user
from bot.store.rounds.rounds import answers, players, round_column, rounds
from bot.store.schema import EPOCH, Key, Moment, community_column, id_column, metadata, user_column, users
from bot.trivia.plan import Answer, Plan
from bot.trivia.records import Missed, Score, SeasonBegun
from bot.trivia.round import Round
from bot.trivia.standings import standings

results = Table(
    "results",
    metadata,
    id_column(),
    community_column(),
    Column("channel_id", Key, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False, index=True),
    round_column(),
    user_column("user_id"),
    Column("at", Moment, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("right", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    UniqueConstraint("round_id", "user_id"),
    Index("ix_results_community_id_at", "community_id", "at"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("question", String, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("right", Integer, nullable=False),
)

_MEASURED = select(tallies).where(tallies.c.question.in_(bindparam("questions", expanding=True)))

seasons = Table("seasons", metadata, community_column(is_key=True), Column("since", Moment, nullable=False))

_SHOWN = (results.c.at, results.c.name, results.c.right, results.c.answered)
AREA = Area(
    personal=(Personal("result", results.c.user_id, _SHOWN, is_erased=True),),
    retention=(Retention(results.c.at, timedelta(days=365)),),
)
MOST_REVIEWED = 20


class StoredResults(Reads):
    """Reads of what came of rounds."""

    def leaderboard(self, community: Community, channel: Channel | None, limit: int) -> Sequence[Score]:
        """Return the best of the season, in one channel or the whole community."""
        key = find_community(self.connection, community)
        since = self.connection.execute(select(seasons.c.since).where(seasons.c.community_id == key)).scalar()
        right, answered, number = func.sum(results.c.right), func.sum(results.c.answered), func.count()
        query = (
            select(users.c.external_id, func.max(results.c.name), right, answered, number)
            .join_from(results, users)
            .where(results.c.community_id == key, results.c.at >= (since or EPOCH))
            .group_by(users.c.id, users.c.external_id)
            .order_by(right.desc(), answered, users.c.id)
            .limit(limit)
        )
        if channel is not None:
            query = query.where(results.c.channel_id == find_channel(self.connection, channel))
        rows = self.connection.execute(query)
        return tuple(Score(_user(community, id), name, int(r), int(a), number) for id, name, r, a, number in rows)

    def missed(self, user: User) -> Sequence[Missed]:
        """Return the questions that a person answered wrongly in rounds that are over, latest first."""
        query = (
            select(answers, rounds.c.plan)
            .join_from(answers, rounds)
            .where(answers.c.user_id == find_user(self.connection, user), answers.c.is_right.is_(False))
            .where(rounds.c.ended_at.is_not(None))
            .order_by(answers.c.id.desc())
            .limit(MOST_REVIEWED)
        )
        return tuple(
            Missed(
                msgspec.json.decode(row["plan"], type=Plan).questions[row["question"]],
                Answer(user.id, row["question"], row["at"], row["choice"], row["text"], False),
            )
            for row in self.connection.execute(query).mappings()
        )

    def measured(self, questions: Sequence[str]) -> Mapping[str, tuple[int, int]]:
        """Return how often each question was answered in all rounds, and how often rightly; none never asked."""
        rows = self.connection.execute(_MEASURED, {"questions": list(questions)})
        return {question: (answered, right) for question, answered, right in rows}


def write_results(connection: Connection, current: Round, at: datetime) -> None:
    """Write the results of a round that is over; called again after the host has accepted an answer."""
    row = connection.execute(select(rounds).where(rounds.c.code == current.id)).mappings().one()
    is_again = connection.execute(delete(results).where(results.c.round_id == row["id"])).rowcount > 0
    if not current.plan.is_scored:
        return
    keys = _keys(connection, row["id"])
    place = {name: row[name] for name in ("community_id", "channel_id")} | {"round_id": row["id"], "at": at}
    rows = [
        {**place, "user_id": keys[line.player.id], "name": line.player.name}
        | {"right": line.right, "answered": line.answered}
        for line in standings(current)
        if line.answered and line.player.id in keys
    ]
    if rows:
        connection.execute(insert(results).inline(), rows)
    if not is_again:
        _count(connection, current)


def _keys(connection: Connection, round_id: int) -> dict[str, int]:
    query = select(users.c.external_id, users.c.id).join_from(players, users).where(players.c.round_id == round_id)
    return {name: key for name, key in connection.execute(query) if name}


def _count(connection: Connection, current: Round) -> None:
    """Add a round's answers to what is known of its questions."""
    for number, asked in enumerate(current.plan.questions):
        given = current.answers_to(number)
        if given and number not in current.state.skipped:
            right = sum(bool(answer.is_right) for answer in given)
            statement = upsert(connection, tallies).values(question=asked.id, answered=len(given), right=right)
            added = {"answered": tallies.c.answered + len(given), "right": tallies.c.right + right}
            connection.execute(statement.on_conflict_do_update(index_elements=["question"], set_=added))


def _user(community: Community, id: str | None) -> User:
    return User(community.platform, community.id, id or "")


@write.register
def _(change: SeasonBegun, connection: Connection) -> None:
    key = {"community_id": community_key(connection, change.community)}
    keep(connection, seasons, key, {"since": change.at})
