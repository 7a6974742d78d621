"""Countries by whatever they are called, in the languages people ask in: names from the Unicode CLDR.

What a pack says of its countries comes first; this is what anybody would know of a country that no pack describes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from babel import Locale

from bot.facts import cldr
from bot.facts.names import fold, slips

_LONGEST = 5
# Names that the CLDR does not have: states of the past, old names, short names, in English.
_ALSO: Mapping[str, str] = {
    "usa": "US", "us": "US", "u s": "US", "u s a": "US", "america": "US", "united states of america": "US",
    "uk": "GB", "u k": "GB", "britain": "GB", "great britain": "GB", "england": "GB",
    "czech republic": "CZ", "czechia": "CZ", "turkey": "TR", "turkiye": "TR", "holland": "NL",
    "macedonia": "MK", "fyrom": "MK", "bosnia": "BA", "moldova": "MD", "belorussia": "BY",
    "ssha": "US", "angliya": "GB",
    "west germany": "DE", "federal republic of germany": "DE", "frg": "DE", "brd": "DE",
    "east germany": "DD", "german democratic republic": "DD", "gdr": "DD", "ddr": "DD",
    "soviet union": "SU", "ussr": "SU", "union of soviet socialist republics": "SU", "sssr": "SU", "srsr": "SU",
    "sovetskiy soyuz": "SU", "sovietunion": "SU", "sowjetunion": "SU", "urss": "SU",
    "russian federation": "RU", "rf": "RU", "rossii": "RU", "ukrainy": "UA", "ukraini": "UA", "gruzii": "GE",
    "czechoslovakia": "CS", "yugoslavia": "YU", "kosovo": "XK",
}  # fmt: skip
# What states are called that have no code any more, or none yet.
PAST: Mapping[str, str] = {
    "SU": "Soviet Union", "DD": "East Germany", "CS": "Czechoslovakia", "YU": "Yugoslavia", "XK": "Kosovo",
}  # fmt: skip
_ADJECTIVES: Mapping[str, str] = {
    "american": "US", "british": "GB", "english": "GB", "french": "FR", "german": "DE", "west german": "DE",
    "east german": "DD", "soviet": "SU", "russian": "RU", "ukrainian": "UA", "georgian": "GE", "polish": "PL",
    "hungarian": "HU", "czech": "CZ", "slovak": "SK", "slovenian": "SI", "slovene": "SI", "estonian": "EE",
    "latvian": "LV", "lithuanian": "LT", "romanian": "RO", "bulgarian": "BG", "croatian": "HR", "albanian": "AL",
    "greek": "GR", "turkish": "TR", "spanish": "ES", "portuguese": "PT", "italian": "IT", "dutch": "NL",
    "belgian": "BE", "danish": "DK", "norwegian": "NO", "icelandic": "IS", "canadian": "CA", "finnish": "FI",
    "swedish": "SE", "austrian": "AT", "swiss": "CH", "irish": "IE", "serbian": "RS", "yugoslav": "YU",
    "montenegrin": "ME", "macedonian": "MK", "belarusian": "BY", "moldovan": "MD", "chinese": "CN",
    "czechoslovak": "CS", "kosovar": "XK", "armenian": "AM", "azerbaijani": "AZ", "rossiyskiy": "RU",
    "amerikanskiy": "US", "nemetskiy": "DE", "sowjetischer": "SU", "russischer": "RU", "deutscher": "DE",
    "russe": "RU", "americain": "US", "allemand": "DE", "francais": "FR",
}  # fmt: skip
_GROUPS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "baltics",
            "baltic states",
            "baltic countries",
            "baltic republics",
            "baltikum",
            "strany baltii",
            "pays baltes",
        ),
        ("EE", "LV", "LT"),
    ),
    "benelux": ("BE", "NL", "LU"),
}


def territory_of(name: str) -> str:
    """Return the code of a country by one of its names; the folded name itself where no country has it."""
    return _codes().get(fold(name), fold(name))


def territories_in(words: Sequence[str], *, adjectives: bool = False) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where countries stand in folded words, from which word to before which, and their codes."""
    start = 0
    while start < len(words):
        length, codes = _longest(words, start, adjectives)
        if codes:
            yield start, start + length, codes
        start += max(length, 1)


def of_its_country(word: str) -> frozenset[str]:
    """Return the words by which a text may speak of the country that a folded word names: Georgia, Georgian."""
    code = _codes().get(word) or _ADJECTIVES.get(word)
    if code is None:
        return frozenset()
    name = fold(Locale("en").territories.get(code) or PAST.get(code, ""))
    adjectives = (adjective for adjective, other in _ADJECTIVES.items() if other == code and adjective.isalpha())
    return frozenset((*adjectives, *((name,) if name.isalpha() else ())))


def in_english(words: Sequence[str]) -> Iterator[str]:
    """Yield folded words with the countries among them as English has them: Frankreich is France."""
    start = 0
    for first, last, codes in territories_in(words):
        yield from words[start:first]
        names = [name for code in codes if (name := Locale("en").territories.get(code))]
        yield from fold(" ".join(names)).split() if len(names) == 1 else words[first:last]
        start = last
    yield from words[start:]


def _longest(words: Sequence[str], start: int, adjectives: bool) -> tuple[int, tuple[str, ...]]:
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        name = " ".join(words[start : start + length])
        if name in _GROUPS:
            return length, _GROUPS[name]
        code = _codes().get(name) or (_ADJECTIVES.get(name) if adjectives else None)
        if code:
            return length, (code,)
    return 0, ()


@lru_cache(maxsize=2048)
def nearly(word: str) -> str:
    """Return the name of the country that a word is a slip of, "" when it is of none or of several."""
    # 10 ms of a start, which only slips need.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = slips(word) if len(word) > 4 else 0
    near = process.extract(word, _beginning_with(word[:1]), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    near = near if allowed else []
    codes = {_codes()[name] for name, *_ in near}
    return str(near[0][0]) if len(codes) == 1 else ""


@lru_cache(maxsize=32)
def _beginning_with(letter: str) -> tuple[str, ...]:
    return tuple(name for name in _codes() if name.startswith(letter) and " " not in name)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for name, code in cldr.names(cldr.Sort.COUNTRY):
        codes.setdefault(name, code)
    return {**codes, **_ALSO}
