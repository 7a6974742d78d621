"""/packs: a community's own questions come in and go out again, and nothing is dropped in silence."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import Connection, Engine, event, func, select

from bot.app import Bot
from bot.chat import Attachment, Channel, Reply, UsageError, User
from bot.files.waiting import MOST_OF_ONE
from bot.store.packs.imported import pieces
from bot.trivia.formats.known import read
from bot.trivia.formats.readers import WRITTEN
from bot.trivia.own import PIECE
from tests.commands.asking import TEACHER, as_pupil, as_teacher, fields
from tests.saltmarsh import MAY_DAY, request
from tests.trivia.classroom import Classroom

# What has to have happened before an example succeeds: tests/adapters/test_examples.py.
BEFORE = {"packs remove": ("/packs import name:grade-9", "press")}

GIFT = b"// Two of three.\n::one::Who built the wall? {=Ada Marsh ~Ida Marsh}\n\nWhen? {=1930 ~1931 ~1932}\n\n{}\n"
KEYED = b"Nr,Was,Erste,Zweite,Key\r\n1,Where was the summit held?,Riga,Oslo,B\r\n2,Who was the first?,x,y,B\r\n"
CLUB = User("console", "club", "teacher")


def shown(bot: Bot, content: bytes = GIFT, file: str = "walls.gift", **options: str) -> Reply:
    """Send a file as a moderator, and return what is shown of it."""
    asked = request("packs import", options, user=TEACHER, is_moderator=True)
    return bot.handle(replace(asked, attachment=Attachment(file, content)))


def press(bot: Bot, reply: Reply, label: str) -> Reply:
    """Press a button as a moderator."""
    (action,) = (choice.action for choice in reply.choices if choice.label == label)
    return as_teacher(bot, action)


def imported(bot: Bot, content: bytes = GIFT, file: str = "walls.gift", **options: str) -> Reply:
    """Import a file as a moderator who is content with what is shown; return what is said in the end."""
    reply = shown(bot, content, file, **options)
    return reply if reply.is_error else press(bot, reply, "Import")


def packs(bot: Bot) -> dict[str, str]:
    """Return the community's own packs with the number of their questions."""
    return {item.id: item.text for item in as_teacher(bot, "/packs list").items if item.marks}


def aiken(number: int) -> bytes:
    blocks = (f"Question {n}?\nA. Right {n}\nB. Wrong\nANSWER: A\n" for n in range(number))
    return "\n".join(blocks).encode()


class Gated(bytes):
    """A file that cannot be looked at until a gate is open, and is too large then."""

    gate: threading.Event

    def __len__(self) -> int:
        self.gate.wait()
        return 2**30


def gated(gate: threading.Event) -> Attachment:
    content = Gated()
    content.gate = gate
    return Attachment("walls.gift", content)


def test_a_file_that_is_handed_out_waits_for_none_that_is_being_read(bot: Bot) -> None:
    gate = threading.Event()
    sent = replace(request("packs import", user=TEACHER, is_moderator=True), attachment=gated(gate))
    reading = [bot.submit(sent) for _ in range(MOST_OF_ONE)]

    assert bot.submit(request("packs export", {"pack": "saltmarsh"}, is_moderator=True)).result(60).files
    gate.set()
    assert all(answer.result().is_error for answer in reading)


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


def test_a_question_of_an_own_pack_is_studied(bot: Bot) -> None:
    imported(bot)

    shown = as_pupil(bot, "/study pack:walls")
    answer = as_pupil(bot, shown.choices[0].action)

    assert (shown.title, shown.notes[0]) == ("Card 1 of 2", "walls")
    assert "The answer: Ada Marsh" in answer.text
    assert fields(as_pupil(bot, as_pupil(bot, answer.choices[2].action).choices[-1].action))["Your cards"] == "1"


def test_a_pack_is_read_beside_those_who_write_and_not_while_they_wait(bot: Bot) -> None:
    imported(bot)
    threads: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        if "pieces" in statement:
            threads.append(threading.current_thread().name.partition("_")[0])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        as_pupil(bot, "/study pack:walls")
        as_pupil(bot, "/study two-of-three")
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert set(threads) == {"store-read"}


