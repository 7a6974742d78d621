"""The bars under a revealed question and at a round's end say what the words say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Bot
from bot.chat import Reply
from bot.pictures.drawing import svg
from bot.pictures.recipes import Bars, Look
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.pictures.drawn import faults
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.trivia.classroom import Classroom, Luck


@pytest.fixture
def classroom(tmp_path: Path, cache: Path) -> Iterator[Classroom]:
    """A classroom with the small pack: no picture depends on the database."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield Classroom(Bot(Shelf([FOLDER], cache), store, Luck(), platforms=PLATFORMS))


def bars_of(reply: Reply) -> Bars:
    assert reply.picture
    assert isinstance(reply.picture.recipe, Bars)
    return reply.picture.recipe


def reveals(classroom: Classroom) -> list[Reply]:
    return [post for post in classroom.posts() if post.title.startswith("The answer")]


def test_a_reveal_has_a_bar_a_choice(classroom: Classroom) -> None:
    classroom.play(right="ann cem", wrong="bob")

    reply = reveals(classroom)[0]
    recipe = bars_of(reply)
    assert [str(bar.count) for bar in recipe.bars] == [field.value for field in reply.fields[: len(recipe.bars)]]
    assert [bar.share for bar in recipe.bars if bar.is_right] == ["2 · 67%"]
    assert (recipe.note, recipe.full) == ("3 answers", 3)
    assert faults(svg(recipe, Look.DARK)) == []


def test_a_question_that_nobody_answered_has_no_bars(classroom: Classroom) -> None:
    classroom.play(right="", wrong="")

    assert [post.picture for post in classroom.posts()] == [None] * len(classroom.posts())


def test_typed_answers_are_right_or_something_else(classroom: Classroom) -> None:
    classroom.ask("/trivia start mode:type number:1")
    classroom.wait(6)
    classroom.ask("/answer no idea", "ann")
    classroom.finish()

    assert [(bar.text, bar.count) for bar in bars_of(reveals(classroom)[0]).bars] == [
        ("Right", 0),
        ("Something else", 1),
    ]


def test_nothing_is_right_in_a_survey(classroom: Classroom) -> None:
    classroom.own()
    classroom.ask("/trivia start mode:survey number:1 pack:mood")
    classroom.wait(6)
    classroom.answers(right="ann")
    classroom.finish()

    (reply,) = [post for post in classroom.posts() if post.title == "What you said"]
    assert [bar.is_right for bar in bars_of(reply).bars if bar.count] == [False]


def test_the_end_has_a_bar_for_each_of_the_best(classroom: Classroom) -> None:
    classroom.play(right="ann cem", wrong="bob")

    recipe = bars_of(classroom.posts()[-1])
    assert [(bar.text, bar.share) for bar in recipe.bars] == [("=1. Player 1", "2 right"), ("=1. Player 2", "2 right")]
    assert recipe.bars[0].count == recipe.full
    assert recipe.has_names


def test_teams_are_compared_by_their_averages(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:1 teams:Gulls,Herons")
    classroom.ask("/trivia join team:Gulls", "ann")
    classroom.ask("/trivia join team:Herons", "bob")
    classroom.wait(31)
    classroom.answers(right="ann", wrong="bob")
    classroom.finish()

    assert [(bar.text, bar.share) for bar in bars_of(classroom.posts()[-1]).bars] == [
        ("1. Gulls", "1.0 right on average")
    ]


def test_real_names_are_in_no_picture(classroom: Classroom) -> None:
    classroom.play("/trivia start number:2 names:yes")

    assert "Miller" in str(classroom.posts()[-1])
    assert classroom.posts()[-1].picture is None


def test_who_cannot_see_the_bars_is_told_them(classroom: Classroom) -> None:
    classroom.play(right="ann", wrong="bob")

    picture = reveals(classroom)[0].picture
    assert picture
    assert "✓ – 1 · 50%" in picture.alt
    assert picture.alt.count("\n") == len(bars_of(reveals(classroom)[0]).bars)
