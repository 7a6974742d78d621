"""Spaced repetition: when a card comes back, and the cards of one sitting.

FSRS-6 computes the dates (https://github.com/open-spaced-repetition/py-fsrs), with its own parameters and no fuzz.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from bot.chat import User
from bot.frozen import Frozen, replace
from bot.trivia.questions.asked import Asked

if TYPE_CHECKING:
    from fsrs import Scheduler

# Ten cards take a few minutes.
SITTING = 10
# How often a card is asked at most in one sitting, where it was not known.
MOST_TIMES = 3


class Grade(StrEnum):
    """How well a person knew the answer, in their own judgment; in the order of FSRS's ratings, from 1 on."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Memory(Frozen, frozen=True):
    """FSRS's values of a card after a review; both moments are aware and in UTC.

    `state` is 1 while it is learned, 2 when it is known, 3 while it is learned again; `step` is None when it is known.
    """

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime


class Card(Frozen, frozen=True):
    """A question that a person learns, with FSRS's values of it."""

    asked: Asked
    memory: Memory


class Graded(Frozen, frozen=True):
    """What it takes to undo the last grade: the card's values before it, None for a new card, the queue's length."""

    question: str
    before: Memory | None
    length: int


class Sitting(Frozen, frozen=True):
    """The cards of one sitting, in order; those before `position` are graded. `title` says what it is about."""

    id: int
    queue: tuple[Asked, ...]
    title: str = ""
    position: int = 0
    last: Graded | None = None

    @property
    def current(self) -> Asked | None:
        """The card that waits for a grade, None when there is none left."""
        return None if self.is_over else self.queue[self.position]

    @property
    def is_over(self) -> bool:
        """Whether all cards are graded."""
        return self.position >= len(self.queue)

    @property
    def key(self) -> str:
        """A mark of the current card, which its buttons carry so that they grade no other card."""
        return f"{self.id}-{self.position}"

    def grade(self, grade: Grade, before: Memory | None) -> Sitting:
        """Return the sitting at its next card; a card that was not known is added at the end."""
        asked = self.queue[self.position]
        is_again = grade is Grade.AGAIN and self.queue.count(asked) < MOST_TIMES
        queue = (*self.queue, asked) if is_again else self.queue
        last = Graded(asked.id, before, len(self.queue))
        return replace(self, queue=queue, position=self.position + 1, last=last)

    def undo(self, last: Graded) -> Sitting:
        """Return the sitting at the card that was graded last."""
        return replace(self, queue=self.queue[: last.length], position=self.position - 1, last=None)


class Studied(Frozen, frozen=True):
    """A person's card after a grade, or after a grade was undone."""

    user: User
    card: Card


class Unstudied(Frozen, frozen=True):
    """A question that is no card of a person's any more, since its first grade was undone."""

    user: User
    question: str


class SittingMoved(Frozen, frozen=True):
    """A person's sitting as it is from a moment on."""

    user: User
    sitting: Sitting
    at: datetime


class SittingStopped(Frozen, frozen=True):
    """A person who has no sitting any more."""

    user: User


def sitting_of(cards: tuple[Asked, ...], rng: Random, title: str = "") -> Sitting:
    """Return a new sitting over some questions."""
    return Sitting(rng.randrange(10**6), cards, title)


def taken_up(
    user: User, sitting: Sitting, find_card: Callable[[User, str], Card | None], now: datetime
) -> tuple[Studied | SittingMoved, ...]:
    """Return what to store when a person begins a sitting with questions that they have just had wrong.

    `find_card` returns a card that they have, by its question's id.
    """
    cards = [(asked, find_card(user, asked.id)) for asked in sitting.queue]
    again = (Card(asked, review(card.memory if card else None, Grade.AGAIN, now)) for asked, card in cards)
    return *(Studied(user, card) for card in again), SittingMoved(user, sitting, now)


def review(memory: Memory | None, grade: Grade, now: datetime) -> Memory:
    """Return a card's values after a review; `memory` are those before, None for a new card."""
    # Imported here, since only people who study need it.
    from fsrs import Card as Reviewed, Rating, State

    # Without a number and a date fsrs would ask the clock for them.
    before = Reviewed(card_id=0, due=now)
    if memory:
        values = (memory.stability, memory.difficulty, memory.due, memory.reviewed_at)
        before = Reviewed(0, State(memory.state), memory.step, *values)
    after, _ = _scheduler().review_card(before, Rating(list(Grade).index(grade) + 1), now)
    if after.stability is None:
        raise RuntimeError("there is no stability")
    if after.difficulty is None:
        raise RuntimeError("there is no difficulty")
    return Memory(int(after.state), after.step, after.stability, after.difficulty, after.due, now)


def waits(memory: Memory | None, now: datetime) -> Mapping[Grade, timedelta]:
    """Return after what time a card would come back, for each grade."""
    return {grade: review(memory, grade, now).due - now for grade in Grade}


def pick(due: Sequence[Card], new: Sequence[Asked], cards: Sequence[Card], number: int = SITTING) -> tuple[Asked, ...]:
    """Return the cards of a sitting: first those that are due, and then new questions that are not among the cards."""
    ids = {card.asked.id for card in cards}
    fresh = {asked.id: asked for asked in new if asked.id not in ids}
    return (*(card.asked for card in due), *fresh.values())[:number]


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)
