"""Moodle XML, as every Moodle exports it by default."""

from __future__ import annotations

import pytest

from bot.facts.model import Question
from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read, write
from tests.trivia.formats.sample import Sample, Told, check, choice, recognize, sample, told, typed


def answer(text: str, fraction: str = "0", feedback: str = "", more: str = "") -> str:
    said = f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>'
    return f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>{said}{more}</answer>'


def question(kind: str, text: str, *answers: str, more: str = "", format: str = "html") -> str:
    return (
        f'<question type="{kind}"><name><text>Q</text></name><questiontext format="{format}">'
        f"<text><![CDATA[{text}]]></text></questiontext>{''.join(answers)}{more}</question>"
    )


def quiz(name: str, *parts: str, asked: tuple[Told, ...] = (), lost: int = 0, remarks: tuple[str, ...] = ()) -> Sample:
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(parts)}</quiz>'
    return sample(name, content, *asked, lost=lost, remarks=remarks)


SAMPLES = (
    quiz(
        "one choice",
        question("multichoice", "<p>Where?</p>", answer("<p>Riga</p>"), answer("<p>Bucharest</p>", "100")),
        asked=(choice("Where?", "Bucharest", "Riga"),),
    ),
    quiz(
        "several",
        question(
            "multichoice",
            "Which two?",
            answer("Riga", "50"),
            answer("Oslo", "50"),
            answer("Rome", "-100"),
            more="<single>false</single>",
        ),
        asked=(("Which two?", "Riga, Oslo", (), ("Rome",)),),
    ),
    quiz(
        "in part",
        question("multichoice", "Where?", answer("Crete", "100"), answer("Greece", "50", "Nearly"), answer("Malta")),
        asked=(choice("Where?", "Crete", "Malta"),),
        remarks=("“Greece” is worth 50 % only", "wrong answers"),
    ),
    quiz(
        "one to choose, and none in full",
        question(
            "multichoice",
            "Where?",
            answer("Greece", "90"),
            answer("Crete", "50"),
            answer("Malta"),
            more="<single>true</single>",
        ),
        lost=1,
    ),
    quiz(
        "all or nothing",
        question("multichoiceset", "Which?", answer("x", "100"), answer("y", "100"), answer("z")),
        asked=(choice("Which?", "x, y", "z"),),
    ),
    quiz(
        "all or nothing by another plugin, one of them right alone",
        question("oumultiresponse", "Which?", answer("x", "100"), answer("y", "100"), answer("z")),
        question("oumultiresponse", "Where?", answer("Riga"), answer("Oslo", "100")),
        asked=(choice("Which?", "x, y", "z"), choice("Where?", "Oslo", "Riga")),
    ),
    quiz(
        "a fraction",
        question(
            "truefalse",
            "Is it <math>\n<mfrac>\n<mn>1</mn> <mn>3</mn>\n</mfrac>\n<mi>m</mi>\n<msup><mi>c</mi><mn>2</mn></msup></math>?",
            answer("true", "100"),
            answer("false"),
        ),
        asked=(choice("Is it 1/3mc²?", "True", "False"),),
    ),
    quiz(
        "a choice that is a picture",
        question("multichoice", "Who?", answer("Ann", "100"), answer('<img src="a.png">')),
        lost=1,
        remarks=("no wrong choice is left",),
    ),
    quiz("none in full", question("multichoice", "Where?", answer("Greece", "50"), answer("Malta")), lost=1),
    quiz(
        "true",
        question("truefalse", "So?", answer("true", "100"), answer("false")),
        asked=(choice("So?", "True", "False"),),
    ),
    quiz(
        "false",
        question("truefalse", "So?", answer("true", "0"), answer("false", "100")),
        asked=(choice("So?", "False", "True"),),
    ),
    quiz(
        "typed",
        question("shortanswer", "Who?", answer("Ismay", "100"), answer("Lord Ismay", "100"), answer("*", "0")),
        asked=(typed("Who?", "Ismay", "Lord Ismay"),),
        remarks=("stands for any text",),
    ),
    quiz(
        "a number",
        question("numerical", "When?", answer("1975", "100", more="<tolerance>2</tolerance>")),
        asked=(typed("When?", "1975", "1973..1977"),),
    ),
    quiz(
        "a number with a tolerance that a program wrote",
        question("numerical", "Pi?", answer("3.14159", "100", more="<tolerance>1e-05</tolerance>")),
        asked=(typed("Pi?", "3.14159", "3.14158..3.14160"),),
    ),
    quiz(
        "a number as it is",
        question("numerical", "When?", answer("1975", "100", more="<tolerance>0</tolerance>")),
        asked=(typed("When?", "1975"),),
    ),
    quiz(
        "an essay and others",
        question("essay", "Write."),
        question("description", "Read."),
        question("matching", "Match."),
        question("cloze", "{1:SA:=a}"),
        question("ddwtos", "Drag."),
        lost=5,
        remarks=("“ddwtos”", "essay"),
    ),
    quiz(
        "a category",
        '<question type="category"><category><text>$course$/top/NATO</text></category></question>',
        question("truefalse", "So?", answer("true", "100"), answer("false")),
        asked=(choice("So?", "True", "False"),),
    ),
    quiz(
        "Markdown and plain",
        question("truefalse", "**So**?", answer("true", "100"), answer("false"), format="markdown"),
        question("truefalse", "Is <b> bold?", answer("true", "100"), answer("false"), format="plain_text"),
        asked=(choice("So?", "True", "False"), choice("Is <b> bold?", "True", "False")),
    ),
    quiz(
        "a picture",
        question(
            "multichoice", '<p>Who?<img src="@@PLUGINFILE@@/a.png" alt="a man"></p>', answer("x", "100"), answer("y")
        ),
        asked=(choice("Who?", "x", "y"),),
        remarks=("a picture (a man)",),
    ),
    quiz(
        "a weight that is none",
        question("multichoice", "Who?", answer("x", "all"), answer("y")),
        lost=1,
        remarks=("is no number",),
    ),
    quiz("no answers", question("multichoice", "Who?"), lost=1, remarks=("no right answer",)),
    quiz("no question"),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"moodle": SAMPLES}
