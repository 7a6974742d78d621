"""A file is read by what it is, not by what it is called, and one of no format says what to send instead."""

from __future__ import annotations

import io
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, strategies as st

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read, read_known
from bot.trivia.formats.readers import READERS
from tests.trivia.formats.sample import Sample, check, recognize, typed


def zipped(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("a.docx", zipped("word/document.xml"), "Word document; save it as plain text"),
        ("a.pptx", zipped("ppt/presentation.xml"), "presentation"),
        ("a.ods", zipped("mimetype", "content.xml"), "save it as .xlsx or .csv"),
        ("a.h5p", zipped("h5p.json", "content/content.json"), "H5P"),
        ("a.mbz", zipped("moodle_backup.xml", "questions.xml"), "Question bank, Export"),
        ("a.mbz", b"\x1f\x8b\x08\x00", "Question bank, Export"),
        ("a.zip", zipped("notes.txt"), "nothing in this zip is known: notes.txt"),
        ("a.zip", b"PK\x03\x04", "damaged"),
        ("a.pdf", b"%PDF-1.7", "this is a PDF"),
        ("a.rtf", b"{\\rtf1", "save it as plain text"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office; save it as .xlsx"),
        ("a.anki2", b"SQLite format 3\0", "Anki Deck Package"),
        ("a.png", b"\x89PNG\r\n", "a picture"),
        ("a.html", b"<!DOCTYPE html><html>", "a web page"),
        ("a.html", b"<!-- saved -->\n<HTML>", "a web page"),
        ("a.xml", b"<?xml version='1.0'?><feed/>", "not Moodle XML.*not QTI"),
        ("a.xml", b"<?xml version='1.0'?><qti-assessment-item/>", "QTI 3; export it as QTI 2.1"),
        ("a.json", b'{"quiz": []}', "not the JSON of the Open Trivia Database"),
        ("a.txt", b"Once upon a time\nthere was a treaty.\n", "no format of questions was found"),
        ("a.weird", b"", "no format of questions was found"),
        ("a.csv", b"name\nAnn\n", "row 1 must name the columns"),
        ("a.txt", "Frage: Größe?".encode("cp1252"), "save the file with UTF-8"),
    ],
)
def test_a_file_of_no_format_says_what_to_send(name: str, content: bytes, hint: str) -> None:
    with pytest.raises(UnreadableError, match=hint):
        recognize(name, content)


def test_of_two_formats_that_fit_it_is_asked_which() -> None:
    with pytest.raises(UnreadableError, match=r"format:gift or format:anki|format:anki or format:gift"):
        read("x.txt", b"Who? {=Ismay}\tLord\n\nWhen? {=1949}\tyear\n")


@pytest.mark.parametrize(
    ("content", "questions", "lost"),
    [
        (b"$CATEGORY: top/Gold\n\n// see another file\n", 0, 0),
        (b"::one::[html]<p>Tell us.</p>{}\n", 0, 1),
        (b"::one:: Match. {\n=a long line, with commas -> A\n=another, longer line -> B\n}\n", 0, 1),
    ],
)
def test_what_is_called_gift_is_that_also_where_none_of_it_can_be_asked(
    content: bytes, questions: int, lost: int
) -> None:
    found = read_known(content, "unit.gift")

    assert (found.format, len(found.imported.questions), found.imported.lost) == ("gift", questions, lost)


def test_what_is_called_gift_and_is_something_else_is_read_as_that() -> None:
    assert read_known(b"Who?\nA. Ann\nB. Bob\nANSWER: A\n", "unit.gift").format == "aiken"


