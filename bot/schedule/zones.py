"""Finds time zones by what people call them: a city, a country, a clock (EST, Eastern Time), an offset, a zone's name.

An abbreviation names no fixed offset: people who type EST mean a place, which may have daylight saving time; `UTC+2`
never has. https://data.iana.org/time-zones/theory.html
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from itertools import takewhile

from bot.facts.names import fold
from bot.schedule.cities import rank
from bot.schedule.places import Sort, names, turned, zone_names, zones_of_countries

# No platform offers more completions.
MOST = 25
# How many letters longer or shorter than a name a misspelling of it may be.
SLIP = 2
# How alike they must be, by difflib's ratio; “Atlantis” and “Atlantic” are less alike.
ALIKE = 0.88
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
# Zones whose offset is not in full hours and never changes, by its minutes.
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


def zones_called(text: str) -> tuple[str, ...]:
    """Return the zones that a text names, the likeliest first and at most 25; none for a text that names nothing.

    An exact name of a zone, and an offset, stand for one zone only; `Paris, Texas` is in Texas.
    """
    if exact := exact_zone(text) or _offset(text):
        return (exact,)
    place, _, around = text.rpartition(",")
    return _named(fold(text)) or (_within(_named(fold(place)), _named(fold(around))) if place else ())


def find_zones(text: str) -> tuple[str, ...]:
    """Return the zones that a text names, or else those that have a name with this beginning."""
    beginning = fold(text)
    return zones_called(text) or (tuple(dict.fromkeys(_beginning(beginning)))[:MOST] if beginning else ())


def zones_like(text: str) -> tuple[str, ...]:
    """Return the zones that may be meant by the beginning of a name, or by a name with a mistake in it."""
    folded = fold(text)
    alike = [name for name in _all_names() if name[0] == folded[:1] and abs(len(name) - len(folded)) <= SLIP]
    slips = get_close_matches(folded, alike, n=3, cutoff=ALIKE)
    return find_zones(text) or tuple(dict.fromkeys(zone for name in slips for zone in _named(name)[:1]))


def exact_zone(text: str) -> str:
    """Return the zone of exactly this name in any case, or "" when there is none; EST does not count as one."""
    return zone_names().get(text.strip().replace(" ", "_").casefold(), "")


def zone_label(zone: str) -> str:
    """Return how a zone is shown: without underscores, and Etc/GMT-2, whose sign is reversed, as UTC+2."""
    hours = zone.removeprefix("Etc/GMT")
    if hours in ("", zone) or not hours.lstrip("+-").isdigit():
        return zone.replace("_", " ")
    return f"UTC{'-' if hours[0] == '+' else '+'}{int(hours[1:])}" if int(hours) else "UTC"


def _offset(text: str) -> str:
    """Return the zone that has an offset all year, "" when the text is no offset, or no zone has it."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return ""
    minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    hours, rest = divmod(minutes, 60)
    if rest or hours not in _HOURS:
        return _OF_MINUTES.get(minutes, "")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _named(name: str) -> tuple[str, ...]:
    """Return the zones with exactly this name: those of cities and then of countries, or else those of a clock."""
    places = dict.fromkeys((*names(Sort.CITY).get(name, ()), *_of_countries(names(Sort.COUNTRY).get(name, ()))))
    return (tuple(places) or names(Sort.CLOCK).get(name, ()) or _of_countries([name.upper()]))[:MOST]


def _of_countries(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the zones of countries; of those whose clocks agree only the largest."""
    zones = sorted((zone for code in codes for zone in zones_of_countries().get(code, ())), key=rank)
    firsts: dict[object, str] = {}
    for zone in zones:
        firsts.setdefault(turned(zone), zone)
    return tuple(firsts.values())


def _within(zones: Iterable[str], around: tuple[str, ...]) -> tuple[str, ...]:
    """Return those zones of a place that are also zones of the larger place around it; if none are, all of those."""
    return tuple(zone for zone in zones if zone in around) or around


def _beginning(text: str) -> Iterator[str]:
    """Return the zones with a name that begins like this, and then those with such a later word in their name."""
    for words in (_first_words(), _later_words()):
        start = bisect_left(words, (text,))
        for _, name in takewhile(lambda pair: pair[0].startswith(text), words[start:]):
            yield from _named(name)


@cache
def _first_words() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, name) for name in _all_names()))


@cache
def _later_words() -> tuple[tuple[str, str], ...]:
    """Return, for each later word of each name, the name from that word on, and the whole name; sorted."""
    parts = ((name, name.split()) for name in _all_names())
    return tuple(sorted((" ".join(words[at:]), name) for name, words in parts for at in range(1, len(words))))


def _all_names() -> Iterable[str]:
    return {*names(Sort.CITY), *names(Sort.COUNTRY)}
