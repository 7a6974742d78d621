"""Understands the times people type: days, months, years, spans of them, and what is said by the calendar.

One parser for all who ask: a look-up, a day of the year, a question with a time in it, a schedule. Nothing here grows
faster than a text's length, for only so many of its tokens are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.commands.reading.date_joins import Token
from bot.commands.reading.date_phrases import read_phrase
from bot.commands.reading.date_tokens import shape_of, tokens_of
from bot.commands.reading.periods import (
    ALWAYS,
    DayOfYear,
    MonthOfYear,
    NoSuchDateError,
    Order,
    Period,
    TwoWaysError,
    When,
)
from bot.frozen import Frozen

__all__ = [
    "ALWAYS", "Dated", "DayOfYear", "MonthOfYear", "NoSuchDateError", "Order", "Period", "TwoWaysError", "When",
    "Within", "day_of_year", "find_when", "parse_period", "parse_when",
]  # fmt: skip
# Longer texts are no times, however many blanks they have.
LONGEST, MOST_TOKENS = 100, 12
# A day that is needed only where a text speaks of today.
_NO_DAY = date(2000, 1, 1)
_LIKELY_YEARS = range(1500, 2200)


class Dated(Frozen, frozen=True):
    """A time that was understood; `other` is the second way in which it can be read."""

    when: When
    other: When | None = None


class Within(Frozen, frozen=True):
    """A time that stands in a longer text, and the text without it."""

    dated: Dated
    rest: str


def parse_when(text: str, today: date, order: Order = Order.UNKNOWN) -> Dated:
    """Read a time; ValueError with the text when it is none.

    Of its subclasses, NoSuchDateError is for a date that does not exist, TwoWaysError for one that is not clear.
    """
    tokens = tokens_of(text) if len(text) <= LONGEST else ()
    if not 0 < len(tokens) <= MOST_TOKENS or set(shape_of(tokens)) == {"w"}:
        raise ValueError(text)
    return _read(tokens, text, today, order)


def find_when(text: str, today: date, order: Order = Order.UNKNOWN) -> Within | None:
    """Return the longest time that stands in a text, the first of several; None when there is none.

    A bare number is taken for a year only where a year is likely, and no two numbers alone for a day of the year.
    """
    tokens = tokens_of(text)
    shape = shape_of(tokens)
    if not set(shape) - {"w"}:
        return None
    for length in range(min(MOST_TOKENS, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            part = tokens[start : start + length]
            if _may_be_time(part, shape[start : start + length]) and (dated := _try(part, text, today, order)):
                return Within(dated, f"{text[: part[0].start]} {text[part[-1].end :]}".strip())
    return None


def parse_period(text: str) -> Period:
    """Read a time that is not of every year and needs no clock; ValueError with the text when it is none."""
    when = parse_when(text, _NO_DAY, Order.DAY_FIRST).when
    if not isinstance(when, Period):
        raise ValueError(text)
    return when


def day_of_year(when: When) -> DayOfYear | None:
    """Return the day of the year that a time is, None when it is longer than a day."""
    if isinstance(when, Period):
        return DayOfYear(when.first.month, when.first.day) if when.first == when.last else None
    return when if isinstance(when, DayOfYear) else None


def _try(tokens: Sequence[Token], text: str, today: date, order: Order) -> Dated | None:
    try:
        return _read(tokens, text, today, order)
    except (NoSuchDateError, TwoWaysError):
        raise
    except ValueError:
        return None


def _read(tokens: Sequence[Token], text: str, today: date, order: Order) -> Dated:
    """Read tokens with the day first and with the month first, and keep what exists."""
    readings: list[When] = []
    troubles: list[NoSuchDateError] = []
    numbers = [token.text for token in tokens if token.text[0].isdigit()]
    # A number alone is not read two ways, unless it may be a short year: May 05.
    is_clear = len(numbers) < 2 and not "".join(numbers).startswith("0")
    for day_first in (order is not Order.MONTH_FIRST, order is Order.MONTH_FIRST)[: 1 if is_clear else 2]:
        try:
            readings.append(read_phrase(tokens, text, today, day_first=day_first))
        except NoSuchDateError as trouble:
            troubles.append(trouble)
    if not readings:
        # Of 31/6/1999, June is to blame, and not that there is no 31st month.
        raise min(troubles, key=lambda trouble: trouble.unit != "day")
    return _settled(readings, text, order)


def _settled(readings: Sequence[When], text: str, order: Order) -> Dated:
    first, last = readings[0], readings[-1]
    if first == last:
        return Dated(first)
    if order is Order.UNKNOWN:
        raise TwoWaysError(text, (first, last))
    return Dated(first, last)


def _may_be_time(tokens: Sequence[Token], shape: str) -> bool:
    """Whether some tokens of a sentence may be meant as a time, and not as numbers or words that look like one."""
    if "w" in shape or any(letter in "TA-/~.&" for letter in (shape[0], shape[-1])):
        return False
    if shape in ("d/d", "d.d", "d-d", "m", "d", "e", "u", "t", "F", "ud", "ue", "nm"):
        return False
    if any(letter in shape for letter in "mDCGnkKVb") or shape == "c" or _SEASON_OF_SHORT_YEAR.fullmatch(shape):
        return True
    years = [token.value for token in tokens if token.letter == "Y"]
    return "a" in shape or (bool(years) and all(year in _LIKELY_YEARS for year in years))


_SEASON_OF_SHORT_YEAR = re.compile("se")
