"""What zones, countries and their parts are called, in many languages: places.tsv, and the tz database's own tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

PLACES = files("bot.schedule") / "places.tsv"
# The names that the tz database has for UTC, which belong to no place.
_UNIVERSAL = {"UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu"}
# Abbreviations that are also zones of the tz database; people who type one seldom mean that zone.
CLOCKS = {"EST", "MST", "HST", "CET", "MET", "EET", "WET"}


# A moment in each quarter of two years: zones whose clocks agree at all of these agree always.
QUARTERS = tuple(datetime(2026 + year, month, 15, 12, tzinfo=UTC) for year in (0, 1) for month in (1, 4, 7, 10))


class Sort(StrEnum):
    """What a name is the name of: a zone's city, a country, a part of a country, or a clock such as EST."""

    CITY = "city"
    COUNTRY = "country"
    PART = "part"
    CLOCK = "clock"


def names(sort: Sort) -> Mapping[str, tuple[str, ...]]:
    """Return zones or codes by the folded names of one sort, the likeliest first."""
    return _all_names()[sort]


@cache
def _all_names() -> Mapping[Sort, Mapping[str, tuple[str, ...]]]:
    by_sort: dict[Sort, dict[str, tuple[str, ...]]] = {sort: {} for sort in Sort}
    # Many names have the same codes, which are kept once.
    split = cache(lambda codes: tuple(codes.split()))
    for line in PLACES.read_text(encoding="utf-8").splitlines():
        sort, name, codes = line.split("\t")
        by_sort[Sort(sort)][name] = split(codes)
    return by_sort


@cache
def zones_of_countries() -> Mapping[str, tuple[str, ...]]:
    """Return the zones of each country, the one that most people live in first."""
    zones: dict[str, tuple[str, ...]] = {}
    for code, _, zone, *_ in table("zone.tab"):
        zones[code] = (*zones.get(code, ()), zone)
    return zones


@cache
def zone_names() -> Mapping[str, str]:
    """Return the zones that have a place in their name, and the universal ones, by their names in lower case."""
    lines = (files("tzdata") / "zones").read_text(encoding="utf-8").splitlines()
    return {zone.casefold(): zone for zone in lines if "/" in zone or zone in _UNIVERSAL}


@cache
def turned(zone: str) -> tuple[timedelta | None, ...]:
    """Return a zone's offsets from UTC in each quarter of two years: they are the same for zones whose clocks agree."""
    return tuple(at.astimezone(ZoneInfo(zone)).utcoffset() for at in QUARTERS)


def table(name: str) -> Iterator[list[str]]:
    """Return the rows of a table of the tz database."""
    lines = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))
