"""The picture beside an overview: the same events, where they stand in their time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat import Picture
from bot.commands.context import Context
from bot.commands.lookups.nearest import years_of
from bot.commands.reading.dates import ALWAYS, Period
from bot.facts.greatest import greatest
from bot.facts.library import PARTS, Library
from bot.facts.model import Event, Person
from bot.replies.lookups import pictures
from bot.replies.lookups.pictures import Extent

# Fewer events say as much in words, and more marks are a crowd.
FEWEST, MOST = 3, 12


def picture_of(
    period: Period,
    title: str,
    events: Sequence[Event],
    context: Context,
    topics: Sequence[str] = (),
    person: Person | None = None,
    *,
    is_list: bool = False,
) -> Picture | None:
    """Return the picture of a time in which `events` are shown, None where it would show nothing more."""
    extent = _extent(_known(period, topics, context.library), title, topics, context.library)
    if extent.total < FEWEST or extent.first == extent.last:
        return None
    shown = events if len(events) <= MOST else greatest(events)
    return pictures.of_time(context.say, extent, shown, person, is_list=is_list and len(events) <= MOST)


def life_of(person: Person, events: Sequence[Event], context: Context) -> Picture | None:
    """Return the picture of what somebody was, and of the events they stand in; None for who held no office."""
    if not (person.roles and events):
        return None
    topics, library = (person.id,), context.library
    extent = _extent(_lived(_known(ALWAYS, topics, library), person), person.name, topics, library)
    return pictures.of_time(context.say, extent, events, person)


def _known(period: Period, topics: Sequence[str], library: Library) -> Period:
    """Return the part of a period of which the packs tell: of all time, the years of the topics' events."""
    earliest, latest = years_of(library, topics) if period == ALWAYS else library.years()
    first, last = max(period.first, date(earliest, 1, 1)), min(period.last, date(latest, 12, 31))
    # What goes on may be asked for beyond the last year in which anything began.
    return Period(first, last) if first <= last else period


def _lived(period: Period, person: Person) -> Period:
    """Return a time that has all of somebody's offices in it."""
    since = min(role.since.first.year for role in person.roles)
    until = max((role.until or role.since).last.year for role in person.roles)
    return Period(min(period.first, date(since, 1, 1)), max(period.last, date(until, 12, 31)))


def _extent(period: Period, title: str, topics: Sequence[str], library: Library) -> Extent:
    total = library.number(period.first, period.last, topics)
    parts = min((period.last - period.first).days + 1, PARTS)
    counts = library.spread(period.first, period.last, topics, parts)
    return Extent(title, period.first, period.last, total, counts)
