"""Draws the questions of a round from facts or from a community's own pack: the same ones with the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import islice
from random import Random

from bot.facts.library import Library
from bot.facts.model import Question
from bot.frozen import replace

# Each of these modules registers, with `draws`, functions that draw questions.
from bot.trivia.questions import offices, terms, written, years  # noqa: F401
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import DRAWS, Pool, Wishes
from bot.trivia.questions.written import is_shown, opinions, written_asked

# How often each form is drawn: questions that people wrote more often than those made from facts.
WEIGHTS: Mapping[Form, int] = {form: 4 if form is Form.WRITTEN else 1 for form in Form}
# Drawing ends after so many draws in a row that gave no new question.
PATIENCE = 240
# How many questions are drawn at least before their difficulty is looked up: most do not have the one that is wished.
AT_ONCE = 20

# Returns how often each of these questions was answered, and how often rightly; nothing for one that never was.
Measured = Callable[[Sequence[str]], Mapping[str, tuple[int, int]]]
UNANSWERED = (0, 0)
# From so many answers on, they tell how hard a question is.
ENOUGH = 20


def unmeasured(questions: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return nothing, as if no question had been answered yet."""
    return {}


def draw(
    library: Library,
    wishes: Wishes,
    number: int,
    rng: Random,
    forms: Sequence[Form] = tuple(Form),
    measured: Measured = unmeasured,
    without: Set[str] = frozenset(),
    *,
    is_typed: bool = False,
) -> tuple[Asked, ...]:
    """Return up to so many questions, each about other facts; fewer where the packs have no more.

    `without` are the ids of questions that must not be drawn; `is_typed` tells that no choices will be shown. It may
    take some hundred milliseconds, so nothing should be locked meanwhile.
    """
    pool = Pool(library, wishes, rng, is_typed)
    questions: dict[str, Asked] = {}
    # Of a pack that was named, the questions that its authors wrote come first.
    first = ((Form.WRITTEN,),) if wishes.pack and Form.WRITTEN in forms else ()
    for some_forms in (*first, forms):
        _fill(questions, number, pool, some_forms, measured, without)
    return tuple(questions.values())


def _fill(
    questions: dict[str, Asked], number: int, pool: Pool, forms: Sequence[Form], measured: Measured, without: Set[str]
) -> None:
    """Add questions of some forms until there are enough, or no more are found."""
    wished, fruitless = pool.wishes.difficulty, 0
    facts = {id for asked in questions.values() for id in asked.about}
    while len(questions) < number and fruitless < PATIENCE:
        missing = number - len(questions)
        drawn = [_tried(pool, forms) for _ in range(max(missing, AT_ONCE) if wished else missing)]
        for asked in sized([asked for asked in drawn if asked], measured):
            is_new = asked.id not in without and not facts & set(asked.about)
            if len(questions) < number and is_new and wished in (0, asked.difficulty):
                questions[asked.id] = asked
                facts |= set(asked.about)
        fruitless = 0 if number - len(questions) < missing else fruitless + len(drawn)


def _tried(pool: Pool, forms: Sequence[Form]) -> Asked | None:
    """Return a question of one of the forms, None where the facts that were drawn for it do not fit."""
    form = pool.rng.choices(forms, [WEIGHTS[form] for form in forms])[0]
    asked = DRAWS[form](pool)
    return asked if asked and all(pool.holds(id) for id in asked.about) else None


def sized(questions: Sequence[Asked], measured: Measured) -> Iterator[Asked]:
    """Return questions with their difficulty, measured by how people answered them."""
    rates = measured([asked.id for asked in questions]) if questions else {}
    return (replace(asked, difficulty=difficulty(asked, *rates.get(asked.id, UNANSWERED))) for asked in questions)


def difficulty(asked: Asked, answered: int, right: int) -> int:
    """Return how hard a question is, from 1 to 3: by how people answered it, or until enough have, by the pack."""
    if answered < ENOUGH:
        return asked.difficulty
    share = right / answered
    return 1 if share >= 0.75 else 2 if share >= 0.45 else 3


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
        drawn += (question for question in asked if wishes.difficulty in (0, question.difficulty))
    return tuple(drawn[:number])


def in_order(questions: Sequence[Question], rng: Random) -> tuple[Asked, ...]:
    """Return a teacher's questions in the order of their list."""
    return tuple(written_asked(question, rng) for question in questions)


def askable(questions: Sequence[Question], *, is_typed: bool = False, is_survey: bool = False) -> tuple[Question, ...]:
    """Return the questions that can be asked in such a round.

    Only a survey asks for opinions, and it asks nothing else if there are any.
    """
    of_survey = opinions(questions) if is_survey else ()
    return of_survey or tuple(question for question in questions if is_shown(question, is_typed=is_typed))


def _fits(question: Question, wishes: Wishes) -> bool:
    # A community's own questions have no dates, so none of them belongs to certain years.
    return wishes.is_timeless and question.topics.issuperset(wishes.topics)
