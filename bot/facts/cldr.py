"""What countries, months and days of the week are called in the languages people ask in: cldr.tsv.

Gathered beforehand, since Babel takes 5 MB and some 60 ms to read six languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import files

CLDR = files("bot.facts") / "cldr.tsv"


class Sort(StrEnum):
    """What a name is the name of."""

    COUNTRY = "country"
    MONTH = "month"
    WEEKDAY = "weekday"


def names(sort: Sort) -> Sequence[tuple[str, str]]:
    """Return names, countries' folded and the others as they are written, and the code or number of each.

    Of two that are alike the first is meant.
    """
    rows = (line.split("\t") for line in CLDR.read_text(encoding="utf-8").splitlines())
    return [(name, code) for kind, name, code in rows if kind == sort]
