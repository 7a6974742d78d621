"""A round whose database cannot store: it waits, says so once, and goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app import FAILED_REST, Bot
from bot.chat import Attachment
from bot.shelf import Shelf
from bot.store.engine.errors import StoreUnavailableError
from bot.store.store import Store
from tests.commands.asking import TEACHER
from tests.platforms import PLATFORMS
from tests.saltmarsh import request
from tests.trivia.classroom import Classroom, Luck


@pytest.fixture
def room(shelf: Shelf, tmp_path: Path) -> Iterator[Classroom]:
    """A class on SQLite, in a round of ten questions."""
    with Store.open(tmp_path / "bot.db") as store:
        room = Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS))
        room.ask("/trivia start number:10")
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
    moments: list[timedelta] = []
    with caplog.at_level(logging.WARNING):
        while len(moments) < 50 and (due := room.bot.step_rounds(room.now)):
            if caplog.records:
                moments.append(due - room.now)
                # What only reads succeeds, and makes nothing well.
                room.ask("/packs list")
            else:
                # What fits into the last page of a table is stored still.
                nudges.clear()
            room.now = max(room.now, due)

    assert set(moments) == {FAILED_REST}
    assert nudges == []
    assert [record.getMessage()[:25] for record in caplog.records] == ["the store is out of reach"]


def test_a_file_that_cannot_be_kept_for_want_of_room_is_told_so(room: Classroom) -> None:
    fill(room.bot.store)
    asked = request("packs import", user=TEACHER, is_moderator=True)
    questions = "".join(f"Question {number}?\nA. Right\nB. Wrong\nANSWER: A\n\n" for number in range(200))

    said = room.bot.handle(replace(asked, attachment=Attachment("many.txt", questions.encode())))

    assert "no room left" in said.text


def test_with_room_again_the_round_goes_on(room: Classroom) -> None:
    store = room.bot.store
    fill(store)
    room.wait(300)
    limit(store, 1_000_000)
    room.wait(900)

    assert room.titles().count("The round is over") == 1
