"""Public holidays by country and part of it, such as `DE-BY`, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import cache, lru_cache

from bot.facts.names import fold
from bot.schedule.cities import PARTS
from bot.schedule.places import Sort, names, zones_of_countries


class UnknownRegionError(ValueError):
    """A country, or a part of one, whose holidays are not known; `parts` are those of the country that are."""

    def __init__(self, code: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.parts = parts


@lru_cache(maxsize=1024)
def holidays_in(code: str, year: int) -> Set[date]:
    """Return a region's public holidays of a year; none for a region of a newer release that is not known here."""
    # Loading it takes 30 ms, and few schedules need it.
    import holidays

    country, _, part = code.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        return frozenset()


def regions_of(text: str) -> tuple[str, ...]:
    """Return the codes of the regions that a text may mean: `de-by`, `Bavaria`, `Bavaria, Germany`.

    UnknownRegionError when no holidays are known of it.
    """
    code = text.strip().upper().replace("_", "-").replace(" ", "-")
    country, dash, part = code.partition("-")
    parts = _parts(country) if dash and country in _countries() else ()
    if part in parts if dash else country in _countries():
        return (code,)
    first, comma, last = text.rpartition(",")
    named = _parts_within((*_named(first), *_named(last))) if comma else _named(text)
    regions = tuple(region for region in named if _has_holidays(region))
    if not regions:
        raise UnknownRegionError(code, parts)
    return regions


def _named(text: str) -> tuple[str, ...]:
    name = fold(text)
    return (*names(Sort.COUNTRY).get(name, ()), *names(Sort.PART).get(name, ()))


def _parts_within(regions: Sequence[str]) -> tuple[str, ...]:
    """Return those of some regions that are parts of others of them: as in “Bavaria, Germany”."""
    return tuple(region for region in regions if "-" in region and region.partition("-")[0] in regions)


def regions_in(zone: str) -> tuple[str, ...]:
    """Return the codes of the countries that keep a time zone, each before its parts, as far as holidays are known."""
    countries = [code for code, zones in zones_of_countries().items() if zone in zones and _has_holidays(code)]
    parts = dict.fromkeys(code for codes in names(Sort.PART).values() for code in codes)
    return tuple(
        code for country in countries for code in (country, *(part for part in parts if part.startswith(f"{country}-")))
    )


def regions_beginning(text: str, most: int) -> tuple[str, ...]:
    """Return the codes of regions of which a name begins so, those of countries first."""
    asked = fold(text)
    pairs = ((name, codes[0]) for sort in (Sort.COUNTRY, Sort.PART) for name, codes in names(sort).items())
    fitting = dict.fromkeys(code for name, code in pairs if name.startswith(asked))
    return tuple(code for code in fitting if _has_holidays(code))[:most]


@cache
def part_name(code: str) -> str:
    """Return what the part of a country is called, in English or its own language; its code when nobody says."""
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
