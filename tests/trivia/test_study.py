"""When a card comes back, and what comes in a sitting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
from fsrs import Card as Reviewed, Rating, Scheduler

from bot.trivia.study import Card, Grade, Memory, Sitting, pick, review, waits
from tests.trivia.rounds import MAYOR, NOON, TERM, YEAR

DAY = timedelta(days=1)
GRADES = tuple(Grade)


def learned(grade: Grade = Grade.GOOD, at: datetime = NOON) -> Memory:
    return review(None, grade, at)


@pytest.mark.parametrize("seed", range(40))
def test_the_dates_are_those_of_the_library_alone(seed: int) -> None:
    rng, now, memory = Random(seed), NOON, None
    alone, card = Scheduler(enable_fuzzing=False), Reviewed(card_id=1, due=NOON)

    for _ in range(30):
        place = rng.randrange(4)
        memory = review(memory, GRADES[place], now)
        card, _ = alone.review_card(card, Rating(place + 1), now)
        assert (memory.due, memory.stability, memory.difficulty) == (card.due, card.stability, card.difficulty)
        # What is stored and read again is the same.
        memory = msgspec.json.decode(msgspec.json.encode(memory), type=Memory)
        now = max(now + timedelta(seconds=rng.randrange(60, 600)), memory.due + rng.randint(-1, 20) * DAY)


def test_reviewing_changes_no_card_and_asks_no_clock() -> None:
    before = learned()

    first, second = review(before, Grade.GOOD, NOON + DAY), review(before, Grade.GOOD, NOON + DAY)

    assert first == second
    assert first.due > NOON + DAY


def test_the_better_the_grade_the_longer_the_wait() -> None:
    found = waits(learned(Grade.EASY), NOON + 9 * DAY)

    assert list(found) == list(GRADES)
    assert sorted(found.values()) == list(found.values())


def test_a_moment_that_is_not_in_utc_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        review(None, Grade.GOOD, NOON.replace(tzinfo=None))


def test_a_sitting_takes_what_is_due_and_then_what_is_new() -> None:
    known = [Card(MAYOR, learned()), Card(TERM, learned())]

    assert pick(known[:1], [YEAR, MAYOR, YEAR, TERM], known) == (MAYOR, YEAR)


def test_a_sitting_is_short() -> None:
    known = [Card(MAYOR, learned())]

    assert pick(known, [YEAR, TERM], known, number=2) == (MAYOR, YEAR)


def test_a_card_that_was_not_known_comes_back_at_the_end_but_not_for_ever() -> None:
    sitting = Sitting(1, (MAYOR, YEAR))

    asked = []
    while sitting.current:
        asked.append(sitting.current)
        sitting = sitting.grade(Grade.AGAIN if sitting.current is MAYOR else Grade.GOOD, None)

    assert asked == [MAYOR, YEAR, MAYOR, MAYOR]


def test_a_grade_that_is_taken_back_leaves_the_sitting_as_it_was() -> None:
    before = Sitting(1, (MAYOR, YEAR), "Mayors")
    after = before.grade(Grade.AGAIN, None)

    assert after.last
    assert after.undo(after.last) == before
    assert after.key != before.key


def test_the_moments_are_in_utc() -> None:
    memory = learned()

    assert (memory.due.tzinfo, memory.reviewed_at) == (UTC, NOON)
