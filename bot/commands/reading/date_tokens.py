"""Cuts a text into tokens, each a word, number or mark of a class that is one letter: “8 August 2008” is `dmY`.

d, t, Y, c: a number of one or two, three, four, eight digits; e: one of two that no month has days of; a: a year after
an apostrophe; O: an ordinal in letters; r: a Roman numeral; m: a month; F: a feast; D: a decade; V: all years of a
century, 19XX; G: “années”; C: “century”; b: “BC”; q, h, K: a quarter, half or week of a year (Q, H, W without a
number); s: a season; x: a day of the week; T: a day away from today; z: a time of day; u: a unit of time; n, k: “last”,
“ago”; E, M, L: early, mid, late; S, U, <, >: since, until, before, after; B, &, ~: between, and, to; P: “now”; A: all;
the marks - / . are themselves; o: “of”; v: what says nothing of a time; w: any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.commands.reading import calendars
from bot.commands.reading.calendars import LAST_DAY
from bot.commands.reading.date_joins import Token, joined
from bot.frozen import replace

# Later words of a question are not looked at.
MOST_TOKENS, MOST_CHARACTERS = 60, 600
_CHUNK = re.compile(r"[^\s,;()“”„\"«»!?\[\]{}]+")
_TOKEN = re.compile(r"\.\.+|'?[0-9a-z][0-9a-z']*|[^']")
_NUMBER = re.compile(r"('?)([0-9]+)'?(st|nd|rd|th|er|eme|e|s|xx|x|i|y|iy|ti|kh|ikh|h|go|lar|ler|m|g|r)?")
# An ending that a number has after a dash: 20-й, 1980-е, 90-ті.
_ENDING = re.compile(r"(?<=[0-9])-(?=(?:y|iy|i|e|kh|ikh|h|go|ti|m|s|th)\b)|(?<=[0-9]er)-jahren?\b")
# An article before a vowel: l'été, d'avril; and what says that a year is meant only about.
_AHEAD = re.compile(r"^(?:[ld]['’](?=\w)|[~≈](?=['’]?[0-9]))", re.IGNORECASE)
# Written without blanks: 24feb2022, 2008w32, sept11.
_GLUED = re.compile(r"([0-9]{0,4})([a-z]{3,}|w(?=[0-9]))([0-9]{0,4})")
_PART = re.compile(r"(?:([qh])|kw|wk|w)([0-9]{1,2})|([0-9])([qh])")
# Of a French century: XXe.
_XTH = re.compile(r"(?<=x[ivx])e$|(?<=x)e(?:me)?$")
_DECADES = frozenset({"s", "er", "e", "ti", "kh", "ikh", "h", "lar", "ler"})
_DECADES_ONLY = frozenset({"kh", "ikh", "h", "lar", "ler"})
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_IN_FRENCH = frozenset({"a", "au", "al"})
# Of EDTF: digits that are not known, an end that is open, and what is known only about (https://www.loc.gov/standards/datetime/);
# and the sign of an ordinal.
_UNKNOWN = re.compile(
    r"(?<=[0-9])(?:-xx)+(?![a-z])|(?:(?<=[0-9]{4})|(?<=-[0-9]{2}))[~%](?=/|$)|(?<=[0-9])[º°ª]", re.IGNORECASE
)
_OPEN = re.compile(r"/\.\.$|^\.\./")
# A time of day beside a date, which says nothing of the day: at 5:00, 5 p.m., 17:30 CET, T05:00:00Z.
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_HALF = r"[ap]\.?m(?:\.|\b)"
_HOUR = re.compile(
    rf"(?<=[0-9])T{_CLOCK}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?(?!\S)"
    rf"|(?<!\S)(?:(?:at|um|à|в|о)\s)?"
    rf"(?:{_CLOCK}(?:\s?{_HALF})?|(?:1[0-2]|0?[1-9])\s?{_HALF})(?:\s(?:uhr|utc|gmt|cet|msk)\b)?(?![^\s,;?!])",
    re.IGNORECASE,
)
_AN_HOUR = "\N{WATCH}"
# Of 7. 8. 2008 the points are kept.
_SPACED = re.compile(r"(?<!\S)([0-9]{1,2})\.(?=\s[0-9]{1,2}\.(?!\S)|\s[0-9]{4}(?!\S))")
# Verbs, too; they are times only before “of”.
_VERBS = frozenset({"end", "start"})
# Who marches there does so in any month.
_MARCH = re.compile(r"\bmarch(?= (?:on|toward|towards|against) (?!the \d)[a-z])", re.IGNORECASE)


# A question is read as a time, without its frame, and for a time in it.
@lru_cache(maxsize=64)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text but for those that say nothing of a time."""
    tokens: list[Token] = []
    for token in joined(tuple(_all_tokens(_MARCH.sub("moves", text[:MOST_CHARACTERS])))):
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
    keeps = {match.end() for match in _SPACED.finditer(text)}
    for chunk in _CHUNK.finditer(_HOUR.sub(lambda hour: _AN_HOUR * len(hour[0]), text)):
        word, hour, _ = chunk[0].partition(_AN_HOUR)
        for part in _parts(_written(word, keeps_point=chunk.end() in keeps)):
            letter, value = _class_of(part, word.rstrip(".:"))
            yield Token(part, letter or "v", value, chunk.start(), chunk.end())
        if hour:
            yield Token(hour, "z", 0, chunk.start(), chunk.end())


def _written(word: str, *, keeps_point: bool) -> str:
    """Return a word in small Latin letters, without what says nothing of a time."""
    if word.isascii() and word.isalpha():
        return word.lower()
    known = _OPEN.sub("..", _UNKNOWN.sub("", word))
    latin = _ENDING.sub("", calendars.plain(_AHEAD.sub("", known)))
    return latin if keeps_point or latin.endswith("..") else latin.rstrip(".:")


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
        if word in table and not (word in calendars.ALSO_WORDS and written.isascii()):
            return letter, table[word]
    return _letter_of(word, written), 0


def _letter_of(word: str, written: str) -> str:
    if word.startswith(".."):
        return "~"
    return word if word in "-/.~&<>" else calendars.letter_of(word, written)


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
    if ending in ("x", "xx"):
        return {("x", 3): ("D", value * 10), ("xx", 2): ("V", value * 100)}.get((ending, len(digits)), ("w", 0))
    if ending in _DECADES and value % 10 == 0 and len(digits) in (2, 3, 4):
        return "D", value if len(digits) > 2 else calendars.year_of(value)
    if (ending in _ORDINAL and len(digits) > 2) or ending in _DECADES_ONLY:
        return "w", 0
    if quote:
        return ("a", calendars.year_of(value)) if len(digits) == 2 else ("w", 0)
    if len(digits) == 2 and value > LAST_DAY and ending not in _ORDINAL:
        return "e", value
    return {1: "d", 2: "d", 3: "t", 4: "Y", 8: "c"}.get(len(digits), "w"), value
