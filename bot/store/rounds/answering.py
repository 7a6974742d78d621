"""One answer as it is taken: a class answers within the same second, so this takes few statements, ready-made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Connection, Executable, RowMapping, String, and_, bindparam, select, text

from bot.chat import User
from bot.store.area import Reads
from bot.store.changes import write
from bot.store.rounds.rounds import ANSWERS, PLAYERS, ROUND, answers, players, rounds, started_of
from bot.store.schema import Moment, users
from bot.trivia.plan import Mode
from bot.trivia.records import Answered, Joined, Started

_me = users.alias("me")
_CODE, _USER, _ID = bindparam("code", type_=String), bindparam("user", type_=String), bindparam("id", type_=BigInteger)
_ROUND = (
    ROUND.add_columns(_me.c.id.label("me"))
    .outerjoin(_me, and_(_me.c.community_id == rounds.c.community_id, _me.c.external_id == _USER))
    .where(rounds.c.code == _CODE)
)
# Answers wait for one another only where the first right one counts; moving the round waits for them all.
_TOGETHER = _ROUND.where(rounds.c.mode != Mode.FIRST).with_for_update(read=True, of=rounds)
_ALONE = _ROUND.where(rounds.c.mode == Mode.FIRST).with_for_update(of=rounds)
_PLAYERS, _ANSWERS = PLAYERS.where(players.c.round_id == _ID), ANSWERS.where(answers.c.round_id == _ID)
_theirs = and_(answers.c.round_id == players.c.round_id, answers.c.user_id == players.c.user_id)
# One row for each answer, or one where there is none.
_MINE = (
    select(players.c.name, players.c.team, players.c.extra, players.c.since, players.c.removed_at)
    .add_columns(answers.c.question, answers.c.at, answers.c.choice, answers.c.text, answers.c.is_right)
    .add_columns(users.c.external_id.label("user"))
    .join_from(players, users)
    .outerjoin(answers, _theirs)
    .where(players.c.round_id == _ID, players.c.user_id == bindparam("me", type_=BigInteger))
    .order_by(answers.c.id)
)

_IN_ROUND = (
    "FROM rounds r JOIN users u ON u.community_id = r.community_id AND u.external_id = :user WHERE r.code = :code"
)
_MAKE_USER = text(
    "INSERT INTO users (community_id, external_id) SELECT r.community_id, :user FROM rounds r WHERE r.code = :code"
    " ON CONFLICT DO NOTHING"
)
_JOIN = text(
    "INSERT INTO players (round_id, user_id, name, team, extra, since, at)"
    " SELECT r.id, u.id, :name, :team, :extra, :since, :at"
    f" {_IN_ROUND} ON CONFLICT (round_id, user_id)"
    " DO UPDATE SET name = excluded.name, team = excluded.team, extra = excluded.extra"
).bindparams(bindparam("extra", type_=BigInteger), bindparam("since", type_=BigInteger), bindparam("at", type_=Moment))
_ANSWER = (
    "INSERT INTO answers (round_id, user_id, question, at, choice, text, is_right)"
    f" SELECT r.id, u.id, :question, :at, :choice, :text, CAST(:is_right AS BOOLEAN) {_IN_ROUND}"
    " ON CONFLICT (round_id, question, user_id) DO"
)
_ONCE = text(f"{_ANSWER} NOTHING").bindparams(bindparam("at", type_=Moment))
_AGAIN = text(
    f"{_ANSWER} UPDATE SET at = excluded.at, choice = excluded.choice, text = excluded.text,"
    " is_right = excluded.is_right"
).bindparams(bindparam("at", type_=Moment))


class StoredAnswering(Reads):
    """Reads what an answer is judged by."""

    def round_to_answer(self, code: str, user: User) -> Started | None:
        """Return a round with one person as its player, and their answers.

        It has all players where that person has not joined a round of teams, and all answers too where only the first
        right one counts. None for a round of another community: to know a code gives no right.
        """
        values = {"code": code, "user": user.id}
        row = self._row(_TOGETHER, values) or self._row(_ALONE, values)
        if row is None or (row["platform"], row["community"]) != (user.platform, user.community):
            return None
        if row["mode"] == Mode.FIRST:
            return started_of(row, row["state"], self._rows(_PLAYERS, row), self._rows(_ANSWERS, row))
        mine = self._rows(_MINE, row) if row["me"] else ()
        started = started_of(row, row["state"], mine[:1], [answer for answer in mine if answer["at"]])
        if mine or not started.round.plan.teams:
            return started
        return started_of(row, row["state"], self._rows(_PLAYERS, row), ())

    def _row(self, query: Executable, values: Mapping[str, str]) -> RowMapping | None:
        return self.connection.execute(query, values).mappings().first()

    def _rows(self, query: Executable, row: RowMapping) -> Sequence[RowMapping]:
        return self.connection.execute(query, {"id": row["id"], "me": row["me"]}).mappings().all()


@write.register
def _(change: Joined, connection: Connection) -> None:
    player, who = change.player, {"code": change.round, "user": change.user.id}
    connection.execute(_MAKE_USER, who)
    extra = int(player.extra.total_seconds())
    row = {"name": player.name, "team": player.team, "extra": extra, "since": player.since, "at": change.at}
    connection.execute(_JOIN, who | row)


@write.register
def _(change: Answered, connection: Connection) -> None:
    answer = change.answer
    row = {
        "code": change.round,
        "user": change.user.id,
        "question": answer.question,
        "at": answer.at,
        "choice": answer.choice,
        "text": answer.text,
        "is_right": answer.is_right,
    }
    connection.execute(_AGAIN if change.replaces else _ONCE, row)
