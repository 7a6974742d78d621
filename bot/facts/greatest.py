"""The greatest of many events: the ones that an overview and a picture of them show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from bot.facts.model import Event

# What a phone shows at a glance, a line each.
SHOWN = 8
# A twelfth of two months, in days.
MOST_OF_MONTHS = 62 / 12
# How much an event matters, and the number of its first day.
Weight: TypeAlias = tuple[int, int]


def greatest(events: Sequence[Event], number: int = SHOWN) -> tuple[Event, ...]:
    """Return the events that matter most of some that are in order of time, in that order."""
    weights = [(event.importance, event.date.first.toordinal()) for event in events]
    return tuple(events[at] for at in heaviest(weights, number))


def heaviest(weights: Sequence[Weight], number: int = SHOWN) -> tuple[int, ...]:
    """Return where, among events in order of time, those stand that matter most, in that order.

    None that is left out weighs more than one that is shown; of those that weigh the same, one of a month not yet shown
    comes first, and of too many such months some from the first to the last. Of a long time, and of a month or two, it
    is the part that a month is of a year.
    """
    ranked = sorted(range(len(weights)), key=lambda at: -weights[at][0])
    parts = _parts([day for _, day in weights])
    shown: list[int] = []
    while ranked and len(shown) < number:
        importance = weights[ranked[0]][0]
        level = [at for at in ranked if weights[at][0] == importance]
        ranked = ranked[len(level) :]
        shown += _spread(level, number - len(shown), shown, parts)
    return tuple(sorted(shown))


def _parts(days: Sequence[int]) -> Sequence[int]:
    """Return in which part of the time that all days cover each of them is; there are twelve parts at most."""
    if not days:
        return ()
    first = min(days)
    twelfth = (max(days) + 1 - first) / 12
    length = twelfth if twelfth < MOST_OF_MONTHS else max(twelfth, 28)
    return [int((day - first) / length) for day in days]


def _spread(level: Sequence[int], number: int, shown: Sequence[int], parts: Sequence[int]) -> list[int]:
    """Return so many of those that weigh the same, from as many parts as there are."""
    taken = Counter(parts[at] for at in shown)
    turns: dict[int, list[int]] = {}
    for at in level:
        turns.setdefault(taken[parts[at]], []).append(at)
        taken[parts[at]] += 1
    chosen: list[int] = []
    for turn in sorted(turns):
        chosen += _evenly(turns[turn], number - len(chosen))
    return chosen


def _evenly(some: Sequence[int], number: int) -> Sequence[int]:
    """Return so many of some, the first and the last among them, and the others as far apart as these."""
    if len(some) <= number:
        return some
    return [some[turn * (len(some) - 1) // max(number - 1, 1)] for turn in range(number)]
