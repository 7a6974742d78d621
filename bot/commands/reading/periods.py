"""Times as they are understood, made of numbers that may not exist: periods, days and months of the year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.frozen import Frozen


class Period(Frozen, frozen=True):
    """All days with `first` ≤ day ≤ `last`."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months it touches."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


class DayOfYear(Frozen, frozen=True):
    """A day of every year."""

    month: int
    day: int


class MonthOfYear(Frozen, frozen=True):
    """A month of every year."""

    month: int


When: TypeAlias = Period | DayOfYear | MonthOfYear
ALWAYS = Period(date.min, date.max)


class Order(StrEnum):
    """Which of two numbers is the day where both may be, as in 3/4/2008."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


class NoSuchDateError(ValueError):
    """A date that is written like one and does not exist: of its `unit` there are only `length`.

    Where a month is too short for the day, `month` is its first day; its year is 2000 when none was written.
    """

    def __init__(self, text: str, unit: str, length: int, month: date | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.unit = unit
        self.length = length
        self.month = month


class TwoWaysError(ValueError):
    """A date that can be read two ways, where nobody has said which: the day first or the month first."""

    def __init__(self, text: str, readings: tuple[When, When]) -> None:
        super().__init__(text)
        self.text = text
        self.readings = readings


def day_of(year: int, month: int, day: int) -> Period:
    """Return a day; NoSuchDateError when there is none."""
    length = month_of(year, month).last.day
    if not 1 <= day <= length:
        raise NoSuchDateError(f"{year:04}-{month:02}-{day:02}", "day", length, date(year, month, 1))
    exact = date(year, month, day)
    return Period(exact, exact)


def yearly(month: int, day: int) -> DayOfYear:
    """Return a day of every year; 29 February is one."""
    day_of(2000, month, day)
    return DayOfYear(month, day)


def month_of(year: int, month: int) -> Period:
    """Return a month; NoSuchDateError when there is none."""
    years_of(year, year)
    if not 1 <= month <= 12:
        raise NoSuchDateError(f"{year:04}-{month:02}", "month", 12)
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def years_of(first: int, last: int) -> Period:
    """Return all days of some years, in whatever order their ends are given."""
    if not (1 <= first <= 9999 and 1 <= last <= 9999):
        raise NoSuchDateError(f"{first:04}", "year", 9999)
    return Period(date(min(first, last), 1, 1), date(max(first, last), 12, 31))


def decade_of(year: int) -> Period:
    """Return the decade of a year."""
    return years_of(max(year // 10 * 10, 1), year // 10 * 10 + 9)


def century_of(number: int) -> Period:
    """Return a century; the first one began with the year 1, and the 20th is said of 1900 to 1999, too."""
    if not 1 <= number <= 99:
        raise NoSuchDateError(str(number), "century", 99)
    return years_of(number * 100 - 99, number * 100)


def months_of(year: int, first: int, number: int) -> Period:
    """Return some months from one month of a year on."""
    until = first + number - 1
    return Period(month_of(year, first).first, month_of(year + (until - 1) // 12, (until - 1) % 12 + 1).last)


def between(one: Period, other: Period) -> Period:
    """Return the time from the earlier of two to the end of the later."""
    return Period(min(one.first, other.first), max(one.last, other.last))


def since(period: Period) -> Period:
    """Return a period and all that came after it."""
    return Period(period.first, date.max)


def until(period: Period) -> Period:
    """Return a period and all that came before it."""
    return Period(date.min, period.last)


def after(period: Period) -> Period:
    """Return all that came after a period."""
    return Period(period.last + timedelta(days=1) if period.last < date.max else period.last, date.max)


def before(period: Period) -> Period:
    """Return all that came before a period."""
    return Period(date.min, period.first - timedelta(days=1) if period.first > date.min else period.first)


def first_of(period: Period, unit: str, number: int) -> Period:
    """Return the first days, weeks, months, years or decades of a period."""
    return Period(period.first, _moved(period.first, unit, number) - timedelta(days=1))


def last_of(period: Period, unit: str, number: int) -> Period:
    """Return the last days, weeks, months, years or decades of a period."""
    return Period(_moved(period.last + timedelta(days=1), unit, -number), period.last)


def just_before(period: Period, unit: str, number: int) -> Period:
    """Return the days, weeks, months or years that lead to a period; of days and whole years the first one only."""
    start = _moved(period.first, unit, -number)
    whole = _length_of(period, unit)
    return Period(start, _moved(start, unit, 1) - timedelta(days=1)) if whole else Period(start, before(period).last)


def just_after(period: Period, unit: str, number: int) -> Period:
    """Return the days, weeks, months or years that follow a period; of days and whole years the last one only."""
    end = _moved(after(period).first, unit, number) - timedelta(days=1)
    whole = _length_of(period, unit)
    return Period(_moved(end + timedelta(days=1), unit, -1), end) if whole else Period(after(period).first, end)


def _length_of(period: Period, unit: str) -> bool:
    """Whether of so many units before or after a period only the one farthest away is meant."""
    is_year = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    return unit == "day" or (unit in _YEARS and is_year)


_YEARS = {"year": 1, "decade": 10, "century": 100}


def _moved(day: date, unit: str, number: int) -> date:
    """Return the day so many units later, in a month of its own the last where that is shorter."""
    if unit in ("day", "week"):
        ordinal = day.toordinal() + number * (7 if unit == "week" else 1)
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    month = day.year * 12 + day.month - 1 + number * 12 * _YEARS.get(unit, 1) // (1 if unit in _YEARS else 12)
    whole = month_of(month // 12, month % 12 + 1)
    return whole.first.replace(day=min(day.day, whole.last.day))


def third_of(period: Period, number: int) -> Period:
    """Return the early (0), middle (1) or late (2) part of a month, a year or more, in whole days, months or years."""
    first, months = period.first, period.months
    if months == 1:
        ends = (0, 10, 20, period.last.day)
        return Period(first.replace(day=ends[number] + 1), first.replace(day=ends[number + 1]))
    if months <= 12:
        third = max(months // 3, 1)
        return months_of(first.year, first.month + number * third, third)
    years = period.last.year - first.year + 1
    ends = (0, -(-years // 3), years * 2 // 3 + 1, years)
    return years_of(first.year + ends[number], first.year + ends[number + 1] - 1)


def half_of(period: Period, number: int) -> Period:
    """Return the first or second half of a month, in days, of a year, in months, or of more, in years."""
    if number not in (1, 2):
        raise NoSuchDateError(str(number), "half", 2)
    first, last = period.first, period.last
    middle = first + timedelta(days=max((last - first).days - 1, 0) // 2)
    if period.months > 12:
        middle = date(first.year + (last.year - first.year + 1) // 2 - 1, 12, 31)
    elif period.months > 1:
        middle = months_of(first.year, first.month, period.months // 2).last
    return Period(first, middle) if number == 1 else Period(middle + timedelta(days=1), last)
