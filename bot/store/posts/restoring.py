"""After a restored backup: whatever was due since it was made may have been posted, so it is in doubt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from bot.frozen import Frozen
from bot.schedule.delivery import Purpose
from bot.schedule.reasons import Reason
from bot.store.rounds.rounds import LIVE
from bot.store.schema import milliseconds

# As if a process had claimed them and died: whoever serves the platform next reads back, or asks the moderators.
_DOUBT = text(
    "UPDATE deliveries SET state = 'sending', attempt = attempt + 1, lease_owner = 'restored', lease_until = :now,"
    " first_call_at = coalesce(first_call_at, due_at), error = ''"
    f" WHERE state IN ('waiting', 'ready', 'sending') AND due_at <= :now AND purpose IN ('{Purpose.POST}',"
    f" '{Purpose.ANSWER}')"
)
# What was for a moment that is gone: a question of a round and its edit, a reminder, a post shown to moderators before
# its time.
_DROP = text(
    f"UPDATE deliveries SET state = 'cancelled', error = '{Reason.MISSED}', done_at = :now, lease_owner = NULL,"
    " lease_until = NULL WHERE state IN ('ready', 'sending') AND due_at <= :now AND"
    f" (purpose IN ('{Purpose.ROUND}', '{Purpose.EDIT}', '{Purpose.REMINDER}')"
    f" OR purpose = '{Purpose.NOTICE}' AND expires_at <= :now)"
)
_END = text(f"UPDATE rounds SET ended_at = :now, due = NULL WHERE {LIVE}")


class Doubts(Frozen, frozen=True):
    """How many posts are in doubt, and how many trivia rounds were going on at the moment of the backup."""

    posts: int
    rounds: int


def doubt(connection: Connection, now: datetime) -> Doubts:
    """Mark due posts as perhaps posted, cancel what was only for a moment that is past, and end the rounds."""
    values = {"now": milliseconds(now)}
    connection.execute(_DROP, values)
    posts = connection.execute(_DOUBT, values).rowcount
    return Doubts(posts, connection.execute(_END, values).rowcount)
