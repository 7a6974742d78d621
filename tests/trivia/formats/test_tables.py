"""Tables under any heads: CSV and workbooks, our own and those of Kahoot, Quizizz, Blooket, Gimkit and teachers."""

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
from bot.trivia.formats.tables.columns import Part
from bot.trivia.formats.tables.contents import layout_by_contents
from bot.trivia.formats.tables.rows import rows_of_text
from tests.trivia.formats.sample import Sample, check, choice, opinion, recognize, sample, told, typed

WHERE = choice("Where?", "Bucharest", "Riga", "Oslo", "Rome")
SAMPLES = (
    sample(
        "ours",
        "question,answer,accept,choices,explanation,difficulty,tags\nWho?,Ismay,Lord Ismay,Spaak | Luns,,1,a\n",
        ("Who?", "Ismay", ("Lord Ismay",), ("Spaak", "Luns")),
    ),
    sample(
        "ours with several right",
        "question,answer,choices,right\nWhich?,a and b,c,a | b\n",
        ("Which?", "a, b", (), ("c",)),
    ),
    sample(
        "semicolons",
        "question;answer;choices\nWho, and when?;Ismay;Spaak\n",
        choice("Who, and when?", "Ismay", "Spaak"),
    ),
    sample("Excel's first line", "sep=;\nquestion;answer\nWho?;Ismay\n", typed("Who?", "Ismay")),
    sample(
        "Kahoot's heads",
        "Question,Answer 1,Answer 2,Answer 3,Answer 4,Time,Correct\nWhere?,Riga,Bucharest,Oslo,Rome,20,2\n",
        WHERE,
    ),
    sample(
        "any of two",
        'Question,Answer 1,Answer 2,Answer 3,Correct\nWhich?,Riga,Oslo,Rome,"1,3"\n',
        ("Which?", "Riga", ("Rome",), ("Oslo",)),
    ),
    sample(
        "Quizizz",
        "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Correct Answer,Time in seconds\n"
        'Where?,Multiple Choice,Riga,Bucharest,Oslo,Rome,2,20\nWhich two?,Checkbox,a,b,c,,"1,3",20\n'
        'Type it,Fill-in-the-Blank,Ismay,Lord Ismay,,,"1,2",20\nYours?,Open-Ended,,,,,,20\n',
        WHERE,
        ("Which two?", "a, c", (), ("b",)),
        typed("Type it", "Ismay", "Lord Ismay"),
        lost=1,
    ),
    sample(
        "Quizizz' polls",
        "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds\n"
        "Where?,Multiple Choice,Bucharest,Riga,Oslo,1,20\nLike it?,Poll,Much,A little,,,20\nBoth?,Poll,x,y,,1,20\n"
        "Alone?,Poll,x,,,,20\n",
        choice("Where?", "Bucharest", "Riga", "Oslo"),
        opinion("Like it?", "Much", "A little"),
        lost=2,
        remarks=("asks for an opinion, and yet an answer is right", "needs 2 to 8 choices, and this has 1"),
    ),
    *(
        sample(
            f"opinions alone, in {language}",
            f"{heads}\nLike it?,{kind},Much,A little,Not at all\nWhere?,,Riga,Oslo,\n",
            opinion("Like it?", "Much", "A little", "Not at all"),
            lost=1,
            remarks=("nothing tells which choice is right",),
        )
        for language, heads, kind in (
            ("English", "Question,Kind,Option A,Option B,Option C", "Opinion Scale"),
            ("German", "Frage,Typ,Antwort A,Antwort B,Antwort C", "Umfrage"),
            ("French", "Question,Type de question,Option 1,Option 2,Option 3", "Sondage"),
            ("Russian", "Вопрос,Тип вопроса,Вариант 1,Вариант 2,Вариант 3", "опрос"),
        )
    ),
    sample(
        "an opinion with all choices in one cell",
        "Question,Type,Options\nLike it?,survey,Much; A little\n",
        opinion("Like it?", "Much", "A little"),
    ),
    sample(
        "Quizizz' typed answers in the columns of choices",
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\nFill,Fill-in-the-Blank,Riga,Riga city,\n",
        typed("Fill", "Riga", "Riga city"),
    ),
    sample(
        "a number without an end",
        f"Question,Answer 1,Answer 2,Correct\nWhere?,Riga,Oslo,{'9' * 5000}\n",
        lost=1,
    ),
    sample(
        "counted from 0",
        "question,option1,option2,option3,correct_index\nWhere?,Riga,Oslo,Rome,0\nWho?,Ann,Bob,Cem,2\n",
        choice("Where?", "Riga", "Oslo", "Rome"),
        choice("Who?", "Cem", "Ann", "Bob"),
    ),
    sample(
        "counted from 0 or from 1",
        "question,option1,option2,option3,correct index\nWhere?,Riga,Oslo,Rome,1\n",
        lost=1,
        remarks=("may count from 0 or from 1",),
    ),
    sample(
        "an index that counts from 1",
        "question,option1,option2,option3,correct index\nWhere?,Riga,Oslo,Rome,1\nWho?,Ann,Bob,Cem,3\n",
        choice("Where?", "Riga", "Oslo", "Rome"),
        choice("Who?", "Cem", "Ann", "Bob"),
    ),
    sample(
        "all choices in one cell",
        'Question,Options,Answer\nWhere?,Riga|Oslo|Rome,Oslo\nWho?,"A) Ann\nB) Bob",B\nWhich?,x;y,z\n',
        choice("Where?", "Oslo", "Riga", "Rome"),
        choice("Who?", "Bob", "Ann"),
        lost=1,
        remarks=("“z” names no choice",),
    ),
    sample(
        "a letter for one of the choices",
        "Question,Choices,Answer\nWho?,Ann | Bob | Cem,B\nWhich vitamin?,A | B,C\n",
        choice("Who?", "Bob", "Ann", "Cem"),
        choice("Which vitamin?", "C", "A", "B"),
    ),
    sample(
        "a letter and a bracket",
        "Question,Option A,Option B,Correct\nWhere?,Riga,Oslo,b)\nWho?,Ann,Bob,(A)\n",
        choice("Where?", "Oslo", "Riga"),
        choice("Who?", "Ann", "Bob"),
    ),
    sample(
        "a table of Markdown's",
        "| Question | A | B | Answer |\n|---|:--|---|---|\n| Where? | Riga | Oslo | B |\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "a report with a row for each player",
        "Question,Answer 1,Answer 2,Correct Answers,Player\n" + "Where?,Riga,Oslo,Riga,Ann\n" * 3,
        choice("Where?", "Riga", "Oslo"),
        remarks=("2 rows repeat a question",),
    ),
    sample(
        "Blooket",
        "Question #,Question Text,Answer 1,Answer 2,Answer 3 (Optional),Answer 4 (Optional),"
        "Time Limit (sec) (Max: 300 seconds),Correct Answer(s) (Only include Answer #)\n"
        "1,Where?,Riga,Bucharest,Oslo,Rome,20,2\n2,Count?,2,1,,,20,1\n",
        WHERE,
        choice("Count?", "2", "1"),
    ),
    sample(
        "Gimkit",
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional),Incorrect Answer 3 (Optional)\n"
        "Where?,Bucharest,Riga,Oslo,Rome\n",
        WHERE,
    ),
    sample("letters", "Question,A,B,C,D,Answer\nWhere?,Riga,Bucharest,Oslo,Rome,B\n", WHERE),
    sample(
        "the text of the answer",
        "Question,Option A,Option B,Option C,Option D,Correct answer\nWhere?,Riga,Bucharest,Oslo,Rome,bucharest\n",
        WHERE,
    ),
    sample(
        "German",
        "Frage,Antwort 1,Antwort 2,Antwort 3,Antwort 4,Richtige Antwort\nWhere?,Riga,Bucharest,Oslo,Rome,2\n",
        WHERE,
    ),
    sample("Spanish", "Pregunta;Respuesta\n¿Dónde?;Bucarest\n", typed("¿Dónde?", "Bucarest")),
    sample("Russian", "Вопрос,Ответ\nГде?,Бухарест\n", typed("Где?", "Бухарест")),
    sample("tabs", "Front\tBack\nWhere?\tBucharest\n", typed("Where?", "Bucharest")),
    sample(
        "unknown heads",
        "Nr,Was,Erste,Zweite,Dritte,Lösung?\n1,Where was the summit held?,Riga,Oslo,Rome,B\n2,Who?,x,y,z,C\n",
        choice("Where was the summit held?", "Oslo", "Riga", "Rome"),
        choice("Who?", "z", "x", "y"),
    ),
    sample(
        "no heads",
        "Where was the summit held?,Riga,Oslo,Rome,Oslo\nWho was the first of them all?,x,y,z,z\n",
        choice("Where was the summit held?", "Oslo", "Riga", "Rome"),
        choice("Who was the first of them all?", "z", "x", "y"),
    ),
    sample(
        "a number or a text",
        "Question,Option 1,Option 2,Option 3,Correct\nHow many?,2,1,3,1\nWhere?,Riga,Oslo,Rome,2\n",
        choice("Where?", "Oslo", "Riga", "Rome"),
        lost=1,
        remarks=("may be the number of a choice or its text",),
    ),
    sample(
        "no such choice",
        "Question,Option 1,Option 2,Correct\nWhere?,Riga,Oslo,Rome\nWho?,x,y,x\n",
        choice("Who?", "x", "y"),
        lost=1,
    ),
    sample(
        "equal choices",
        "Question,Option 1,Option 2,Option 3,Correct\nWhere?,Riga,riga,Oslo,3\n",
        choice("Where?", "Oslo", "Riga"),
        remarks=("equal choices",),
    ),
    sample(
        "a column nothing reads", "question,answer,page\nWho?,Ismay,17\n", typed("Who?", "Ismay"), remarks=("“page”",)
    ),
    sample("Korean", "문제,정답,url\n어디?,부쿠레슈티,\n", typed("어디?", "부쿠레슈티"), remarks=("“url”",)),
    sample(
        "Chinese",
        "題目內容,選項A,選項B,正確答案\n<p>在<b>哪</b>？</p>,里加,奧斯陸,B\n",
        choice("在哪？", "奧斯陸", "里加"),
    ),
    sample(
        "Vietnamese", "Nội dung câu hỏi,Đáp án đúng,Đáp án sai 1\nỞ đâu?,Riga,Oslo\n", choice("Ở đâu?", "Riga", "Oslo")
    ),
    sample(
        "a key of topics is not the right answer",
        "topic_key,question,option_1,option_2,correct_option_ids\ncities,Where?,Riga,Oslo,2\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "choices in one cell that are counted from 0",
        "question,options,correct_answer\nWhere?,Riga|Oslo|Rome,1\nWho?,Ismay|Spaak|Luns,0\n",
        choice("Where?", "Oslo", "Riga", "Rome"),
        choice("Who?", "Ismay", "Spaak", "Luns"),
    ),
    sample(
        "what stands behind a guessed key is no choice",
        "Where was it?,Riga,Oslo,B,cities,It was in the far north.\nWho was it?,Ismay,Spaak,A,people,He led it then.\n",
        choice("Where was it?", "Oslo", "Riga"),
        choice("Who was it?", "Ismay", "Spaak"),
        remarks=("row 1: nothing reads the column “cities”",),
    ),
    sample(
        "a number among texts",
        "question,option 1,option 2,correct\nWhere?,Riga,Oslo,Riga\nWho?,Ismay,Spaak,2\nWhich?,x,y,B\n",
        choice("Where?", "Riga", "Oslo"),
        choice("Which?", "y", "x"),
        lost=1,
        remarks=("row 3, column D: left out: “2” may be the number of a choice or its text",),
    ),
    sample(
        "wrong choices beside right ones that come again",
        "question,correct_answer,choice_1,choice_2\nA?,Mars,Venus,Io\nB?,Mars,Io,Venus\nC?,Io,Mars,Venus\nD?,Pan,Io,Mars\n",
        choice("A?", "Mars", "Venus", "Io"),
        choice("B?", "Mars", "Io", "Venus"),
        choice("C?", "Io", "Mars", "Venus"),
        choice("D?", "Pan", "Io", "Mars"),
    ),
    sample(
        "rows that have a number and a time alone",
        "Question #,Question Text,Answer 1,Answer 2,Time Limit,Correct Answer(s)\n1,Where?,Riga,Oslo,20,2\n2,,,,20,\n3,,,,20,\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "true or false by its type",
        "question,type,answer\nSo?,T/F,false\nWhich word?,short,false\n",
        choice("So?", "False", "True"),
        typed("Which word?", "false"),
    ),
    sample(
        "a picture among paragraphs",
        'question,answer\n"<p>Who?</p><p><img src=""a.png""></p>",Ismay\nWhich tag?,<p>\n',
        typed("Who?", "Ismay"),
        typed("Which tag?", "<p>"),
        remarks=("row 2: a picture is not carried over",),
    ),
    sample(
        "levels in words",
        "question,answer,level\nA?,x,difficult\nB?,y,normal\nC?,z,Fácil\nD?,w,odd\n",
        typed("A?", "x"),
        typed("B?", "y"),
        typed("C?", "z"),
        typed("D?", "w"),
        remarks=("row 5: the difficulty “odd”",),
    ),
    sample("an id is no question", "id,question,answer\n1,Who?,Ismay\n", typed("Who?", "Ismay")),
    sample("an empty row", "question,answer\n\nWho?,Ismay\n,\n", typed("Who?", "Ismay")),
    sample("no answer", "question,answer\nWho?,\n", lost=1, remarks=("row 2: left out: there is no right answer",)),
    sample("UTF-16", "question,answer\nWho?,Ismay\n".encode("utf-16"), typed("Who?", "Ismay")),
    sample("UTF-16 without a mark", "question,answer\nWho?,Ismay\n".encode("utf-16-le"), typed("Who?", "Ismay")),
    sample("UTF-16 the other way round", "question,answer\nWho?,Ismay\n".encode("utf-16-be"), typed("Who?", "Ismay")),
)


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_a_table_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.csv", given.content, "csv"))


@pytest.mark.parametrize("given", [one for one in SAMPLES if one.questions], ids=str)
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


def test_a_file_that_is_not_utf_8_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableError, match="line 2: this is not UTF-8; save the file with UTF-8"):
        read("x.csv", "question,answer\nWho?,Müller\n".encode("cp1252"))


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
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"csv": SAMPLES, "kahoot": BOOKS, "classquiz": BOOKS}
FRAMES = (
    ("csv", "@"), ("csv", "question,answer,choices\nWho?,@,b\n"), ("csv", "question,answer,options\nWho?,a,@\n"),
    ("csv", "question,a,b,correct\nWho?,a,b,@\n"), ("csv", "question,@,b,correct\nWho?,a,b,1\n"), ("csv", "sep=;\n@;@\n"),
)  # fmt: skip


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
