"""Finds time zones by what people call them: a city, a country, a clock (EST, Eastern Time), an offset, a zone's name.

An abbreviation names no fixed offset: who types EST means a place, where the clocks may be turned; `UTC+2` is never
turned. https://data.iana.org/time-zones/theory.html
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from bot.facts.names import fold
from bot.schedule.cities import rank
from bot.schedule.places import Sort, names, zone_names, zones_of_countries

# No platform offers more completions.
MOST = 25
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
# The zones that are never turned away from an offset of part of an hour, by its minutes.
_OF_MINUTES = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}
# The hours that the tz database has zones for; in their names the sign is the other way round.
_HOURS = range(-12, 15)


def find_zones(text: str) -> tuple[str, ...]:
    """Return the zones a text may mean, the likeliest first and at most 25; none for a text that names nothing.

    A zone's exact name is the only answer to itself, and an offset to itself.
    """
    if exact := exact_zone(text) or _offset(text):
        return (exact,)
    asked = fold(text)
    return _named(asked) or tuple(dict.fromkeys(_beginning(asked)))[:MOST] if asked else ()


def exact_zone(text: str) -> str:
    """Return the zone of exactly this name in any case, or "" when there is none; EST is no zone's name."""
    return zone_names().get(text.strip().replace(" ", "_").casefold(), "")


def zone_label(zone: str) -> str:
    """Return how a zone is shown: without underscores, and `Etc/GMT-2`, whose sign is the other way round, as UTC+2."""
    hours = zone.removeprefix("Etc/GMT")
    if hours in ("", zone) or not hours.lstrip("+-").isdigit():
        return zone.replace("_", " ")
    return f"UTC{'-' if hours[0] == '+' else '+'}{int(hours[1:])}" if int(hours) else "UTC"


def _offset(text: str) -> str:
    """Return the zone that keeps an offset the whole year, "" when the text is none, or no zone does."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return ""
    minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    hours, rest = divmod(minutes, 60)
    if rest or hours not in _HOURS:
        return _OF_MINUTES.get(minutes, "")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _named(name: str) -> tuple[str, ...]:
    """Return the zones of which this is a whole name: of a city before a country, of these before a clock."""
    cities = names(Sort.CITY).get(name, ())
    countries = (zone for code in names(Sort.COUNTRY).get(name, ()) for zone in zones_of_countries().get(code, ()))
    places = dict.fromkeys((*cities, *sorted(countries, key=rank)))
    return (tuple(places) or names(Sort.CLOCK).get(name, ()))[:MOST]


def _beginning(text: str) -> Iterator[str]:
    """Return the zones that have a name, or a word of one, which begins so; beginnings of names come first."""
    for words in (_first_words(), _later_words()):
        start = bisect_left(words, (text,))
        for _, name in takewhile(lambda pair: pair[0].startswith(text), words[start:]):
            yield from _named(name)


@cache
def _first_words() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, name) for name in _all_names()))


@cache
def _later_words() -> tuple[tuple[str, str], ...]:
    """Return what of each name begins with a later word, and the name."""
    parts = ((name, name.split()) for name in _all_names())
    return tuple(sorted((" ".join(words[at:]), name) for name, words in parts for at in range(1, len(words))))


def _all_names() -> Iterable[str]:
    return {*names(Sort.CITY), *names(Sort.COUNTRY)}
