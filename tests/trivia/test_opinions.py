"""Opinions: a survey asks for them, shows who said how much, and calls nothing right; nothing else asks them."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from bot.app import Bot
from bot.authoring.writing import write_questions
from bot.chat import Reply
from bot.community import Community
from bot.facts.library import Library
from bot.facts.model import Question
from bot.frozen import replace
from bot.pictures.recipes import Bars
from bot.schedule.choice import questions_of
from bot.schedule.rule import Kind, Rule
from bot.shelf import Shelf, open_library
from bot.trivia import material
from bot.trivia.own import OwnPack, PackImported
from bot.trivia.questions.draw import draw
from bot.trivia.questions.pool import Wishes
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.trivia.classroom import NINE, Classroom, Luck

SCALE = ("Not at all", "A little", "Much", "Very much")
FACT = Question("own-fact", "Who built the wall?", "Ada", "", choices=("Ida",))


def opinion(number: int) -> Question:
    return Question(f"own-{number}", f"How do you like part {number}?", "", "", choices=SCALE, is_opinion=True)


@pytest.fixture
def room(bot: Bot) -> Classroom:
    """A classroom with a pack of two opinions and a fact, called views."""
    classroom = Classroom(bot)
    give(classroom, opinion(1), FACT, opinion(2))
    return classroom


def give(room: Classroom, *questions: Question, name: str = "views") -> None:
    """Give the community a pack of its own."""
    room.save(PackImported(Community("console", "school"), OwnPack(name, name.capitalize(), "", questions, NINE)))


def asked(room: Classroom) -> list[str]:
    return sorted(one.subject for one in room.started().round.plan.questions)


def surveyed(room: Classroom, *letters: str) -> Reply:
    """Let pupils answer a survey of one question, and return what is told of it."""
    room.ask("/trivia start mode:survey pack:views number:1")
    room.wait(6)
    for number, letter in enumerate(letters):
        room.ask(f"/answer {letter}", f"pupil{number}")
    room.finish()
    (told,) = [post for post in room.posts() if post.title == "What you said"]
    return told


def tables(reply: Reply) -> list[list[list[str]]]:
    return [list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")))) for file in reply.files]


def test_a_survey_asks_the_opinions_of_a_pack_and_nothing_else_of_it(room: Classroom) -> None:
    room.ask("/trivia start mode:survey pack:views number:2")

    assert asked(room) == ["How do you like part 1?", "How do you like part 2?"]


def test_no_fact_fills_up_a_survey_of_too_few_opinions(room: Classroom) -> None:
    told = room.ask("/trivia start mode:survey pack:views number:3").text

    assert told == "The pack “views” gives 2 questions for this; number:2 asks them."


def test_a_survey_of_a_pack_without_opinions_asks_its_questions(room: Classroom) -> None:
    give(room, FACT, name="facts")

    room.ask("/trivia start mode:survey pack:facts number:1")

    assert asked(room) == ["Who built the wall?"]


def test_a_pack_that_gives_too_few_says_how_those_without_choices_are_asked(room: Classroom) -> None:
    give(room, FACT, replace(FACT, id="own-typed", choices=()), name="facts")

    told = room.ask("/trivia start pack:facts number:2").text
    room.ask("/trivia start pack:facts number:2 mode:type")

    assert told.endswith("number:1 asks it. With mode:type those are asked, too, that have no wrong choice.")
    assert len(asked(room)) == 2


@pytest.mark.parametrize("mode", ["everyone", "first", "type", "own until:2026-12-24"])
def test_no_round_with_a_right_and_a_wrong_asks_for_an_opinion(room: Classroom, mode: str) -> None:
    told = room.ask(f"/trivia start pack:views number:2 mode:{mode}").text

    assert told == "The pack “views” gives 1 question for this; number:1 asks it."
    room.ask(f"/trivia start pack:views number:1 mode:{mode}")

    assert asked(room) == ["Who built the wall?"]


def test_a_pack_of_opinions_alone_says_how_they_are_asked(room: Classroom) -> None:
    give(room, opinion(1), opinion(2), name="mood")

    assert "/trivia start mode:survey pack:mood" in room.ask("/trivia start pack:mood").text


def test_the_choices_of_an_opinion_stand_in_their_order(room: Classroom) -> None:
    room.ask("/trivia start mode:survey pack:views number:2")

    assert {one.choices for one in room.started().round.plan.questions} == {SCALE}


def test_the_reveal_shows_shares_and_marks_nothing(room: Classroom) -> None:
    told = surveyed(room, "D", "D", "B")

    assert [(field.name, field.value) for field in told.fields] == [
        ("A: Not at all", "0"),
        ("B: A little", "1"),
        ("C: Much", "0"),
        ("D: Very much", "2"),
    ]
    assert told.picture
    assert isinstance(told.picture.recipe, Bars)
    assert [(bar.share, bar.is_right) for bar in told.picture.recipe.bars][3] == ("2 · 67%", False)
    assert not any(bar.is_right for bar in told.picture.recipe.bars)


def test_no_answer_to_an_opinion_is_right_or_wrong(room: Classroom) -> None:
    surveyed(room, "A", "D")

    assert [one.is_right for one in room.started().round.answers] == [None, None]
    assert [(one.answer, one.rights, one.wrong) for one in room.started().round.plan.questions] == [("", (), SCALE)]


def test_a_survey_offers_no_hint(room: Classroom) -> None:
    room.ask("/trivia start mode:survey pack:views number:1 hints:yes")
    room.wait(6)

    assert [choice.label for choice in room.posts()[-1].choices if "Hint" in choice.label] == []


def test_the_report_of_a_survey_tells_the_share_of_each_choice(room: Classroom) -> None:
    surveyed(room, "D", "D", "B")

    questions, students = tables(room.ask("/trivia report"))

    assert questions[0] == ["number", "question", "answers", "choice", "chosen", "share"]
    assert [row[2:] for row in questions[1:]] == [
        ["3", "Not at all", "0", "0.0"],
        ["3", "A little", "1", "0.33"],
        ["3", "Much", "0", "0.0"],
        ["3", "Very much", "2", "0.67"],
    ]
    assert students[0] == ["student", "answered", "1"]
    assert students[1] == ["Player 1", "1", "Very much"]


def test_the_workbook_of_a_survey_speaks_of_nothing_right(room: Classroom) -> None:
    surveyed(room, "D")

    book = load_workbook(io.BytesIO(room.ask("/trivia report xlsx").files[0].content))

    heads = [cell.value for sheet in book.worksheets for cell in sheet[1]]
    assert "right" not in heads
    assert book["Questions"]["F5"].number_format == "0%"
    assert [cell.value for cell in book["Question 1"][2]][:2] == ["Player 1", "Very much"]


def test_nobody_learns_an_opinion(room: Classroom) -> None:
    assert "Who built the wall?" in room.ask("/study pack:views", "ann").text
    give(room, opinion(1), name="mood")

    assert room.ask("/study pack:mood", "bob").is_error


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of facts, as files, with two opinions and a question."""
    path = tmp_path_factory.mktemp("packs") / "quarry"
    write_questions(path, "Quarry", "", (opinion(1), FACT, opinion(2)), date(2026, 5, 4))
    return path