FRAMES = (
    (
        "moodle",
        '<quiz><question type="multichoice"><questiontext format="markdown"><text>@</text></questiontext>'
        '<answer fraction="100"><text>@</text></answer><answer fraction="0"><text>b</text></answer></question></quiz>',
    ),
    ("moodle", '<quiz><question type="shortanswer"><answer fraction="@"><text>@</text></answer></question></quiz>'),
)


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_a_file_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.bin", given.content) == "moodle"
    check(given, read("x.xml", given.content))


def test_feedback_tags_and_category_are_kept() -> None:
    content = quiz(
        "x",
        '<question type="category"><category><text>top/NATO</text></category></question>',
        question(
            "multichoice",
            "Who?",
            answer("x", "100", "<p>Right.</p>"),
            answer("y"),
            more='<generalfeedback format="html"><text>All.</text></generalfeedback><tags><tag><text>summits</text></tag></tags>',
        ),
    ).content
    (one,) = read("x.xml", content).questions

    assert (one.explanation, one.tags) == ("Right.\nAll.", ("nato", "summits"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<quiz><question>", "this is not XML that can be read"),
        (b"<!DOCTYPE q [<!ENTITY a 'aaaa'>]><quiz>&a;</quiz>", "declares entities"),
        (b"<quiz>" + b"<a>" * 300, "nested too deeply"),
        (b"<feed></feed>", "not Moodle XML"),
    ],
)
def test_what_is_no_quiz_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read("x.xml", content, "moodle")


def test_a_question_of_each_shape_is_written_and_read_back() -> None:
    questions = (
        Question("q00001", "Who & <what>?", "Ismay", "So.", accept=("Lord Ismay",), choices=("x", "y"), tags=("a",)),
        Question("q00002", "Which?", "a, b, c", "", choices=("d",), right=("a", "b", "c"), difficulty=3),
        Question("q00003", "Who?", "C*", "", accept=("see",)),
        Question("q00004", "When?", "1975", "", accept=("1973..1977",)),
    )
    imported = read("x.xml", write(questions, "moodle").content)

    assert imported.questions[:3] == questions[:3]
    assert told(imported)[3] == ("When?", "1975", ("1973..1977",), ())
