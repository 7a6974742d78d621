"""The parts of a time, the times beside it, and what they are called and how they are typed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.commands.reading.dates import ALWAYS, Period
from bot.facts.dates import HistoricalDate, parse_date
from bot.facts.library import Library
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.replies.lookups import headings

# A time of no more years than this is shown by its greatest events, a longer one by its parts.
ONE_GLANCE = 2
# So many years are parts by themselves; beyond, decades are.
BY_YEAR = 12


class Unit(StrEnum):
    """What a time is divided into."""

    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class Parts(Frozen, frozen=True):
    """The parts of a longer time; `is_long` when it is shown by them rather than by its greatest events."""

    unit: Unit
    periods: tuple[Period, ...]
    is_long: bool = False


def parts_of(period: Period, library: Library) -> Parts | None:
    """Return the months, years or decades of a time within what the packs cover; None for a month or less."""
    return _parts_within(period, *library.years())


@lru_cache(maxsize=1024)
def _parts_within(period: Period, earliest: int, latest: int) -> Parts | None:
    first, last = max(period.first.year, earliest), min(period.last.year, latest)
    if first > last:
        return None
    if first == last:
        months = _months(period, first)
        return Parts(Unit.MONTH, months) if len(months) > 1 else None
    step = 1 if last - first < BY_YEAR else 10
    starts = range(first // step * step, last + 1, step)
    spans = [Period(_first(max(year, first)), _last(min(year + step - 1, last))) for year in starts]
    parts = tuple(_within(span, period) for span in spans)
    return Parts(Unit.YEAR if step == 1 else Unit.DECADE, parts, last - first >= ONE_GLANCE)


def _months(period: Period, year: int) -> tuple[Period, ...]:
    """Return the months of a year that a time has days of, as far as it has them."""
    whole = (Period(date(year, month, 1), _end_of_month(date(year, month, 1))) for month in range(1, 13))
    return tuple(_within(one, period) for one in whole if one.first <= period.last and period.first <= one.last)


def covered(period: Period, library: Library) -> Period:
    """Return the part of a time within the years that the packs cover; all of it where none is, or no pack is open."""
    earliest, latest = library.years()
    if latest < date.min.year:
        return period
    part = _within(period, Period(_first(earliest), _last(latest)))
    return part if part.first <= part.last else period


def closed(period: Period, library: Library) -> Period:
    """Return a time without a beginning or an end as far as the packs go, any other as it is."""
    is_open = (period.first == date.min) is not (period.last == date.max)
    return covered(period, library) if is_open else period


def around(period: Period) -> Iterator[Period]:
    """Yield the month, the year and the decade in which a time lies, but for itself."""
    first, last = period.first, period.last
    month = Period(first.replace(day=1), _end_of_month(first))
    decade = first.year // 10 * 10
    for wider in (month, Period(_first(first.year), _last(first.year)), Period(_first(decade), _last(decade + 9))):
        if wider != period and wider.first <= first and last <= wider.last:
            yield wider


def like(period: Period, day: date) -> Period | None:
    """Return the year or the month of a day, as the period is a year or a month; None where it is neither."""
    if _is_years(period) and period.first.year == period.last.year:
        return Period(_first(day.year), _last(day.year))
    if period.first.day == 1 and period.last == _end_of_month(period.first):
        return Period(day.replace(day=1), _end_of_month(day))
    return None


def period_text(period: Period) -> str:
    """Write a period as briefly as it can be typed."""
    if period == ALWAYS:
        return "all"
    first, last = period.first, period.last
    if _is_years(period):
        # With three digits it is a year, and may be typed: 988, 050.
        return f"{first.year:03}" if first.year == last.year else f"{first.year:03}-{last.year:03}"
    if first.day == 1 and last == _end_of_month(first):
        return first.isoformat()[:7]
    return first.isoformat() if first == last else f"{first}..{last}"


def period_name(period: Period, say: Catalog) -> str:
    """Return what a period is called in a heading."""
    if period == ALWAYS:
        return say(headings.ALWAYS)
    whole = _whole(period)
    if whole:
        return say.date(whole)
    first, last = (_edge(day, period) for day in (period.first, period.last))
    if period.last == date.max:
        return headings.from_then_on(say, parse_date(first))
    if period.first == date.min:
        return headings.until_then(say, parse_date(last))
    return say.date(parse_date(f"{first}/{last}"))


def _first(year: int) -> date:
    return date(max(year, date.min.year), 1, 1)


def _last(year: int) -> date:
    return date(min(year, date.max.year), 12, 31)


def _within(span: Period, period: Period) -> Period:
    return Period(max(span.first, period.first), min(span.last, period.last))


def _is_years(period: Period) -> bool:
    return (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)


def moved(period: Period, direction: int) -> Period | None:
    """Return as many months, or as many days, before or after; None beyond the calendar."""
    try:
        if period.first.day == 1 and period.last == _end_of_month(period.last):
            months = (_month_of(period.last) - _month_of(period.first) + 1) * direction
            return Period(_in_months(period.first, months), _end_of_month(_in_months(period.last, months)))
        length = period.last - period.first
        day = (period.last if direction > 0 else period.first).toordinal() + direction
        edge = date.fromordinal(day)
        return Period(edge, edge + length) if direction > 0 else Period(edge - length, edge)
    except (ValueError, OverflowError):
        return None


def _month_of(day: date) -> int:
    """Return a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def _in_months(day: date, months: int) -> date:
    """Return the first day of the month so many months after a day's."""
    year, month = divmod(_month_of(day) + months, 12)
    return date(year, month + 1, 1)


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@lru_cache(maxsize=1024)
def _whole(period: Period) -> HistoricalDate | None:
    """Return the day, month, year or decade that a period is, if it is just one."""
    first = period.first
    day = first.isoformat()
    # Of a decade there is none before the year 10.
    for text in (day, day[:7], day[:4], f"{day[:3]}X" if first.year > 9 else day):
        when = parse_date(text)
        if (when.first, when.last) == (period.first, period.last):
            return when
    return None


def _edge(day: date, period: Period) -> str:
    if _is_years(period):
        return f"{day.year:04}"
    is_months = period.first.day == 1 and period.last == _end_of_month(period.last)
    return day.isoformat()[:7] if is_months else day.isoformat()
