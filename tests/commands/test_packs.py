"""/packs: a community's own questions come in, replace others and are removed, and none is dropped in silence."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, event, func, select

from bot.app import Bot
from bot.chat import Attachment, Channel, UsageError
from bot.files.waiting import MOST_OF_ONE
from bot.store.packs.imported import pieces
from bot.trivia.own import PIECE
from tests.commands.asking import TEACHER, as_pupil, as_teacher
from tests.commands.packing import CLUB, GIFT, TAGGED, aiken, gated, imported, packs, press, shown
from tests.saltmarsh import request

# What has to have happened before an example succeeds: tests/adapters/test_examples.py.
BEFORE = {"packs remove": ("/packs import name:grade-9", "press")}


def test_whose_files_are_being_read_sends_no_further_ones_and_keeps_nobody_else_waiting(bot: Bot) -> None:
    asked = request("packs import", user=TEACHER, is_moderator=True)
    elsewhere = replace(asked, user=CLUB, channel=Channel("console", "club", "room"))
    gate = threading.Event()
    sent = replace(asked, attachment=gated(gate))
    reading = [bot.submit(sent) for _ in range(MOST_OF_ONE)]

    assert "Several files are still being read" in bot.submit(sent).result().text
    with pytest.raises(UsageError, match="Several files"):
        bot.check(asked)
    bot.check(elsewhere)
    gate.set()
    assert all("larger than" in answer.result().text for answer in reading)
    bot.check(asked)


def test_a_file_becomes_a_pack_of_the_community(bot: Bot) -> None:
    said = imported(bot)

    assert "2 questions are in the pack “walls”." in said.text
    item = as_teacher(bot, "/packs list").items[0]
    assert (item.id, item.text, item.marks) == ("walls", "2 questions", ("this community's own",))
    assert [entry.text for entry in as_teacher(bot, "/audit").items] == ["teacher: walls: 2"]


def test_only_the_community_that_imported_it_has_it(bot: Bot) -> None:
    imported(bot)

    elsewhere = bot.handle(request("packs list", user=CLUB, channel=Channel("console", "club", "room")))

    assert [item.id for item in elsewhere.items] == ["saltmarsh"]
    assert as_pupil(bot, "/study pack:walls", user=CLUB).is_error


def test_a_pack_of_the_same_name_is_replaced_and_that_is_said_before_and_after(bot: Bot) -> None:
    imported(bot)

    reply = shown(bot, aiken(3), "walls.txt")
    assert "takes the place" in reply.text
    assert packs(bot) == {"walls": "2 questions"}

    assert "took the place" in press(bot, reply, "Import").text
    assert packs(bot) == {"walls": "3 questions"}


def test_two_thousand_questions_fit_and_one_more_does_not(bot: Bot) -> None:
    assert "2,000 questions are in" in imported(bot, aiken(2000), "many.txt").text

    said = imported(bot, aiken(2001), "more.txt")

    assert said.is_error
    assert "2,001 questions in the file; 2,000 fit" in said.text


def test_a_large_file_is_stored_in_many_short_transactions(bot: Bot) -> None:
    long = "".join(f"Who was number {n} of {'many ' * 40}?\nA. {'x' * 200}\nB. No\nANSWER: A\n\n" for n in range(900))
    commits: list[Connection] = []
    note = commits.append
    event.listen(Engine, "commit", note)
    try:
        shown(bot, long.encode(), "long.txt")
    finally:
        event.remove(Engine, "commit", note)

    sizes = bot.store.run(lambda connection: connection.execute(select(func.length(pieces.c.content))).scalars().all())
    assert len(commits) > len(sizes) > 3
    assert max(sizes) <= PIECE
    assert sum(sizes) > 3 * PIECE


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("big.csv", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("deck.docx", b"\xd0\xcf\x11\xe0", "save it as .xlsx or .csv"),
        ("book.xlsx", b"PK\x03\x04 nonsense", "book.xlsx cannot be read"),
        ("empty.csv", b"question,answer\r\n", "no question that can be taken over"),
        ("bad.json", b"\xff\x00", "cannot be read"),
        ("saltmarsh.txt", aiken(1), "A pack of facts is called “saltmarsh” already"),
        ("вопросы.txt", aiken(1), "Give the pack a name"),
    ],
)
def test_what_cannot_be_imported_says_why(bot: Bot, name: str, content: bytes, says: str) -> None:
    said = imported(bot, content, name)

    assert said.is_error
    assert says in said.text
    assert [item.id for item in as_teacher(bot, "/packs list").items] == ["saltmarsh"]


def test_without_a_file_it_says_what_to_do(bot: Bot) -> None:
    assert "Attach a file" in as_teacher(bot, "/packs import").text


def test_a_pack_can_be_given_a_name_and_a_format(bot: Bot) -> None:
    imported(bot, aiken(1), "вопросы.txt", name="Grade 9", format="aiken")

    item = as_teacher(bot, "/packs list").items[0]
    assert (item.id, item.title) == ("grade-9", "Grade 9")


def test_members_neither_import_nor_remove(bot: Bot) -> None:
    imported(bot)

    asked = replace(request("packs import"), attachment=Attachment("walls.gift", GIFT))
    assert "is for moderators" in bot.handle(asked).text
    assert "is for moderators" in as_pupil(bot, "/packs remove walls").text
    assert as_teacher(bot, "/packs list").items[0].text == "2 questions"


def test_removing_asks_first(bot: Bot) -> None:
    imported(bot)

    asked = as_teacher(bot, "/packs remove walls")
    assert as_teacher(bot, "/packs list").items[0].id == "walls"

    assert as_teacher(bot, asked.choices[0].action).text == "The pack “walls” is removed."
    assert [item.id for item in as_teacher(bot, "/packs list").items] == ["saltmarsh"]


def number_of_pieces(bot: Bot) -> int:
    counted = select(func.count()).select_from(pieces)
    return bot.store.run(lambda connection: connection.execute(counted).scalar_one())


def test_the_questions_of_a_pack_that_is_removed_go_at_once_and_no_others(bot: Bot) -> None:
    imported(bot, aiken(3), "three.txt")
    imported(bot)
    waiting = shown(bot, aiken(2), "two.txt")
    kept = number_of_pieces(bot)

    as_teacher(bot, as_teacher(bot, "/packs remove walls").choices[0].action)

    assert number_of_pieces(bot) == kept - 1
    assert packs(bot) == {"three": "3 questions"}
    assert "2 questions are in" in press(bot, waiting, "Import").text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/packs remove saltmarsh", "/settings pack saltmarsh off"),
        ("/packs remove atlantis", "No pack here is called “atlantis”"),
        ("/packs export atlantis", "There are saltmarsh"),
    ],
)
def test_a_pack_that_is_not_one_s_own_stays(bot: Bot, line: str, says: str) -> None:
    said = as_teacher(bot, line)

    assert said.is_error
    assert says in said.text


def test_a_file_made_to_hurt_is_refused_and_the_next_is_read(bot: Bot) -> None:
    assert imported(bot, b"a:\n" + b" [\n" * 40_000, "deep.yaml").is_error
    assert not imported(bot, TAGGED, "places.csv").is_error
