"""A round whose database cannot store: it waits, says so once, and goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app import FAILED_REST, Bot
from bot.shelf import Shelf
from bot.store.engine.errors import StoreUnavailableError
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.trivia.classroom import Classroom, Luck


@pytest.fixture
def room(shelf: Shelf, tmp_path: Path) -> Iterator[Classroom]:
    """A class on SQLite, in a round whose first question is open."""
    with Store.open(tmp_path / "bot.db") as store:
        room = Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS))
        room.ask("/trivia start number:1")
        room.wait(6)
        yield room


def limit(store: Store, pages: int) -> None:
    """Let the database have no more than so many pages, as a disk does that is full."""

    def job(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    store.run(job)


def fill(store: Store) -> None:
    """Use up what is left in the file's free pages."""
    store.run(lambda connection: connection.exec_driver_sql("CREATE TABLE filler (content BLOB)"))
    limit(store, 1)
    with suppress(StoreUnavailableError):
        for _ in range(1000):
            store.run(lambda connection: connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(500))"))


def test_a_full_disk_is_tried_every_two_seconds_and_told_once(
    room: Classroom, caplog: pytest.LogCaptureFixture
) -> None:
    store = room.bot.store
    nudges: list[int] = []
    room.bot.on_stored = lambda: nudges.append(1)
    fill(store)
    due = room.bot.step_rounds(room.now)
    tries = 0
    with caplog.at_level(logging.WARNING):
        while due and tries < 50:
            tries += 1
            room.now = max(room.now, due)
            due = room.bot.step_rounds(room.now)
            if tries <= 2:
                # What fits into the file's last page is stored still.
                nudges.clear()
                continue
            assert due
            assert due >= room.now + FAILED_REST

    assert nudges == []
    assert len([record for record in caplog.records if "store is out of reach" in record.getMessage()]) == 1
    assert len(caplog.records) < 4


def test_with_room_again_the_round_goes_on(room: Classroom) -> None:
    store = room.bot.store
    fill(store)
    room.wait(60)
    limit(store, 1_000_000)
    room.wait(120)

    assert room.titles()[-1] == "The round is over"
