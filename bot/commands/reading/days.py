"""Understands a time of day, a day by its date or its name, and the days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, time, timedelta

from bot.chat import UsageError
from bot.commands.reading.asking import Asking
from bot.commands.reading.calendars import months
from bot.commands.reading.date_tokens import shape_of, tokens_of
from bot.commands.reading.dates import parse_when
from bot.commands.reading.periods import DayOfYear, NoSuchDateError, Order, Period
from bot.commands.reading.written import no_such_date
from bot.replies.schedule import refusals
from bot.schedule.words import time_of, weekday_of, weekdays_of

NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2}
# Shorter ones are words of another meaning.
SHORTEST_DAY = 3
# As 1896 and 1904 were.
LEAP_YEARS_APART = 8
# What is less behind a day and its month is an hour: 0900, 21.
FIRST_YEAR = 1900
# What buttons carry needs no understanding.
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_time(text: str, asking: Asking) -> time:
    """Read a time of day."""
    try:
        return time_of(text)
    except ValueError:
        raise UsageError(asking.say(refusals.NO_TIME, text=text)) from None


def read_date(text: str, asking: Asking) -> date:
    """Read `2026-05-01`, `1 May`, `tomorrow`, `friday`; a day without a year is the next one of that name."""
    try:
        return day_of(text, asking.context.today)
    except NoSuchDateError as error:
        raise UsageError(no_such_date(asking.say, text, error)) from None
    except ValueError:
        raise UsageError(asking.say(refusals.NO_DATE, text=text)) from None


def is_day(text: str) -> bool:
    """Whether several words are one day, be it none that exists; a number behind it is the hour, or a whole year."""
    *before, last = text.split()
    if len(before) > 1 and last.isdecimal() and int(last) < FIRST_YEAR:
        return False
    try:
        day_of(text, date(FIRST_YEAR, 1, 1))
    except ValueError as error:
        return isinstance(error, NoSuchDateError)
    return True


def is_time(text: str) -> bool:
    """Whether several words are one time of day, as “9 pm”; of “9 30” only the first is, for a text may follow."""
    with suppress(ValueError):
        return not text.rpartition(" ")[2].isdecimal() and bool(time_of(text))
    return False


def past_day_of(text: str, today: date) -> date:
    """Return a day as `day_of` does; one without a year is the last of that name, be it today."""
    day, plain = day_of(text, today), text.casefold().strip()
    if day <= today or str(day.year) in plain or plain in NEAR_DAYS:
        return day
    has_date = any(character.isdecimal() for character in plain)
    return _last(DayOfYear(day.month, day.day), today) if has_date else day - timedelta(days=7)


def day_of(text: str, today: date) -> date:
    """Return the day that a text names; ValueError with the text when it names none."""
    if _ISO.fullmatch(text):
        return date.fromisoformat(text)
    plain = " ".join(text.casefold().split()).removeprefix("on ").removeprefix("next ").removeprefix("this ")
    named = plain.removeprefix("last ")
    weekday = weekday_of(named) if len(named) >= SHORTEST_DAY and named not in months() else None
    if weekday is not None:
        ahead = (weekday - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead % 7 - 7 if plain != named else ahead)
    if plain in NEAR_DAYS:
        return today + timedelta(days=NEAR_DAYS[plain])
    return _day_read(plain, text, today)


def _day_read(plain: str, text: str, today: date) -> date:
    """Return the day that is written; the hour of a post is an option of its own."""
    tokens = tokens_of(plain)
    if "z" in (shape := shape_of(tokens)):
        raise ValueError(text)
    if shape == "T":
        return today + timedelta(days=tokens[0].value)
    when = parse_when(plain, today, Order.DAY_FIRST).when
    if isinstance(when, DayOfYear):
        return _next(when, today, text)
    if not isinstance(when, Period) or when.first != when.last:
        raise ValueError(text)
    return when.first


def read_weekdays(text: str, asking: Asking) -> tuple[int, ...]:
    """Read days of the week, counted from Monday as 0."""
    try:
        return weekdays_of(text)
    except ValueError:
        raise UsageError(asking.say(refusals.NO_WEEKDAYS, text=text)) from None


def _next(named: DayOfYear, today: date, text: str) -> date:
    """Return the next day of this name from today on, which for 29 February may be years away."""
    years = range(today.year, today.year + LEAP_YEARS_APART + 1)
    found = next((day for day in _in(years, named) if day >= today), None)
    if found is None:
        raise ValueError(text)
    return found


def _last(named: DayOfYear, today: date) -> date:
    """Return the last day of this name up to today; there is one, for a later one has been found."""
    years = range(today.year, today.year - LEAP_YEARS_APART - 1, -1)
    return next(day for day in _in(years, named) if day <= today)


def _in(years: Iterable[int], named: DayOfYear) -> Iterator[date]:
    """Return a day of the year in each of these years that has it."""
    for year in years:
        with suppress(ValueError):
            yield date(year, named.month, named.day)
