"""Questions come in from other tools' formats, and go out and come back the same."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.facts.model import Question
from bot.files.workbooks import UnreadableError
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.known import READERS, WRITTEN, read, recognize, write


def told(imported: Imported) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(q.question, q.answer, q.accept, q.choices) for q in imported.questions]


def lost(imported: Imported) -> list[str]:
    return [str(remark) for remark in imported.remarks if remark.is_lost]


def book(header_row: int, rows: list[list[object]], header: str = "Question - max 120 characters") -> bytes:
    made = Workbook()
    made.worksheets[0].cell(header_row, 2, header)
    for number, row in enumerate(rows, header_row + 1):
        for column, value in enumerate(row, 2):
            made.worksheets[0].cell(number, column).value = value  # type: ignore[assignment]  # any cell value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_red_lists_keep_all_answers_and_know_truth_values() -> None:
    imported = read(
        "nato.yaml",
        b"AUTHOR: Ada\nDESCRIPTION: A list\nCONFIG: {points-to-win: 10}\n"
        b"In which year?:\n- 1949\n- forty-nine\nIs it so?:\n- true\nIs it not?:\n- no\n\"Quoted?\":\n- 'true'\n",
    )

    assert told(imported) == [
        ("In which year?", "1949", ("forty-nine",), ()),
        ("Is it so?", "True", ("Yes", "On"), ()),
        ("Is it not?", "False", ("No", "Off"), ()),
        ("Quoted?", "true", (), ()),
    ]
    assert (imported.author, imported.title) == ("Ada", "A list")
    assert [remark.place for remark in imported.remarks] == ["line 3"]


def test_red_lists_tell_what_is_left_out_and_where() -> None:
    imported = read("x.yaml", b"Good?:\n- yes indeed\nNo list?: text\nNested?:\n- [a]\nGood?:\n- again\n")

    assert len(imported.questions) == 1
    assert [text.split(":")[0] for text in lost(imported)] == ["line 3", "line 5", "line 6"]


def test_open_trivia_is_unescaped() -> None:
    row = {
        "category": "History: Cold War", "type": "multiple", "difficulty": "hard",
        "question": "Who said &quot;tear down this wall&quot;?", "correct_answer": "Ronald Reagan",
        "incorrect_answers": ["Gerald Ford", "Jimmy &amp; Carter"],
    }  # fmt: skip
    imported = read("x.json", json.dumps({"response_code": 0, "results": [row, {"question": "No answer"}]}).encode())

    (question,) = imported.questions
    assert question.question == 'Who said "tear down this wall"?'
    assert question.choices == ("Gerald Ford", "Jimmy & Carter")
    assert (question.difficulty, question.tags) == (3, ("history-cold-war",))
    assert lost(imported)[0].startswith("result 2: left out")


GIFT = r"""
// a comment
$CATEGORY: course/treaties

