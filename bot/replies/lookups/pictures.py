"""What pictures say, in the reader's language: recipes of timelines and cards, and words for who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat import Picture, Reply
from bot.facts.dates import HistoricalDate, Precision
from bot.facts.model import Event, Person
from bot.frozen import Frozen, replace
from bot.pictures.recipes import DayCard, Mark, Span, Tick, Timeline
from bot.replies import card as words
from bot.replies.catalog import Catalog
from bot.replies.lookups.facts import USUAL, dispute
from bot.replies.lookups.overview import short_date

# No platform takes less of an alternative text.
ALT_LIMIT = 1_000


class Extent(Frozen, frozen=True):
    """A time as a picture shows it: what it is called, its days, how many events begin in each of equal parts.

    `total` are all of its events, those that were going on when it began too.
    """

    title: str
    first: date
    last: date
    total: int
    counts: tuple[int, ...]


def of_time(
    say: Catalog, extent: Extent, shown: Sequence[Event], person: Person | None = None, *, is_list: bool = False
) -> Picture:
    """Return the picture of a time in which some events are marked; `person` adds what somebody was in it."""
    recipe = timeline(say, extent, shown, person, is_list=is_list)
    return Picture(timeline_alt(say, recipe), recipe)


def pictured(reply: Reply, event: Event, say: Catalog) -> Reply:
    """Return an event's card with the picture of its day, where the day is known."""
    names = [words.short_name(source) for source in words.best(reply.sources)]
    recipe = day_card(say, event, words.sources(say, " · ".join(names), len(names)) if names else "")
    return replace(reply, picture=Picture(day_card_alt(say.date(event.date), recipe), recipe)) if recipe else reply


def timeline(
    say: Catalog, extent: Extent, shown: Sequence[Event], person: Person | None = None, *, is_list: bool = False
) -> Timeline:
    """Return the recipe of a timeline; what is marked of a list is what stands in it, else what matters most."""
    start, end = extent.first.toordinal(), extent.last.toordinal() + 1
    is_one_year = extent.first.year == extent.last.year
    return Timeline(
        title=extent.title,
        note=say.count("{number} event", "{number} events", extent.total),
        first=start,
        last=end,
        density=extent.counts,
        marks=tuple(_mark(say, event, is_one_year=is_one_year) for event in shown),
        ticks=tuple(_ticks(say, extent.first, extent.last)),
        spans=tuple(_spans(person, start, end)) if person else (),
        legend=(_marked(say, len(shown), extent.total, is_list=is_list), say("disputed"), say("all events")),
    )


def _marked(say: Catalog, shown: int, total: int, *, is_list: bool) -> str:
    if shown == total:
        return say("an event")
    if is_list:
        return say.count("the one that is listed", "the {number} that are listed", shown)
    return say.count("the one that matters most", "the {number} that matter most", shown)


def timeline_alt(say: Catalog, recipe: Timeline) -> str:
    """Say what a timeline shows to who cannot see it."""
    entries = "; ".join(_entry(mark) for mark in recipe.marks)
    text = say("Timeline {title}, {note}. {entries}", title=recipe.title, note=recipe.note, entries=entries)
    return _cut("\n".join((text, *(_lasting(span) for span in recipe.spans))))


def day_card(say: Catalog, event: Event, sources: str) -> DayCard | None:
    """Return the recipe of an event's card; None where its day is not known."""
    if not event.date.is_exact_day:
        return None
    day = event.date.first
    return DayCard(
        month=say.month(day, with_year=False),
        day=str(day.day),
        year=str(day.year),
        title=event.title,
        text=event.text,
        source=sources,
        dispute=dispute(say, event),
        is_grave=event.is_grave,
    )


def day_card_alt(day: str, recipe: DayCard) -> str:
    """Say what a card shows to who cannot see it; `day` is the whole date."""
    lines = (f"{day}: {recipe.title}", recipe.dispute, recipe.text, recipe.source)
    return _cut("\n".join(line for line in lines if line))


def _cut(text: str) -> str:
    return text if len(text) <= ALT_LIMIT else f"{text[: ALT_LIMIT - 1]}…"


def _lasting(span: Span) -> str:
    since, until = (date.fromordinal(day).year for day in (span.since, span.until - 1))
    return f"{span.text}: {since}–{until}"


def _entry(mark: Mark) -> str:
    return f"{mark.date}: {mark.title} ({mark.dispute})" if mark.dispute else f"{mark.date}: {mark.title}"


def _mark(say: Catalog, event: Event, *, is_one_year: bool) -> Mark:
    return Mark(
        day=event.date.first.toordinal(),
        date=_short(say, event.date) if is_one_year else _full(say, event.date),
        title=event.title,
        importance=event.importance,
        dispute=(event.disputed or say("disputed")) if event.positions else "",
        is_grave=event.is_grave,
    )


def _full(say: Catalog, when: HistoricalDate) -> str:
    return short_date(say, when) if when.is_interval else say.date(when)


def _short(say: Catalog, when: HistoricalDate) -> str:
    """Write a date without the year that the picture is about."""
    day = when.first
    if when.is_interval:
        return short_date(say, when, day.year)
    if when.is_exact_day:
        return say.day_of_year(day.month, day.day)
    if when.precision is Precision.MONTH and not (when.is_approximate or when.is_uncertain):
        return say.month(day, with_year=False)
    return say.date(when)


def _ticks(say: Catalog, first: date, last: date) -> Iterator[Tick]:
    """Return days of a month, months of a year, or years, ten or so of them."""
    days = (last - first).days + 1
    if days <= 62:
        yield from (
            Tick(day, say.day_of_year(on.month, on.day))
            for day in range(first.toordinal(), last.toordinal() + 1)
            if (on := date.fromordinal(day)).day in (1, 8, 15, 22)
        )
    elif days <= 731:
        yield from _months(say, first, last)
    else:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if days / 365 / step <= 12)
        years = range(-(-first.year // step) * step, last.year + 1, step)
        yield from (Tick(date(year, 1, 1).toordinal(), str(year)) for year in years if year >= 1)


def _months(say: Catalog, first: date, last: date) -> Iterator[Tick]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if day >= first:
            yield Tick(day.toordinal(), say.short_month(day, with_year=first.year != last.year))


def _spans(person: Person, start: int, end: int) -> Iterator[Span]:
    """Return the latest offices of those that somebody held within a time, the earliest first."""
    for role in sorted(person.roles, key=lambda role: role.since.first)[-USUAL.offices :]:
        since, until = role.since.first.toordinal(), role.until.last.toordinal() + 1 if role.until else end
        if since < end and until > start:
            yield Span(role.title, since, max(until, since + 1))
