"""What words around a time, or between two, make of it: since, until, the early part, the second half, from to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.commands.reading import calendars, periods
from bot.commands.reading.date_joins import Token
from bot.commands.reading.date_shapes import meaning_of
from bot.commands.reading.date_tokens import shape_of
from bot.commands.reading.periods import NoSuchDateError, Period, When

_Tokens = Sequence[Token]
_Inner = Callable[[_Tokens], Period]


def read_phrase(tokens: _Tokens, text: str, today: date, *, day_first: bool) -> When:
    """Return the time that some tokens mean; ValueError with the text when they mean none."""
    tokens = [token for number, token in enumerate(tokens) if not _says_unit(number, tokens)]
    if when := meaning_of(tokens, text, today, day_first=day_first):
        return when

    def inner(part: _Tokens) -> Period:
        when = read_phrase(part, text, today, day_first=day_first) if part else None
        if not isinstance(when, Period):
            raise ValueError(text)
        return when

    shape = shape_of(tokens)
    read = next((read for pattern, read in _PHRASES if pattern.match(shape)), _span)
    return read(tokens, inner)


_CALLED = {"year": "YtmD", "month": "m", "decade": "D"}


def _says_unit(number: int, tokens: _Tokens) -> bool:
    """Whether a token is “year” or “month” beside one: “24 лютого 2022 року”, “the year 2008”, “au mois de mars”."""
    token, first = tokens[number], tokens[0].letter
    # “The last month of March …” and “the day before …” count units.
    if token.letter != "u" or (number == 1 and first in "nO"):
        return False
    beside = (*tokens[max(number - 1, 0) : number], *tokens[number + 1 : number + 2])
    return any(other.letter in _CALLED.get(calendars.UNIT_NAMES[token.value], "") for other in beside)


def _span(tokens: _Tokens, inner: _Inner) -> Period:
    """Return the time from one to another that “to”, “and” or the only dash stands between."""
    at = _middle(shape_of(tokens))
    return periods.between(inner(tokens[:at]), inner(tokens[at + 1 :]))


def _middle(shape: str) -> int:
    """Return where two times meet; 0, before which there is none, for a shape of one."""
    letter = next((letter for letter in "~&U/-" if shape.count(letter) == 1), "")
    return shape.find(letter) if letter else 0


def _since(tokens: _Tokens, inner: _Inner) -> Period:
    """Return what is since a time, or from one to another."""
    rest = tokens[1:]
    return _span(rest, inner) if _middle(shape_of(rest)) else periods.since(inner(rest))


def _ahead(tokens: _Tokens, inner: _Inner) -> Period:
    """Return what one word before a time, and a dash, make of it; a number with a minus is none: -44."""
    if tokens[0].letter == "-" and not any(token.letter == "Y" and token.value >= _EARLIEST for token in tokens[1:2]):
        raise ValueError(tokens[0].text)
    rest = tokens[2:] if tokens[1:] and tokens[1].letter in "-~" else tokens[1:]
    return _BEFORE[tokens[0].letter](inner(rest))


def _half(tokens: _Tokens, inner: _Inner) -> Period:
    start = next(place for place, token in enumerate(tokens) if token.letter == "H")
    return periods.half_of(inner(tokens[start + 1 :]), tokens[0].value)


def _parts(tokens: _Tokens, inner: _Inner) -> Period:
    """Return “early to mid 1990s”: both parts are of the same time."""
    return periods.between(*(_BEFORE[token.letter](inner(tokens[3:])) for token in (tokens[0], tokens[2])))


def _open(tokens: _Tokens, inner: _Inner) -> Period:
    """Return “2014 –”, “2014 to now”: what is since a time."""
    end = re.search("[-~&U]?[PT]$|[-~U]$", shape_of(tokens))
    return periods.since(inner(tokens[: end.start()] if end else ()))


def _units(tokens: _Tokens, inner: _Inner) -> Period:
    """Return “the last day of 1999”, “the first three months of 2014”, “the second week of March 2014”."""
    number = next((token.value for token in tokens[1:2] if token.letter == "d"), 0)
    unit, whole = tokens[2 if number else 1], inner(tokens[3 if number else 2 :])
    step, is_last = tokens[0].value, tokens[0].letter == "n"
    if (is_last and not tokens[0].text.startswith(_LAST)) or (number and step > 1):
        raise ValueError(unit.text)
    if not number and unit.text in calendars.SEVERAL:
        return periods.third_of(whole, 2 if is_last else 0)
    name = calendars.UNIT_NAMES[unit.value]
    part = (periods.last_of if is_last else periods.first_of)(whole, name, number or max(step, 1))
    if not (whole.first <= part.first and part.last <= whole.last):
        raise ValueError(unit.text)
    return part if number or step < 2 else periods.last_of(part, name, 1)


_LAST = ("last", "letzt", "dernier")


def _beside(tokens: _Tokens, inner: _Inner) -> Period:
    """Return “the day before 24 February 2022”, “ten years after 1999”."""
    place = next(number for number, token in enumerate(tokens) if token.letter in "<>")
    move = periods.just_before if tokens[place].letter == "<" else periods.just_after
    number = tokens[0].value if place > 1 else 1
    return move(inner(tokens[place + 1 :]), calendars.UNIT_NAMES[tokens[place - 1].value], number)


def _at_hour(tokens: _Tokens, inner: _Inner) -> Period:
    """Return a day with whose date a time of day stands."""
    day = inner([token for token in tokens if token.letter != "z"])
    if day.first != day.last:
        raise ValueError(tokens[0].text)
    return day


# What is “BC” is no year of this calendar; a later number is followed by another word: “because”.
_EARLIEST = 1000


def _before_christ(tokens: _Tokens, inner: _Inner) -> Period:
    number = tokens[0]
    if number.letter not in "detYDO" or number.value >= _EARLIEST:
        raise ValueError(number.text)
    raise NoSuchDateError(number.text, "year", 9999)


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
# The first pattern with which a shape begins tells how it is read; what begins with none is from one time to another.
_PHRASES: tuple[tuple[re.Pattern[str], Callable[[_Tokens, _Inner], Period]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        # “Between 1989 and 1991”, “circa 1990”; “from March to May 2014” is read as a whole, too.
        ("[BC]|S.*[~&U](?![PT]$)", lambda tokens, inner: inner(tokens[1:])),
        ("S", _since),
        ("[dOr][.]?H", _half),
        (".*b$", _before_christ),
        ("A[^A]", lambda tokens, inner: inner(tokens[1:])),
        (".*z", _at_hour),
        ("[nO]d?[uW](?![<>])[^u]", _units),
        ("d?[uW][<>]", _beside),
        ("[EML][-~&/][EML]", _parts),
        # “Late 2013 – early 2014”, “early 1989 – 1990”: each part is of a time of its own.
        ("[EML]-?[^EML~U&/-]*[YtaeD][-~U&/][EMLYtmD]", _span),
        ("[SU~<>EML-]", _ahead),
        (".*(?:[PT]|[-~U])$", _open),
    )
)
