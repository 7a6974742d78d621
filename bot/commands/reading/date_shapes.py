"""What each shape of a written time means, a table of shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from bot.commands.reading import calendars, from_today, periods
from bot.commands.reading.calendars import LAST_DAY
from bot.commands.reading.date_joins import Token
from bot.commands.reading.date_tokens import shape_of
from bot.commands.reading.periods import ALWAYS, MonthOfYear, NoSuchDateError, Period, TwoWaysError, When
from bot.frozen import Frozen

_MARKS = frozenset("-/.~&U")
# “May 35” is a slip of a day and no year; “May 45” is a year.
EARLIEST_SHORT = 40


class _Written(Frozen, frozen=True):
    """The tokens of a time without its marks, and what is needed to understand them."""

    tokens: tuple[Token, ...]
    text: str
    today: date
    day_first: bool

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(token.value for token in self.tokens)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The values but for a year's, of quarters and weeks."""
        return tuple(token.value for token in self.tokens if token.letter in "qhKOder")

    @property
    def month_and_day(self) -> tuple[int, int]:
        """The first two numbers as month and day: of 04-05 the month stands first, as in 2008-04-05."""
        one, two = self.values[:2]
        return (two, one) if self.day_first else (one, two)

    def year(self, place: int) -> int:
        """Return a year in full; one of two digits is at most next year, else of the century before."""
        token, century = self.tokens[place], self.today.year // 100 * 100
        if token.letter == "d" and token.text.isdecimal() and len(token.text) < 2:
            raise ValueError(self.text)
        if token.letter not in "de":
            return token.value
        return century + token.value - (100 if century + token.value > self.today.year + 1 else 0)

    def is_short_year(self, place: int) -> bool:
        """Whether a number can only be a year's last digits: 89, 08."""
        token = self.tokens[place]
        return token.letter not in "de" or token.letter == "e" or (token.text.startswith("0") and len(token.text) == 2)


# None tells that the words do not go together: “year” where a week is meant.
_Meaning = Callable[[_Written], When | None]


def meaning_of(tokens: Sequence[Token], text: str, today: date, *, day_first: bool) -> When | None:
    """Return the time that a shape of the table means, None for every other shape."""
    shape = shape_of(tokens)
    written = _Written(tuple(token for token in tokens if token.letter not in _MARKS), text, today, day_first)
    return next((when for mean in _meanings(shape) if (when := mean(written))), None)


@lru_cache(maxsize=1024)
def _meanings(shape: str) -> tuple[_Meaning, ...]:
    return tuple(mean for pattern, mean in _SHAPES if pattern.fullmatch(shape))


def _month_and_day(written: _Written) -> When:
    (one, two), texts = written.values, [token.text for token in written.tokens]
    if not all(len(text) == 2 for text in texts):
        return periods.yearly(*written.month_and_day)
    return periods.yearly(one, two) if one <= 12 else periods.yearly(two, one)


def _month_and_number(written: _Written) -> When:
    """Return a day of the year, April 4; of a number that no month has days of, a month: Dec 91.

    Aug 08 may be either.
    """
    month, number = written.values
    if number > LAST_DAY and (number < EARLIEST_SHORT or written.tokens[1].letter == "d"):
        raise NoSuchDateError(f"{number}", "day", periods.month_of(2000, month).last.day, date(2000, month, 1))
    is_year = written.tokens[1].text.startswith("0") and not written.day_first
    return periods.month_of(written.year(1), month) if number > LAST_DAY or is_year else periods.yearly(month, number)


