"""Cuts a text into tokens, each a word, number or mark of a class that is one letter: “8 August 2008” is `dmY`.

d, t, Y, c: a number of one or two, three, four, eight digits; a: a year after an apostrophe; O: an ordinal in letters;
r: a Roman numeral; m: a month; D: a decade; C: “century”; q, h: a quarter or half of a year (Q, H without a number);
s: a season; T: a day away from today; u: a unit of time; n, k: “last”, “ago”; E, M, L: early, mid, late;
S, U, <, >: since, until, before, after; B, &, ~: between, and, to; P: “now”; A: all; the marks - / . are themselves;
w: any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands.reading import calendars

# Later words of a question are not looked at.
MOST_TOKENS, MOST_CHARACTERS = 60, 600
_CHUNK = re.compile(r"[^\s,;()“”\"«»!?]+")
_TOKEN = re.compile(r"\.\.+|'?[0-9a-z][0-9a-z']*|[-/.~&*+:]")
_NUMBER = re.compile(r"('?)([0-9]+)'?(st|nd|rd|th|er|eme|e|s|x|i|y|iy|kh|h|go)?")
# An ending that a number has after a dash: 20-й, 1980-е.
_ENDING = re.compile(r"(?<=[0-9])-(?=(?:y|iy|i|e|kh|h|go|ti|s|th)\b)")
_ROMAN: Mapping[str, int] = {"xviii": 18, "xix": 19, "xx": 20, "xxi": 21}
_DECADES = frozenset({"s", "er", "e", "kh", "h"})
# Verbs, too; they are times only before “of”.
_VERBS = frozenset({"end", "start"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, its class, the number it stands for, and where it stands in the text."""

    text: str
    letter: str
    value: int
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text but for those that say nothing of a time."""
    tokens: list[Token] = []
    for token in _all_tokens(text):
        if tokens and token.letter != "o" and tokens[-1].text in _VERBS:
            tokens[-1] = replace(tokens[-1], letter="w")
        if token.letter == "o" and not (tokens and tokens[-1].text in _VERBS):
            continue
        tokens.append(token)
        if len(tokens) == MOST_TOKENS:
            break
    return tuple(token for token in tokens if token.letter != "o")


def shape_of(tokens: Sequence[Token]) -> str:
    """Return the letters of some tokens."""
    return "".join(token.letter for token in tokens)


def _all_tokens(text: str) -> Iterator[Token]:
    for chunk in _CHUNK.finditer(text[:MOST_CHARACTERS]):
        word = _ENDING.sub("", calendars.plain(chunk[0]))
        word = word if word.endswith("..") else word.rstrip(".:")
        for part in _TOKEN.finditer(word):
            letter, value = _class_of(part[0], chunk[0].rstrip(".:"))
            if letter:
                yield Token(part[0], letter, value, chunk.start(), chunk.end())


def _class_of(word: str, written: str) -> tuple[str, int]:
    """Return the class of a word and the number it stands for; "" for one that says nothing."""
    if number := _NUMBER.fullmatch(word):
        return _numbered(number[1], number[2], number[3] or "")
    for letter, table in _tables():
        if word in table:
            return letter, table[word]
    return (word[0], int(word[1])) if re.fullmatch("[qh][0-9]", word) else (_letter_of(word, written), 0)


def _letter_of(word: str, written: str) -> str:
    if word in calendars.weekdays():
        return ""
    if word.startswith(".."):
        return "~"
    return word if word in "-/.~&" else calendars.letter_of(word, written)


def _tables() -> tuple[tuple[str, Mapping[str, int]], ...]:
    return (
        ("m", calendars.months()),
        ("s", calendars.SEASONS),
        ("O", calendars.ORDINALS),
        ("d", calendars.NUMERALS),
        ("r", _ROMAN),
        ("D", calendars.TENS),
        ("T", calendars.DAYS_AWAY),
        ("n", calendars.STEPS),
        ("u", calendars.UNITS),
    )


def _numbered(quote: str, digits: str, ending: str) -> tuple[str, int]:
    value = int(digits[:9])
    if ending == "x":
        return ("D", value * 10) if len(digits) == 3 else ("w", 0)
    if ending in _DECADES and value % 10 == 0 and len(digits) in (2, 3, 4):
        return "D", value if len(digits) > 2 else calendars.year_of(value)
    if quote:
        return ("a", calendars.year_of(value)) if len(digits) == 2 else ("w", 0)
    return {1: "d", 2: "d", 3: "t", 4: "Y", 8: "c"}.get(len(digits), "w"), value