::Q1:: Who signed first? {=Belgium ~Canada#no ~France ####By the alphabet.}

NATO was founded in 1949.{T}

// [tag:years] [difficulty:3]
In which year was Helsinki? {#1975:0}

The first {=Secretary General =Secretary-General} was Lord Ismay.

Write an essay. {}

Match. {=a -> b =c -> d}

This is a description.

Escapes \: \{ \} \~ \= \# ? {=a\=b ~c\~d}

Half right? {~%50%one ~%50%two ~%-100%three}
"""


def test_gift_is_read_and_what_it_has_besides_is_named() -> None:
    imported = read("x.gift", GIFT.encode())

    assert told(imported) == [
        ("Who signed first?", "Belgium", (), ("Canada", "France")),
        ("NATO was founded in 1949.", "True", (), ("False",)),
        ("In which year was Helsinki?", "1975", (), ()),
        ("The first _____ was Lord Ismay.", "Secretary General", ("Secretary-General",), ()),
        ("Escapes : { } ~ = # ?", "a=b", (), ("c~d",)),
        ("Half right?", "one", ("two",), ("three",)),
    ]
    assert imported.questions[0].explanation == "By the alphabet."
    assert imported.questions[2].tags == ("treaties", "years")
    assert imported.questions[2].difficulty == 3
    assert len(lost(imported)) == 3
    assert any("feedback on “Canada”" in str(remark) for remark in imported.remarks)


def test_aiken_is_read() -> None:
    imported = read(
        "x.txt",
        b"Which came first?\nA. NATO\nB) The Warsaw Pact\nANSWER: A\n\nBroken?\nA. x\nANSWER: C\n\nOpen?\nA. x\n",
    )

    assert told(imported) == [("Which came first?", "NATO", (), ("The Warsaw Pact",))]
    assert [text.partition(":")[0] for text in lost(imported)] == ["line 6", "line 10"]


def test_anki_notes_are_read_with_their_columns_tags_and_html() -> None:
    imported = read(
        "x.txt",
        b"#separator:Semicolon\n#html:true\n#tags column:3\n"
        b'"<b>Who</b> led?<br>Name one";"Stalin &amp; co";cold-war soviet\n;no question;\n',
    )

    (question,) = imported.questions
    assert (question.question, question.answer) == ("Who led? Name one", "Stalin & co")
    assert question.tags == ("cold-war", "soviet")
    assert lost(imported) == ["line 5: left out: there is no question"]


def test_kotoba_quizzes_are_read() -> None:
    imported = read(
        "x.csv",
        'Question,Answers,Comment,Instructions,Render as\n明日,"あした,あす",tomorrow,Type it!,Image\n,x,,,\n'.encode(),
    )

    assert told(imported) == [("明日 (Type it!)", "あした", ("あす",), ())]
    assert imported.questions[0].explanation == "tomorrow"
    assert len(imported.remarks) == 2


@pytest.mark.parametrize("header", [8, 13])
def test_kahoot_and_classquiz_sheets_are_read(header: int) -> None:
    rows: list[list[object]] = [
        ["Which joined in 1999?", "Poland", "Finland", "Hungary", "Sweden", 30, "1,3"],
        ["In which year?", 1949, 1955.0, None, None, 20, 1],
        ["No such choice?", "a", "b", None, None, 20, "4"],
    ]
    imported = read("x.xlsx", book(header, rows, "Question"))

    assert told(imported) == [
        ("Which joined in 1999?", "Poland", ("Hungary",), ("Finland", "Sweden")),
        ("In which year?", "1949", (), ("1955",)),
    ]
    assert lost(imported) == [
        f"row {header + 3}, column H: left out: “4” names no choice that is there; write numbers such as 1,3"
    ]
    assert any("30 seconds" in str(remark) for remark in imported.remarks)


def test_classquiz_rows_past_the_hundredth_are_named() -> None:
    rows: list[list[object]] = [[f"Question {number}?", "a", "b", None, None, 20, 1] for number in range(14, 103)]
    imported = read("x.xlsx", book(13, rows, "Question"))

    assert len(imported.questions) == 87
    assert [text.partition(":")[0] for text in lost(imported)] == ["row 101", "row 102"]


def test_a_bomb_of_a_workbook_is_refused_unopened() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))

    with pytest.raises(UnreadableError, match="too large when unpacked"):
        read("x.xlsx", out.getvalue())


@pytest.mark.parametrize("content", [b"? " * 60_000, b"[" * 120_000, b"Who?:\n" + b"- " * 60_000])
def test_a_list_nested_too_deeply_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"line [12]: this is nested too deeply"):
        read("x.yaml", content, "red")


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00" * 50, b"{", b"[]", b"a: [", b"PK\x03\x04", b'"open'])
def test_a_file_of_another_kind_is_refused_or_empty(format: str, content: bytes) -> None:
    with suppress(UnreadableError):
        assert len(read("x", content, format).questions) <= 1


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), format=st.sampled_from(sorted(READERS)))
def test_no_file_breaks_the_reading(content: bytes, format: str) -> None:
    with suppress(UnreadableError):
        assert read("x", content, format).questions is not None


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.yaml", b"", "red"), ("a.json", b"", "opentdb"), ("a.xlsx", b"", "kahoot"), ("a.gift", b"", "gift"),
        ("a.txt", b"Q\nA. x\nANSWER: A", "aiken"), ("a.txt", b"#separator:tab\n", "anki"), ("a.txt", b"Q {=a}", "gift"),
        ("a.csv", b"Question,Answers,Comment", "kotoba"), ("a.csv", b"question,answer", "csv"),
    ],
)  # fmt: skip
def test_a_file_tells_its_format(name: str, content: bytes, format: str) -> None:
    assert recognize(name, content) == format


@pytest.mark.parametrize(("name", "hint"), [("a.apkg", "Notes in Plain Text"), ("a.docx", "is not known")])
def test_a_file_of_no_format_says_what_to_take(name: str, hint: str) -> None:
    with pytest.raises(UnreadableError, match=hint):
        recognize(name, b"")


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn"))
    | st.sampled_from(" \\~=#{}:|\"',;<>&%@+-1"),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
TAGS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    answers = draw(st.lists(WORDS, min_size=2, max_size=4, unique_by=str.casefold))
    right = draw(st.integers(1, len(answers) - 1))
    tags = tuple(draw(st.lists(TAGS, max_size=2, unique=True)))
    explanation = draw(WORDS | st.just(""))
    return Question(
        "q00001", draw(WORDS), answers[0], explanation, (), tuple(answers[1:right]), tuple(answers[right:]),
        draw(st.integers(1, 3)), (), tags,
    )  # fmt: skip


@example(asked=Question("q00001", "Q", "%50%a", "", (), ("a->b",), ("%-5%c->d",)), format="gift")
@given(asked=questions(), format=st.sampled_from(sorted(WRITTEN)))
def test_what_is_written_is_read_back(asked: Question, format: str) -> None:
    written = write([asked], format)
    imported = read("x", written.content, format)
    carried = replace(asked, accept=(), explanation="", difficulty=2, tags=()) if format == "kahoot" else asked

    assert imported.questions == (carried,)
    assert (carried == asked) == (written.remarks == ())


@pytest.mark.parametrize("begin", "=+-@")
def test_no_cell_of_a_table_is_a_formula(begin: str) -> None:
    asked = Question("q", f"{begin}HYPERLINK(1)", f"{begin}1", "", choices=("2",))

    assert f"'{begin}HYPERLINK" in write([asked], "csv").content.decode()
    sheet = load_workbook(io.BytesIO(write([asked], "kahoot").content)).worksheets[0]
    assert sheet.cell(9, 2).data_type == "s"


def test_what_does_not_fit_kahoot_is_named() -> None:
    asked = Question("q-typed", "Who?", "Ismay", "Because.")
    written = write([asked], "kahoot")

    assert [str(remark).partition(":")[0] for remark in written.remarks] == ["q-typed"]
    assert read("x.xlsx", written.content).questions == ()
