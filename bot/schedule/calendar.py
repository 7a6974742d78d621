"""Public holidays by country and part of it, such as `DE-BY`, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import cache, lru_cache

from bot.facts.names import fold
from bot.schedule.cities import PARTS
from bot.schedule.places import Sort, names, zones_of_countries


class UnknownRegionError(ValueError):
    """A country, or a part of one, without known holidays; `parts` are the parts of that country that have them."""

    def __init__(self, code: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.parts = parts


@lru_cache(maxsize=1024)
def holidays_in(code: str, year: int) -> Set[date]:
    """Return a region's public holidays of a year; none for a region that this release of `holidays` does not know."""
    # Loading it takes 30 ms, and few schedules need it.
    import holidays

    country, _, part = code.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        return frozenset()


def regions_of(text: str) -> tuple[str, ...]:
    """Return the codes of the regions that a text may mean: `de-by`, `Bavaria`, `Bavaria, Germany`.

    UnknownRegionError when no holidays of such a region are known.
    """
    code = text.strip().upper().replace("_", "-").replace(" ", "-")
    country, dash, part = code.partition("-")
    parts = _parts(country) if dash and country in _countries() else ()
    if part in parts if dash else country in _countries():
        return (code,)
    first, comma, last = text.rpartition(",")
    codes = _parts_within((*_named(first), *_named(last))) if comma else _named(text)
    regions = tuple(region for region in codes if _has_holidays(region))
    if not regions:
        raise UnknownRegionError(code, parts)
    return regions


def _named(text: str) -> tuple[str, ...]:
    """Return the codes of the countries and parts that have this name."""
    name = fold(text)
    return (*names(Sort.COUNTRY).get(name, ()), *names(Sort.PART).get(name, ()))


def _parts_within(regions: Sequence[str]) -> tuple[str, ...]:
    """Return the regions that are parts of another region among them, as for “Bavaria, Germany”."""
    return tuple(region for region in regions if "-" in region and region.partition("-")[0] in regions)


def regions_in(zone: str) -> tuple[str, ...]:
    """Return the codes of the countries in a time zone whose holidays are known, each followed by its parts."""
    countries = [code for code, zones in zones_of_countries().items() if zone in zones and _has_holidays(code)]
    parts = dict.fromkeys(code for codes in names(Sort.PART).values() for code in codes)
    return tuple(
        code for country in countries for code in (country, *(part for part in parts if part.startswith(f"{country}-")))
    )


def regions_beginning(text: str, most: int) -> tuple[str, ...]:
    """Return the codes of regions that have a name with this beginning, those of countries first."""
    beginning = fold(text)
    pairs = ((name, codes[0]) for sort in (Sort.COUNTRY, Sort.PART) for name, codes in names(sort).items())
    regions = dict.fromkeys(code for name, code in pairs if name.startswith(beginning))
    return tuple(code for code in regions if _has_holidays(code))[:most]


@cache
def part_name(code: str) -> str:
    """Return what the part of a country is called, in English or its own language; its code when it has no name."""
    import holidays

    if code in PARTS:
        return PARTS[code][0]
    country, _, part = code.partition("-")
    aliases = getattr(holidays.country_holidays(country), "subdivisions_aliases", None) or {}
    return max((name for name, other in aliases.items() if other == part), key=len, default=code)


def _has_holidays(code: str) -> bool:
    return code.partition("-")[0] in _countries()


@cache
def _countries() -> Set[str]:
    """Return the codes of the countries of which holidays are known, without loading any of them: 8 MB and 0.2 s."""
    from holidays.registry import EntityLoader

    return frozenset(EntityLoader.get_country_codes())


def _parts(country: str) -> tuple[str, ...]:
    import holidays

    return tuple(getattr(holidays, country).subdivisions)