def _year_and_number(written: _Written) -> Period:
    """Return a month, 1999-04, or years, 1989-91; of 2001–02, with the longer dash of ranges, it is not clear."""
    (year, number), short = written.values, written.tokens[1].text
    if year % 100 < number <= 12 and len(short) == 2 and "–" in written.text:
        readings = (periods.month_of(year, number), periods.years_of(year, year // 100 * 100 + number))
        raise TwoWaysError(written.text, readings)
    if short == "00" and year % 100 == 99:
        return periods.years_of(year, year + 1)
    if 1 <= number <= 12 or len(short) < 2 or number <= year % 100:
        return periods.month_of(year, number)
    return periods.years_of(year, year // 100 * 100 + number)


def _years(written: _Written, first: int, last: int) -> Period:
    """Return the years from one to another, in whichever order; 50/50 are none, and 2014-366 is a day of a year."""
    is_share = first == last and written.tokens[0].letter == "e"
    if is_share or last < _FOUR_DIGITS <= first:
        raise ValueError(written.text)
    return periods.years_of(first, last)


_FOUR_DIGITS = 1000


def _season(written: _Written) -> Period:
    month = next(token.value for token in written.tokens if token.letter == "s")
    place = next(place for place, token in enumerate(written.tokens) if token.letter != "s")
    return periods.months_of(written.year(place), month, 3)


def _week(written: _Written) -> Period:
    """Return the week of a year by its number, after ISO 8601."""
    year = max(written.values)
    (number,) = written.numbers or (0,)
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= number <= weeks:
        raise NoSuchDateError(str(number), "week", weeks)
    return Period(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


def _week_of_month(written: _Written) -> Period | None:
    """Return the first week of a month, its first seven days; the last one, its last seven."""
    number, _, month, year = written.values
    days = periods.month_of(year, month)
    if number < 0:
        return Period(days.last.replace(day=days.last.day - 6), days.last)
    start = 7 * number - 6
    return periods.between(
        periods.day_of(year, month, start), periods.day_of(year, month, min(start + 6, days.last.day))
    )


def _part(length: int) -> _Meaning:
    """Return how a quarter, or half, of a year is read, in whichever order they stand."""

    def read(written: _Written) -> Period:
        year = max(written.values)
        (number,) = written.numbers
        if not 1 <= number <= 12 // length:
            raise NoSuchDateError(str(number), "quarter" if length == 3 else "half", 12 // length)
        return periods.months_of(year, (number - 1) * length + 1, length)

    return read


def _last_quarter(written: _Written) -> Period | None:
    return periods.months_of(written.year(2), 10, 3) if written.tokens[0].text == "last" else None


def _numbered_year(written: _Written) -> Period | None:
    """Return “year 90”, “année 1990”; what is no year of the calendar is told so."""
    unit, number = written.tokens
    if calendars.UNIT_NAMES[unit.value] != "year":
        return None
    year = written.year(1) if number.value else 0
    return periods.years_of(year, year)


def _years_called(written: _Written) -> Period:
    """Return “les années 90”, a decade; another year is itself."""
    year = calendars.year_of(written.values[1]) if written.tokens[1].letter in "de" else written.values[1]
    return periods.years_of(year, year) if year % 10 else periods.decade_of(year)


def _days(*places: int) -> _Meaning:
    """Return how days from one to another are read: where the month and the number of each stand; the year is last."""

    def read(written: _Written) -> Period:
        month, first, end, last = (written.values[place] for place in places)
        year = written.values[-1]
        start, until = periods.day_of(year, month, first), periods.day_of(year, end, last)
        if month > end and year > 1:
            raise _over_new_year(written, periods.day_of(year - 1, month, first), start, until)
        return periods.between(start, until)

    return read


def _months(written: _Written) -> Period:
    """Return “March – May 2014”."""
    year = written.values[2]
    start, end = (periods.month_of(year, month) for month in written.values[:2])
    if start.first > end.first and year > 1:
        raise _over_new_year(written, periods.month_of(year - 1, start.first.month), start, end)
    return periods.between(start, end)


def _over_new_year(written: _Written, before: Period, start: Period, end: Period) -> TwoWaysError:
    """Return that “December – February 2014” may begin in the year before, or be turned round."""
    return TwoWaysError(written.text, (periods.between(before, end), periods.between(start, end)))


def _month_beside_today(written: _Written) -> When | None:
    """Return “February last year”."""
    month, *step = written.tokens
    year = from_today.step(step, written.today) if calendars.UNIT_NAMES[step[1].value] == "year" else None
    return periods.month_of(year.first.year, month.value) if isinstance(year, Period) else None


def _feast(written: _Written) -> When:
    day, year = next(t.value for t in written.tokens if t.letter == "F"), max(written.values)
    month, number = divmod(day, 100)
    return periods.day_of(year, month, number) if year > day else periods.yearly(month, number)


def _away(read: Callable[[Sequence[Token], date], When | None]) -> _Meaning:
    """Return how a time is read that is counted from today."""
    return lambda written: read(written.tokens, written.today)


# In these d stands for e as well, and y for a number of three or four digits.
_TABLE: tuple[tuple[str, _Meaning], ...] = (
    ("A", lambda written: ALWAYS),
    ("T", _away(from_today.day_away)),
    ("u[<>]T", _away(from_today.day_beside)),
    ("n?x", _away(from_today.weekday)),
    ("y-d-d|y/d/d|y[.]d[.]d|ydd|y[-/]?m[-/]?d", lambda w: periods.day_of(*w.values)),
    ("y[-/.]?[dO][-/.]?m", lambda w: periods.day_of(w.values[0], w.values[2], w.values[1])),
    ("c", lambda w: periods.day_of(w.values[0] // 10000, w.values[0] // 100 % 100, w.values[0] % 100)),
    ("d[.]d[.][yd]", lambda w: periods.day_of(w.year(2), w.values[1], w.values[0])),
    ("d[/-]d[/-][yd]|dd[yd]", lambda w: periods.day_of(w.year(2), *w.month_and_day)),
    ("[dO][.]?[-/]?m[.]?[-/]?[yad]", lambda w: periods.day_of(w.year(2), w.values[1], w.values[0])),
    ("d[-/.]?r[-/.]?[yad]", lambda w: periods.day_of(w.year(2), w.values[1], w.values[0])),
    ("m[.]?[-/]?[dO][.]?[-/]?[ya]", lambda w: periods.day_of(w.values[2], w.values[0], w.values[1])),
    ("m[.]?[-/]?[dO][-/]?d", lambda w: periods.day_of(w.year(2), *w.values[:2]) if w.is_short_year(2) else None),
    ("m[-/.]?[ya]", lambda w: periods.month_of(w.values[1], w.values[0])),
    ("r[-/.]y", lambda w: periods.month_of(w.values[1], w.values[0])),
    ("y[-/.]?m", lambda w: periods.month_of(*w.values)),
    ("[ae][-~&U/][ae]|y[-~&U/]a", lambda w: _years(w, w.year(0), w.year(1))),
    ("d[-/.][ye]", lambda w: periods.month_of(w.year(1), w.values[0])),
    ("y[-/.]d", _year_and_number),
    ("y|a|d", lambda w: periods.years_of(w.year(0), w.year(0)) if w.is_short_year(0) else None),
    ("ud", _numbered_year),
    ("D", lambda w: periods.decade_of(w.values[0])),
    ("V", lambda w: periods.years_of(w.values[0], w.values[0] + 99)),
    ("G[yda]", _years_called),
    ("Cr", lambda w: periods.century_of(w.values[1])),
    ("[dOrD][.]?C", lambda w: periods.century_of(w.values[0] % 100)),
    ("q[ya]|y-?q|[dOr][.]?Q[ya]|yQd", _part(3)),
    ("h[ya]|y-?h|[dOr][.]?H[ya]", _part(6)),
    ("Ky|y-?K|Wdy|yWd|[dO][.]?Wy", _week),
    ("[dOn][.]?Wmy", _week_of_month),
    ("s-?[yad]|[ya]s|s[yd][-/][yd]", _season),
    ("ns", _away(from_today.season)),
    ("n[uW]|[uW]n", _away(from_today.step)),
    ("nm", _away(from_today.month)),
    ("mnu", _month_beside_today),
    ("nQ[ya]", _last_quarter),
    ("nC", _away(from_today.century)),
    ("nd[uW]", _away(from_today.last_several)),
    ("(?:dH?|H)?[uWC]k|<d[uW]", _away(from_today.ago)),
    ("d?[uW]kT|Td?[uW]k", _away(from_today.day_ago)),
    ("Fu?[ya]?|[ya]F", _feast),
    ("d[.]d", lambda w: periods.yearly(w.values[1], w.values[0])),
    ("d/d", lambda w: periods.yearly(*w.month_and_day)),
    ("d-d", _month_and_day),
    ("[dO][.]?[-/]?m", lambda w: periods.yearly(w.values[1], w.values[0])),
    ("m[.]?[-/]?[dO]", _month_and_number),
    ("m", lambda w: MonthOfYear(w.values[0])),
    ("d[.]?[-~&U/]d[.]?my|d[.]?[-~&U]d[.]d[.]y", _days(2, 0, 2, 1)),
    ("m[.]?d[-~&U/]dy", _days(0, 1, 0, 2)),
    ("d[.]?m[-~&U]d[.]?my|d[.]d[.]?[-~U]d[.]d[.]y", _days(1, 0, 3, 2)),
    ("md[-~&U]mdy", _days(0, 1, 2, 3)),
    ("m[-~&U/]my", _months),
    ("y[-~/]y", lambda w: _years(w, *w.values)),
    ("y~d", _year_and_number),
)


def _pattern(shape: str) -> re.Pattern[str]:
    """Return the pattern of a shape of the table, in which d and y stand for two letters each."""
    both = {"d": "de", "y": "Yt"}

    def spelt(part: re.Match[str]) -> str:
        letters = "".join(both.get(letter, letter) for letter in part[0])
        return letters if len(part[0]) > 1 else f"[{letters}]"

    return re.compile(re.sub(r"\[[^]]*\]|[dy]", spelt, shape), re.ASCII)


_SHAPES = tuple((_pattern(shape), meaning) for shape, meaning in _TABLE)
