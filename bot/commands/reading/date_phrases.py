"""What words around a time, or between two, make of it: since, until, the early part, the second half, from to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.commands.reading import calendars, periods
from bot.commands.reading.date_shapes import meaning_of
from bot.commands.reading.date_tokens import Token, shape_of
from bot.commands.reading.periods import Period, When

_Tokens = Sequence[Token]
_Inner = Callable[[_Tokens], Period]


def read_phrase(tokens: _Tokens, text: str, today: date, *, day_first: bool) -> When:
    """Return the time that some tokens mean; ValueError with the text when they mean none."""
    tokens = [token for number, token in enumerate(tokens) if not _says_year(number, tokens)]
    if when := meaning_of(tokens, today, day_first=day_first):
        return when

    def inner(part: _Tokens) -> Period:
        when = read_phrase(part, text, today, day_first=day_first) if part else None
        if not isinstance(when, Period):
            raise ValueError(text)
        return when

    shape = shape_of(tokens)
    read = next((read for pattern, read in _PHRASES if pattern.match(shape)), _span)
    return read(tokens, inner)


def _says_year(number: int, tokens: _Tokens) -> bool:
    """Whether a token is the word “year” beside one: “24 лютого 2022 року”, “the year 2008”, “die 1990er Jahre”."""
    beside = (*tokens[max(number - 1, 0) : number], *tokens[number + 1 : number + 2])
    is_year = tokens[number].letter == "u" and calendars.UNIT_NAMES[tokens[number].value] == "year"
    return is_year and any(token.letter in "YtmD" for token in beside)


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
    """Return what one word before a time, and a dash, make of it."""
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
        ("[EML][-~&/][EML]", _parts),
        # “Late 2013 – early 2014”, “early 1989 – 1990”: each part is of a time of its own.
        ("[EML][^EML~/-]*[YtaeD][-~/][EMLYtmD]", _span),
        ("[SU~<>EML-]", _ahead),
        (".*(?:[PT]|[-~U])$", _open),
    )
)
