"""What each shape of a written time means: a table of shapes, and how spans are made of two times."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.reading import calendars, periods
from bot.commands.reading.date_tokens import Token, shape_of
from bot.commands.reading.periods import ALWAYS, MonthOfYear, NoSuchDateError, Period, When

_MARKS = frozenset("-/.~&")
LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class _Written:
    """The tokens of a time without its marks, and what is needed to understand them."""

    tokens: tuple[Token, ...]
    today: date
    day_first: bool

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(token.value for token in self.tokens)


_Meaning = Callable[[_Written], When]


def read_shape(tokens: Sequence[Token], text: str, today: date, *, day_first: bool) -> When:
    """Return the time that some tokens mean; ValueError with the text when they mean none."""
    tokens = [token for number, token in enumerate(tokens) if not _says_year(number, tokens)]
    shape = shape_of(tokens)
    for pattern, meaning in _SHAPES:
        if pattern.fullmatch(shape):
            return meaning(_Written(tuple(t for t in tokens if t.letter not in _MARKS), today, day_first))

    def inner(part: Sequence[Token]) -> Period:
        when = read_shape(part, text, today, day_first=day_first) if part else None
        if not isinstance(when, Period):
            raise ValueError(text)
        return when

    return _modified(tokens, shape, text, inner)


def _says_year(number: int, tokens: Sequence[Token]) -> bool:
    """Whether a token is the word “year” beside one: “24 лютого 2022 року”, “the year 2008”."""
    beside = (*tokens[max(number - 1, 0) : number], *tokens[number + 1 : number + 2])
    return tokens[number].letter == "u" and any(token.letter in "Ytm" for token in beside)


def _modified(tokens: Sequence[Token], shape: str, text: str, inner: Callable[[Sequence[Token]], Period]) -> Period:
    """Return the time that tokens mean which stand around another time or between two."""
    if shape[0] == "B":
        return inner(tokens[1:])
    if shape[0] == "S" and (span := _span(tokens[1:], text, inner)):
        return span
    if shape[0] in _BEFORE:
        rest = tokens[2:] if shape[1:2] == "-" else tokens[1:]
        return _BEFORE[shape[0]](inner(rest))
    if open_end := re.search("[-~&]?[PT]$|[-~]$", shape):
        return periods.since(inner(tokens[: open_end.start()]))
    if span := _span(tokens, text, inner):
        return span
    raise ValueError(text)


def _span(tokens: Sequence[Token], text: str, inner: Callable[[Sequence[Token]], Period]) -> Period | None:
    """Return the time from one to another that “to”, “and” or the only dash stands between; None when there is none."""
    shape = shape_of(tokens)
    letter = next((letter for letter in "~&U/-" if shape.count(letter) == 1), "")
    at = shape.find(letter) if letter else 0
    if not 0 < at < len(shape) - 1:
        return None
    return periods.between(inner(tokens[:at]), inner(tokens[at + 1 :]))


_BEFORE: dict[str, Callable[[Period], Period]] = {
    "S": periods.since,
    "U": periods.until,
    "~": periods.until,
    "-": periods.until,
    "<": periods.before,
    ">": periods.after,
    "E": lambda period: periods.third_of(period, 0),
    "M": lambda period: periods.third_of(period, 1),
    "L": lambda period: periods.third_of(period, 2),
}


def _numeric(written: _Written) -> Period:
    one, two, year = written.values
    day, month = (one, two) if written.day_first else (two, one)
    return periods.day_of(_full(written, year), month, day)


def _full(written: _Written, year: int) -> int:
    """Return a year that was written with two digits in full: at most next year, else of the century before."""
    last = written.tokens[-1]
    if last.letter != "d":
        return year
    century = written.today.year // 100 * 100
    return century + year - (100 if century + year > written.today.year + 1 else 0)


def _numbers(written: _Written) -> When:
    """Return the day of the year that two numbers are; of 04-05 the month stands first, as in 2008-04-05."""
    one, two = written.values
    day, month = (one, two) if written.day_first else (two, one)
    return periods.yearly(month, day)


def _month_and_day(written: _Written) -> When:
    (one, two), texts = written.values, [token.text for token in written.tokens]
    if not all(len(text) == 2 for text in texts):
        return _numbers(written)
    return periods.yearly(one, two) if one <= 12 else periods.yearly(two, one)


def _month_and_number(written: _Written) -> When:
    """Return a day of the year, April 4; of a number that no month has days of, a month: Dec 91."""
    month, number = written.values
    return periods.yearly(month, number) if number <= LAST_DAY else periods.month_of(calendars.year_of(number), month)


def _year_and_number(written: _Written) -> Period:
    """Return a month, 1999-04, or years, 1989-91."""
    (year, number), short = written.values, written.tokens[1].text
    if 1 <= number <= 12 or len(short) < 2 or number <= year % 100:
        return periods.month_of(year, number)
    return periods.years_of(year, year // 100 * 100 + number)


def _season(written: _Written) -> Period:
    year, month = sorted(written.values[:2], reverse=True)
    return periods.months_of(year, month, 3)


def _compact(written: _Written) -> Period:
    (number,) = written.values
    return periods.day_of(number // 10000, number // 100 % 100, number % 100)


def _part(length: int) -> _Meaning:
    """Return how a quarter, or half, of a year is read, in whichever order they stand."""

    def read(written: _Written) -> Period:
        year = max(written.values)
        number = next(token.value for token in written.tokens if token.letter in "qhOd")
        if not 1 <= number <= 12 // length:
            raise NoSuchDateError(str(number), "quarter" if length == 3 else "half", 12 // length)
        return periods.months_of(year, (number - 1) * length + 1, length)

    return read


def _step(written: _Written) -> Period:
    """Return “last year”, “next month”, “this week”."""
    step, unit = written.tokens[0].value, calendars.UNIT_NAMES[written.tokens[1].value]
    return _whole(written.today, unit, step)


def _last_several(written: _Written) -> Period:
    """Return “last 5 years”: so many up to today."""
    number, unit = written.tokens[1].value, calendars.UNIT_NAMES[written.tokens[2].value]
    return Period(_whole(written.today, unit, -number).first, written.today)


def _ago(written: _Written) -> Period:
    number = written.tokens[0].value if len(written.tokens) == 3 else 1
    unit = calendars.UNIT_NAMES[written.tokens[-2].value]
    return _whole(written.today, unit, -number)


def _whole(today: date, unit: str, step: int) -> Period:
    """Return the day, week, month, year, decade or century that is so many away from today's."""
    if unit in ("day", "week"):
        length = 1 if unit == "day" else 7
        start = today - timedelta(days=today.weekday() if unit == "week" else 0) + timedelta(days=length * step)
        return Period(start, start + timedelta(days=length - 1))
    if unit == "month":
        month = today.year * 12 + today.month - 1 + step
        return periods.month_of(month // 12, month % 12 + 1)
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    year = (today.year // length + step) * length
    return periods.years_of(max(year, 1), year + length - 1)


def _within_month(written: _Written) -> Period:
    first, last, month, year = written.values
    return periods.between(periods.day_of(year, month, first), periods.day_of(year, month, last))


def _month_before(written: _Written) -> Period:
    month, first, last, year = written.values
    return periods.between(periods.day_of(year, month, first), periods.day_of(year, month, last))


def _over_months(written: _Written) -> Period:
    first, month, last, end, year = written.values
    return periods.between(periods.day_of(year, month, first), periods.day_of(year, end, last))


def _over_months_named_first(written: _Written) -> Period:
    month, first, end, last, year = written.values
    return periods.between(periods.day_of(year, month, first), periods.day_of(year, end, last))


def _months(written: _Written) -> Period:
    first, last, year = written.values
    return periods.between(periods.month_of(year, first), periods.month_of(year, last))


def _far(written: _Written) -> When:
    day = written.today + timedelta(days=written.values[0])
    return periods.yearly(day.month, day.day)


_TABLE: tuple[tuple[str, _Meaning], ...] = (
    ("A", lambda written: ALWAYS),
    ("T", _far),
    ("y-d-d|y/d/d|y[.]d[.]d|y[-/]?m[-/]?d", lambda w: periods.day_of(*w.values)),
    ("c", _compact),
    ("d[.]d[.][yd]", lambda w: periods.day_of(_full(w, w.values[2]), w.values[1], w.values[0])),
    ("d[/-]d[/-][yd]|ddy", _numeric),
    ("[dO][.]?[-/]?m[.]?[-/]?[yad]", lambda w: periods.day_of(_full(w, w.values[2]), w.values[1], w.values[0])),
    ("m[.]?[-/]?[dO][-/]?[ya]", lambda w: periods.day_of(w.values[2], w.values[0], w.values[1])),
    ("m[-/.]?[ya]", lambda w: periods.month_of(w.values[1], w.values[0])),
    ("y[-/.]?m", lambda w: periods.month_of(*w.values)),
    ("d[-/.]y", lambda w: periods.month_of(w.values[1], w.values[0])),
    ("y[-/.]d", _year_and_number),
    ("y", lambda w: periods.years_of(w.values[0], w.values[0])),
    ("a", lambda w: periods.years_of(w.values[0], w.values[0])),
    ("D", lambda w: periods.decade_of(w.values[0])),
    ("[dOr]C", lambda w: periods.century_of(w.values[0])),
    ("qy|y-?q|[dO]Qy", _part(3)),
    ("hy|y-?h|[dO]Hy", _part(6)),
    ("s-?[ya]|[ya]s|sy[-/][yd]", _season),
    ("nu", _step),
    ("nC", lambda w: _whole(w.today, "century", w.values[0])),
    ("ndu", _last_several),
    ("d?uk", _ago),
    ("d[.]d", lambda w: periods.yearly(w.values[1], w.values[0])),
    ("d/d", _numbers),
    ("d-d", _month_and_day),
    ("[dO][.]?[-/]?m", lambda w: periods.yearly(w.values[1], w.values[0])),
    ("m[.]?[-/]?[dO]", _month_and_number),
    ("m", lambda w: MonthOfYear(w.values[0])),
    ("d[.]?[-~&]d[.]?my|d[.]?[-~&]d[.]d[.]y", _within_month),
    ("m[.]?d[-~&]dy", _month_before),
    ("d[.]?m[-~&]d[.]?my|d[.]d[.]?[-~]d[.]d[.]y", _over_months),
    ("md[-~&]mdy", _over_months_named_first),
    ("m[-~&/]my", _months),
    ("y[-~/]y", lambda w: periods.years_of(*w.values)),
    ("y~d", _year_and_number),
)
_SHAPES = tuple(
    (re.compile(re.sub("y", "[Yt]", shape).replace("[[Yt]", "[Yt"), re.ASCII), read) for shape, read in _TABLE
)
