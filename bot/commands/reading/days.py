"""Understands a time of day, a day by its date or its name, and the days of the week."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from bot.chat import UsageError
from bot.commands.reading.asking import Asking
from bot.commands.reading.dates import parse_when
from bot.commands.reading.periods import DayOfYear, Order, Period
from bot.replies.schedule import refusals
from bot.schedule.rule import EVERY_DAY

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_EVERY = re.compile(r"\b(?:every|each|on|all)\s+")
NAMED_DAYS = {
    **dict.fromkeys(("all", "daily", "day", "days", "everyday", "week"), EVERY_DAY),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), EVERY_DAY[:5]),
    **dict.fromkeys(("weekend", "weekends"), EVERY_DAY[5:]),
}
_LISTED = re.compile(r"\s*(?:,|;|&|\band\b|\s)\s*")
_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?: ?h| o'?clock)?")
_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")
NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2}
# As 1896 and 1904 were.
LEAP_YEARS_APART = 8
NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_time(text: str, asking: Asking) -> time:
    """Read `09:00`, `9`, `9.30`, `21h15`, `9 am`, `noon`."""
    plain = text.casefold().replace("’", "'").removeprefix("at ")
    if match := _CLOCK.fullmatch(plain):
        return time(int(match[1]), int(match[2]))
    if match := _HOUR.fullmatch(plain):
        return time(int(match[1]))
    if match := _TWELVE.fullmatch(plain):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    if plain in NAMED_TIMES:
        return NAMED_TIMES[plain]
    raise UsageError(refusals.no_time(asking.say, text))


def read_date(text: str, asking: Asking) -> date:
    """Read `2026-05-01`, `1 May`, `tomorrow`, `friday`; a day without a year is the next one of that name."""
    try:
        return day_of(text, asking.context.today)
    except ValueError:
        raise UsageError(refusals.no_date(asking.say, text)) from None


def day_of(text: str, today: date) -> date:
    """Return the day that a text names; ValueError with the text when it names none."""
    plain = " ".join(text.casefold().split()).removeprefix("on ").removeprefix("next ").removeprefix("this ")
    if re.fullmatch(_DAY_NAME, plain):
        return today + timedelta(days=(DAYS.index(plain[:3]) - today.weekday() - 1) % 7 + 1)
    if plain in NEAR_DAYS:
        return today + timedelta(days=NEAR_DAYS[plain])
    when = parse_when(plain, today, Order.DAY_FIRST).when
    if isinstance(when, DayOfYear):
        return _next(when, today, text)
    if not isinstance(when, Period) or when.first != when.last:
        raise ValueError(text)
    return when.first


def read_weekdays(text: str, asking: Asking) -> tuple[int, ...]:
    """Read `mon-fri`, `monday to friday`, `mon,wed`, `every weekday`: the days of the week, from Monday as 0."""
    plain = _TO.sub("-", _EVERY.sub("", " ".join(text.casefold().split())))
    days = {day for part in _LISTED.split(plain) for day in _days_of(part, text, asking)}
    return tuple(sorted(days))


def _next(named: DayOfYear, today: date, text: str) -> date:
    """Return the next day of this name from today on, which for 29 February may be years away."""
    for year in range(today.year, today.year + LEAP_YEARS_APART + 1):
        try:
            day = date(year, named.month, named.day)
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError(text)


def _days_of(part: str, text: str, asking: Asking) -> tuple[int, ...]:
    if part in NAMED_DAYS:
        return NAMED_DAYS[part]
    first, dash, last = part.partition("-")
    ends = (first, last if dash else first)
    if not all(re.fullmatch(_DAY_NAME, end) for end in ends):
        raise UsageError(refusals.no_weekdays(asking.say, text))
    start, end = (DAYS.index(each[:3]) for each in ends)
    return tuple((start + number) % 7 for number in range((end - start) % 7 + 1))
