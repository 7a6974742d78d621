"""A round in a chat that some play in browsers: what the chat is told of them, and that nobody ever writes to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Bot
from bot.rooms import Rooms
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.seats import WEB, Naming, Room
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.trivia.classroom import Classroom, Luck

START = "/trivia start number:2 board:yes lobby:5"
# Whatever a host, a moderator or a pupil may ask about a round and who plays in it.
LINES = (
    "/trivia standings", "/trivia report", "/trivia report xlsx", "/trivia accept 1", "/trivia rename 1 Robin",
    "/trivia extra Robin 15", "/trivia extra 2 0", "/trivia lock", "/trivia pause", "/trivia resume", "/trivia skip",
    "/trivia board", "/trivia remove 1", "/trivia stop", "/trivia leaderboard", "/trivia review", "/trivia again",
    "/privacy show", "/moderators list", "/audit", "/report list", "/study missed:yes", "/schedule list",
)  # fmt: skip


@pytest.fixture
def classroom(shelf: Shelf, tmp_path: Path) -> Iterator[Classroom]:
    """A classroom whose bot has an address for browsers."""
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS, address="https://class.example"))


def room(classroom: Classroom) -> Room:
    """Return the room of the round that was started last."""
    code = classroom.started().round.id
    found = classroom.bot.store.read(lambda records: records.room_of(code))
    assert found
    return found


def sit(classroom: Classroom, name: str = "") -> str:
    """Take a seat in a browser, and return its user's id."""
    rooms = Rooms(classroom.bot.store)
    token = rooms.sit(room(classroom).code, name, classroom.now).result()
    seat = rooms.pass_of(token).result()
    assert seat
    assert seat.user
    return seat.user.id


def test_the_chat_is_told_how_many_play_in_browsers(classroom: Classroom) -> None:
    classroom.ask(START)
    seats = [sit(classroom), sit(classroom)]
    classroom.wait(6)
    classroom.answers(right=f"ann {seats[0]}", wrong=seats[1])
    classroom.finish()

    told = "2 of the players are in a browser."
    assert told in classroom.posts()[1].notes
    assert told in classroom.ask("/trivia standings").notes


def test_who_plays_in_a_browser_and_who_in_the_chat_have_one_table(classroom: Classroom) -> None:
    classroom.ask(START)
    seat = sit(classroom)
    classroom.play_on(right=f"ann {seat}", wrong="bob")

    assert [field.name for field in classroom.posts()[-1].fields] == ["=1. Player 1", "=1. Player 2"]


def test_nothing_that_is_said_names_a_seat_by_its_id_and_nothing_is_written_to_one(classroom: Classroom) -> None:
    classroom.ask(START)
    seat = sit(classroom)
    classroom.wait(6)
    classroom.answers(right=seat, wrong="ann")
    classroom.finish()
    replies = [classroom.ask(line, who, is_moderator=True) for line in LINES for who in ("teacher", "ann")]
    classroom.wait(100_000)

    said = str([*replies, *classroom.posts()]) + "".join(
        file.content.decode("utf-8", "replace") for reply in replies for file in reply.files
    )
    assert "Player 1" in said
    assert WEB not in said
    query = text("SELECT external_id FROM channels")
    channels = classroom.bot.store.read(lambda records: records.connection.execute(query).scalars().all())
    assert [one for one in channels if WEB in one] == []


def test_another_round_keeps_code_names_and_seats(classroom: Classroom) -> None:
    classroom.ask(START)
    classroom.ask("/trivia board names:animals")
    seat, before = sit(classroom, "Brave Fox"), room(classroom)
    classroom.play_on(right=f"ann {seat}")
    reply = classroom.ask("/trivia again")

    after = room(classroom)
    assert (after.code, after.naming) == (before.code, Naming.ANIMALS)
    assert after.round == classroom.started().round.id != before.round
    assert f"code {before.code}" in reply.fields[-1].value
    players = {player.id: player.name for player in classroom.started().round.players}
    assert players == {"ann": "", seat: "Brave Fox"}


def test_whoever_was_removed_has_no_seat_in_the_next_round(classroom: Classroom) -> None:
    classroom.ask(START)
    out, kept = sit(classroom), sit(classroom)
    classroom.play_on(right=f"ann {out} {kept}")
    classroom.ask("/trivia remove 1")
    classroom.ask("/trivia again")

    code = room(classroom).round
    assert [player.id for player in classroom.started().round.players] == [kept, "ann"]
    seats = classroom.bot.store.read(lambda records: records.seats(code))
    assert [one.user for one in seats] == [kept]


def test_the_host_gives_a_list_of_names_in_the_chat(classroom: Classroom) -> None:
    classroom.ask(START)
    assert "names are missing" in classroom.ask("/trivia board names:list").text
    classroom.ask('/trivia board people:"Ada Marsh, Bob; Ada Marsh"')

    assert (room(classroom).naming, room(classroom).names) == (Naming.LIST, ("Ada Marsh", "Bob"))
    sit(classroom, "Bob")
    assert [player.name for player in classroom.started().round.players] == ["Bob"]


def test_a_list_is_kept_with_new_links_and_gone_with_another_way_of_naming(classroom: Classroom) -> None:
    classroom.ask(START)
    classroom.ask('/trivia board names:list people:"Ada, Bob"')
    classroom.ask("/trivia board")
    assert room(classroom).names == ("Ada", "Bob")
    classroom.ask("/trivia board names:number")

    assert (room(classroom).naming, room(classroom).names) == (Naming.NUMBER, ())
