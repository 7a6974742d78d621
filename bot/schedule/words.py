"""The words in which people say at which time of day and on which days of the week."""

from __future__ import annotations

import re
from datetime import time

from bot.schedule.rule import EVERY_DAY

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAME = r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
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
NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def time_of(text: str) -> time:
    """Read `09:00`, `9`, `9.30`, `21h15`, `9 am`, `noon`; ValueError with the text when it is no time of day."""
    plain = text.strip().casefold().replace("’", "'").removeprefix("at ")
    if match := _CLOCK.fullmatch(plain):
        return time(int(match[1]), int(match[2]))
    if match := _HOUR.fullmatch(plain):
        return time(int(match[1]))
    if match := _TWELVE.fullmatch(plain):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    if plain in NAMED_TIMES:
        return NAMED_TIMES[plain]
    raise ValueError(text)


def weekdays_of(text: str) -> tuple[int, ...]:
    """Read `mon-fri`, `monday to friday`, `mon,wed`, `every weekday`: the days of the week, from Monday as 0.

    ValueError with the text when it names none.
    """
    plain = _TO.sub("-", _EVERY.sub("", " ".join(text.casefold().split())))
    days = {day for part in _LISTED.split(plain) for day in _days_of(part, text)}
    return tuple(sorted(days))


def _days_of(part: str, text: str) -> tuple[int, ...]:
    if part in NAMED_DAYS:
        return NAMED_DAYS[part]
    first, dash, last = part.partition("-")
    ends = (first, last if dash else first)
    if not all(re.fullmatch(DAY_NAME, end) for end in ends):
        raise ValueError(text)
    start, end = (DAYS.index(each[:3]) for each in ends)
    return tuple((start + number) % 7 for number in range((end - start) % 7 + 1))
