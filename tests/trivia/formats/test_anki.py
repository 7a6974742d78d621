"""Anki's notes, as text and as a package."""

from __future__ import annotations

import io
import json
import sqlite3
from zipfile import ZipFile

import pytest
import zstandard

from bot.facts.model import Question
from bot.files.texts import UnreadableError
from bot.trivia.formats import apkg
from bot.trivia.formats.known import read, write
from tests.trivia.formats.sample import Sample, check, recognize, sample, told, typed

SUMMIT = typed("Where was the 2008 summit?", "Bucharest")
HTML = "#separator:tab\n#html:true\n"
ID = "47001b56-023b-4a40-a7d9-03d4b2548b7%d"
SAMPLES = (
    sample(
        "ids and chapters before what is asked",
        "".join(f"{number}\tChapter\tWhat is {number}?\tThe {number}th\n" for number in range(1, 10)),
        *(typed(f"What is {number}?", f"The {number}th") for number in range(1, 10)),
        remarks=("line 1 and 8 more places: the field “1” is not carried over", "the field “2” is not"),
    ),
    sample(
        "UUIDs before what is asked",
        f"{ID % 1}\tWho?\tIsmay\n{ID % 2}\tWhere?\tOslo\n",
        typed("Who?", "Ismay"),
        typed("Where?", "Oslo"),
    ),
    sample("numbers that are asked", "1\tone\n2\ttwo\n", typed("1", "one"), typed("2", "two")),
    sample("two fields", f"{HTML}Where was the 2008 summit?\tBucharest\n", SUMMIT),
    sample(
        "a full export",
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "R1a4B7c9D2\tBasic\tHistory::NATO\tWhere was the 2008 summit?\tBucharest\tsummits y2008\n",
        SUMMIT,
    ),
    sample(
        "gaps",
        f"{HTML}#tags column:3\nThe summit was in {{{{c1::Bucharest}}}}\t\tsummits\n"
        "NATO has {{c1::Article 5::which?}}\tCollective defence\ttag\n",
        typed("The summit was in _____", "Bucharest"),
        typed("NATO has _____ (which?)", "Article 5"),
    ),
    sample(
        "two gaps are two cards",
        f"{HTML}{{{{c1::Riga}}}} in {{{{c2::2006}}}}\t\n",
        typed("_____ in 2006", "Riga"),
        typed("Riga in _____", "2006"),
    ),
    sample(
        "a gap in a gap",
        f"{HTML}{{{{c1::Riga in {{{{c2::2006}}}}}}}}!\t\n",
        typed("Riga in _____!", "2006"),
        lost=1,
        remarks=("nothing around the gap",),
    ),
    sample(
        "a covered picture",
        f"{HTML}{{{{c1::image-occlusion:rect:left=.1}}}}\t<img src='a.png'>\n",
        lost=1,
        remarks=("parts of a picture are asked",),
    ),
    sample("an aside below", f"{HTML}Who?\tSolana<br>(until October)\n", typed("Who?", "Solana")),
    sample(
        "a gap in what is said besides",
        f"{HTML}The {{{{c1::wall}}}} fell\tin {{{{c2::1989}}}}\n",
        typed("The _____ fell", "wall"),
    ),
    sample(
        "one number twice",
        f"{HTML}From {{{{c1::Riga}}}} to {{{{c1::Oslo}}}}\t\n",
        typed("From _____ to _____", "Riga, Oslo"),
    ),
    sample("a gap that is not closed", f"{HTML}It was {{{{c1::Riga\t\n", typed("It was _____", "Riga")),
    sample(
        "signs that are no tags",
        "Is 3 < 5 and 7 > 2?\tYes\nIf a<b then b>a\tTrue\n",
        typed("Is 3 < 5 and 7 > 2?", "Yes"),
        typed("If a<b then b>a", "True"),
    ),
    sample(
        "HTML",
        f'{HTML}"<b>Who</b> led?<br>Name one"\t<div>Stalin &amp; co</div>\n',
        typed("Who led?\nName one", "Stalin & co"),
    ),
    sample(
        "no HTML",
        "#separator:tab\n#html:false\nIs <b> a tag &amp; what?\tYes\n",
        typed("Is <b> a tag &amp; what?", "Yes"),
    ),
    sample("a list", f"{HTML}Which two?\t<ul><li>Riga</li><li>Oslo</li></ul>\n", typed("Which two?", "Riga; Oslo")),
    sample(
        "a sound and a picture",
        f'{HTML}"Who? <img src=""a.png"" alt=""a man"">"\tIsmay[sound:i.mp3]\n',
        typed("Who?", "Ismay"),
        remarks=("a picture (a man)", "a sound (i.mp3)"),
    ),
    sample("a picture alone", f'{HTML}"<img src=""a.png"">"\tIsmay\n', lost=1, remarks=("beside the picture",)),
    sample(
        "braces", "What is {x}?\tA set\nWhere was the 2008 summit?\tBucharest\n", typed("What is {x}?", "A set"), SUMMIT
    ),
    sample("semicolons", '#separator:Semicolon\n#columns:Front;Back\n"Where was the 2008 summit?";Bucharest\n', SUMMIT),
    sample(
        "a further field",
        f"{HTML}#columns:Front\tBack\tPage\nWhere was the 2008 summit?\tBucharest\t17\n",
        SUMMIT,
        remarks=("the field “Page” is not carried over",),
    ),
    sample(
        "columns turned round", "#separator:tab\n#columns:Back\tFront\nBucharest\tWhere was the 2008 summit?\n", SUMMIT
    ),
    sample(
        "no back",
        f"{HTML}Where?\t\nWhere was the 2008 summit?\tBucharest\n",
        SUMMIT,
        lost=1,
        remarks=("no right answer",),
    ),
    sample("a hash on the front", f"{HTML}#MeToo began when?\t2006\n", typed("#MeToo began when?", "2006")),
    sample("no note", HTML),
)


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_a_file_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.txt", given.content, "anki"))


