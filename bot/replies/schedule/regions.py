"""What countries and their parts are called whose holidays are left out."""

from __future__ import annotations

from bot.replies.catalog import Catalog
from bot.schedule.calendar import part_name


def region_name(say: Catalog, code: str) -> str:
    """Name a country, or a part of one with its country: Bavaria, Germany."""
    country, _, part = code.partition("-")
    name = say.country(country)
    return f"{part_name(code)}, {name}" if part else name
