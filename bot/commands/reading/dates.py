"""Understands the times people type: years, ranges, decades, months and days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat import Choice, UsageError
from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Asking, Completion
from bot.replies.lookups import headings

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_ORDINAL = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_DASH = re.compile(r"\s*(?:\.\.+|…|[–—−]|\bto\b|\buntil\b)\s*")
_YEAR = r"([0-9]{3,4})"


@dataclass(frozen=True, slots=True)
class Period:
    """All days with `first` ≤ day ≤ `last`."""

    first: date
    last: date


ALWAYS = Period(date.min, date.max)


def parse_period(text: str) -> Period:
    """Read a year, range, decade, month, day or `all`; ValueError with the text when it is none of these."""
    plain = " ".join(text.casefold().replace(",", " ").split())
    if plain in {"all", "always", "everything", "*"}:
        return ALWAYS
    for pattern, read in _PERIODS:
        if match := re.fullmatch(pattern, plain):
            return _read(read, match.groups(), text)
    start, *rest = _DASH.split(plain)
    if len(rest) == 1 and start and rest[0]:
        return _checked(Period(parse_period(start).first, parse_period(rest[0]).last), text)
    raise ValueError(text)


def parse_day(text: str) -> tuple[int, int]:
    """Read a day of the year as (month, day): `4 April`, `April 4th`, `04-04`, `29 Feb`; a year may stand with it.

    ValueError with the text when it is none, or no such day exists in any year.
    """
    plain = " ".join(text.casefold().replace(",", " ").replace(".", " ").split()).removeprefix("on ")
    for pattern, read in _DAYS:
        if match := re.fullmatch(pattern, plain):
            month, day = read(*match.groups())
            return _existing(month, day, text)
    raise ValueError(text)


def read_period(text: str, asking: Asking, *choices: Choice) -> Period:
    """Read a period; UsageError for what is none, with what may be done instead."""
    try:
        return parse_period(text)
    except ValueError:
        raise UsageError(headings.not_a_time(asking.say, text), choices) from None


def complete_year(context: Context, beginning: str) -> Completion:
    """Offer the years and decades that have events and begin as typed."""
    first, last = context.library.years()
    decades = [f"{year:03}s" for year in range(first // 10 * 10, last + 1, 10)]
    years = [f"{year:03}" for year in range(last, first - 1, -1)]
    offered = [*years, *decades] if len(beginning) > 2 else ["all", *decades, *years]
    return tuple((text, text) for text in offered if text.startswith(beginning.casefold()))[:MOST_CHOICES]


def _existing(month: int, day: int, text: str) -> tuple[int, int]:
    # 2000 is a leap year: 29 February is a day of the year.
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2000, month)[1]:
        raise ValueError(text)
    return month, day


def _read(read: Callable[..., Period], parts: Sequence[str], text: str) -> Period:
    try:
        return _checked(read(*parts), text)
    except ValueError:
        raise ValueError(text) from None


def _checked(period: Period, text: str) -> Period:
    if period.last < period.first:
        raise ValueError(text)
    return period


def _years(first: str, last: str) -> Period:
    # “1999-04” is taken before this as April 1999; “1999-03” to “1999-12” are months, “1989-91” can only be years.
    end = last if len(last) >= len(first) else first[: len(first) - len(last)] + last
    return Period(date(int(first), 1, 1), date(int(end), 12, 31))


def _decade(year: str) -> Period:
    start = int(year) // 10 * 10
    return Period(date(max(start, 1), 1, 1), date(start + 9, 12, 31))


def _month(year: str, month: str) -> Period:
    number = MONTHS.get(month) or int(month)
    if not 1 <= number <= 12:
        raise ValueError(month)
    return Period(date(int(year), number, 1), date(int(year), number, calendar.monthrange(int(year), number)[1]))


def _day(year: str, month: str, day: str) -> Period:
    exact = date(int(year), MONTHS.get(month) or int(month), int(day))
    return Period(exact, exact)


_NAME = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_PERIODS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (rf"(?:in )?{_YEAR}", lambda year: _years(year, year)),
    (rf"(?:the )?{_YEAR}['’]?s", _decade),
    (r"(?:the )?([3-9]0)['’]?s", lambda short: _decade(f"19{short}")),
    (rf"{_YEAR}[-/](0[1-9]|1[0-2])", _month),
    (rf"{_YEAR}[-/]([0-9]{{2}})[-/]([0-9]{{2}})", _day),
    (rf"(?:in )?{_NAME} {_YEAR}", lambda month, year: _month(year, month)),
    (rf"{_YEAR} {_NAME}", _month),
    (rf"{_ORDINAL} (?:of )?{_NAME} {_YEAR}", lambda day, month, year: _day(year, month, day)),
    (rf"{_NAME} {_ORDINAL} {_YEAR}", lambda month, day, year: _day(year, month, day)),
    (rf"{_YEAR} ?[-/] ?{_YEAR}", _years),
    (rf"{_YEAR}-([0-9]{{2}})", _years),
)
_DAYS: tuple[tuple[str, Callable[..., tuple[int, int]]], ...] = (
    (rf"{_ORDINAL} (?:of )?{_NAME}(?: [0-9]{{3,4}})?", lambda day, month: (MONTHS[month], int(day))),
    (rf"{_NAME} {_ORDINAL}(?: [0-9]{{3,4}})?", lambda month, day: (MONTHS[month], int(day))),
    (r"(?:[0-9]{3,4}-)?([0-9]{1,2})-([0-9]{1,2})", lambda month, day: (int(month), int(day))),
)
