"""Draws the questions of a round, of facts or of a community's own pack: the same seed draws the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import islice
from random import Random

from bot.facts.library import Library
from bot.facts.model import Question
from bot.frozen import replace

# Each of these modules makes the functions known that draw.
from bot.trivia.questions import offices, terms, written, years  # noqa: F401
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import DRAWS, Pool, Wishes
from bot.trivia.questions.written import is_shown, opinions, written_asked

# A question of a pack was thought about by somebody, so it comes more often; what only narrow facts give comes less.
WEIGHTS: Mapping[Form, int] = {form: 4 if form is Form.WRITTEN else 1 for form in Form}
# After so many draws in a row that gave no question nobody waits for one: facts did not fit, or it was drawn already.
PATIENCE = 240
# Of a wished difficulty most are not, so that at least so many are measured at once.
AT_ONCE = 20

# Returns of each of these questions that were answered how many have, and how many of them rightly.
Measured = Callable[[Sequence[str]], Mapping[str, tuple[int, int]]]
UNANSWERED = (0, 0)
ENOUGH = 20


def unmeasured(questions: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return that nobody has answered yet."""
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
    """Return up to so many questions, each about something else; fewer where the packs give no more.

    `without` are the ids of questions that are not to be asked again; `is_typed` tells that no choices will be shown.
    This may take some hundred milliseconds: nobody else is to wait for it.
    """
    pool = Pool(library, wishes, rng, is_typed)
    questions: dict[str, Asked] = {}
    # Whoever names a pack wants first what its makers thought of.
    first = ((Form.WRITTEN,),) if wishes.pack and Form.WRITTEN in forms else ()
    for offered in (*first, forms):
        _fill(questions, number, pool, offered, measured, without)
    return tuple(questions.values())


def _fill(
    questions: dict[str, Asked], number: int, pool: Pool, forms: Sequence[Form], measured: Measured, without: Set[str]
) -> None:
    """Draw more questions of some forms until there are enough, or no more come."""
    wished, fruitless = pool.wishes.difficulty, 0
    spoken = {id for asked in questions.values() for id in asked.about}
    while len(questions) < number and fruitless < PATIENCE:
        missing = number - len(questions)
        some = [_tried(pool, forms) for _ in range(max(missing, AT_ONCE) if wished else missing)]
        for asked in sized([asked for asked in some if asked], measured):
            is_new = asked.id not in without and not spoken & set(asked.about)
            if len(questions) < number and is_new and wished in (0, asked.difficulty):
                questions[asked.id] = asked
                spoken |= set(asked.about)
        fruitless = 0 if number - len(questions) < missing else fruitless + len(some)


def _tried(pool: Pool, forms: Sequence[Form]) -> Asked | None:
    """Return a question of some form, None from facts that do not fit."""
    form = pool.rng.choices(forms, [WEIGHTS[form] for form in forms])[0]
    asked = DRAWS[form](pool)
    return asked if asked and all(pool.holds(id) for id in asked.about) else None


def sized(questions: Sequence[Asked], measured: Measured) -> Iterator[Asked]:
    """Return questions with how hard they are, as people really answered."""
    rates = measured([asked.id for asked in questions]) if questions else {}
    return (replace(asked, difficulty=difficulty(asked, *rates.get(asked.id, UNANSWERED))) for asked in questions)


def difficulty(asked: Asked, answered: int, right: int) -> int:
    """Return how hard a question is: as people really answered, or as the pack has it until enough have."""
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
