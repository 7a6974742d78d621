"""How people shorten and mistype the words with which questions are made: b4, prez, wheb did, who many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.commands.reading.calendars import NUMERALS, year_of
from bot.facts.names import fold
from bot.patterns import expression

_SLIPS: Mapping[str, str] = {
    "which": "wich|whitch|wihch|whch", "what": "waht|whta|wht|wot|wut", "when": "wehn|whn|hwen", "who": "hwo|woh",
    "where": "wher|wehre|whre", "was": "wuz|wsa", "many": "meny|mnay|manny", "people": "ppl|poeple|peple",
    "countries": "contries|countrys|contrys|countires|coutries", "joined": "joind|joinded|joinned", "is": "iz",
    "happened": "happend|hapened|happned", "signed": "singed|sined", "before": "b4|befor|bfore", "have": "hav|haev",
    "president": "prez|presi|presidant|presedent", "did": "ddi|diid", "does": "deos|doez", "until": "til|untill",
    "between": "btwn|betwen|beween", "government": "govt", "about": "bout|abt", "difference": "diff",
    "british": "brit", "year": "yr", "years": "yrs",
}  # fmt: skip
_SLIPS_AT_FIRST: Mapping[str, str] = {"when": "wen", "what": "wat|wtf", "whats": "wats|wuts", "why": "wy"}
# Keys beside and below one another: a thumb hits one of them for the letter that was meant.
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ASKING = ("what", "when", "where", "which", "who", "how", "why")
# Slips of the thumb that are words of their own.
_WORDS = frozenset({"now", "bow", "hoe", "shy", "shot", "sho"})
# What several words mean together.
_TOGETHER: Sequence[tuple[re.Pattern[str], str]] = (
    (expression(r"^(?:who|hw) (?=(?:many|much|long)\b)", re.IGNORECASE), "how "),
    (expression(r"^y (?=(?:did|do|does|is|are|was|were|has|have|had)(?:n['’]?t)?\b)", re.IGNORECASE), "why "),
    (expression(r"^((?:wh\w+|how) )?r (?=\w)", re.IGNORECASE), r"\1are "),
    (expression(r"\b(wh(?:y|o|en|ere|at)|how)(?:['’]d|(?<=^why)d) (?=\w)", re.IGNORECASE), r"\1 did "),
    (expression(r"\bw\.? (?=german)", re.IGNORECASE), "west "),
    (expression(r"\be\.? (?=german)", re.IGNORECASE), "east "),
    (expression(r"\b2 (?=(?:join|leave|get|be|become|enter|sign)\b)", re.IGNORECASE), "to "),
    (expression(r"^def(?:inition)? (?=of\b)", re.IGNORECASE), "meaning "),
)

# A year of which the century is left out: in digits where a line ends, or in words.
_IN_YEAR = expression(r"\b(in|since|from|by|until|before|after) (\d\d)$", re.IGNORECASE)
_IN_WORDS = expression(
    r"\b(in|since) (forty|fifty|sixty|seventy|eighty|ninety)[ -](one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
# Articles are told by their numbers.
_ARTICLE = expression(
    r"\b(article|art) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen)\b",
    re.IGNORECASE,
)


def year_in_full(digits: str) -> str:
    """Return a year with its century, where that was left out."""
    return str(year_of(int(digits))) if len(digits) == 2 else digits


def spelt(line: str) -> str:
    """Return a line of several words with the slips in those of which questions are made put right."""
    first, *others = line.split(" ")
    if not others:
        return line
    line = " ".join((_AT_FIRST.get(fold(first), first), *(_ANYWHERE.get(fold(word), word) for word in others)))
    for pattern, words in _TOGETHER:
        line = pattern.sub(words, line)
    line = _ARTICLE.sub(lambda article: f"{article[1]} {NUMERALS[fold(article[2])]}", line)
    line = _IN_WORDS.sub(lambda year: f"{year[1]} {year_of(NUMERALS[fold(year[2])] + NUMERALS[fold(year[3])])}", line)
    return _IN_YEAR.sub(lambda year: f"{year[1]} {year_in_full(year[2])}", line)


def _slipped(word: str) -> Iterator[str]:
    """Yield a word with one letter changed for one beside it on the keyboard: wheb, wjat."""
    for place, letter in enumerate(word):
        yield from (f"{word[:place]}{other}{word[place + 1 :]}" for other in _beside(letter))


def _beside(letter: str) -> Iterator[str]:
    row = next(number for number, keys in enumerate(_KEYS) if letter in keys)
    place = _KEYS[row].index(letter)
    steps = ((0, -1), (0, 1), (1, -1), (1, 0), (-1, 0), (-1, 1))
    places = ((row + down, place + right) for down, right in steps)
    yield from (_KEYS[r][p] for r, p in places if 0 <= r < len(_KEYS) and 0 <= p < len(_KEYS[r]))


def _meaning(slips: Mapping[str, str]) -> Mapping[str, str]:
    return {slip: word for word, written in slips.items() for slip in written.split("|")}


_ANYWHERE = _meaning(_SLIPS)
_OF_THE_THUMB = {slip: word for word in _ASKING for slip in _slipped(word) if slip not in _WORDS}
_AT_FIRST = {**_OF_THE_THUMB, **_ANYWHERE, **_meaning(_SLIPS_AT_FIRST)}
