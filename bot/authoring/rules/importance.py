"""The rule on importance: few events of a year matter much, of several at least one does, and of a decade one alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.authoring.rules.addresses import Breach
from bot.authoring.rules.support import MUCH
from bot.facts.model import Pack

MOST, MOST_IN_CROWDED = 8, 16
# What the one event of its decade has.
ONE = 6
# A year with fewer events than these need not have one that matters much.
SEVERAL = 5


def breaches(pack: Pack) -> Iterator[Breach]:
    """Return the years of which too much matters much, or nothing does; a year's number stands for its id."""
    numbers = Counter(event.date.first.year for event in pack.events)
    much = Counter(event.date.first.year for event in pack.events if event.importance >= MUCH)
    yield from _decades(pack)
    for year in sorted(numbers):
        most = MOST_IN_CROWDED if year in pack.info.crowded else MOST
        if much[year] > most:
            yield "importance", str(year), f"{much[year]} events have importance 4 or more; {most} may"
        elif numbers[year] >= SEVERAL and not much[year]:
            yield "importance", str(year), f"none of {numbers[year]} events has importance 4 or more; one at least does"


def _decades(pack: Pack) -> Iterator[Breach]:
    first = Counter(event.date.first.year // 10 * 10 for event in pack.events if event.importance == ONE)
    for decade, number in sorted(first.items()):
        if number > 1:
            yield "importance", f"{decade}s", f"{number} events have importance {ONE}; one of a decade may"
