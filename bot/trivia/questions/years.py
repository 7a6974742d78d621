"""Questions about when something happened: year, true or false, what came first, what order, what on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations
from random import Random

from bot.facts.model import Event
from bot.trivia.questions.asked import FALSE, TRUE, Asked, Form
from bot.trivia.questions.pool import Pool, draws, is_plain
from bot.trivia.questions.wrong import LEAST, MOST, alike, apart, mixed, tells_year

# Wrong years lie this near the right one.
YEARS = 12
LISTED = 3
_DEATH = re.compile(
    r"\b(dies?|died|dead|deaths?|kill(s|ed)?|murder(s|ed)?|assassinated|executed|shot|hanged|drowns?)\b",
    re.IGNORECASE,
)
NUMBERS = "123"


@draws(Form.YEAR)
def year(pool: Pool) -> Asked | None:
    """Ask in which year something happened."""
    event = _datable(pool)
    if event is None:
        return None
    right, near = event.date.first.year, _years_near(event, pool)
    # How many of them are later is drawn first, so that the middle year is not the one to guess.
    later = pool.rng.randint(0, MOST - 1)
    wrong = _some([n for n in near if n > right], later, pool.rng)
    wrong += _some([n for n in near if n < right], MOST - 1 - len(wrong), pool.rng)
    if len(wrong) < LEAST - 1:
        return None
    choices = tuple(str(number) for number in sorted((right, *wrong)))
    return Asked(
        f"year:{event.id}",
        Form.YEAR,
        event.title,
        choices,
        choices.index(str(right)),
        (event.id,),
        difficulty=difficulty_of(event),
    )


@draws(Form.TRUTH)
def truth(pool: Pool) -> Asked | None:
    """Tell a year and ask whether it is true."""
    event = _datable(pool)
    if event is None:
        return None
    is_true = pool.rng.random() < 0.5
    told = event.date.first.year if is_true else pool.rng.choice(_years_near(event, pool))
    return Asked(
        f"truth:{event.id}",
        Form.TRUTH,
        event.title,
        (TRUE, FALSE),
        0 if is_true else 1,
        (event.id,),
        when=f"{told:04}",
        difficulty=difficulty_of(event),
    )


@draws(Form.FIRST)
def first(pool: Pool) -> Asked | None:
    """Ask which of several came first."""
    event = _orderable(pool)
    events = _apart(event, pool, MOST) if event and not tells_death(event) else ()
    if len(events) < LEAST or tells_year(" ".join(one.title for one in events)):
        return None
    ordered = sorted(events, key=lambda one: one.date.first)
    choices, right = mixed(ordered[0].title, [one.title for one in ordered[1:]], pool.rng)
    ids = tuple(one.id for one in ordered)
    return Asked(f"first:{'+'.join(sorted(ids))}", Form.FIRST, "", choices, right, ids, difficulty=_hardest(ordered))


@draws(Form.ORDER)
def order(pool: Pool) -> Asked | None:
    """Ask to put three in order; the choices are orders of the numbers they are listed under."""
    event = _orderable(pool)
    events = _apart(event, pool, LISTED) if event and not tells_death(event) else ()
    if len(events) < LISTED:
        return None
    listed = list(events)
    pool.rng.shuffle(listed)
    ordered = sorted(listed, key=lambda one: one.date.first)
    right = _numbered([listed.index(one) for one in ordered])
    others = [_numbered(places) for places in permutations(range(LISTED)) if _numbered(places) != right]
    choices, place = mixed(right, pool.rng.sample(others, MOST - 1), pool.rng)
    ids = tuple(one.id for one in ordered)
    titles = tuple(one.title for one in listed)
    key = f"order:{'+'.join(sorted(ids))}"
    return Asked(key, Form.ORDER, "", choices, place, ids, listed=titles, difficulty=_hardest(ordered))


def difficulty_of(event: Event) -> int:
    """Return how hard an event is to know, by what the pack says of its importance: 1 to 3."""
    return {6: 1, 5: 1, 4: 2, 3: 2}.get(event.importance, 3)


def _datable(pool: Pool) -> Event | None:
    """Return an event whose year is known for sure and not told by its title."""
    event = _orderable(pool)
    if event is None or event.date.first.year != event.date.last.year:
        return None
    return event if pool.library.count_titled(event.title) == 1 else None


def _years_near(event: Event, pool: Pool) -> list[int]:
    """Return the years around the one in which something happened, up to the last that the packs tell of."""
    right = event.date.first.year
    latest = max(pool.library.years()[1], right)
    return [year for year in range(max(right - YEARS, 1), min(right + YEARS, latest) + 1) if year != right]


def _orderable(pool: Pool) -> Event | None:
    event = pool.event()
    return event if event and _is_sure(event) else None


def _is_sure(event: Event) -> bool:
    is_known = not (event.date.is_approximate or event.date.is_uncertain)
    return is_plain(event) and is_known and not tells_year(event.title)


def _apart(event: Event, pool: Pool, number: int) -> Sequence[Event]:
    """Return this event and others from around it of which no two can have been on one day."""
    chosen = [event]
    for other in pool.near(event):
        is_new = other.title not in {one.title for one in chosen}
        is_fit = is_new and _is_sure(other) and not tells_death(other)
        if len(chosen) < number and is_fit and all(apart(other.date, one.date) for one in chosen):
            chosen.append(other)
    return chosen


def tells_death(event: Event) -> bool:
    """Whether an event is somebody's death: who died first is nothing to guess at."""
    return bool(_DEATH.search(event.title))


def _some(numbers: list[int], number: int, rng: Random) -> list[int]:
    return rng.sample(numbers, min(number, len(numbers)))


def _numbered(places: Sequence[int]) -> str:
    return " – ".join(NUMBERS[place] for place in places)


def _hardest(events: Sequence[Event]) -> int:
    return max(difficulty_of(event) for event in events)


@draws(Form.DAY)
def day(pool: Pool) -> Asked | None:
    """Ask what happened on a day; what is offered besides cannot have happened on it."""
    event = pool.event()
    if event is None or not is_plain(event) or not event.date.is_exact_day or event.date.is_interval:
        return None
    if tells_year(event.title):
        return None
    others = [one.title for one in pool.near(event) if apart(one.date, event.date) and not tells_year(one.title)]
    wrong = alike(event.title, others, MOST - 1, pool.rng)
    if len(wrong) < LEAST - 1:
        return None
    choices, right = mixed(event.title, wrong, pool.rng)
    return Asked(
        f"day:{event.id}",
        Form.DAY,
        "",
        choices,
        right,
        (event.id,),
        when=event.date.text,
        difficulty=difficulty_of(event),
    )