@pytest.fixture(scope="module")
def quarry(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    opened, problems = open_library([folder], tmp_path_factory.mktemp("compiled"))
    assert problems == ()
    return opened


def test_a_survey_asks_the_opinions_of_an_installed_pack(bot: Bot, folder: Path, tmp_path: Path) -> None:
    room = Classroom(Bot(Shelf([FOLDER, folder], tmp_path), bot.store, Luck(), platforms=PLATFORMS))

    assert "/packs import" in room.ask("/trivia start mode:survey pack:saltmarsh").text
    room.ask("/trivia start mode:survey pack:quarry number:2")

    assert asked(room) == ["How do you like part 1?", "How do you like part 2?"]


def test_an_installed_pack_of_opinions_alone_says_how_they_are_asked(bot: Bot, tmp_path: Path) -> None:
    write_questions(tmp_path / "moods", "Moods", "", (opinion(1),), date(2026, 5, 4))
    room = Classroom(Bot(Shelf([tmp_path / "moods"], tmp_path), bot.store, Luck(), platforms=PLATFORMS))

    assert "/trivia start mode:survey pack:moods" in room.ask("/trivia start pack:moods").text


def test_no_question_that_is_drawn_from_an_installed_pack_is_an_opinion(quarry: Library) -> None:
    assert [one.subject for one in draw(quarry, Wishes(pack="quarry"), 3, Random(7))] == [FACT.question]
    assert [one.subject for one in draw(quarry, Wishes(), 3, Random(7), is_typed=True)] == [FACT.question]


def test_no_question_of_the_day_and_no_card_is_an_opinion(quarry: Library) -> None:
    rule = Rule(Kind.QUESTION, time(9), "UTC")

    assert questions_of(rule, quarry, 1) == (FACT.id,)
    assert [one.id for one in material.everything(quarry)] == [FACT.id]


def test_a_card_stays_as_it_was_when_its_question_became_an_opinion(quarry: Library) -> None:
    before = material.card_of(Question("own-1", "Which part is best?", "The first", "", choices=("The last",)))

    assert material.current(quarry, before) == before
