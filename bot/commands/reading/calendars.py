"""The words of calendars: months, seasons, spans and what stands before them, in the languages people ask in.

Month names come from Babel, after the Unicode CLDR; all words are kept as `plain` writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from anyascii import anyascii
from babel import Locale

LANGUAGES = ("en", "ru", "uk", "de", "fr", "pl")
# In which the short names of months are taken, too; in the others they are words of another meaning.
_SHORT = ("en", "ru", "de", "fr")
_ALSO_WORDS = frozenset({"sent"})
_DASHES = re.compile(r"[‐‑‒–—―−]")
_QUOTES = re.compile(r"[’‘ʼ`´′]")
# Written for a soft sign, or before the s of a genitive.
_SILENT = re.compile(r"(?<=[a-z])'")

SEASONS: Mapping[str, int] = {
    **dict.fromkeys(("spring", "vesna", "vesnoy", "vesnoi", "fruhling", "fruhjahr", "printemps"), 3),
    **dict.fromkeys(("summer", "leto", "letom", "lito", "sommer", "ete"), 6),
    **dict.fromkeys(("autumn", "fall", "osen", "osenyu", "herbst", "automne"), 9),
    **dict.fromkeys(("winter", "zima", "zimoy", "hiver"), 12),
}
# The classes of words, each a letter of a shape; "" says nothing.
_LETTERS: Mapping[str, str] = {
    "": "a an the in on at for during am im den dem der le la du en annee annees ce ad circa",
    "o": "of de von d",
    "<": "before prior pre vor avant",
    ">": "after post nach apres",
    "S": "since from starting seit ab depuis",
    "U": "until till bis jusque jusqu",
    "~": "to through thru",
    "B": "between zwischen entre",
    "&": "and und et",
    "E": "early beginning start anfang debut",
    "M": "mid middle mitte",
    "L": "late end ende fin",
    "n": "last past previous this current next letzte letztes letzten letzter",
    "k": "ago",
    "H": "half",
    "Q": "quarter",
    "C": "century centuries jahrhundert siecle",
    "P": "now present onward onwards nowadays",
    "A": "all always everything ever alles tout *",
}
# Of these two letters are left in Latin, which in another language are another word.
_CYRILLIC: Mapping[str, str] = {
    "": "в во у г р на за года годы годах году рік році року роки роках й",
    "<": "перед",
    ">": "после після",
    "S": "с со з із від от",
    "U": "до",
    "~": "по",
    "B": "между між",
    "&": "и і та",
    "E": "начало начале початок початку",
    "M": "середина середине",
    "L": "конец конце кінець кінці",
    "n": "прошлый прошлом минулого минулий",
    "C": "век века веке столетие столетия століття",
    "A": "все всё",
}


def letter_of(word: str, written: str) -> str:
    """Return the class of a word, "w" for one that is of no calendar; `written` is how it stood in the text."""
    letter = _CYRILLIC_LETTERS.get(written.casefold())
    return _LATIN_LETTERS.get(word, "w") if letter is None else letter


def _by_word(letters: Mapping[str, str]) -> Mapping[str, str]:
    return {word: letter for letter, words in letters.items() for word in words.split()}


_LATIN_LETTERS, _CYRILLIC_LETTERS = _by_word(_LETTERS), _by_word(_CYRILLIC)


UNIT_NAMES = ("day", "week", "month", "year", "decade", "century")
UNITS: Mapping[str, int] = {
    **dict.fromkeys(("day", "days"), 0),
    **dict.fromkeys(("week", "weeks"), 1),
    **dict.fromkeys(("month", "months"), 2),
    **dict.fromkeys(("year", "years", "jahr", "jahre", "jahren", "god", "godu", "roku"), 3),
    **dict.fromkeys(("decade", "decades"), 4),
}
NUMERALS: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "fifty": 50,
}  # fmt: skip
ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip
TENS: Mapping[str, int] = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990, "noughties": 2000,
}  # fmt: skip
DAYS_AWAY: Mapping[str, int] = {
    **dict.fromkeys(("today", "heute", "segodnya", "sogodni", "sohodni"), 0),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "zavtra"), 1),
    **dict.fromkeys(("yesterday", "gestern", "hier", "vchera", "vchora"), -1),
}
STEPS: Mapping[str, int] = {
    **dict.fromkeys(("this", "current"), 0),
    "next": 1,
    **dict.fromkeys(("last", "past", "previous", "letzte", "letztes", "letzten", "letzter"), -1),
    **dict.fromkeys(("proshliy", "proshlom", "minulogo", "minuliy"), -1),
}


def year_of(short: int) -> int:
    """Return the year that two digits after an apostrophe, or before an s, are the end of."""
    return short + (1900 if short >= 30 else 2000)


def plain(text: str) -> str:
    """Return a text in small Latin letters, with one kind of dash and one of apostrophe."""
    same = _QUOTES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFKC", text.replace("…", ".."))))
    return _SILENT.sub("", anyascii(same).casefold())


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Return the number of each month by its names; where two languages differ, the earlier one is meant."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for name, number in _months_of(language):
            names.setdefault(name, number)
    return {name: number for name, number in names.items() if name not in _ALSO_WORDS} | {"sept": 9}


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """Return the names of the days of the week, which say nothing that the date does not."""
    english = Locale("en").days["format"]["abbreviated"].values()
    names = (name for language in LANGUAGES for name in Locale(language).days["format"]["wide"].values())
    return frozenset(plain(name) for name in (*names, *english))


def _months_of(language: str) -> Iterator[tuple[str, int]]:
    locale = Locale(language)
    for style in ("format", "stand-alone"):
        for width in ("wide", "abbreviated") if language in _SHORT else ("wide",):
            for number, name in locale.months[style][width].items():
                yield plain(name).rstrip("."), number
    if language in ("ru", "uk"):
        yield from _in_months(locale)


def _in_months(locale: Locale) -> Iterator[tuple[str, int]]:
    """Yield the months as they stand after “in”, which the CLDR does not have: в августе, у серпні."""
    for number, name in locale.months["format"]["wide"].items():
        stem, ending = name[:-1], {"ru": "е", "uk": "і"}[locale.language]
        yield plain(f"{stem}{ending}"), number
    if locale.language == "uk":
        yield plain("лютому"), 2
