"""Spaced repetition: what is remembered of a question, when it comes back, and the cards of one sitting.

The dates are those of FSRS-6 (https://github.com/open-spaced-repetition/py-fsrs) with its own parameters and no fuzz.
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
# A card that was not known comes back in the same sitting, but not for ever.
MOST_TIMES = 3


class Grade(StrEnum):
    """How well somebody knew the answer, in their own judgment; the order is FSRS's, from 1 on."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Memory(Frozen, frozen=True):
    """What FSRS keeps of a card after a review; both moments are aware, in UTC.

    `state` is 1 while it is learned, 2 when it is known, 3 while it is learned again; `step` is None when it is known.
    """

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime


class Card(Frozen, frozen=True):
    """A question that somebody learns, and what is remembered of it."""

    asked: Asked
    memory: Memory


class Graded(Frozen, frozen=True):
    """What the last grade changed: what was remembered before (None of a new card), and how long the queue was."""

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
        """What a button under the current card carries, so that it grades no other one."""
        return f"{self.id}-{self.position}"

    def grade(self, grade: Grade, before: Memory | None) -> Sitting:
        """Go on to the next card; one that was not known comes back at the end."""
        asked = self.queue[self.position]
        is_again = grade is Grade.AGAIN and self.queue.count(asked) < MOST_TIMES
        queue = (*self.queue, asked) if is_again else self.queue
        last = Graded(asked.id, before, len(self.queue))
        return replace(self, queue=queue, position=self.position + 1, last=last)

    def undo(self, last: Graded) -> Sitting:
        """Go back to the card that was graded last."""
        return replace(self, queue=self.queue[: last.length], position=self.position - 1, last=None)


class Studied(Frozen, frozen=True):
    """A card of somebody's, as it stands after a grade, or after one was taken back."""

    user: User
    card: Card


class Unstudied(Frozen, frozen=True):
    """A question that is no card of somebody's after all."""

    user: User
    question: str


class SittingMoved(Frozen, frozen=True):
    """Somebody's sitting as it stands from a moment on."""

    user: User
    sitting: Sitting
    at: datetime


class SittingStopped(Frozen, frozen=True):
    """Somebody who has no sitting any more."""

    user: User


def sitting_of(cards: tuple[Asked, ...], rng: Random, title: str = "") -> Sitting:
    """Return a new sitting over some questions."""
    return Sitting(rng.randrange(10**6), cards, title)


def taken_up(
    user: User, sitting: Sitting, known: Callable[[User, str], Card | None], now: datetime
) -> tuple[Studied | SittingMoved, ...]:
    """Return what to store where somebody begins with what they have just had wrong; `known` finds cards they have."""
    cards = [(asked, known(user, asked.id)) for asked in sitting.queue]
    again = (Card(asked, review(card.memory if card else None, Grade.AGAIN, now)) for asked, card in cards)
    return *(Studied(user, card) for card in again), SittingMoved(user, sitting, now)


def review(memory: Memory | None, grade: Grade, now: datetime) -> Memory:
    """Return what is remembered after a review; `memory` is None for a new card."""
    # Loaded when somebody studies, and by nobody else.
    from fsrs import Card as Reviewed, Rating, State

    # Without a number and a date fsrs would ask the clock for them.
    before = Reviewed(card_id=0, due=now)
    if memory:
        known = (memory.stability, memory.difficulty, memory.due, memory.reviewed_at)
        before = Reviewed(0, State(memory.state), memory.step, *known)
    after, _ = _scheduler().review_card(before, Rating(list(Grade).index(grade) + 1), now)
    if after.stability is None:
        raise RuntimeError("there is no stability")
    if after.difficulty is None:
        raise RuntimeError("there is no difficulty")
    return Memory(int(after.state), after.step, after.stability, after.difficulty, after.due, now)


def waits(memory: Memory | None, now: datetime) -> Mapping[Grade, timedelta]:
    """Return after what time a card would come back, for each grade."""
    return {grade: review(memory, grade, now).due - now for grade in Grade}


def pick(due: Sequence[Card], new: Sequence[Asked], known: Sequence[Card], number: int = SITTING) -> tuple[Asked, ...]:
    """Return the cards of a sitting: those that are due, in their order, and then questions that are no card yet."""
    seen = {card.asked.id for card in known}
    fresh = {asked.id: asked for asked in new if asked.id not in seen}
    return (*(card.asked for card in due), *fresh.values())[:number]


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)