def test_a_question_keeps_what_was_learned_when_its_pack_is_imported_again(bot: Bot) -> None:
    imported(bot, aiken(1), "one.txt")
    answer = as_pupil(bot, as_pupil(bot, "/study pack:one").choices[0].action)
    as_pupil(bot, answer.choices[3].action)

    imported(bot, aiken(2), "one.txt")

    assert as_pupil(bot, "/study pack:one").text == "Question 1?"


def test_a_round_is_drawn_from_an_own_pack(bot: Bot) -> None:
    imported(bot)
    classroom = Classroom(bot)

    assert not classroom.ask("/trivia start pack:walls number:2").is_error

    questions = classroom.started().round.plan.questions
    assert {one.answer for one in questions} == {"Ada Marsh", "1930"}
    assert classroom.started().round.plan.title == "walls"


def test_a_round_has_no_more_questions_than_its_pack(bot: Bot) -> None:
    imported(bot)

    assert "2 questions for this" in Classroom(bot).ask("/trivia start pack:walls number:3").text
    assert "no question for this" in Classroom(bot).ask("/trivia start pack:walls number:1 years:1930").text


def test_a_question_without_wrong_choices_is_asked_only_where_answers_are_typed(bot: Bot) -> None:
    imported(bot, b"question,answer\r\nWhen?,1930\r\n", "typed.csv")
    classroom = Classroom(bot)

    assert classroom.ask("/trivia start pack:typed number:1").is_error
    assert not classroom.ask("/trivia start pack:typed number:1 mode:type").is_error


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


TAGGED = (
    b"question,answer,choices,tags\r\nWhere is Delphi?,Greece,Italy,greece\r\nWhere is Ostia?,Italy,Greece,rome\r\n"
)


def test_the_tags_of_the_community_s_own_pack_are_topics(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")
    classroom = Classroom(bot)

    assert not classroom.ask("/trivia start greece number:1").is_error
    assert [one.subject for one in classroom.started().round.plan.questions] == ["Where is Delphi?"]
    assert as_pupil(bot, "/study rome").text.startswith("Where is Ostia?")


def test_a_topic_narrows_a_pack_and_one_that_is_none_of_it_says_which_are(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")

    card = as_pupil(bot, "/study rome pack:places")
    refused = as_pupil(bot, "/study egypt pack:places")

    assert (card.title, card.text.splitlines()[0]) == ("Card 1 of 1", "Where is Ostia?")
    assert "It has: greece and rome" in refused.text


def test_other_communities_do_not_have_these_topics(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")

    assert as_pupil(bot, "/study greece", user=CLUB).is_error


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


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of these rows."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(out)
    return out.getvalue()


def test_what_the_columns_were_taken_for_is_shown(bot: Bot) -> None:
    said = shown(bot, KEYED, "own.csv")

    assert any("question = column B" in note for note in said.notes)


def test_a_pack_of_typed_questions_alone_says_how_they_are_asked(bot: Bot) -> None:
    said = shown(bot, b"question,answer\r\nWhen?,1930\r\n", "typed.csv")

    assert any("/trivia start pack:typed mode:type" in note for note in said.notes)


OPINIONS = b"question,type,choices\r\nLike it?,poll,Much | A little\r\nLike it?,poll,Yes | No\r\n"


def test_opinions_are_shown_as_such_with_the_way_to_ask_them(bot: Bot) -> None:
    said = shown(bot, OPINIONS, "mood.csv")

    assert said.fields[0].value == "opinion: Much, A little"
    assert "2 ask for an opinion: /trivia start pack:mood mode:survey asks them." in said.notes


def test_opinions_come_back_as_they_were_and_are_counted_where_they_cannot(bot: Bot) -> None:
    imported(bot, OPINIONS, "mood.csv")

    (table,) = as_teacher(bot, "/packs export mood").files
    assert [one.choices for one in read("x.csv", table.content).questions] == [("Much", "A little"), ("Yes", "No")]
    assert "2 were left out" in as_teacher(bot, "/packs export mood gift").text


def test_a_file_made_to_hurt_is_refused_and_the_next_is_read(bot: Bot) -> None:
    assert imported(bot, b"a:\n" + b" [\n" * 40_000, "deep.yaml").is_error
    assert not imported(bot, TAGGED, "places.csv").is_error
