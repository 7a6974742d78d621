"""Joins the tokens of a time that mean one thing together: “nineteen eighty-four”, “New Year’s Eve”, “od 1999 do 2004”.

A word between two times is their “to” or “and” where its language says so, and one beside a number a month with a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.commands.reading import calendars
from bot.frozen import Frozen, replace


class Token(Frozen, frozen=True):
    """A word, number or mark, its class, the number it stands for, and where it stands in the text."""

    text: str
    letter: str
    value: int
    start: int
    end: int


_Tokens = Sequence[Token]
# What says that a time stands before it, or after.
_TIMES, _BESIDE = frozenset("deYtacmDOT"), frozenset("deYtaO")
# Spanish and Italian a, y, e; Polish a, do.
_BETWEEN: Mapping[str, str] = {"a": "~", "do": "~", "y": "&", "e": "&"}
# Of these a language has a word that is another in English.
_ONLY_AFTER: Mapping[str, str] = {"do": "od"}
# With these words begins what is of several.
_FIRST = frozenset({*(feast.split()[0] for feast in calendars.LONG_FEASTS), *calendars.NUMERALS})
_CENTURIES: Mapping[str, int] = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_TEN, _HUNDRED = 10, 100


def joined(tokens: _Tokens) -> Iterator[Token]:
    """Yield tokens with those joined that mean one thing, and without those that say nothing."""
    place = 0
    while place < len(tokens):
        token, place = _next(tokens, place)
        if token.letter != "v":
            yield token


def _next(tokens: _Tokens, place: int) -> tuple[Token, int]:
    """Return the token at a place, joined with those behind it, and the place behind them."""
    token = tokens[place]
    if joint := token.text in _FIRST and (
        _feast(tokens, place) or _spelt_year(tokens, place) or _spelt_number(tokens, place)
    ):
        return joint
    if token.text in _BETWEEN or (token.letter == "w" and token.text in _slips()):
        letter, value = _in_its_place(tokens, place)
        return replace(token, letter=letter, value=value), place + 1
    return token, place + 1


def _in_its_place(tokens: _Tokens, place: int) -> tuple[str, int]:
    """Return what a word is for those beside it, and the number it stands for."""
    token = tokens[place]
    before, behind = _letter(tokens, place, -1), _letter(tokens, place, 1)
    if token.text in _BETWEEN:
        needed = _ONLY_AFTER.get(token.text)
        is_between = token.letter in "vw" and before in _TIMES and behind in _TIMES
        is_meant = is_between and (needed is None or any(other.text == needed for other in tokens[:place]))
        return (_BETWEEN[token.text], 0) if is_meant else (token.letter, token.value)
    if before in _BESIDE or behind in _BESIDE:
        return "m", _slips()[token.text]
    return token.letter, token.value


def _letter(tokens: _Tokens, place: int, step: int) -> str:
    """Return the class of the token before or behind one, but for “of” and what says nothing; "w" where none is."""
    beside = tokens[place + 1 :] if step > 0 else tokens[:place][::-1]
    return next((token.letter for token in beside if token.letter not in "vo"), "w")


def _feast(tokens: _Tokens, place: int) -> tuple[Token, int] | None:
    """Return a day that is called by several words."""
    for length in (3, 2):
        part = tokens[place : place + length]
        if day := calendars.LONG_FEASTS.get(" ".join(token.text for token in part)):
            return _one(part, "F", day), place + length
    return None


def _spelt_year(tokens: _Tokens, place: int) -> tuple[Token, int] | None:
    """Return “nineteen eighty-four”, “twenty fourteen”, “two thousand and eight”; “nineteen nineties”."""
    start = _CENTURIES.get(tokens[place].text, 0)
    end = _after_dash(tokens, place + 1)
    if [token.text for token in tokens[place : place + 2]] == ["two", "thousand"]:
        start, end = 2000, place + (3 if _text(tokens, place + 2) == "and" else 2)
    if not start or end >= len(tokens):
        return None
    if tokens[end].letter == "D" and tokens[end].text in calendars.TENS:
        value = start + calendars.TENS[tokens[end].text] % _HUNDRED
        return _one(tokens[place : end + 1], "D", value), end + 1
    number = _two_digits(tokens, end)
    if number is None or (number[0] < _TEN and tokens[place].text != "two"):
        return None
    return _one(tokens[place : number[1]], "Y", start + number[0]), number[1]


def _spelt_number(tokens: _Tokens, place: int) -> tuple[Token, int] | None:
    """Return a number of two words: “twenty four”, “twenty fourth”, “ninety-nine”."""
    tens, end = tokens[place], _after_dash(tokens, place + 1)
    if end < len(tokens) and _is_tens(tens) and tokens[end].letter == "O" and tokens[end].value < _TEN:
        return _one(tokens[place : end + 1], "O", tens.value + tokens[end].value), end + 1
    number = _two_digits(tokens, place)
    if number is None or number[1] == place + 1:
        return None
    return _one(tokens[place : number[1]], "d" if number[0] <= calendars.LAST_DAY else "e", number[0]), number[1]


def _two_digits(tokens: _Tokens, place: int) -> tuple[int, int] | None:
    """Return the number below a hundred that is spelt from a place on, and the place behind it."""
    if place >= len(tokens) or tokens[place].text not in calendars.NUMERALS:
        return None
    value, end = tokens[place].value, _after_dash(tokens, place + 1)
    if _is_tens(tokens[place]) and 0 < calendars.NUMERALS.get(_text(tokens, end), _TEN) < _TEN:
        return value + tokens[end].value, end + 1
    return (value, place + 1) if value < _HUNDRED else None


def _is_tens(token: Token) -> bool:
    value = calendars.NUMERALS.get(token.text, 0)
    return 2 * _TEN <= value < _HUNDRED and not value % _TEN


def _after_dash(tokens: _Tokens, place: int) -> int:
    return place + 1 if _text(tokens, place) == "-" else place


def _text(tokens: _Tokens, place: int) -> str:
    return tokens[place].text if place < len(tokens) else ""


def _one(tokens: _Tokens, letter: str, value: int) -> Token:
    text = " ".join(token.text for token in tokens)
    return Token(text, letter, value, tokens[0].start, tokens[-1].end)


_MONTHS = ("january", "february", "march", "april", "august", "september", "october", "november", "december")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# A shorter name with a wrong letter is another word: marsh, merch.
_LONG = 6


@lru_cache(maxsize=1)
def _slips() -> Mapping[str, int]:
    """Return the slips of the keyboard in the English names of months, each with the number of its month."""
    known = calendars.months()
    slips = {slip: known[month] for month in _MONTHS for slip in _slips_of(month)}
    return {slip: number for slip, number in slips.items() if slip not in known}


def _slips_of(month: str) -> Iterator[str]:
    """Yield a name with two letters changed round or one doubled, a long one with one missing, added or wrong, too."""
    for place in range(len(month)):
        left, right = month[:place], month[place:]
        yield left + right[1:2] + right[:1] + right[2:]
        yield left + right[:1] + right
        if len(month) >= _LONG:
            yield left + right[1:]
            yield from (left + letter + rest for letter in _LETTERS for rest in (right, right[1:]))
