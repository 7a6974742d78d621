"""What is written for another tool comes back the same, in all that the format carries."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import example, given, strategies as st
from openpyxl import load_workbook

from bot.facts.model import Question
from bot.trivia.formats.known import read, write
from bot.trivia.formats.readers import WRITTEN

# With what means something to one format or another.
SIGNS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn"))
    | st.sampled_from(" \\~=#{}:|\"',;<>&%@+-1*[]_$/"),
    min_size=1,
    max_size=40,
)
WORDS = (
    (
        SIGNS
        | st.sampled_from(
            [
                "<b>",
                "&amp;",
                "a<br>b",
                "[html]x",
                "[Markdown]",
                "{{c1::a}}",
                "[sound:a.mp3]",
                "TRUE",
                "T",
                "->",
                "%50%x",
                "1..5",
            ]
        )
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
TAGS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    answers = draw(st.lists(WORDS, min_size=2, max_size=5, unique_by=str.casefold))
    right = draw(st.integers(1, len(answers) - 1))
    several = draw(st.booleans()) and 1 < right <= 4
    tags = tuple(draw(st.lists(TAGS, max_size=2, unique=True)))
    wrong = tuple(answers[right:]) if draw(st.booleans()) or several else ()
    return Question(
        "q00001",
        draw(WORDS),
        ", ".join(answers[:right]) if several else answers[0],
        draw(WORDS | st.just("")),
        accept=() if several else tuple(answers[1:right]),
        choices=wrong,
        difficulty=draw(st.integers(1, 3)),
        tags=tags,
        right=tuple(answers[:right]) if several else (),
    )


@st.composite
def opinions(draw: st.DrawFn) -> Question:
    choices = tuple(draw(st.lists(WORDS, min_size=2, max_size=8, unique_by=str.casefold)))
    return Question("q00001", draw(WORDS), "", draw(WORDS | st.just("")), choices=choices, is_opinion=True)


def carried(asked: Question, format: str) -> Question:
    """Return what a format keeps of a question, as docs/packs.md's table says."""
    if format != "kahoot":
        return asked
    plain = replace(asked, accept=(), explanation="", difficulty=2, tags=())
    return plain


@example(asked=Question("q00001", "Q", "%50%a", "", (), ("a->b",), ("%-5%c->d",)), format="gift")
@example(asked=Question("q00001", "Q", "1975", "", (), ("1973..1977",)), format="gift")
@example(asked=Question("q00001", "Q", "00", "", (), ("0..0",)), format="moodle")
@example(asked=Question("q00001", "Q", "3", "", (), ("1..5", "three")), format="moodle")
@example(asked=Question("q00001", "Q", "3", "", (), ("1..7",)), format="moodle")
@example(asked=Question("q00001", "Q", "0.5", "", (), ("0..1",)), format="moodle")
@example(asked=Question("q00001", "[HTML]", "[plain] it is", ""), format="gift")
@given(asked=questions(), format=st.sampled_from(sorted(set(WRITTEN) - {"kahoot"})))
def test_what_is_written_is_read_back(asked: Question, format: str) -> None:
    written = write([asked], format)

    assert read("x", written.content, format).questions == (asked,)
    assert written.remarks == ()


@given(asked=opinions())
def test_a_table_of_ours_keeps_an_opinion(asked: Question) -> None:
    assert read("x", write([asked], "csv").content, "csv").questions == (asked,)


@pytest.mark.parametrize("format", sorted(set(WRITTEN) - {"csv"}))
def test_what_holds_right_answers_alone_tells_of_each_opinion_and_keeps_the_rest(format: str) -> None:
    opinion = Question("own-1", "Like it?", "", "", choices=("Much", "A little"), is_opinion=True)
    fact = Question("own-2", "Who?", "Ismay", "", choices=("Spaak",))

    written = write([opinion, fact], format)

    assert [(remark.place, remark.is_lost) for remark in written.remarks] == [("own-1", True)]
    assert [one.question for one in read("x", written.content, format).questions] == ["Who?"]


@given(asked=questions())
def test_what_kahoot_carries_is_read_back_and_the_rest_is_told(asked: Question) -> None:
    written = write([asked], "kahoot")
    found = read("x", written.content, "kahoot").questions
    kept = carried(asked, "kahoot")

    if any(remark.is_lost for remark in written.remarks):
        assert found == ()
    elif asked.right:
        assert {found[0].answer, *found[0].accept} == set(asked.right)
        assert set(found[0].choices) == set(asked.choices)
    else:
        assert (found[0].question, found[0].answer) == (asked.question, asked.answer)
        assert set(found[0].choices) == set(asked.choices)
        assert (kept == asked) == (written.remarks == ())


@pytest.mark.parametrize("begin", "=+-@")
def test_no_cell_of_a_table_is_a_formula(begin: str) -> None:
    asked = Question("q", f"{begin}HYPERLINK(1)", f"{begin}1", "", choices=("2",))

    assert f"'{begin}HYPERLINK" in write([asked], "csv").content.decode()
    sheet = load_workbook(io.BytesIO(write([asked], "kahoot").content)).worksheets[0]
    assert sheet.cell(9, 2).data_type == "s"


def test_what_does_not_fit_kahoot_is_named() -> None:
    written = write([Question("q-typed", "Who?", "Ismay", "Because.")], "kahoot")

    assert [str(remark).partition(":")[0] for remark in written.remarks] == ["q-typed"]
    assert read("x.xlsx", written.content).questions == ()
