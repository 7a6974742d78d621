"""Overviews: many facts at a glance, one line each, every one of which can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.chat import Choice, Item, Menu, Reply, SourceLine, action_of
from bot.facts.dates import HistoricalDate, Precision
from bot.facts.library import Library
from bot.facts.model import Event, Fact
from bot.frozen import replace
from bot.replies.card import MOST_SOURCES, best, short_name, shortened
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups.facts import item, marks, source_line, title

GREATEST_OF_EACH = {
    "month": N_("Each month: how many events, and the greatest."),
    "year": N_("Each year: how many events, and the greatest."),
    "decade": N_("Each decade: how many events, and the greatest."),
}
LABEL_LIMIT = 100
# The first screen holds 900 characters on a phone; a line of it is worth some even when it is short, a button its
# label and a blank.
ROOM, LINE, BLANK = 900, 8, 1


def entry(say: Catalog, event: Event, year: int = 0) -> Item:
    """Return an event as one line; its date is written without the year where all of them are of one."""
    return Item(event.title, short_date(say, event.date, year), id=event.id, marks=marks(say, event, is_told=False))


def entries(
    say: Catalog, library: Library, events: Sequence[Event], year: int = 0, *, is_whole: bool = False
) -> tuple[Item, ...]:
    """Return events a line each, or told in full where everything is wanted."""
    return tuple(item(say, library, event) if is_whole else entry(say, event, year) for event in events)


def marked_in_short(say: Catalog, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return lines of an overview that say of what is disputed no more than that."""
    return tuple(replace(one, marks=(say("disputed"),)) if one.marks else one for one in items)


def opening(say: Catalog, facts: Sequence[Fact]) -> Menu | None:
    """Return the menu from which each of some facts is opened."""
    choices = tuple(Choice(label(title(fact)), action_of("open", id=fact.id), _when(say, fact)) for fact in facts)
    return Menu(say("Open an entry"), choices) if choices else None


def label(text: str) -> str:
    """Return a text as the label of a choice; what is cut says so."""
    return shortened(text, LABEL_LIMIT)


def short_date(say: Catalog, when: HistoricalDate, year: int = 0) -> str:
    """Write a date, without the year when it is the one that everything here is of."""
    if when.is_approximate or when.is_uncertain or when.first.year != when.last.year:
        return say.date(when)
    if when.precision is Precision.DAY:
        return _short_days(say, when, year)
    if when.precision is Precision.MONTH and not when.is_interval and when.first.year == year:
        return say.month(when.first, with_year=False)
    return say.date(when)


def _short_days(say: Catalog, when: HistoricalDate, year: int) -> str:
    if when.is_interval:
        span = say.span_of_year(when.first, when.last)
        return span if when.first.year == year else f"{span} {when.first.year}"
    return say.short_day(when.first) if when.first.year == year else say.dated_day(when.first)


def short_sources(say: Catalog, library: Library, facts: Iterable[Fact]) -> tuple[SourceLine, ...]:
    """Return the publishers on whom some facts rest, the most cited first, three at most, with a work of each."""
    citations = [citation for fact in facts for citation in fact.sources]
    sources = library.sources([citation.source for citation in citations])
    names = [short_name(source) for source in sources]
    works = dict(zip(reversed(names), zip(reversed(sources), reversed(citations), strict=True), strict=True))
    return tuple(source_line(say, *works[name]) for name, _ in Counter(names).most_common(MOST_SOURCES))


def greatest_of(say: Catalog, name: str, shown: int, total: int) -> str:
    """Return the title of an overview that shows a part of many."""
    if shown == total:
        return all_events_of(say, name, total)
    return say(
        "{name} · the {shown} that matter most of {total}", name=name, shown=say.number(shown), total=say.number(total)
    )


def all_events_of(say: Catalog, name: str, total: int) -> str:
    """Return the title of an overview that is of all events there are."""
    return say.count("{name} · {number} event", "{name} · {number} events", total, name=name)


def all_of(say: Catalog, total: int) -> str:
    """Label the button that lists all events."""
    return say("All {total}", total=say.number(total))


def _when(say: Catalog, fact: Fact) -> str:
    return say.date(fact.date) if isinstance(fact, Event) else ""


def parts_menu(say: Catalog, choices: tuple[Choice, ...]) -> Menu:
    """Return the menu of the parts of a long time."""
    return Menu(say("Open a time"), choices)


def length_of(reply: Reply, line: int = LINE) -> int:
    """Return about how many characters of a reply a person sees, its controls too; each line is worth `line` more."""
    labels = (*(choice.label for choice in reply.choices), *((reply.menu.label,) if reply.menu else ()))
    return sum(len(text) + line for text in _lines(reply) if text) + sum(len(label) + BLANK for label in labels)


def is_screen(reply: Reply, reserve: int = 0) -> bool:
    """Whether a first screen holds a reply of few and long lines, with so many characters to spare."""
    return length_of(reply, line=1) + reserve <= ROOM


def _lines(reply: Reply) -> Iterator[str]:
    yield from (reply.title, reply.text)
    for said in reply.statements:
        yield f"{said.who}: {said.says} ({said.stake})"
        yield _names(said.sources)
    yield from (f"{field.name}: {field.value}" for field in reply.fields)
    for one in reply.items:
        yield " ".join((one.date, one.title, *(f"◇ {mark}" for mark in one.marks)))
        yield from (one.text, _names(one.sources))
    yield from (*reply.notes, _names(reply.sources))


def _names(sources: Sequence[SourceLine]) -> str:
    names = " · ".join(map(short_name, best(sources)))
    return f"Sources: {names}" if names else ""
