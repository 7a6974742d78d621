"""Draws the questions of a round: the same seed over the same packs draws the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from random import Random

from bot.facts.library import Library

# Each of these modules makes the functions known that draw.
from bot.trivia.questions import days, offices, terms, written, years  # noqa: F401
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import DRAWS, Pool, Wishes

# A question of a pack was thought about by somebody, so it comes more often; what only narrow facts give comes less.
WEIGHTS: Mapping[Form, int] = {form: 4 if form is Form.WRITTEN else 1 for form in Form}
# So many draws a question may fail, for a fact that does not fit or a question that was drawn already.
PATIENCE = 60

# Returns how many answered a question of this id, and how many of them were right.
Measured = Callable[[str], tuple[int, int]]
ENOUGH = 20


def unmeasured(question: str) -> tuple[int, int]:
    """Return that nobody has answered yet."""
    return 0, 0


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
    """
    pool = Pool(library, wishes, rng, is_typed)
    found: dict[str, Asked] = {}
    spoken: set[str] = set()
    # Whoever names a pack wants first what its makers thought of.
    first = (Form.WRITTEN,) if wishes.pack and Form.WRITTEN in forms else ()
    for turn in range(PATIENCE * number * (2 if first else 1)):
        if len(found) == number:
            break
        offered = first if turn < PATIENCE * number and first else forms
        form = rng.choices(offered, [WEIGHTS[form] for form in offered])[0]
        asked = DRAWS[form](pool)
        if asked is None or asked.id in without or spoken & set(asked.about):
            continue
        if not all(pool.holds(id) for id in asked.about):
            continue
        asked = replace(asked, difficulty=difficulty(asked, *measured(asked.id)))
        if wishes.difficulty in (0, asked.difficulty):
            found[asked.id] = asked
            spoken |= set(asked.about)
    return tuple(found.values())


def difficulty(asked: Asked, answered: int, right: int) -> int:
    """Return how hard a question is: as people really answered, or as the pack has it until enough have."""
    if answered < ENOUGH:
        return asked.difficulty
    share = right / answered
    return 1 if share >= 0.75 else 2 if share >= 0.45 else 3
