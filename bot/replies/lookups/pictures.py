"""What pictures say, in the reader's language: recipes of timelines and cards, and words for who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_skeleton

from bot.facts.dates import HistoricalDate, Precision
from bot.facts.greatest import greatest
from bot.facts.model import Event, Person
from bot.pictures.recipes import DayCard, Mark, Span, Tick, Timeline
from bot.replies.catalog import Catalog

PARTS = 60
# No platform takes less of an alternative text.
ALT_LIMIT = 1_000


def timeline(
    say: Catalog, title: str, events: Sequence[Event], first: date, last: date, person: Person | None = None
) -> Timeline:
    """Return the recipe of a timeline of these events, from the day `first` to the day `last`."""
    start, end = first.toordinal(), last.toordinal() + 1
    shown = greatest(events)
    return Timeline(
        title=title,
        note=say.count("{number} event", "{number} events", len(events)),
        first=start,
        last=end,
        density=_density(events, start, end),
        marks=tuple(_mark(say, event, is_one_year=first.year == last.year) for event in shown),
        ticks=tuple(_ticks(say, first, last)),
        spans=tuple(_spans(person, end)) if person else (),
        legend=(
            say.count("the one that matters most", "the {number} that matter most", len(shown)),
            say("disputed"),
            say("all events"),
        ),
    )


def timeline_alt(say: Catalog, recipe: Timeline) -> str:
    """Say what a timeline shows to who cannot see it."""
    entries = "; ".join(_entry(mark) for mark in recipe.marks)
    text = say("Timeline {title}, {note}. {entries}", title=recipe.title, note=recipe.note, entries=entries)
    return text if len(text) <= ALT_LIMIT else f"{text[: ALT_LIMIT - 1]}…"


def day_card(say: Catalog, event: Event, sources: str) -> DayCard | None:
    """Return the recipe of an event's card; None where its day is not known."""
    if not event.date.is_exact_day:
        return None
    day = event.date.first
    return DayCard(
        month=format_skeleton("MMMM", day, locale=say.locale),
        day=str(day.day),
        year=str(day.year),
        title=event.title,
        text=event.text,
        source=sources,
        dispute=say("disputed") if event.positions else "",
        is_grave=event.is_grave,
    )


def day_card_alt(say: Catalog, recipe: DayCard) -> str:
    """Say what a card shows to who cannot see it."""
    day = f"{recipe.day} {recipe.month} {recipe.year}"
    return "\n".join(part for part in (f"{day}: {recipe.title}", recipe.dispute, recipe.text, recipe.source) if part)


def _entry(mark: Mark) -> str:
    return f"{mark.date}: {mark.title} ({mark.dispute})" if mark.dispute else f"{mark.date}: {mark.title}"


def _density(events: Sequence[Event], start: int, end: int) -> tuple[int, ...]:
    counts = [0] * PARTS
    for event in events:
        part = (event.date.first.toordinal() - start) * PARTS // (end - start)
        if 0 <= part < PARTS:
            counts[part] += 1
    return tuple(counts)


def _mark(say: Catalog, event: Event, *, is_one_year: bool) -> Mark:
    return Mark(
        day=event.date.first.toordinal(),
        date=_short(say, event.date) if is_one_year else say.date(event.date),
        title=event.title,
        importance=event.importance,
        dispute=say("disputed") if event.positions else "",
        is_grave=event.is_grave,
    )


def _short(say: Catalog, when: HistoricalDate) -> str:
    """Write a date without the year that the picture is about."""
    day = when.first
    if when.is_exact_day and not when.is_interval:
        return say.day_of_year(day.month, day.day)
    if when.precision is Precision.MONTH and not (when.is_interval or when.is_approximate or when.is_uncertain):
        return format_skeleton("MMMM", day, locale=say.locale)
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
            skeleton = "MMM" if first.year == last.year else "yMMM"
            yield Tick(day.toordinal(), format_skeleton(skeleton, day, locale=say.locale))


def _spans(person: Person, end: int) -> Iterator[Span]:
    for role in sorted(person.roles, key=lambda role: role.since.first):
        until = role.until.last.toordinal() + 1 if role.until else end
        yield Span(role.title, role.since.first.toordinal(), until)
