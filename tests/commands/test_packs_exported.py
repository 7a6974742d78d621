"""/packs export: a pack goes out again, for those who may have it."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.app import Bot
from bot.files.waiting import MOST_OF_ONE
from bot.trivia.formats.known import read
from bot.trivia.formats.readers import WRITTEN
from tests.commands.asking import TEACHER, as_pupil, as_teacher
from tests.commands.packing import OPINIONS, aiken, gated, imported
from tests.saltmarsh import request
from tests.trivia.classroom import Classroom


def test_a_file_that_is_handed_out_waits_for_none_that_is_being_read(bot: Bot) -> None:
    gate = threading.Event()
    sent = replace(request("packs import", user=TEACHER, is_moderator=True), attachment=gated(gate))
    reading = [bot.submit(sent) for _ in range(MOST_OF_ONE)]

    assert bot.submit(request("packs export", {"pack": "saltmarsh"}, is_moderator=True)).result(60).files
    gate.set()
    assert all(answer.result().is_error for answer in reading)


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_a_pack_is_exported_and_read_back(bot: Bot, kind: str) -> None:
    imported(bot)

    said = as_teacher(bot, f"/packs export walls {kind}")

    (file,) = said.files
    assert file.name == f"walls{WRITTEN[kind]}"
    assert said.text.startswith("2 questions are in the file.")
    assert {one.answer for one in read(file.name, file.content, kind).questions} == {"Ada Marsh", "1930"}


def test_whoever_writes_and_whoever_exports_do_not_wait_for_each_other(bot: Bot) -> None:
    begun, over = threading.Event(), threading.Event()

    def write(connection: Connection) -> None:
        begun.set()
        over.wait()

    writing = bot.store.start(write)
    try:
        begun.wait()
        asked = request("packs export", {"pack": "saltmarsh"}, user=TEACHER, is_moderator=True)
        assert bot.submit(asked).result(timeout=60).files
    finally:
        over.set()
    writing.result()


def test_an_installed_pack_is_exported_too(bot: Bot) -> None:
    (file,) = as_teacher(bot, "/packs export saltmarsh").files

    assert b"Who was the first mayor of Saltmarsh?" in file.content


def test_who_neither_hosts_nor_moderates_exports_nothing(bot: Bot) -> None:
    assert as_pupil(bot, "/packs export saltmarsh").is_error


def test_the_host_of_a_round_exports_the_pack_that_was_played_and_no_other_of_the_community_s(bot: Bot) -> None:
    imported(bot)
    imported(bot, aiken(3), "others.txt")
    classroom = Classroom(bot)
    classroom.ask("/trivia start pack:walls number:1", "ann")

    assert classroom.ask("/packs export saltmarsh", "ann").files
    assert classroom.ask("/packs export walls", "ann").files
    assert "Only moderators" in classroom.ask("/packs export others", "ann").text
    assert classroom.ask("/packs export saltmarsh", "bob").is_error
    assert classroom.ask("/packs export walls", "bob").is_error


def test_opinions_come_back_as_they_were_and_are_counted_where_they_cannot(bot: Bot) -> None:
    imported(bot, OPINIONS, "mood.csv")

    (table,) = as_teacher(bot, "/packs export mood").files
    assert [one.choices for one in read("x.csv", table.content).questions] == [("Much", "A little"), ("Yes", "No")]
    assert "2 were left out" in as_teacher(bot, "/packs export mood gift").text
