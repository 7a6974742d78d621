"""A spreadsheet is a pack: every mistake is told by its cell, and a table without mistakes plays."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from bot.authoring.packs import load_pack
from bot.authoring.sheets import drafted
from bot.authoring.upgrade import upgrade
from bot.authoring.writing import write_draft
from bot.files.lettering import letters
from bot.files.tables import ROWS_LIMIT, read_table
from bot.files.texts import UnreadableError
from bot.shelf import open_library
from bot.trivia.questions.draw import draw
from bot.trivia.questions.pool import Wishes
from tests.test_cli import dateline

TODAY = date(2026, 11, 28)
HEADER = ["Date", "Title", "Text", "Who", "Where", "Topics", "Link", "Publisher", "Importance", "Says", "Grave"]
ROWS = 60
LONG = "x " * 160
MANY_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
# Twelve typical mistakes: the cell, what stands in it, and what is said.
MISTAKES = {
    "A3": ("20/07/1969", "write 1969-07-20"),
    "A5": ("July 4, 1970", "write 1970-07-04"),
    "A7": ("1970-13-01", "months go from 01 to 12"),
    "A9": ("", "the date is empty"),
    "B11": ("", "the title is empty; write it"),
    "B13": ("Step 11", "“Step 11” stands in an earlier row with the same year"),
    "C15": (LONG, "the text has 319 characters; shorten it to 300"),
    "D17": ("A" * 101, "a name has 101 characters"),
    "G19": ("www.example.org/page", "begin it with https://"),
    "G21": ("", "a row needs a source"),
    "I23": ("very", "must be a whole number from 1"),
    "J25": (MANY_WORDS, "this has 16 words; say it in 15"),
}


def table() -> list[list[str]]:
    """Return sixty rows without a mistake, below their header."""
    rows = [
        [
            f"{1950 + number // 2}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            f"Step {number}",
            f"The walkers took their step with the number {number}.",
            f"Walker {number % 5}",
            "Saltmarsh",
            "walking; steps",
            f"https://walks.example/{number % 7}",
            "The Walkers",
            str(number % 3 + 1),
            "",
            "",
        ]
        for number in range(1, ROWS + 1)
    ]
    return [HEADER, *rows]


def spoiled() -> list[list[str]]:
    """Return the table with every mistake in its cell."""
    rows = table()
    for place, (text, _) in MISTAKES.items():
        rows[int(place[1:]) - 1][ord(place[0]) - ord("A")] = text
    rows[12][0] = rows[11][0]
    return rows


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "content"), [("t.csv", as_csv), ("t.xlsx", as_xlsx)], ids=["csv", "xlsx"])
def test_every_mistake_is_told_by_its_cell(name: str, content: object) -> None:
    assert callable(content)
    told = {problem.place: problem.message for problem in drafted(read_table(name, content(spoiled())), TODAY).problems}

    assert {place: MISTAKES[place][1] in told.get(place, "") for place in MISTAKES} == dict.fromkeys(MISTAKES, True)
    assert set(told) == set(MISTAKES)


@pytest.mark.parametrize(("name", "content"), [("t.csv", as_csv), ("t.xlsx", as_xlsx)], ids=["csv", "xlsx"])
def test_a_table_without_mistakes_is_a_pack_that_plays(tmp_path: Path, name: str, content: object) -> None:
    assert callable(content)
    drafting = drafted(read_table(name, content(table())), TODAY)
    write_draft(tmp_path / "walks", drafting)
    loaded = upgrade(tmp_path / "walks")
    library, problems = open_library([tmp_path / "walks"], tmp_path / "cache")

    assert (drafting.problems, loaded.problems, problems) == ([], (), ())
    assert library.timeline().total == ROWS
    assert len(draw(library, Wishes(), 10, Random(1))) == 10


def test_the_command_writes_no_pack_of_a_table_with_mistakes(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(as_csv(spoiled()))

    told = dateline(tmp_path, "packs", "new", str(tmp_path / "walks"), "--from", str(tmp_path / "t.csv"))

    assert told.returncode == 1
    assert "t.csv:A3: “20/07/1969” is not a date" in told.stderr
    assert "12 to mend; no pack was written" in told.stderr
    assert not (tmp_path / "walks").exists()


def test_the_command_writes_a_pack_that_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(as_xlsx(table()))

    told = dateline(tmp_path, "packs", "new", str(tmp_path / "walks"), "--from", str(tmp_path / "t.xlsx"))

    assert (told.returncode, told.stderr) == (0, "")
    assert load_pack(tmp_path / "walks").problems == ()


@pytest.mark.parametrize(
    ("header", "place", "message"),
    [
        (["Date", "Title", "Text"], "C1", "the column “source” is missing"),
        (["Date", "Title", "Text", "Source", "Event"], "E1", "a second column for the title; keep one (B1)"),
        (["Date", "Title", "Text", "Source", "Importence"], "E1", "did you mean “importance”"),
        (["Date", "Title", "Text", "Source", "Colour"], "E1", "nothing reads the column “Colour”; known are date"),
    ],
)
def test_a_header_is_told_what_is_wrong_with_it(header: list[str], place: str, message: str) -> None:
    (problem,) = drafted(read_table("t.csv", as_csv([header, ["x"] * len(header)])), TODAY).problems

    assert problem.place == place
    assert message in problem.message


def test_a_staging_host_is_no_source() -> None:
    rows = table()
    rows[1][6] = "https://staging.walks.example/1"

    (problem,) = drafted(read_table("t.csv", as_csv(rows)), TODAY).problems
    assert problem.place == "G2"


def test_a_book_is_cited_without_an_address(tmp_path: Path) -> None:
    rows = table()
    rows[1][6] = "Ada Marsh, All Walks, 1994"
    drafting = drafted(read_table("t.csv", as_csv(rows)), TODAY)

    assert drafting.problems == []
    assert drafting.sources["ada-marsh-all-walks-1994"]["published"] == "1994"


def test_a_moment_and_a_number_of_a_workbook_are_a_day_and_a_year() -> None:
    book = Workbook()
    book.worksheets[0].append(["Date", "Title"])
    book.worksheets[0].append([date(1969, 7, 20), 1949.0])
    out = io.BytesIO()
    book.save(out)

    assert [cell.text for cell in read_table("t.xlsx", out.getvalue()).rows[0]] == ["1969-07-20", "1949"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.pdf", b"x", "is no table that can be read; save it as .xlsx or .csv"),
        ("t.xlsx", b"x", "this is not an .xlsx workbook"),
        ("t.csv", b"", "the table is empty"),
        ("t.csv", b"caf\xe9", "this is not UTF-8"),
        ("t.csv", b"a\n" * (ROWS_LIMIT + 1), "more than 10,000 rows"),
    ],
)
def test_what_is_no_table_is_refused(name: str, content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_table(name, content)


def test_a_table_with_semicolons_is_read_as_one_with_commas() -> None:
    assert [cell.text for cell in read_table("t.csv", b"Date;Title\n1950;A, B\n").rows[0]] == ["1950", "A, B"]


def test_an_apostrophe_before_a_formula_is_not_of_the_text() -> None:
    assert read_table("t.csv", b"Title\n'=A1\n").rows[0][0].text == "=A1"


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")])
def test_columns_are_called_as_spreadsheets_call_them(column: int, name: str) -> None:
    assert letters(column) == name
