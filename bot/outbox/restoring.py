"""Takes up a restored backup: plans again what was due since it was made, and marks all of that as in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.chat import Platform
from bot.outbox.outbox import Outbox
from bot.shelf import Shelf
from bot.store.posts import agenda, restoring
from bot.store.posts.restoring import Doubts
from bot.store.store import Store

# The planner posts only the latest of several dates that have passed: in steps this short each is planned.
STEP = timedelta(minutes=15)


def take_up(store: Store, shelf: Shelf, platforms: Mapping[str, Platform], now: datetime) -> Doubts:
    """Plan every date up to now, mark what may have been posted, and return it; blocks for the database.

    No other process may be using the database. Afterwards the planner goes on with the next date.
    """
    outbox = Outbox(store, shelf, "restored", platforms)
    at = store.read(lambda records: agenda.plan_at(records.connection))
    while at is not None and at <= now:
        moment = at
        at = outbox.plan(moment)
        if at is not None and at > moment:
            at = at if at > now else max(at, min(moment + STEP, now))
    return store.run(lambda connection: restoring.doubt(connection, now))