def test_a_wide_table_under_strange_heads_is_asked_about() -> None:
    answers = b"Timestamp,Score,Name,Where?,Who?\n2026/01/01,1,Ann,Riga,Ismay\n2026/01/02,2,Bob,Oslo,Ismay\n"
    found = read_known(answers, "responses.csv").imported

    assert found.columns is not None
    assert found.columns.heads == ("Timestamp", "Score", "Name", "Where?", "Who?")
    assert (found.questions, found.lost) == ((), 0)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", b'[{"question": "Who?", "answer": "Ismay"}]', "no question in this JSON has"),
        ("a.json", b'{"cards": [{"front": "Who?", "back": "Ismay"}]}', "no card in this JSON has"),
        ("deck.yaml", b"title: Cities\nauthor: Ann\n", "as red, line 1: left out: its answers are no list"),
        ("assessment_meta.xml", b"<quiz><title>a</title><quiz_type>survey</quiz_type></quiz>", "send the whole .zip"),
    ],
)
def test_what_is_written_like_questions_and_is_none_says_what_to_send(name: str, content: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_known(content, name)


def test_a_table_of_two_columns_without_heads_is_a_list_of_cards() -> None:
    content = b'Where is the clock called Ben?,London\n"Which, of two, is north?",Oslo\n'

    check(
        Sample("", b"", (typed("Where is the clock called Ben?", "London"), typed("Which, of two, is north?", "Oslo"))),
        read("a.csv", content),
    )


def test_a_table_that_heads_questions_alone_is_asked_about() -> None:
    reading = read_known(b"question,kind\nI like people,a\nI like books,b\n", "a.csv")

    assert reading.imported.columns
    assert reading.imported.columns.heads == ("question", "kind")


def test_with_tabs_nobody_is_asked_between_two_readings_of_one_list() -> None:
    assert read_known(b"Who?\tIsmay\nWhere?\tRiga\tin 2006\n", "x.txt").format == "anki"


def test_a_file_of_xml_is_read_in_the_encoding_that_it_names() -> None:
    quiz = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><quiz><question type="shortanswer"><questiontext><text>Größe?</text>'
        '</questiontext><answer fraction="100"><text>groß</text></answer></question></quiz>'
    )

    assert read("x.xml", quiz.encode("latin-1")).questions[0].question == "Größe?"


def test_a_format_that_is_said_is_taken() -> None:
    assert read("x.txt", b"Who? {=Ismay}\tLord\n", "gift").questions[0].answer == "Ismay"


def test_the_preview_is_of_three_questions() -> None:
    found = read_known(b"".join(b"Question %d?\tyes %d\n" % (number, number) for number in range(9)), "x.txt")

    assert [one.question for one in found.preview] == ["Question 0?", "Question 1?", "Question 2?"]


@pytest.mark.parametrize(("content", "is_typed"), [(b"Who? {=Ismay}", True), (b"Who? {=Ismay ~Spaak}", False)])
def test_a_pack_of_typed_questions_alone_is_known(content: bytes, is_typed: bool) -> None:
    assert read_known(content, "x.gift").is_typed_only == is_typed


def test_a_bomb_of_a_workbook_is_refused_unopened() -> None:
    with pytest.raises(UnreadableError, match="too large when unpacked"):
        read("x.xlsx", zipped("xl/workbook.xml", "xl/worksheets/sheet1.xml", content=b"0" * (65 * 1024 * 1024)))


def test_more_questions_than_any_pack_has_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 20,000 questions"):
        read("x.txt", b"Who?\tIsmay\n" * 20_001)


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"\x00" * 50, b"{", b"[]", b"a: [", b"PK\x03\x04", b'"open', b"<quiz/>", b"1,2\n" * 9],
)
def test_a_file_of_another_kind_is_refused_or_nothing_is_eaten(format: str, content: bytes) -> None:
    with suppress(UnreadableError):
        imported = read("x", content, format)
        assert imported.blocks == len(imported.questions) + imported.lost


@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    format=st.sampled_from(["", *sorted(READERS)]),
)
def test_no_file_breaks_the_reading(content: bytes, format: str) -> None:
    with suppress(UnreadableError):
        imported = read("x", content, format)
        assert imported.blocks == len(imported.questions) + imported.lost
