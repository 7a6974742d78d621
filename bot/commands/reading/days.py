"""Understands a time of day, a day by its date, and the days of the week."""

from __future__ import annotations

import re
from datetime import date, time

from bot.chat import UsageError
from bot.commands.reading.asking import Asking
from bot.replies.schedule import refusals
from bot.schedule.rule import EVERY_DAY

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMED_DAYS = {"all": EVERY_DAY, "daily": EVERY_DAY, "weekdays": EVERY_DAY[:5], "weekends": EVERY_DAY[5:]}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")
_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")


def read_time(text: str, asking: Asking) -> time:
    """Read `09:00`, `9.30`, `21h15`, `9 am`."""
    plain = text.casefold()
    if match := _CLOCK.fullmatch(plain):
        return time(int(match[1]), int(match[2]))
    if match := _TWELVE.fullmatch(plain):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    raise UsageError(refusals.no_time(asking.say, text))


def read_date(text: str, asking: Asking) -> date:
    """Read `2026-05-01`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(refusals.no_date(asking.say, text)) from None


def read_weekdays(text: str, asking: Asking) -> tuple[int, ...]:
    """Read `mon-fri`, `mon,wed`, `weekends`: the days of the week, counted from Monday as 0."""
    days = {day for part in re.split(r"[,\s]+", text.casefold()) for day in _days_of(part, text, asking)}
    return tuple(sorted(days))


def _days_of(part: str, text: str, asking: Asking) -> tuple[int, ...]:
    if part in NAMED_DAYS:
        return NAMED_DAYS[part]
    first, dash, last = part.partition("-")
    start, end = first[:3], (last if dash else first)[:3]
    if start not in DAYS or end not in DAYS:
        raise UsageError(refusals.no_weekdays(asking.say, text))
    return tuple((DAYS.index(start) + number) % 7 for number in range((DAYS.index(end) - DAYS.index(start)) % 7 + 1))
