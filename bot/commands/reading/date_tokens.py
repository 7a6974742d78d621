"""Cuts a text into tokens, each a word, number or mark of a class that is one letter: “8 August 2008” is `dmY`.

d, t, Y, c: a number of one or two, three, four, eight digits; e: one of two that no month has days of; a: a year after
an apostrophe; O: an ordinal in letters; r: a Roman numeral; m: a month; F: a feast; D: a decade; G: “années”; C:
“century”; q, h, K: a quarter, half or week of a year (Q, H, W without a number); s: a season; x: a day of the week;
T: a day away from today; u: a unit of time; n, k: “last”, “ago”; E, M, L: early, mid, late; S, U, <, >: since, until,
before, after; B, &, ~: between, and, to; P: “now”; A: all; the marks - / . are themselves; w: any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.commands.reading import calendars
from bot.frozen import Frozen, replace

# Later words of a question are not looked at.
MOST_TOKENS, MOST_CHARACTERS = 60, 600
_CHUNK = re.compile(r"[^\s,;()“”\"«»!?]+")
_TOKEN = re.compile(r"\.\.+|'?[0-9a-z][0-9a-z']*|[-/.~&*+:]")
_NUMBER = re.compile(r"('?)([0-9]+)'?(st|nd|rd|th|er|eme|e|s|x|i|y|iy|ti|kh|ikh|h|go|m|g|r)?")
# An ending that a number has after a dash: 20-й, 1980-е, 90-ті.
_ENDING = re.compile(r"(?<=[0-9])-(?=(?:y|iy|i|e|kh|ikh|h|go|ti|m|s|th)\b)|(?<=[0-9]er)-jahren?\b")
# An article before a vowel: l'été, d'avril; and what says that a year is meant only about.
_AHEAD = re.compile(r"^(?:[ld]['’](?=\w)|[~≈](?=['’]?[0-9]))", re.IGNORECASE)
# Written without blanks: 24feb2022, 2008w32, sept11.
_GLUED = re.compile(r"([0-9]{0,4})([a-z]{3,}|w(?=[0-9]))([0-9]{0,4})")
_PART = re.compile(r"(?:([qh])|kw|wk|w)([0-9]{1,2})|([0-9])([qh])")
# Of a French century: XXe.
_XTH = re.compile(r"(?<=x[ivx])e$|(?<=x)e(?:me)?$")
_DECADES = frozenset({"s", "er", "e", "ti", "kh", "ikh", "h"})
LAST_DAY = 31
_IN_FRENCH = frozenset({"a", "au"})
# Verbs, too; they are times only before “of”.
_VERBS = frozenset({"end", "start"})


class Token(Frozen, frozen=True):
    """A word, number or mark, its class, the number it stands for, and where it stands in the text."""

    text: str
    letter: str
    value: int
    start: int
    end: int


# A question is read as a time, without its frame, and for a time in it.
@lru_cache(maxsize=64)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text but for those that say nothing of a time."""
    tokens: list[Token] = []
    for token in _all_tokens(text):
        if tokens and token.letter != "o" and tokens[-1].text in _VERBS:
            tokens[-1] = replace(tokens[-1], letter="w")
        if token.letter == "o" and not (tokens and tokens[-1].text in _VERBS):
            continue
        # “Au printemps” is in spring, and “du 4 au 8” to the 8th.
        if token.text in _IN_FRENCH and not tokens:
            continue
        tokens.append(token)
        if len(tokens) == MOST_TOKENS:
            break
    return tuple(_told(tuple(token for token in tokens if token.letter != "o")))


def _told(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens without the days of the week beside a date, which say nothing more; “last Friday” does."""
    for number, token in enumerate(tokens):
        if token.letter != "x" or len(tokens) == 1 or (number and tokens[number - 1].letter == "n"):
            yield token


def shape_of(tokens: Sequence[Token]) -> str:
    """Return the letters of some tokens."""
    return "".join(token.letter for token in tokens)


def _all_tokens(text: str) -> Iterator[Token]:
    for chunk in _CHUNK.finditer(text[:MOST_CHARACTERS]):
        word = _ENDING.sub("", calendars.plain(_AHEAD.sub("", chunk[0])))
        word = word if word.endswith("..") else word.rstrip(".:")
        for part in _parts(word):
            letter, value = _class_of(part, chunk[0].rstrip(".:"))
            if letter:
                yield Token(part, letter, value, chunk.start(), chunk.end())


def _parts(word: str) -> Iterator[str]:
    """Yield the numbers, words and marks of a word; a month, or a week, may be written together with its numbers."""
    if word in calendars.ORDINALS:
        yield word
        return
    for part in _TOKEN.findall(word):
        glued = _GLUED.fullmatch(part)
        if glued and glued[2] == "w":
            yield from filter(None, (glued[1], f"w{glued[3]}"))
        elif glued and glued[2] in calendars.months():
            yield from filter(None, glued.groups())
        else:
            yield part


def _class_of(word: str, written: str) -> tuple[str, int]:
    """Return the class of a word and the number it stands for; "" for one that says nothing."""
    if number := _NUMBER.fullmatch(word):
        return _numbered(number[1], number[2], number[3] or "")
    if part := _PART.fullmatch(word):
        return (part[1] or part[4] or "K"), int(part[2] or part[3])
    if (numeral := _XTH.sub("", word)) in calendars.ROMAN and written.isascii():
        return "r", calendars.ROMAN[numeral]
    for letter, table in _tables():
        if word in table:
            return letter, table[word]
    return _letter_of(word, written), 0


def _letter_of(word: str, written: str) -> str:
    if word.startswith(".."):
        return "~"
    return word if word in "-/.~&" else calendars.letter_of(word, written)


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[str, Mapping[str, int]], ...]:
    return (
        ("m", calendars.months()),
        ("s", calendars.SEASONS),
        ("O", calendars.ORDINALS),
        ("d", calendars.NUMERALS),
        ("x", calendars.weekdays()),
        ("F", calendars.FEASTS),
        ("D", calendars.TENS),
        ("T", calendars.DAYS_AWAY),
        ("n", calendars.STEPS),
        ("W", calendars.WEEKS),
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
    if len(digits) == 2 and value > LAST_DAY:
        return "e", value
    return {1: "d", 2: "d", 3: "t", 4: "Y", 8: "c"}.get(len(digits), "w"), value
