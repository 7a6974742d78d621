"""Aiken as people write it by hand."""

from __future__ import annotations

import pytest

from bot.trivia.formats.known import read
from tests.trivia.formats.sample import Sample, check, choice, recognize, sample

CITY = choice("Which city?", "Bucharest", "Riga")
SAMPLES = (
    sample("plain", "Which city?\nA. Riga\nB) Bucharest\nANSWER: B\n", CITY),
    sample("CR alone", "Which city?\rA) Riga\rB) Bucharest\rANSWER: B\r", CITY),
    sample("lower case", "Which city?\na) Riga\nb) Bucharest\nAnswer: b\n", CITY),
    sample(
        "an indented answer",
        "Which {set}?\nA) Riga\nB) Bucharest\n\tANSWER: B\n",
        choice("Which {set}?", "Bucharest", "Riga"),
    ),
    sample("a full stop after the letter", "Which city?\nA. Riga\nB. Bucharest\nANSWER : B.\n", CITY),
    sample(
        "equal choices",
        "Which?\nA) Riga\nB) riga\nC) Oslo\nANSWER: A\n",
        choice("Which?", "Riga", "Oslo"),
        remarks=("“riga”",),
    ),
    sample(
        "feedback",
        "Which city?\nA) Riga\nB) Bucharest\nANSWER: B\nFEEDBACK: In Romania.\n\nWho?\nA) x\nB) y\nANSWER: A",
        CITY,
        choice("Who?", "x", "y"),
    ),
    sample(
        "headings",
        "## Easy\n\nWhich city?\nA. Riga\nB. Bucharest\nANSWER: B\n\n---\n\nWho?\nA. x\nB. y\nANSWER: A\n",
        CITY,
        choice("Who?", "x", "y"),
        remarks=("a heading",),
    ),
    sample(
        "no answer line",
        "Which treaty?\nA. Brussels\nB. Washington\n\nWhich city?\nA. Riga\nB. Bucharest\nANSWER: B\n",
        CITY,
        lost=1,
        remarks=("line 1: left out: it has no answer line",),
    ),
    sample(
        "two without an answer line",
        "One?\nA. x\nB. y\n\nTwo?\nA. x\nB. y\n\nWhich city?\nA. Riga\nB. Bucharest\nANSWER: B",
        CITY,
        lost=2,
    ),
    sample(
        "an odd answer line",
        "One?\nA. x\nB. y\n## ANSWER: B\n\nWhich city?\nA. Riga\nB. Bucharest\nANSWER: B\n",
        CITY,
        lost=1,
        remarks=("“## ANSWER: B”",),
    ),
    sample(
        "two answers", "One?\nA. x\nB. y\nANSWER: A, B\n\nWhich city?\nA. Riga\nB. Bucharest\nANSWER: B\n", CITY, lost=1
    ),
    sample("no such choice", "One?\nA. x\nB. y\nANSWER: C\n", lost=1, remarks=("none of the choices: A, B",)),
    sample("no choices", "One?\nANSWER: C\n", lost=1, remarks=("there are no choices",)),
    sample(
        "a choice of two lines",
        "Which?\nA. Riga, the\n   capital\nB. Oslo\nANSWER: A\n",
        choice("Which?", "Riga, the capital", "Oslo"),
    ),
    sample("blank lines between", "Which city?\n\nA. Riga\n\nB. Bucharest\n\nANSWER: B\n", CITY),
    sample(
        "a question of two lines",
        "NATO met.\nWhere?\nA. Riga\nB. Oslo\nANSWER: A\n",
        choice("NATO met.\nWhere?", "Riga", "Oslo"),
    ),
    sample(
        "an initial",
        "A. Rasmussen held which post?\nA. Minister\nB. King\nANSWER: A\n",
        choice("A. Rasmussen held which post?", "Minister", "King"),
    ),
    sample(
        "an initial after a question",
        "Who?\nA. x\nB. y\nANSWER: A\n\nA. Rasmussen was what?\nA. Minister\nB. King\nANSWER: A\n",
        choice("Who?", "x", "y"),
        choice("A. Rasmussen was what?", "Minister", "King"),
    ),
    sample(
        "tags that are asked about",
        'What includes <html class="cool"> & images?\nA) Moodle\nB) Riga\nANSWER: A\n\n'
        "What is bold?\nA. <b>x</b>\nB. <i>x</i>\nANSWER: A\n\nWhat breaks?\nA. <br>\nB. <hr>\nANSWER: A\n",
        choice('What includes <html class="cool"> & images?', "Moodle", "Riga"),
        choice("What is bold?", "<b>x</b>", "<i>x</i>"),
        choice("What breaks?", "<br>", "<hr>"),
    ),
    sample("HTML", "Which <b>city</b>?\nA. R&oslash;ros\nB. Riga\nANSWER: A\n", choice("Which city?", "Røros", "Riga")),
    sample("a word before", "Which city?\nA. Riga\nB. Bucharest\nCorrect answer: B\n", CITY),
    sample("letters in brackets", "Which city?\n(A) Riga\n(B) Bucharest\nANSWER: (B)\n", CITY),
    sample(
        "nothing behind the letter",
        "Which city?\nA.Riga\nB)Bucharest\ne.g. this\nANSWER:B\n",
        choice("Which city?", "Bucharest e.g. this", "Riga"),
    ),
    sample("the choice itself", "Which city?\nA. Riga\nB. Bucharest\nANSWER: B. Bucharest\n", CITY),
    sample("its text alone", "Which city?\nA. Riga\nB. Bucharest\nANSWER: Bucharest\n", CITY),
    sample(
        "the letter of another",
        "Which city?\nA. Riga\nB. Bucharest\nANSWER: B. Riga\n",
        lost=1,
        remarks=("“ANSWER: B. Riga”",),
    ),
    sample("one choice alone", "Which city?\nA. Riga\nANSWER: A\n", lost=1, remarks=("there are no choices",)),
    sample(
        "several to choose",
        "Which two?\nA. Riga\nB. Oslo\nC. Rome\nANSWER: A, C\n\nWhich?\nA. x\nB. y\nC. z\nANSWER: B and C\n",
        choice("Which two?", "Riga, Rome", "Oslo"),
        choice("Which?", "y, z", "x"),
    ),
    sample(
        "German",
        "Welche Stadt?\nA) Riga\nB) Bukarest\nRichtige Antwort: B\n",
        choice("Welche Stadt?", "Bukarest", "Riga"),
    ),
    sample(
        "Russian letters",
        "Какой город?\nА) Рига\nБ) Осло\nВ) Рим\nОтвет: В\n\nКакой?\nA) Рига\nB) Осло\nОтвет: В\n",
        choice("Какой город?", "Рим", "Рига", "Осло"),
        lost=1,
    ),
    sample(
        "as chat programs write",
        "**1. Which city?**\n\nA) Riga\nB) Bucharest\n\n**Answer: B) Bucharest**\n\n---\n\n**2. Who?**\n\nA) x\nB) y\n\n**Answer: A**\n",
        CITY,
        choice("Who?", "x", "y"),
    ),
    sample(
        "counted from a later number",
        "3. One?\nA. x\nB. y\nANSWER: A\n\n4. Two?\nA. x\nB. y\nANSWER: B\n",
        choice("One?", "x", "y"),
        choice("Two?", "y", "x"),
    ),
    sample(
        "the last alone is counted",
        "One?\nA. x\nB. y\nANSWER: A\n\n2. Two?\nA. x\nB. y\nANSWER: B\n",
        choice("One?", "x", "y"),
        choice("2. Two?", "y", "x"),
    ),
    sample(
        "counted, but not all",
        "1. Which city?\nA. Riga\nB. Bucharest\nANSWER: B\n\n1. FC Köln won when?\nA. 1978\nB. 1979\nANSWER: A\n",
        choice("1. Which city?", "Bucharest", "Riga"),
        choice("1. FC Köln won when?", "1978", "1979"),
    ),
    sample(
        "an explanation of two lines",
        "Which city?\nA. Riga\nB. Bucharest\nANSWER: B\nFeedback: In\nRomania.\n\nWho?\nA. x\nB. y\nANSWER: A\nPoints: 2\n\n"
        "Why?\nA. p\nB. q\nANSWER: A\n",
        CITY,
        choice("Who?", "x", "y"),
        choice("Why?", "p", "q"),
        remarks=("line 12: “Points: 2” is not carried over",),
    ),
    sample(
        "ten choices",
        "Which?\n" + "".join(f"{letter}. {letter * 2}\n" for letter in "ABCDEFGHIJ") + "ANSWER: J\n",
        choice("Which?", "JJ", *(letter * 2 for letter in "ABCDEFGHI")),
    ),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"aiken": SAMPLES}
FRAMES = (
    ("aiken", "@"), ("aiken", "Who?\nA. @\nB. b\nANSWER: A"), ("aiken", "Who?\nA. a\nB. b\nANSWER: @"),
    ("aiken", "Who?\nA. a\nB. b\nANSWER: A\nFeedback: @"), ("aiken", "Q\nA. a\nB. b\n@ANSWER: A"),
)  # fmt: skip


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_a_file_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.txt", given.content, "aiken"))


@pytest.mark.parametrize("given", [one for one in SAMPLES if one.questions], ids=str)
def test_a_file_is_known_by_its_structure(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "aiken"


def test_a_line_of_feedback_explains_the_answer_before_it() -> None:
    one, two = read(
        "x.txt", b"Who?\nA. x\nB. y\nANSWER: A\nFeedback: So.\n\nWho else?\nA. x\nB. y\nANSWER: A\n"
    ).questions

    assert (one.explanation, two.explanation) == ("So.", "")
