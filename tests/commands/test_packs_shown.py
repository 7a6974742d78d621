"""What is shown of a file of questions before it is imported, and how that is cancelled, corrected and undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from bot.app import Bot
from bot.chat import Attachment
from tests.commands.asking import TEACHER, as_pupil, as_teacher, fields
from tests.commands.packing import KEYED, OPINIONS, TAGGED, aiken, imported, packs, press, shown
from tests.saltmarsh import MAY_DAY, request


def test_every_remark_is_told(bot: Bot) -> None:
    said = shown(bot)

    assert "1 was left out." in said.text
    assert any("left out" in note for note in said.notes)


def test_many_remarks_come_as_a_file(bot: Bot) -> None:
    doubled = aiken(3) + b"\n" + aiken(3) + b"\n" + aiken(3)

    said = shown(bot, doubled, "twice.txt")

    (file,) = said.files
    assert file.name == "remarks.txt"
    assert len(file.content.decode().splitlines()) == 6
    assert "6 were left out." in said.text


def test_nothing_is_imported_before_its_first_questions_were_shown(bot: Bot) -> None:
    reply = shown(bot, TAGGED, "places.csv")

    assert fields(reply) == {"Where is Delphi?": "Greece – wrong: Italy", "Where is Ostia?": "Italy – wrong: Greece"}
    assert [choice.label for choice in reply.choices] == ["Import", "Cancel"]
    assert packs(bot) == {}
    assert as_teacher(bot, "/audit").items == ()


def test_what_was_shown_can_be_cancelled_and_is_gone_then(bot: Bot) -> None:
    reply = shown(bot)

    assert "“walls” was not imported" in press(bot, reply, "Cancel").text
    assert "does not wait any more" in press(bot, reply, "Import").text
    assert packs(bot) == {}


def test_what_was_shown_is_imported_once(bot: Bot) -> None:
    reply = shown(bot)
    press(bot, reply, "Import")

    assert press(bot, reply, "Import").is_error
    assert packs(bot) == {"walls": "2 questions"}


def test_an_import_is_undone(bot: Bot) -> None:
    assert "“walls” is removed" in press(bot, imported(bot), "Undo").text
    assert packs(bot) == {}


def test_an_import_that_replaced_a_pack_is_undone_to_that_pack(bot: Bot) -> None:
    imported(bot)
    said = imported(bot, aiken(3), "walls.txt")

    assert "as it was before, with 2 questions" in press(bot, said, "Undo").text
    assert packs(bot) == {"walls": "2 questions"}
    assert press(bot, said, "Undo").is_error


def test_an_import_after_which_another_came_is_not_undone(bot: Bot) -> None:
    first = imported(bot)
    later = request("packs import", user=TEACHER, is_moderator=True, at=MAY_DAY + timedelta(minutes=1))
    again = bot.handle(replace(later, attachment=Attachment("walls.txt", aiken(3))))
    as_teacher(bot, again.choices[0].action, at=MAY_DAY + timedelta(minutes=1))

    assert "has changed since" in press(bot, first, "Undo").text
    assert packs(bot) == {"walls": "3 questions"}


def test_what_an_import_replaced_is_kept_for_a_day(bot: Bot) -> None:
    imported(bot)
    said = imported(bot, aiken(3), "walls.txt")

    bot.store.purge(MAY_DAY + timedelta(hours=25))

    assert "kept for a day" in press(bot, said, "Undo").text
    assert packs(bot) == {"walls": "3 questions"}


def test_ten_files_wait_and_an_eleventh_takes_the_oldest_s_place(bot: Bot) -> None:
    replies = [shown(bot, aiken(1), f"file-{number}.txt") for number in range(11)]

    assert press(bot, replies[0], "Import").is_error
    assert not press(bot, replies[1], "Import").is_error


def test_nobody_but_a_moderator_imports_what_was_shown(bot: Bot) -> None:
    for choice in shown(bot, KEYED, "own.csv").choices:
        assert "is for moderators" in as_pupil(bot, choice.action).text


def test_the_columns_of_a_table_are_told_in_a_form(bot: Bot) -> None:
    reply = shown(bot, KEYED, "own.csv")
    form = press(bot, reply, "Columns…").form
    assert form
    assert [(field.name, field.value) for field in form.inputs] == [
        ("question", "B"),
        ("right", "E"),
        ("choices", "C, D"),
    ]
    assert form.inputs[0].choices[0] == ("A", "A: Nr")

    again = as_teacher(bot, f"{form.action} question:C right:D choices:B")

    assert fields(again) == {"Riga": "Oslo – wrong: Where was the summit held?", "x": "y – wrong: Who was the first?"}
    assert press(bot, reply, "Import").is_error
    press(bot, again, "Import")
    assert packs(bot) == {"own": "2 questions"}


@pytest.mark.parametrize("told", ["question:1 right:E", "question:B right:E choices:C;?", "question:B right:ABC"])
def test_what_is_no_column_is_told(bot: Bot, told: str) -> None:
    form = press(bot, shown(bot, KEYED, "own.csv"), "Columns…").form
    assert form

    said = as_teacher(bot, f"{form.action} {told}")

    assert said.is_error
    assert "is no column; write its letter" in said.text


def test_a_workbook_whose_columns_nothing_tells_is_asked_about(bot: Bot) -> None:
    rows = [("Aaa", "Bbb", "Ccc"), *((f"First {n}", f"Second {n}", f"Third {n}") for n in range(4))]

    reply = shown(bot, workbook(rows), "odd.xlsx")
    form = press(bot, reply, "Columns…").form
    assert form
    again = as_teacher(bot, f"{form.action} question:A right:C choices:B")

    assert "A: Aaa; B: Bbb; C: Ccc" in reply.notes[0]
    assert [choice.label for choice in reply.choices] == ["Columns…", "Cancel"]
    assert fields(again)["First 0"] == "Third 0 – wrong: Second 0"


def test_what_the_columns_were_taken_for_is_shown(bot: Bot) -> None:
    said = shown(bot, KEYED, "own.csv")

    assert any("question = column B" in note for note in said.notes)


def test_a_pack_of_typed_questions_alone_says_how_they_are_asked(bot: Bot) -> None:
    said = shown(bot, b"question,answer\r\nWhen?,1930\r\n", "typed.csv")

    assert any("/trivia start pack:typed mode:type" in note for note in said.notes)


def test_opinions_are_shown_as_such_with_the_way_to_ask_them(bot: Bot) -> None:
    said = shown(bot, OPINIONS, "mood.csv")

    assert said.fields[0].value == "opinion: Much, A little"
    assert "2 ask for an opinion: /trivia start pack:mood mode:survey asks them." in said.notes


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of these rows."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(out)
    return out.getvalue()
