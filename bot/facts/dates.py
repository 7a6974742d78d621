"""Historical dates: how precisely something is known to have happened, after the Extended Date/Time Format.

The rules are those of the Library of Congress, https://www.loc.gov/standards/datetime/, levels 0 and 1: a day, a
month, a year, a decade (`199X`), an interval of these, each possibly approximate (`~`), uncertain (`?`) or both (`%`).
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.frozen import Plain

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_DECADE = re.compile(r"(\d{3})X([~?%]?)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"((?:{'|'.join(_MONTHS)})[a-z]*)"
_WITH_MONTH = re.compile(rf"(?:(\d{{1,2}})\.? {_MONTH}|{_MONTH}\.? (\d{{1,2}}),?) (\d{{4}})", re.ASCII | re.IGNORECASE)
_QUALIFIERS = {"": (False, False), "~": (True, False), "?": (False, True), "%": (True, True)}
FORMS = "2008, 2008-08, 2008-08-08, 199X, 2008-08-07/2008-08-12, and any of these with ~ (about) or ? (uncertain)"


class Precision(StrEnum):
    """The smallest unit of the calendar that is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class HistoricalDate(Plain, frozen=True):
    """A date as far as it is known: every day it may be lies in `first` ≤ day ≤ `last`, both in local time."""

    text: str
    first: date
    last: date
    precision: Precision
    is_interval: bool = False
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def is_exact_day(self) -> bool:
        """Whether the day it happened, or began, is known."""
        return self.precision is Precision.DAY and not (self.is_approximate or self.is_uncertain)

    def overlaps(self, other: HistoricalDate) -> bool:
        """Whether some day may belong to both."""
        return self.first <= other.last and other.first <= self.last


# An answer writes the same dates again and again, each end of a time for itself.
@lru_cache(maxsize=2048)
def parse_date(text: str) -> HistoricalDate:
    """Read an EDTF date.

    Raises ValueError with a sentence for the author when the text is no such date or the date cannot exist.
    """
    if forms := _meant(text.strip()):
        raise ValueError(f"“{text}” is not a date in the form used here; write {' or '.join(forms)}")
    start_text, slash, end_text = text.strip().partition("/")
    start = _parse_point(start_text)
    if not slash:
        return start
    end = _parse_point(end_text)
    if end.last < start.first:
        raise ValueError(f"“{text}” ends before it starts; write the earlier date first")
    return HistoricalDate(
        text=f"{start.text}/{end.text}",
        first=start.first,
        last=end.last,
        precision=max(start.precision, end.precision, key=list(Precision).index),
        is_interval=True,
        is_approximate=start.is_approximate or end.is_approximate,
        is_uncertain=start.is_uncertain or end.is_uncertain,
    )


def _meant(text: str) -> tuple[str, ...]:
    """Return how a day in another form may be meant: 20/07/1969, 7/20/1969, 1969/07/20, 20 July 1969; () for none."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _days(match[1], (match[2], match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        return _days(match[3], (match[2], match[1]), (match[1], match[2]))
    if match := _WITH_MONTH.fullmatch(text):
        month = str(_MONTHS.index((match[2] or match[3])[:3].casefold()) + 1)
        return _days(match[5], (month, match[1] or match[4]))
    return ()


def _days(year: str, *months: tuple[str, str]) -> tuple[str, ...]:
    texts = (f"{year}-{int(month):02}-{int(day):02}" for month, day in months)
    return tuple(dict.fromkeys(text for text in texts if _exists(text)))


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def exact(day: date) -> HistoricalDate:
    """Return the historical date of a day that is known."""
    return HistoricalDate(day.isoformat(), day, day, Precision.DAY)


def _parse_point(text: str) -> HistoricalDate:
    if match := _DECADE.fullmatch(text):
        return _parse_decade(text, match)
    match = _POINT.fullmatch(text)
    if not match or match[1] == "0000":
        raise ValueError(f"“{text}” is not a date; write one of {FORMS}")
    year, month, day = int(match[1]), match[2], match[3]
    first, last = _bounds(text, year, month and int(month), day and int(day))
    approximate, uncertain = _QUALIFIERS[match[4]]
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return HistoricalDate(text, first, last, precision, False, approximate, uncertain)


def _parse_decade(text: str, match: re.Match[str]) -> HistoricalDate:
    start = int(match[1]) * 10
    if not start:
        raise ValueError(f"“{text}” is not a date; the first year is 0001")
    approximate, uncertain = _QUALIFIERS[match[2]]
    first, last = date(start, 1, 1), date(start + 9, 12, 31)
    return HistoricalDate(text, first, last, Precision.DECADE, False, approximate, uncertain)


def _bounds(text: str, year: int, month: int | str | None, day: int | str | None) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    if not isinstance(month, int):
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"“{text}” has month {month:02}; months go from 01 to 12")
    length = calendar.monthrange(year, month)[1]
    if not isinstance(day, int):
        return date(year, month, 1), date(year, month, length)
    if not 1 <= day <= length:
        month_name = f"{year}-{month:02}"
        raise ValueError(f"“{text}” does not exist: {month_name} has {length} days")
    return date(year, month, day), date(year, month, day)
