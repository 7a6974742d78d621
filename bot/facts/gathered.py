"""Gathers names of countries, months and days of the week out of the CLDR, through Babel, into cldr.tsv.

`python -m bot.facts.gathered` writes the file anew (https://cldr.unicode.org, under the Unicode License v3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale

from bot.facts.cldr import CLDR, Sort
from bot.facts.names import fold

LANGUAGES = ("en", "ru", "uk", "de", "fr", "pl")
# In which the short names of months are taken, too; in the others they are words of another meaning.
_SHORT = ("en", "ru", "de", "fr")
# What months end in after “in”, by language, and those that end otherwise.
_IN: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "ru": ("е", {}),
    "uk": ("і", {"лютому": 2}),
    "pl": ("u", {"lutym": 2, "listopadzie": 11}),
}
# The European Union and the area of its currency have codes of their own.
_NO_COUNTRIES = frozenset({"EU", "EZ"})
# In which a date is read though nothing else is.
_MONTHS_ONLY = ("es", "it", "pt", "tr")


def gathered() -> str:
    """Return the lines of cldr.tsv: a sort, a name, and its code or number; of two alike the first is meant."""
    rows = dict.fromkeys(row for language in LANGUAGES for row in _rows(Locale(language)))
    for language in _MONTHS_ONLY:
        rows |= dict.fromkeys((Sort.MONTH, name, str(number)) for name, number in _months(Locale(language)))
    return "".join(f"{sort}\t{name}\t{code}\n" for sort, name, code in sorted(rows, key=lambda row: row[0]))


def _rows(locale: Locale) -> Iterator[tuple[Sort, str, str]]:
    yield from ((Sort.COUNTRY, name, code) for name, code in _countries(locale))
    yield from ((Sort.MONTH, name, str(number)) for name, number in _months(locale))
    yield from ((Sort.WEEKDAY, name, str(number)) for number, name in locale.days["format"]["wide"].items())


def _countries(locale: Locale) -> Iterator[tuple[str, str]]:
    for code, name in locale.territories.items():
        if len(code) == 2 and code not in _NO_COUNTRIES and len(folded := fold(name)) > 2:
            yield folded, code
            if locale.language in ("ru", "uk"):
                yield from ((written, code) for written in _cases(folded))


def _cases(name: str) -> Iterator[str]:
    """Yield a Russian or Ukrainian name as it is written in other cases: Финляндии, Украину, Казахстана."""
    if name.isalpha() and name[-1] not in "aeiouy":
        yield from (name + ending for ending in ("a", "u", "e", "i", "om"))
    if name.endswith("a"):
        yield from (name[:-1] + ending for ending in ("i", "u", "y", "e", "oy", "ey"))
        if name.endswith("ya"):
            yield from (name[:-2] + ending for ending in ("i", "yu", "ey", "yey"))


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for style in ("format", "stand-alone"):
        for width in ("wide", "abbreviated") if locale.language in _SHORT else ("wide",):
            yield from ((name, number) for number, name in locale.months[style][width].items())
    if locale.language in _IN:
        yield from _in_months(locale)


def _in_months(locale: Locale) -> Iterator[tuple[str, int]]:
    """Yield the months as they stand after “in”, which the CLDR does not have: в августе, у серпні, w sierpniu."""
    ending, others = _IN[locale.language]
    yield from ((f"{name[:-1]}{ending}", number) for number, name in locale.months["format"]["wide"].items())
    yield from others.items()


if __name__ == "__main__":
    Path(str(CLDR)).write_text(gathered(), encoding="utf-8")
