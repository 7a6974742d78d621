"""How many statements the outbox needs: as many for many posts as for two, for each may have to cross a network."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bot.chat import Channel, Rate
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, Result
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.schedule.deeds import HOUR, MORNING, NINE, QUIZ, make

MANY, TWO = 30, 2


@pytest.fixture
def ran() -> Iterator[list[str]]:
    """What SQLite runs on connections that are made from now on; PostgreSQL is sent the same."""
    texts: list[str] = []

    def trace(connection: sqlite3.Connection, record: object) -> None:
        connection.set_trace_callback(texts.append)

    event.listen(Engine, "connect", trace)
    yield texts
    event.remove(Engine, "connect", trace)


def counts(number: int, ran: list[str], path: Path, shelf: Shelf) -> tuple[int, int, int]:
    """Return how many statements it takes to plan so many posts, to claim them, and to store that they were sent."""
    platforms = {"discord": replace(PLATFORMS["discord"], rate=Rate(1000.0, 100, timedelta()))}
    with Store.open(blank(path)) as store:
        outbox = Outbox(store, shelf, "one", platforms, 100)
        for each in range(number):
            make(store, NINE if each % 2 else QUIZ, channel=Channel("discord", f"school {each}", "room"))
        outbox.plan(MORNING - HOUR)
        ran.clear()
        outbox.plan(MORNING)
        planning = len(ran)
        ran.clear()
        # They are late, which each of them says.
        claimed = outbox.claim(MORNING + HOUR, ["discord"]).deliveries
        claiming = len(ran)
        ran.clear()
        outbox.settle([Result(one, End.SENT, "4711") for one in claimed], MORNING + HOUR)
        assert len(claimed) == number
        return planning, claiming, len(ran)


def test_many_posts_are_planned_claimed_and_settled_by_as_many_statements_as_two(
    ran: list[str], tmp_path: Path, shelf: Shelf
) -> None:
    few, many = (counts(number, ran, tmp_path / f"{number}.db", shelf) for number in (TWO, MANY))

    assert many == few
    # Beginnings and ends of transactions are counted too; the first claim makes the platform's bucket.
    assert many == (22, 14, 4)
