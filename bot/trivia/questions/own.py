"""Questions of a community's own pack, drawn for a round."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import islice
from random import Random

from bot.facts.model import Question
from bot.trivia.questions.asked import Asked
from bot.trivia.questions.draw import AT_ONCE, Measured, sized, unmeasured
from bot.trivia.questions.pool import Wishes
from bot.trivia.questions.written import is_shown, opinions, written_asked


def draw_own(
    questions: Sequence[Question],
    wishes: Wishes,
    number: int,
    rng: Random,
    measured: Measured = unmeasured,
    without: Set[str] = frozenset(),
    *,
    is_typed: bool = False,
    is_survey: bool = False,
) -> tuple[Asked, ...]:
    """Return up to so many questions of a pack; one without wrong choices is asked only where answers are typed."""
    offered = askable(questions, is_typed=is_typed, is_survey=is_survey)
    fit = (
        question
        for question in rng.sample(offered, len(offered))
        if question.id not in without and _fits(question, wishes)
    )
    drawn: list[Asked] = []
    while len(drawn) < number and (some := list(islice(fit, max(number - len(drawn), AT_ONCE)))):
        asked = sized([written_asked(question, rng) for question in some], measured)
        drawn += (one for one in asked if wishes.difficulty in (0, one.difficulty))
    return tuple(drawn[:number])


def in_order(questions: Sequence[Question], rng: Random) -> tuple[Asked, ...]:
    """Return a teacher's questions as they stand in the list."""
    return tuple(written_asked(question, rng) for question in questions)


def askable(questions: Sequence[Question], *, is_typed: bool = False, is_survey: bool = False) -> tuple[Question, ...]:
    """Return those questions that somebody can answer as they are asked.

    Opinions are for a survey alone, which asks nothing else where there are any.
    """
    asked = opinions(questions) if is_survey else ()
    return asked or tuple(question for question in questions if is_shown(question, is_typed=is_typed))


def _fits(question: Question, wishes: Wishes) -> bool:
    # No question of theirs has a date, so none is of any years.
    return wishes.is_timeless and question.topics.issuperset(wishes.topics)
