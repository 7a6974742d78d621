"""The words of calendars: months, seasons, spans and what stands before them, in the languages people ask in.

Names of months and days come from the Unicode CLDR; all words are kept as `plain` writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from anyascii import anyascii

from bot.facts import cldr

Value = TypeVar("Value", str, int)

# Months in another script, and another word in Latin letters: сент.
ALSO_WORDS = frozenset({"sent"})
_DASHES = re.compile(r"[‐‑‒–—―−→]|->")
_QUOTES = re.compile(r"[’‘ʼ`´′]")
# Written for a soft sign, or before the s of a genitive.
_SILENT = re.compile(r"(?<=[a-z])'")


def _by_word(words: Mapping[Value, str]) -> Mapping[str, Value]:
    """Return by each word of some texts what it is written under."""
    return {word: value for value, text in words.items() for word in text.split()}


def _counted(words: str) -> Mapping[str, int]:
    """Return the words of a text with their numbers, from 1 on."""
    return {word: number for number, word in enumerate(words.split(), 1)}


LAST_DAY = 31
SEASONS = _by_word({
    3: "spring vesna vesnoy vesnoi vesni navesni fruhling fruhjahr printemps primavera wiosna wiosny ilkbahar",
    6: "summer leto letom leta lito vlitku sommer ete verano lato latem yaz",
    9: "autumn fall osen osenyu oseni osin voseni herbst automne otono autunno jesien jesienia sonbahar",
    12: "winter zima zimoy zimi vzimku hiver invierno inverno zimy kis",
})  # fmt: skip
# Days that people call by their feast, as month and day; those of several words are joined by `date_joins`.
FEASTS = _by_word({1225: "christmas xmas weihnachten noel", 1231: "silvester", 101: "neujahr"})
LONG_FEASTS: Mapping[str, int] = {
    "christmas eve": 1224, "christmas day": 1225, "boxing day": 1226, "new year": 101, "new years": 101,
    "new year day": 101, "new years day": 101, "new year eve": 1231, "new years eve": 1231, "may day": 501,
}  # fmt: skip
# The classes of words, each a letter of a shape; "" says nothing.
_LETTERS: Mapping[str, str] = {
    "": "a an the whole entire in on at for during am im den dem der die le la les du en ce ad anno up el los las gli "
    "il nel nella w r pod "
    "mon tue tues wed thu thur thurs fri sat sun "
    "circa ca about around approx approximately roughly ungefahr etwa rund environ vers okolo primerno blizko",
    "o": "of de del della dello degli dei des von d",
    "<": "before prior pre vor avant antes przed prima",
    ">": "after post nach apres despues dopo po",
    "S": "since from starting seit ab vom depuis desde dal od",
    "U": "until till bis jusque jusqu jusquen jusqua jusquau hasta fino",
    "~": "to through thru al",
    "B": "between zwischen entre miedzy tra",
    "&": "and und et",
    "E": "early beginning start anfang debut principios comienzos inizio poczatek poczatku",
    "M": "mid middle mitte mi mediados",
    "L": "late end ende fin finales fines koniec koncu",
    "k": "ago nazad tomu temu",
    "G": "annees anos anni lata",
    "H": "half halbjahr halfte semestre moitie",
    "Q": "quarter quartal trimestre kvartal kvartali",
    "C": "century centuries cent c jahrhundert jahrhunderts siecle siglo secolo wiek wieku yuzyil",
    "P": "now present onward onwards nowadays +",
    "A": "all always everything ever alles tout *",
    "b": "bc bce",
}
# Of these two letters are left in Latin, which in another language are another word.
_CYRILLIC: Mapping[str, str] = {
    "": "в во у г гг р рр на за года годы годах году годов рік році року роки роках років й",
    "<": "перед",
    ">": "после після",
    "S": "с со з із від от",
    "U": "до",
    "~": "по à au",
    "B": "между між",
    "&": "и і та",
    "E": "начало начале начала початок початку",
    "M": "середина середине середины середині середини",
    "L": "конец конце конца кінець кінці наприкінці",
    "H": "половина половине половину половині половини",
    "k": "тому",
    "C": "век века веке столетие столетия століття",
    "A": "все всё",
}


def letter_of(word: str, written: str) -> str:
    """Return the class of a word, "w" for one that is of no calendar; `written` is how it stood in the text."""
    letter = _CYRILLIC_LETTERS.get(written.casefold())
    return _LATIN_LETTERS.get(word, "w") if letter is None else letter


_LATIN_LETTERS, _CYRILLIC_LETTERS = _by_word(_LETTERS), _by_word(_CYRILLIC)


UNIT_NAMES = ("day", "week", "month", "year", "decade", "century")
WEEKS = _by_word({
    1: "week weeks wk kw woche wochen kalenderwoche semaine semaines nedelya nedele nedelyu nedeli tizhden tizhnya "
    "tizhni tizhniv semana semanas settimana tydzien tygodniu",
})  # fmt: skip
UNITS = _by_word({
    0: "day days tag tage tagen jour jours dney dniv dia dias giorno giorni dni",
    2: "month months monat monate monaten mois mesyats mesyatse mesyatsev misyats misyatsya mes meses mese miesiacu",
    3: "year years yr yrs jahr jahre jahren jahres annee ans ano god godu goda let roku rik rotsi rokiv rok lat yil",
    4: "decade decades jahrzehnt jahrzehnte jahrzehnten",
})  # fmt: skip
# The units of which there are several: “the last years” is no year.
SEVERAL = _by_word({
    2: "days tage tagen jours dney dniv dias giorni dni weeks wochen semaines semanas tizhniv months monate monaten "
    "mesyatsev meses years yrs jahre jahren ans let rokiv lat decades jahrzehnte jahrzehnten",
})  # fmt: skip
NUMERALS = {
    **_counted(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ),
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
ORDINALS = {
    **_counted(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
        "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
    ),
    **_by_word({
        1: "erste ersten erstes premier premiere pervaya pervoy perviy persha pershiy pershoy primero primo pierwszy "
        "pierwszego",
        2: "zweite zweiten zweites deuxieme vtoraya vtoroy druga drugiy drugoy",
        3: "dritte dritten drittes troisieme tretiy tretya",
    }),
}  # fmt: skip
ROMAN = _counted("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi")
TENS: Mapping[str, int] = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990, "noughties": 2000,
}  # fmt: skip
DAYS_AWAY = _by_word({
    -2: "vorgestern pozavchera pozavchora",
    -1: "yesterday gestern hier vchera vchora ayer ieri wczoraj dun",
    0: "today heute aujourdhui segodnya sogodni sohodni hoy oggi dzis dzisiaj bugun",
    1: "tomorrow morgen demain zavtra domani jutro yarin",
    2: "ubermorgen poslezavtra pislyazavtra",
})  # fmt: skip
STEPS = _by_word({
    -1: "last past previous letzte letztes letzten letzter letztem vorige voriges vorigen dernier derniere proshliy "
    "proshlom proshlogo proshloy proshluyu minulogo minuliy minulomu minuloi pasado "
    "pasada scorso scorsa zeszly zeszlym zeszlego zeszlej ubieglym",
    0: "this current diese dieser dieses diesen diesem cette etot etom etogo tsey tsogo tsomu",
    1: "next nachste nachster nachstes nachsten prochain prochaine nastupnogo nastupnomu",
})  # fmt: skip


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
    numbers: dict[str, int] = {}
    for name, number in cldr.names(cldr.Sort.MONTH):
        numbers.setdefault(plain(name).rstrip("."), int(number))
    return numbers | {"sept": 9}


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, int]:
    """Return the number of each day of the week by its name, from Monday as 0."""
    return {plain(name): int(number) for name, number in cldr.names(cldr.Sort.WEEKDAY)}
