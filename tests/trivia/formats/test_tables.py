"""Tables under any heads, as text: our own and those of Kahoot, Quizizz, Blooket, Gimkit and teachers."""

from __future__ import annotations

import pytest

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read, read_known
from bot.trivia.formats.tables.columns import Part
from bot.trivia.formats.tables.contents import layout_by_contents
from bot.trivia.formats.tables.rows import rows_of_text
from tests.trivia.formats.sample import Sample, check, choice, recognize, told
from tests.trivia.formats.tables import TABLES


@pytest.mark.parametrize("given", TABLES, ids=str)
def test_a_table_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.csv", given.content, "csv"))


@pytest.mark.parametrize("given", [one for one in TABLES if one.questions], ids=str)
def test_a_table_is_known_by_its_structure(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "csv"


@pytest.mark.parametrize(
    "heads",
    [
        "Pergunta,Opção Correta,Opção Errada 1,Opção Errada 2",
        "Pregunta,Respuesta correcta,Respuesta incorrecta 1,Respuesta incorrecta 2",
        "Question,Réponse juste,Réponse fausse 1,Réponse fausse 2",
        "Frage,Richtige Antwort,Falsche Antwort 1,Falsche Antwort 2",
        "Question,Right Answer,Answer wrong 1,Answer wrong 2",
    ],
)
def test_the_wrong_answers_are_known_by_their_heads_in_other_languages(heads: str) -> None:
    (question,) = read("x.csv", f"{heads}\nWhen?,1949,1955,1960\n".encode()).questions

    assert (question.answer, question.choices) == ("1949", ("1955", "1960"))


def test_a_head_that_is_shorter_than_its_rows_is_no_fault() -> None:
    content = b"Where was it held?,2,1\nWhere was it held?,2,1,1\nWhere was it held then?,1,2,1\n"

    found = read("x.csv", content, "csv")

    assert found.blocks == len(found.questions) + found.lost


def test_rows_of_more_cells_than_any_table_of_questions_has_are_not_guessed_at() -> None:
    rows = [tuple(["Where was it held?", *("ab" * 40), "a"]) for _ in range(3)]

    assert layout_by_contents(rows) is None
    assert layout_by_contents([(*row[:8], row[-1]) for row in rows])


def test_a_column_that_counts_the_rows_tells_nothing_right() -> None:
    rows = [(str(number), f"What is of {number}?", "Riga", "Oslo", "Rome", "Bonn") for number in range(1, 5)]

    assert layout_by_contents(rows) is None


def test_what_the_columns_were_taken_for_is_said() -> None:
    content = b"Nr,Was,Erste,Zweite,Loesung?\n1,Where was the summit held?,Riga,Oslo,B\n2,Who was the first?,x,y,A\n"

    assert read("x.csv", content).understood == (
        Part("question", "B"),
        Part("choices", "C, D"),
        Part("right", "E"),
    )


def test_the_column_of_what_is_right_is_none_of_the_wrong_ones_though_it_is_named_among_the_choices() -> None:
    content = b"Was,Erste,Zweite\nWhere?,Riga,Oslo\nWho?,Ismay,Spaak\n"

    imported = read_known(content, "x.csv", columns="question=A right=B choices=B,C").imported

    assert told(imported) == (choice("Where?", "Riga", "Oslo"), choice("Who?", "Ismay", "Spaak"))
    assert imported.understood == (Part("question", "A"), Part("answer", "B"), Part("wrong", "C"))


def test_a_file_that_is_not_utf_8_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableError, match="line 2: this is not UTF-8; save the file with UTF-8"):
        read("x.csv", "question,answer\nWho?,Müller\n".encode("cp1252"))


# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"csv": TABLES}
FRAMES = (
    ("csv", "@"), ("csv", "question,answer,choices\nWho?,@,b\n"), ("csv", "question,answer,options\nWho?,a,@\n"),
    ("csv", "question,a,b,correct\nWho?,a,b,@\n"), ("csv", "question,@,b,correct\nWho?,a,b,1\n"), ("csv", "sep=;\n@;@\n"),
)  # fmt: skip


def test_what_row_1_must_name_is_said_with_its_row_once() -> None:
    imported = read("x.csv", b"red,green,blue\n1,2,3\n")

    assert [str(remark).count("row 1") for remark in imported.remarks] == [1]
    assert imported.columns is not None


APART = "id,question,correct answer,option 1,option 2\n"


def test_options_that_never_have_the_right_answer_are_the_wrong_ones() -> None:
    rows = "1,Where?,Riga,Oslo,Bern\n2,Who?,Ismay,Spaak,Luns\n3,When?,1949,1955,1960\n"
    imported = read("x.csv", (APART + rows).encode())

    assert told(imported) == (
        choice("Where?", "Riga", "Oslo", "Bern"),
        choice("Who?", "Ismay", "Spaak", "Luns"),
        choice("When?", "1949", "1955", "1960"),
    )
    assert imported.understood == (Part("question", "B"), Part("answer", "C"), Part("wrong", "D, E"))


@pytest.mark.parametrize(
    "rows",
    [
        "1,Where?,Riga,Oslo,Riga\n2,Who?,Ismay,Spaak,Luns\n3,When?,1949,1955,1960\n",
        "1,Where?,B. Riga,Oslo,Riga\n2,Who?,A. Ismay,Ismay,Luns\n3,When?,A. 1949,1949,1960\n",
        "1,Where?,2,Oslo,Riga\n2,Who?,Ismay,Spaak,Luns\n3,When?,1949,1955,1960\n",
        "1,Where?,option_1,Oslo,Riga\n2,Who?,option_2,Spaak,Luns\n3,When?,option_1,1955,1960\n",
        "1,Where?,Rigga,Oslo,Riga\n2,Who?,Ismey,Ismay,Luns\n",
    ],
)
def test_a_right_answer_that_may_be_one_of_the_options_is_never_put_beside_them(rows: str) -> None:
    imported = read("x.csv", (APART + rows).encode())

    assert all(set(one.choices) | {one.answer} <= set(rows.replace("\n", ",").split(",")) for one in imported.questions)
    assert all(len(one.choices) == 1 for one in imported.questions)


@pytest.mark.parametrize(
    "table",
    ["Question,Type,Option 1,Option 2\nWhere?,Multiple Choice,Riga,Oslo\n", "Question,Type,Time\nLike it?,Poll,20\n"],
)
def test_a_table_that_tells_nothing_right_is_one_of_opinions_only_where_it_says_so_and_has_choices(table: str) -> None:
    with pytest.raises(UnreadableError, match="must name the columns"):
        read("x.csv", table.encode(), "csv")


def test_the_separator_is_the_one_that_makes_rows_alike() -> None:
    text = "question;answer, in short\nWho?;Ada\nWhen?;1950\n"

    assert rows_of_text(text) == [("question", "answer, in short"), ("Who?", "Ada"), ("When?", "1950")]
