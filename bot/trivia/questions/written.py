"""Questions that people wrote for a pack."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from bot.facts.library import Library
from bot.facts.model import MOST_CHOICES, Event, Kind, Person, Question
from bot.trivia.questions.asked import NONE_RIGHT, Asked, Form
from bot.trivia.questions.pool import Pool, draws
from bot.trivia.questions.wrong import mixed, mixed_several

# How many wrong choices are shown at most beside one right, and how many right ones where several are right.
MOST_WRONG, MOST_RIGHT = 4, 7


@draws(Form.WRITTEN)
def written(pool: Pool) -> Asked | None:
    """Return some question of the packs that fits the wishes."""
    question = pool.record(Kind.QUESTION)
    if (
        not isinstance(question, Question)
        or not is_shown(question, is_typed=pool.is_typed)
        or not _fits(question, pool)
    ):
        return None
    return written_asked(question, pool.rng, question.about)


def written_asked(question: Question, rng: Random, about: tuple[str, ...] = ()) -> Asked:
    """Return a question as somebody wrote it, with its choices in random order; those of an opinion in theirs."""
    several = question.right[:MOST_RIGHT]
    rights: tuple[int, ...]
    if question.is_opinion:
        # Such choices have an order, as from “not at all” to “very much”.
        choices, rights = question.choices[:MOST_CHOICES], (NONE_RIGHT,)
    elif several:
        choices, rights = mixed_several(several, question.choices[: MOST_CHOICES - len(several)], rng)
    else:
        choices, right = mixed(question.answer, question.choices[:MOST_WRONG], rng)
        rights = (right,)
    return with_choices(question, choices, rights[0], rights if several else (), about)


def with_choices(
    question: Question, choices: tuple[str, ...], right: int, several: tuple[int, ...], about: tuple[str, ...]
) -> Asked:
    """Return a question as somebody wrote it, with its choices as they are shown, and the indexes of the right ones."""
    return Asked(
        question.id,
        Form.WRITTEN,
        question.question,
        choices,
        right,
        about,
        accept=question.accept,
        explanation=question.explanation,
        sources=tuple(citation.source for citation in question.sources),
        difficulty=question.difficulty,
        several=several,
    )


def opinions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that ask for an opinion."""
    return tuple(question for question in questions if question.is_opinion)


def is_shown(question: Question, *, is_typed: bool) -> bool:
    """Whether a question can be asked where answers are right or wrong: by its choices, or by typing."""
    return not question.is_opinion and (is_typed or bool(question.choices))


def is_askable(question: Question, library: Library) -> bool:
    """Whether a question is about nothing grave, and nothing that is disputed."""
    facts = [library.fact(fact) for fact in question.about]
    return not any(
        (isinstance(fact, Event) and fact.is_grave) or (not isinstance(fact, Person | None) and fact.positions)
        for fact in facts
    )


def _fits(question: Question, pool: Pool) -> bool:
    if not is_askable(question, pool.library):
        return False
    wishes = pool.wishes
    facts = [pool.library.fact(fact) for fact in question.about]
    dated = [fact for fact in facts if isinstance(fact, Event)]
    in_time = wishes.is_everything or any(pool.is_fit(event) for event in dated)
    return question.topics.issuperset(wishes.topics) and (in_time or (not dated and wishes.is_timeless))
