"""Gathers what zones, countries and their parts are called, which takes seconds, into places.tsv, which takes none.

`python -m bot.schedule.gathered` writes the file anew. Names come from CLDR through Babel (https://cldr.unicode.org,
under the Unicode License v3), from the tz database, and from the `holidays` library; those that none of them has
stand in `bot/schedule/cities.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from bot.facts.names import fold
from bot.schedule.cities import ABBREVIATIONS, ALIKE, CITIES, FURTHER, PARTS, rank
from bot.schedule.places import CLOCKS, PLACES, QUARTERS, Sort, table, turned, zone_names, zones_of_countries

LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr"),
    *("el", "cs", "hu", "ro", "bg", "sr", "sv", "da", "nb", "fi", "ka", "hy", "ja", "zh", "ko", "ar", "he"),
)
# In these languages the names of clocks (Eastern Time, CET) are taken too; English has others in each country.
OF_CLOCKS = (*LANGUAGES[:11], "en_GB", "en_AU", "en_IN", "en_ZA", "en_NZ")
# A part's own abbreviations, of which Austria has “B” and “K”, are too short to be names.
SHORTEST_PART = 4
# How many zones a clock's name may stand for: one more than “which of these?” shows.
MOST_PLACES = 6
# The last words of zones such as Australia/West: they name no place, and WEST is also a clock's abbreviation.
DIRECTIONS = {"East", "West", "North", "South", "General", "Continental"}


def gathered() -> str:
    """Return the lines of places.tsv: a sort, a folded name, and the zones or codes it names, the likeliest first."""
    rows = {*_rows(Sort.CITY, _cities()), *_rows(Sort.COUNTRY, _countries()), *_rows(Sort.PART, _parts())}
    cities = {name for sort, name, _ in rows if sort is Sort.CITY}
    rows |= {
        (Sort.CLOCK, name, " ".join(_ordered(zones)[:MOST_PLACES]))
        for name, zones in _clocks().items()
        # Some languages call a clock by its city alone.
        if name not in cities
    }
    return "".join(f"{sort}\t{name}\t{codes}\n" for sort, name, codes in sorted(rows) if name)


def _rows(sort: Sort, names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    pairs = sorted({(fold(name), code) for name, code in names})
    for name, same in groupby(pairs, key=lambda pair: pair[0]):
        yield sort, name, " ".join(sorted((code for _, code in same), key=_place))


def _place(code: str) -> tuple[int, str]:
    return rank(code), code


def _cities() -> Iterator[tuple[str, str]]:
    current, ours = {row[2] for row in table("zone.tab")}, {*zone_names().values()}
    for zone in current:
        yield from ((zone.rpartition("/")[2], zone), (zone, zone))
    yield from _own()
    taken = {fold(name) for _, name in table("iso3166.tab")} | {fold(zone.rpartition("/")[2]) for zone in current}
    newest = {old: new for old, new in _aliases().items() if new in current}
    for locale in map(Locale.parse, LANGUAGES):
        for zone, names in locale.time_zones.items():
            present = newest.get(zone, zone)
            # Not what is also a country's name: in Turkish the city of Juba is “Cuba”.
            if "city" in names and present in ours and fold(names["city"]) not in taken:
                yield names["city"], present
    older = ((old.rpartition("/")[2], new) for old, new in newest.items() if old not in CLOCKS)
    yield from ((name, new) for name, new in older if name not in DIRECTIONS)


def _own() -> Iterator[tuple[str, str]]:
    """Return the names that stand in cities.py, and their zones."""
    for zone, names in CITIES.items():
        yield from ((name, zone) for name in names)
    for zone, written in FURTHER.items():
        yield from ((name, zone) for name in written.split(", "))


def _aliases() -> Mapping[str, str]:
    """Return the present names of zones by their older ones, which CLDR keeps as they were."""
    return {**get_global("zone_aliases"), **ALIKE}


def _countries() -> Iterator[tuple[str, str]]:
    codes = {row[0] for row in table("iso3166.tab")}
    for code, name in table("iso3166.tab"):
        yield name, code
    for locale in map(Locale.parse, LANGUAGES):
        yield from ((name, code) for code, name in locale.territories.items() if code in codes)


def _parts() -> Iterator[tuple[str, str]]:
    for country in zones_of_countries():
        calendar = _holidays_of(country)
        for name, part in (getattr(calendar, "subdivisions_aliases", None) or {}).items():
            # In places.tsv a blank separates codes.
            if len(name) >= SHORTEST_PART and " " not in part:
                yield name, f"{country}-{part}"
    yield from ((name, code) for code, names in PARTS.items() for name in names)


def _clocks() -> Mapping[str, set[str]]:
    """Return the zones of each abbreviation (EST) and each clock's name (Eastern Time)."""
    zones = [row[2] for row in table("zone1970.tab")]
    clocks: dict[str, set[str]] = {}
    for zone in zones:
        for at in QUARTERS:
            short = at.astimezone(ZoneInfo(zone)).tzname() or ""
            if short.isalpha() and short not in ("GMT", "UTC"):
                clocks.setdefault(fold(short), set()).add(zone)
    for name, zone in _meta_zone_names(frozenset(zones)):
        clocks.setdefault(fold(name), set()).add(zone)
    for name, also in ABBREVIATIONS.items():
        clocks.setdefault(fold(name), set()).update(also)
    return clocks


def _meta_zone_names(zones: frozenset[str]) -> Iterator[tuple[str, str]]:
    aliases, members = _aliases(), get_global("meta_zones")
    keepers = [(meta, aliases.get(zone, zone)) for zone, meta in members.items()]
    for locale in map(Locale.parse, OF_CLOCKS):
        for meta, zone in keepers:
            names = locale.meta_zones.get(meta, {})
            for form, written in (
                pair for length in ("long", "short") for pair in dict(names.get(length) or {}).items()
            ):
                is_kept = zone in zones and (form != "daylight" or len({*turned(zone)}) > 1)
                if is_kept and fold(written) not in ("gmt", "utc"):
                    yield written, zone


def _ordered(zones: Iterable[str]) -> list[str]:
    """Return zones, first the largest of each group whose clocks always agree, since “which of these?” shows few."""
    groups: dict[object, list[str]] = {}
    for zone in sorted(zones, key=_place):
        groups.setdefault(turned(zone), []).append(zone)
    firsts, others = [group[0] for group in groups.values()], [group[1:] for group in groups.values()]
    return [*firsts, *(zone for row in zip_longest(*others) for zone in row if zone)]


def _holidays_of(country: str) -> object:
    import holidays

    countries = holidays.list_supported_countries(include_aliases=False)
    return holidays.country_holidays(country) if country in countries else None


if __name__ == "__main__":
    Path(str(PLACES)).write_text(gathered(), encoding="utf-8")