@pytest.mark.parametrize("given", [one for one in SAMPLES if one.questions], ids=str)
def test_a_file_is_known_by_its_structure(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "anki"


def test_a_long_back_gives_its_first_line_and_explains_with_the_rest() -> None:
    back = "Lord Ismay<br>" + "He led NATO from 1952. " * 10
    (question,) = read("x.txt", f"{HTML}Who?\t{back}\n".encode()).questions

    assert (question.answer, question.explanation[:22]) == ("Lord Ismay", "He led NATO from 1952.")


def test_a_back_of_one_long_line_gives_its_first_sentences() -> None:
    (question,) = read("x.txt", f"{HTML}Who?\t{'He was the first. ' * 30}\n".encode()).questions

    assert question.answer.endswith("first.")
    assert question.explanation.startswith("He was")


def test_lists_keep_their_breaks() -> None:
    content = f"{HTML}Name <ul><li>one</li><li>two</li></ul>\tRiga\n".encode()

    assert read("x.txt", content).questions[0].question == "Name\none\ntwo"


def test_tags_and_the_deck_are_kept() -> None:
    content = b"#separator:tab\n#deck:History::NATO\n#tags:all\n#tags column:3\nWho?\tIsmay\tcold-war nato\n"
    imported = read("x.txt", content)

    assert imported.questions[0].tags == ("cold-war", "nato", "all")
    assert imported.title == "NATO"


def test_a_separator_that_is_not_known_is_named() -> None:
    with pytest.raises(UnreadableError, match="separator “wave” is not known"):
        read("x.txt", b"#separator:wave\nWho?\tIsmay\n")


def test_more_gaps_than_fit_a_question_are_told_and_none_is_asked() -> None:
    fifty, more = ("".join(f"{{{{c{number}::a}}}} b " for number in range(count)) for count in (50, 51))

    assert len(read("x.txt", f"{fifty}\tback\n".encode(), "anki").questions) == 50
    told_of = read("x.txt", f"{more}\tback\n".encode(), "anki")
    assert (told_of.questions, told_of.lost) == ((), 51)
    assert "it has 51 gaps; divide it into notes of 50 at most" in str(told_of.remarks[0])


def test_a_text_with_gaps_that_is_far_too_long_is_told() -> None:
    imported = read("x.txt", b"{{c1::a}} in {{c2::b}} " + b"long " * 600 + b"\tback\n", "anki")

    assert (imported.questions, imported.lost) == ((), 2)
    assert "characters; 300 fit" in str(imported.remarks[0])


def test_gaps_within_gaps_go_eight_deep() -> None:
    def asked(depth: int) -> str:
        text = "In " + "{{c1::a" * depth + "}}" * depth + " it was"
        return read("x.txt", f"{text}\tback\n".encode(), "anki").questions[0].question

    assert asked(8) == "In _____ it was"
    assert asked(9) == "In _____}} it was"


QUESTION = Question("q1", "Is 3 < 5 & so on?", "<b>", "Why:\nso.", accept=("b|c",), choices=("x",), tags=("one", "two"))


def package(name: str, database: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, database)
        if name == apkg.NEWEST:
            archive.writestr(apkg.OLDEST, old_note("Please update to the latest Anki version"))
    return out.getvalue()


def old_note(front: str, back: str = "Bucharest", kind: str = "Basic") -> bytes:
    database = sqlite3.connect(":memory:")
    models = {"7": {"name": kind, "flds": [{"name": "Back", "ord": 1}, {"name": "Front", "ord": 0}]}}
    database.execute("CREATE TABLE col (models text, decks text)")
    database.execute(
        "INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps({"1": {"name": "NATO::Summits"}}))
    )
    database.execute("CREATE TABLE notes (id integer, mid integer, flds text, tags text)")
    database.execute("CREATE TABLE cards (did integer)")
    database.execute("INSERT INTO notes VALUES (1, 7, ?, ?)", (f"{front}\x1f{back}", ""))
    database.execute("INSERT INTO cards VALUES (1)")
    return serialized(database)


def new_note(front: str, back: str = "Bucharest") -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE col (models text); CREATE TABLE notetypes (id integer, name text);"
        "CREATE TABLE fields (ntid integer, ord integer, name text); CREATE TABLE decks (id integer, name text);"
        "CREATE TABLE notes (id integer, mid integer, flds text, tags text); CREATE TABLE cards (did integer);"
        "INSERT INTO notetypes VALUES (7, 'Basic'); INSERT INTO fields VALUES (7, 0, 'Front'), (7, 1, 'Back');"
        "INSERT INTO decks VALUES (1, 'NATO' || char(31) || 'Summits'); INSERT INTO cards VALUES (1);"
    )
    database.execute("INSERT INTO notes VALUES (1, 7, ?, ' a b ')", (f"{front}\x1f{back}",))
    return serialized(database)


