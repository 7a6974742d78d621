"""Workbooks of questions: Kahoot's and ClassQuiz's templates, and teachers' own; and Kahoot's written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import Workbook

from bot.facts.model import Question
from bot.files.cells import shown
from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read, write
from tests.trivia.formats.sample import Sample, check, choice, recognize, sample, told, typed
from tests.trivia.formats.tables import WHERE

Cell = str | int | float | bool | date | None


def book(rows: Sequence[Sequence[Cell]], head: int = 1, formats: Sequence[str] = ()) -> bytes:
    made = Workbook()
    for number, row in enumerate(rows, head):
        for column, value in enumerate(row, 2):
            cell = made.worksheets[0].cell(number, column)
            cell.value = value
            if number > head and column - 2 < len(formats) and formats[column - 2]:
                cell.number_format = formats[column - 2]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HEADS = (
    "Question - max 120 characters",
    *(f"Answer {n} - max 75 characters" for n in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
BOOKS = (
    sample("Kahoot", book((HEADS, ("Where?", "Riga", "Bucharest", "Oslo", "Rome", 20, 2)), 8), WHERE),
    sample("ClassQuiz", book((HEADS, ("Where?", "Riga", "Bucharest", "Oslo", "Rome", 20, "2")), 13), WHERE),
    sample(
        "any of two",
        book((HEADS, ("Which?", "Riga", "Oslo", "Rome", None, 20, "1,3")), 8),
        ("Which?", "Riga", ("Rome",), ("Oslo",)),
    ),
    sample("years", book((HEADS, ("When?", 1949, 1955.0, None, None, 20, 1)), 8), choice("When?", "1949", "1955")),
    sample(
        "percents",
        book((HEADS, ("How much?", 0.5, 0.25, None, None, 20, 1)), 8, ("", "0%", "0.0%")),
        choice("How much?", "50%", "25.0%"),
    ),
    sample(
        "days",
        book(
            (HEADS, ("When?", date(1949, 4, 4), date(1955, 5, 14), None, None, 20, 1)),
            8,
            ("", "d mmmm yyyy", "dd/mm/yy"),
        ),
        choice("When?", "4 April 1949", "14/05/55"),
    ),
    sample(
        "money and thousands",
        book((HEADS, ("How much?", 1500, 2.5, None, None, 20, 1)), 8, ("", "#,##0", '"€"0.00')),
        choice("How much?", "1,500", "€2.50"),
    ),
    sample("truth", book((HEADS, ("So?", True, False, None, None, 20, 1)), 8), choice("So?", "TRUE", "FALSE")),
    sample(
        "no such choice",
        book((HEADS, ("Where?", "Riga", "Oslo", None, None, 20, "4")), 8),
        lost=1,
        remarks=("row 9, column H",),
    ),
    sample("nothing right", book((HEADS, ("Where?", "Riga", "Oslo", None, None, 20, None)), 8), lost=1),
    sample(
        "other seconds",
        book((HEADS, ("Where?", "Riga", "Bucharest", "Oslo", "Rome", 30, 2)), 8),
        WHERE,
        remarks=("30 seconds",),
    ),
    sample(
        "German heads",
        book(
            (
                (
                    "Frage - max. 120 Zeichen",
                    "Antwort 1 - max. 75 Zeichen",
                    "Antwort 2 - max. 75 Zeichen",
                    "Zeitlimit (Sek.)",
                    "Richtige Antwort(en)",
                ),
                ("Wo?", "Riga", "Oslo", 20, 2),
            ),
            8,
        ),
        choice("Wo?", "Oslo", "Riga"),
    ),
    sample(
        "one's own heads",
        book((("Topic", "What I ask", "first", "second", "key"), ("a", "Where was the summit?", "Riga", "Oslo", "B"))),
        choice("Where was the summit?", "Oslo", "Riga"),
    ),
    sample(
        "question and answer", book((("Question", "Answer"), ("Where?", "Bucharest"))), typed("Where?", "Bucharest")
    ),
    sample("an empty sheet of questions", book((HEADS,), 8)),
)
# What is spoilt to spoil the reader.
FILES = {"kahoot": BOOKS, "classquiz": BOOKS}


@pytest.mark.parametrize("given", BOOKS, ids=str)
def test_a_workbook_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.bin", given.content) == "kahoot"
    check(given, read("x.xlsx", given.content))


def test_no_row_is_dropped_in_silence() -> None:
    rows = [HEADS, *((f"Question {number}?", "a", "b", None, None, 20, 1) for number in range(12_000))]

    assert len(read("x.xlsx", book(rows, 8)).questions) == 12_000


def test_more_rows_than_a_pack_can_have_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 20,000 rows"):
        read("x.xlsx", book([("Question", "Answer"), *(("Who?", "Ismay"),) * 20_000]))


def test_the_times_of_many_rows_are_one_remark() -> None:
    rows = [HEADS, *((f"Question {number}?", "a", "b", None, None, 30, 1) for number in range(254))]

    assert len(read("x.xlsx", book(rows, 8)).remarks) == 1


def test_the_right_answer_stands_at_each_place_in_what_is_written() -> None:
    questions = [Question(f"q{n}", f"Question {n}?", "right", "", choices=("x", "y", "z")) for n in range(200)]
    content = write(questions, "kahoot").content

    assert {one.answer for one in read("x.xlsx", content).questions} == {"right"}
    places = [row[7] for row in rows_of(content)[8:]]
    assert all(places.count(place) > 20 for place in "1234")


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    from bot.files.workbooks import rows_of_workbook

    return rows_of_workbook(content, 1_000, 20)


def test_what_is_written_twice_is_the_same() -> None:
    questions = [Question("q", "Who?", "Ismay", "", choices=("x", "y"))]

    assert rows_of(write(questions, "kahoot").content) == rows_of(write(questions, "kahoot").content)


def test_several_right_ones_are_told_as_any_of_them() -> None:
    written = write([Question("q", "Which?", "a, b", "", choices=("c",), right=("a", "b"))], "kahoot")

    assert told(read("x.xlsx", written.content))[0][3] == ("c",)
    assert "any one of several right answers" in str(written.remarks[0])


def test_a_format_of_signs_of_per_cent_alone_shows_some_number() -> None:
    assert shown(0.5, "0%") == "50%"
    assert shown(1.5, "0" + "%" * 190).endswith("%" * 190)
    assert shown(1e300, "0" + "%" * 190) == "inf" + "%" * 190


def test_a_sheet_of_one_far_cell_has_one_empty_row_for_all() -> None:
    rows = rows_of(book((("Question", "Answer"), *[(None, None)] * 500, ("Who?", "Ismay"))))

    assert len({id(row) for row in rows[1:-1]}) == 1
    assert len(rows[1]) == len(rows[-1])
