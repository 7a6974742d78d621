"""Public holidays by country and part of it, such as `DE-BY`, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from functools import lru_cache


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


def region_of(text: str) -> str:
    """Return a region's code as it is kept (`de-by` is `DE-BY`); UnknownRegionError when its holidays are unknown."""
    import holidays

    code = text.strip().upper().replace("_", "-").replace(" ", "-")
    country, dash, part = code.partition("-")
    known = holidays.list_supported_countries()
    if country not in known:
        raise UnknownRegionError(code)
    if dash and part not in known[country]:
        raise UnknownRegionError(code, tuple(known[country]))
    return code