def serialized(database: sqlite3.Connection) -> bytes:
    database.commit()
    content = database.serialize()
    database.close()
    return content


PACKAGES = (
    Sample("oldest", package(apkg.OLDEST, old_note("Where was the 2008 summit?")), (SUMMIT,)),
    Sample("newer", package(apkg.NEWER, old_note("Where was the 2008 summit?")), (SUMMIT,)),
    Sample("newest", package(apkg.NEWEST, zstandard.compress(new_note("Where was the 2008 summit?"))), (SUMMIT,)),
    Sample("gaps", package(apkg.OLDEST, old_note("In {{c1::Riga}}", "2006", "Cloze")), (typed("In _____", "Riga"),)),
    Sample(
        "HTML",
        package(apkg.OLDEST, old_note("<i>Who</i>&nbsp;led?<br>", "<b>Ismay</b>")),
        (typed("Who led?", "Ismay"),),
    ),
    Sample(
        "raised figures",
        package(apkg.OLDEST, old_note("How large is 10<sup>2</sup> + 3?", "103")),
        (typed("How large is 10² + 3?", "103"),),
    ),
    Sample(
        "a picture",
        package(apkg.OLDEST, old_note('Who? <img src="a.jpg">', "Ismay")),
        (typed("Who?", "Ismay"),),
        0,
        ("a picture",),
    ),
    Sample("nothing on the back", package(apkg.OLDEST, old_note("Who?", "")), (), 1, ("no right answer",)),
    Sample(
        "a kind of note that is missing",
        package(apkg.OLDEST, old_note("Who?").replace(b'"7"', b'"8"')),
        (typed("Who?", "Bucharest"),),
    ),
    Sample(
        "two gaps",
        package(apkg.OLDEST, old_note("{{c1::Riga}} in {{c2::2006::year}}", "", "Cloze")),
        (typed("_____ in 2006", "Riga"), typed("Riga in _____ (year)", "2006")),
    ),
    Sample(
        "a sound",
        package(apkg.NEWER, old_note("Who? [sound:a.mp3]", "Ismay")),
        (typed("Who?", "Ismay"),),
        0,
        ("a sound (a.mp3)",),
    ),
    Sample(
        "covered pictures",
        package(apkg.OLDEST, old_note("{{c1::image-occlusion:rect}}", "", "Image Occlusion")),
        (),
        1,
        ("parts of a picture",),
    ),
    Sample(
        "marks of a gap in a plain note",
        package(apkg.OLDEST, old_note("What is {{c1::x}}?", "a gap")),
        (typed("What is {{c1::x}}?", "a gap"),),
    ),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"anki": SAMPLES, "apkg": PACKAGES}
FRAMES = (
    ("anki", "@"), ("anki", "front\t@\n"), ("anki", "#separator:tab\n#columns:@\n#html:true\nfront\t@\n"),
)  # fmt: skip


@pytest.mark.parametrize("given", PACKAGES, ids=str)
def test_a_package_of_each_generation_is_read(given: Sample) -> None:
    assert recognize("x.apkg", given.content) == "apkg"
    check(given, read("x.apkg", given.content))


def test_the_only_deck_gives_the_title_and_notes_their_tags() -> None:
    content = package(apkg.NEWEST, zstandard.compress(new_note("Where?")))

    assert (read("x.apkg", content).title, read("x.apkg", content).questions[0].tags) == ("Summits", ("a", "b"))


@pytest.mark.parametrize(
    ("name", "database", "why"),
    [
        (apkg.OLDEST, b"no database", "is damaged"),
        (apkg.OLDEST, old_note("Who?")[:2048], "is damaged"),
        (apkg.NEWEST, b"not compressed", "is damaged"),
        (apkg.NEWEST, zstandard.compress(b"\0" * 70_000_000), "too large when unpacked"),
    ],
)
def test_a_package_that_is_damaged_is_refused(name: str, database: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read("x.apkg", package(name, database))


def test_a_package_is_written_and_read_back() -> None:
    imported = read("x.apkg", write([QUESTION], "apkg").content)

    assert told(imported) == (("Is 3 < 5 & so on?", "<b>", ("b|c",), ("x",)),)
    assert imported.questions[0].tags == ("one", "two")
    assert imported.questions[0].explanation == "Why:\nso."


def test_the_same_questions_give_the_same_package() -> None:
    assert write([QUESTION], "apkg").content == write([QUESTION], "apkg").content
