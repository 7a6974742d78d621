"""Finds time zones by what people call them: a city, a country, or the zone's own name.

Names come from the tz database in the `tzdata` package: `zones` lists all, `zone.tab` those that stand for a place in a
country (the others are older names for them), `iso3166.tab` the countries. https://data.iana.org/time-zones/theory.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from operator import itemgetter

from bot.facts.names import fold

# No platform offers more completions.
MOST = 25

# Large cities after which no zone is named, and the zone they keep.
CITIES = {
    "Asia/Kolkata": ("Mumbai", "Delhi", "New Delhi", "Bangalore", "Bengaluru", "Chennai", "Hyderabad", "Calcutta"),
    "Asia/Shanghai": ("Beijing", "Peking", "Guangzhou", "Shenzhen", "Wuhan", "Chengdu"),
    "Asia/Tokyo": ("Osaka", "Kyoto"),
    "Asia/Jerusalem": ("Tel Aviv",),
    "Asia/Dubai": ("Abu Dhabi",),
    "Asia/Ho_Chi_Minh": ("Hanoi",),
    "Africa/Johannesburg": ("Cape Town", "Pretoria", "Durban"),
    "America/New_York": ("Washington", "Washington DC", "Boston", "Philadelphia", "Miami", "Atlanta"),
    "America/Chicago": ("Houston", "Dallas", "Austin", "Minneapolis", "New Orleans"),
    "America/Los_Angeles": ("San Francisco", "Seattle", "San Diego", "Las Vegas", "Portland"),
    "America/Toronto": ("Montreal", "Ottawa", "Quebec"),
    "America/Edmonton": ("Calgary",),
    "America/Sao_Paulo": ("Rio de Janeiro", "Brasilia"),
    "Australia/Sydney": ("Canberra",),
    "Europe/Berlin": ("Munich", "Hamburg", "Cologne", "Frankfurt", "Stuttgart", "Leipzig"),
    "Europe/Brussels": ("Antwerp", "Ghent", "Mons"),
    "Europe/Istanbul": ("Ankara",),
    "Europe/London": ("Edinburgh", "Cardiff", "Manchester", "Birmingham", "Glasgow"),
    "Europe/Madrid": ("Barcelona", "Valencia", "Seville"),
    "Europe/Moscow": ("Saint Petersburg", "St Petersburg"),
    "Europe/Paris": ("Lyon", "Marseille", "Toulouse", "Strasbourg"),
    "Europe/Rome": ("Milan", "Naples", "Turin", "Florence", "Venice"),
    "Europe/Warsaw": ("Krakow", "Gdansk"),
    "Europe/Zurich": ("Geneva", "Bern", "Basel", "Lausanne"),
    "Europe/Amsterdam": ("The Hague", "Rotterdam"),
    "Europe/Kyiv": ("Lviv", "Odesa", "Kharkiv"),
}


def find_zones(text: str) -> tuple[str, ...]:
    """Return the zones a text may mean, the likeliest first and at most 25; none for a text that names nothing.

    A zone's exact name is the only answer to itself.
    """
    if exact := exact_zone(text):
        return (exact,)
    asked = fold(text)
    if not asked:
        return ()
    ranked = [(_rank(asked, names), zone not in _places(), zone) for zone, names in _names().items()]
    found = sorted((rank for rank in ranked if rank[0] < len(_RANKS)), key=itemgetter(0, 1))
    # Who types a whole name means neither those that merely begin with it nor a zone's older name.
    is_whole = bool(found) and found[0][0] == 0
    return tuple(zone for *rank, zone in found if not is_whole or rank == list(found[0][:2]))[:MOST]


def exact_zone(text: str) -> str:
    """Return the zone of exactly this name in any case, or "" when there is none."""
    return _exact().get(text.strip().replace(" ", "_").casefold(), "")


_RANKS: tuple[Callable[[str, str], bool], ...] = (
    lambda asked, name: asked == name,
    lambda asked, name: name.startswith(asked),
    lambda asked, name: f" {asked}" in name,
)


def _rank(asked: str, names: tuple[str, ...]) -> int:
    """Return how well the best of the names fits: 0 for the name itself, more for its beginning or a part of it."""
    return next((rank for rank, fits in enumerate(_RANKS) if any(fits(asked, name) for name in names)), len(_RANKS))


@cache
def _exact() -> Mapping[str, str]:
    return {zone.casefold(): zone for zone in _lines("zones") if zone != "Factory"}


@cache
def _places() -> Mapping[str, str]:
    """Return the country of each zone that stands for a place in one."""
    countries = {code: name for code, name in _table("zoneinfo/iso3166.tab")}
    return {zone: countries[code] for code, _, zone, *_ in _table("zoneinfo/zone.tab")}


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Return the folded names of each zone: its city, its full name, its other cities, its country."""
    places = _places()
    # A country's zones stay in the order of the table, the one most people live in first.
    zones = dict.fromkeys((*places, *_exact().values()))
    return {
        zone: tuple(fold(name) for name in (_city(zone), zone, *CITIES.get(zone, ()), places.get(zone, "")) if name)
        for zone in zones
    }


def _city(zone: str) -> str:
    return zone.rpartition("/")[2]


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name) if not line.startswith("#"))


def _lines(name: str) -> list[str]:
    return (files("tzdata") / name).read_text(encoding="utf-8").splitlines()
