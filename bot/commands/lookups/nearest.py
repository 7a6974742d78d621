"""Where the packs have something, when they have nothing in the time that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.commands.lookups.parts import around, covered, like, moved
from bot.commands.reading.dates import ALWAYS, Period
from bot.facts.library import Library

_DAY = timedelta(days=1)


def nearest(period: Period, library: Library, topics: Sequence[str]) -> Period | None:
    """Return the month, year or decade around a time, the shortest that has an event, or else the year that is next.

    None when nothing is recorded of these topics at all.
    """
    wider = (time for time in around(period) if _number(library, time, topics))
    return next(wider, None) or _year_beside(period, library, topics)


def neighbors(period: Period, library: Library, topics: Sequence[str]) -> tuple[Period | None, Period | None]:
    """Return the times of the same length before and after, each with an event; beyond an empty one, the next that has.

    None where nothing is recorded on that side.
    """
    if period == ALWAYS:
        return None, None
    return _neighbor(period, -1, library, topics), _neighbor(period, 1, library, topics)


def _neighbor(period: Period, direction: int, library: Library, topics: Sequence[str]) -> Period | None:
    beside = moved(period, direction)
    if beside is None or _number(library, beside, topics):
        return covered(beside, library) if beside else None
    ends = _ends(_before(period) if direction < 0 else _after(period), library, topics)
    return like(period, ends[0 if direction > 0 else 1]) if ends else None


def years_of(library: Library, topics: Sequence[str]) -> tuple[int, int]:
    """Return the years of the first and the last event of these topics; (0, 0) when there is none."""
    ends = library.ends(topics=topics)
    return (ends[0].year, ends[1].year) if ends else (0, 0)


def _year_beside(period: Period, library: Library, topics: Sequence[str]) -> Period | None:
    before, after = (_ends(time, library, topics) for time in (_before(period), _after(period)))
    days = (*(before or ())[1:], *(after or ())[:1])
    day = min(days, key=lambda day: max(period.first - day, day - period.last), default=None)
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31)) if day else None


def _before(period: Period) -> Period | None:
    return Period(date.min, period.first - _DAY) if period.first > date.min else None


def _after(period: Period) -> Period | None:
    return Period(period.last + _DAY, date.max) if period.last < date.max else None


def _ends(period: Period | None, library: Library, topics: Sequence[str]) -> tuple[date, date] | None:
    """Return the days on which the first and the last event of a time begin."""
    return library.ends(period.first, period.last, topics) if period else None


def _number(library: Library, period: Period, topics: Sequence[str]) -> int:
    return library.number(period.first, period.last, topics)
