"""Which facts and questions a schedule tells: each of them once before any is told again."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from bot.facts.aspects import topics_of
from bot.facts.library import Library
from bot.facts.model import Event, Kind, Question
from bot.frozen import Frozen
from bot.schedule.rule import Empty, LeapDay, Rule

HALF_A_YEAR = 183


class Chosen(Frozen, frozen=True):
    """The ids to be told; `starts_over` when all had been told before."""

    ids: tuple[str, ...]
    starts_over: bool = False


def choose(offered: Sequence[str], told: Set[str], count: int) -> Chosen:
    """Return the first that were not told yet; the first of all when all have been told."""
    fresh = tuple(id for id in offered if id not in told)
    return Chosen(fresh[:count]) if fresh or not offered else Chosen(tuple(offered[:count]), starts_over=True)


def choose_other(offered: Sequence[str], told: Set[str], current: Sequence[str], count: int) -> Chosen:
    """Return those that follow the current ones, in a circle, so that a moderator who goes on asking sees all of them.

    The current ones are returned where there are no others.
    """
    after = max((place + 1 for place, id in enumerate(offered) if id in current), default=0)
    rest = tuple(id for id in (*offered[after:], *offered[:after]) if id not in current)
    fresh = tuple(id for id in rest if id not in told)
    return Chosen((fresh or rest or tuple(offered))[:count])


# Many schedules have the same rule.
@lru_cache(maxsize=256)
def facts_of(rule: Rule, library: Library, day: date) -> tuple[str, ...]:
    """Return the ids of the events that may be told on a day, most notable first; a later turn begins further on."""
    ids = _on(rule, library, day)
    if not ids and rule.empty is Empty.NEAREST:
        ids = next((near for near in (_on(rule, library, other) for other in _around(day)) if near), ())
    first = rule.turn * rule.count % max(len(ids), 1)
    return (*ids[first:], *ids[:first])


def questions_of(rule: Rule, library: Library, schedule: int) -> tuple[str, ...]:
    """Return the questions that may be asked, in an order of the schedule's own."""
    ids = (question.id for question in _questions(library) if _fits(rule, question.topics))
    return tuple(sorted(ids, key=lambda id: _shuffled(schedule, id)))


def _on(rule: Rule, library: Library, day: date) -> tuple[str, ...]:
    events = _events(rule, library, day)
    return tuple(event.id for event in events if _fits(rule, topics_of(event)) and (rule.grave or not event.is_grave))


def _events(rule: Rule, library: Library, day: date) -> Sequence[Event]:
    """Return what happened on a day of the year; on the stand-in for 29 February also what happened on that."""
    events = library.on_day(day.month, day.day)
    if not stands_for_leap_day(rule, day):
        return events
    return sorted((*events, *library.on_day(2, 29)), key=lambda event: (-event.importance, event.date.first))


def stands_for_leap_day(rule: Rule, day: date) -> bool:
    """Whether facts of 29 February are told on this day, since its year has no such day."""
    stand_in = (2, 28) if rule.leap_day is LeapDay.BEFORE else (3, 1)
    return (day.month, day.day) == stand_in and not isleap(day.year)


def _around(day: date) -> Iterable[date]:
    """Return the other days within half a year, the nearest first."""
    return (day + side * timedelta(days=number) for number in range(1, HALF_A_YEAR) for side in (-1, 1))


def _fits(rule: Rule, topics: Iterable[str]) -> bool:
    return not rule.topics or not set(rule.topics).isdisjoint(topics)


@lru_cache(maxsize=8)
def _questions(library: Library) -> tuple[Question, ...]:
    records = library.records(Kind.QUESTION)
    return tuple(record for record in records if isinstance(record, Question) and not record.is_opinion)


def _shuffled(schedule: int, question: str) -> bytes:
    return blake2b(f"{schedule} {question}".encode(), digest_size=8).digest()
