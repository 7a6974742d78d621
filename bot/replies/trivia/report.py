"""A round's results as tables: a question a row, and a student a row."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.catalog import Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.standings import name
from bot.trivia.plan import Answer
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Round
from bot.trivia.standings import standings

Sheet = tuple[str, Sequence[str], Sequence[Sequence[object]]]


def sheets(say: Catalog, current: Round) -> tuple[Sheet, Sheet]:
    """Return both tables, each with its name, its header and its rows."""
    return _questions(say, current), _students(say, current)


def _questions(say: Catalog, current: Round) -> Sheet:
    header = (say("number"), say("question"), say("right answer"), say("answers"), say("right"), say("share right"))
    rows = []
    for number, asked in enumerate(current.plan.questions):
        given = current.answers_to(number)
        right = sum(bool(one.is_right) for one in given)
        share: object = round(right / len(given), 2) if given and current.plan.is_scored else ""
        answer = questions.said(say, asked, asked.answer) if current.plan.is_scored else ""
        rows.append((number + 1, questions.sentence(say, asked), answer, len(given), right, share))
    return say("Questions"), header, rows


def _students(say: Catalog, current: Round) -> Sheet:
    numbers = range(len(current.plan.questions))
    answers = {(one.player, one.question): one for one in current.answers}
    teams = (say("team"),) if current.plan.teams else ()
    header = (say("student"), *teams, say("right"), say("answered"), *(str(number + 1) for number in numbers))
    rows = []
    for place in standings(current):
        team = (place.player.team,) if current.plan.teams else ()
        given = [answers.get((place.player.id, number)) for number in numbers]
        told = [_told(say, current.plan.questions[one.question], one) if one else "" for one in given]
        rows.append((name(say, place.player), *team, place.right, place.answered, *told))
    return say("Students"), header, rows


def _told(say: Catalog, asked: Asked, answer: Answer) -> str:
    """Return an answer, with a mark when it was right."""
    told = questions.given(say, asked, answer)
    return say("{answer} ✓", answer=told) if answer.is_right else told
