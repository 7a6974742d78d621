"""Times that are counted from today: last year, ten years ago, last summer, Friday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.commands.reading import calendars, periods
from bot.commands.reading.date_joins import Token
from bot.commands.reading.periods import Period, When

_YEARS = {"year": 1, "decade": 10, "century": 100}
WEEK = 7


def day_away(tokens: Sequence[Token], today: date) -> When:
    """Return today, tomorrow, yesterday: a day of every year."""
    return _yearly(today + timedelta(days=tokens[0].value))


def day_beside(tokens: Sequence[Token], today: date) -> When:
    """Return the day before yesterday, the day after tomorrow."""
    step = 1 if tokens[1].letter == ">" else -1
    return _yearly(today + timedelta(days=tokens[2].value + step))


def weekday(tokens: Sequence[Token], today: date) -> When:
    """Return “Friday”, the next one or today's; “last Friday” and “next Friday” are never today's."""
    step = tokens[0].value if tokens[0].letter == "n" else 0
    ahead = (tokens[-1].value - today.weekday()) % WEEK
    if step < 0:
        return _yearly(today + timedelta(days=ahead - WEEK))
    return _yearly(today + timedelta(days=ahead + (WEEK if step and not ahead else 0)))


def _yearly(day: date) -> When:
    return periods.yearly(day.month, day.day)


def season(tokens: Sequence[Token], today: date) -> Period:
    """Return “last summer”, the last that is over; “this summer”, that of the year; “next summer”."""
    step, month = tokens[0].value, tokens[1].value
    this = periods.months_of(today.year, month, 3)
    if step < 0:
        return this if this.last < today else periods.months_of(today.year - 1, month, 3)
    return periods.months_of(today.year + 1, month, 3) if step and this.first <= today else this


def month(tokens: Sequence[Token], today: date) -> Period:
    """Return “last February”, the last that is over; “this February”, that of the year; “next February”."""
    step, number = tokens[0].value, tokens[1].value
    this = periods.month_of(today.year, number)
    if step < 0:
        return this if this.last < today else periods.month_of(today.year - 1, number)
    return periods.month_of(today.year + 1, number) if step and this.first <= today else this


def step(tokens: Sequence[Token], today: date) -> When | None:
    """Return “last year”, “next month”, “this week”, in either order of words; “this day” is one of every year.

    None for “the last years”, which are no one time.
    """
    count, unit = sorted(tokens, key=lambda token: token.letter != "n")
    if unit.text in calendars.SEVERAL:
        return None
    if calendars.UNIT_NAMES[unit.value] == "day" and not count.value:
        return _yearly(today)
    return _whole(today, calendars.UNIT_NAMES[unit.value], count.value)


def century(tokens: Sequence[Token], today: date) -> Period:
    """Return “last century”, as people say it: from 1900 to 1999."""
    return _whole(today, "century", tokens[0].value)


def last_several(tokens: Sequence[Token], today: date) -> Period:
    """Return “last 5 years”: so many up to today."""
    return Period(_whole(today, _unit(tokens), -_number(tokens)).first, today)


def ago(tokens: Sequence[Token], today: date) -> Period:
    """Return “10 years ago”, a whole year; of a century or half of one, the year so many years ago."""
    unit, number = _unit(tokens), _number(tokens)
    if unit != "century":
        return _whole(today, unit, -number)
    return _whole(today, "year", -(number * 100 // (2 if tokens[0].letter == "H" else 1)))


def day_ago(tokens: Sequence[Token], today: date) -> Period:
    """Return “30 years ago today”: a day, of a month that has it."""
    unit, number = _unit(tokens), _number(tokens)
    if unit in ("day", "week"):
        return _whole(today, "day", -number * (WEEK if unit == "week" else 1))
    months = number * 12 * _YEARS[unit] if unit in _YEARS else number
    month = _whole(today, "month", -months)
    day = month.first.replace(day=min(today.day, month.last.day))
    return Period(day, day)


def _number(tokens: Sequence[Token]) -> int:
    return next((token.value for token in tokens if token.letter in "de"), 1)


def _unit(tokens: Sequence[Token]) -> str:
    unit = next(token for token in tokens if token.letter in "uWC")
    return "century" if unit.letter == "C" else calendars.UNIT_NAMES[unit.value]


def _whole(today: date, unit: str, step: int) -> Period:
    """Return the day, week, month, year, decade or century that is so many away from today's."""
    if unit in ("day", "week"):
        length = 1 if unit == "day" else WEEK
        start = today - timedelta(days=today.weekday() if unit == "week" else 0) + timedelta(days=length * step)
        return Period(start, start + timedelta(days=length - 1))
    if unit == "month":
        month = today.year * 12 + today.month - 1 + step
        return periods.month_of(month // 12, month % 12 + 1)
    length = _YEARS[unit]
    year = (today.year // length + step) * length
    return periods.years_of(max(year, 1), max(year, 1) + length - 1)
