"""What is offered while somebody types: times that have much to tell, names, offices; never the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Completer, Completion
from bot.commands.reading.written import span_of
from bot.facts.incumbents import titles
from bot.facts.library import Library
from bot.facts.model import Kind, Term
from bot.facts.names import fold
from bot.facts.search import search
from bot.replies.catalog import Catalog
from bot.replies.lookups.facts import title

# To who has typed nothing of a day so many are offered, from today on.
COMING = 7
FACTS = tuple(kind for kind in Kind if kind not in (Kind.SOURCE, Kind.QUESTION))


def complete_when(context: Context, beginning: str) -> Completion:
    """Offer periods of the packs, decades, months and the years with most events; after “1999-”, what may end it."""
    typed = beginning.casefold().strip()
    start, dash, end = typed.partition("-")
    first, last = context.library.years()
    if dash and start.isdigit():
        ends = (f"{year}" for year in range(max(int(start) + 1, first), last + 1))
        return offer((f"{start}-{year}", f"{start}-{year}") for year in ends if year.startswith(end))
    if typed.isdigit():
        years = (f"{year:03}" for year in range(last, first - 1, -1))
        decades = (f"{year:03}s" for year in range(first // 10 * 10, last + 1, 10))
        return offer((text, text) for text in (*years, *decades) if text.startswith(typed))
    times = (pair for pair in _times(context.library) if fold(typed) in fold(pair[0]))
    return offer((*times, *(_named(context, fold(typed)) if typed else ())))


def _named(context: Context, folded: str) -> Iterator[tuple[str, str]]:
    """Yield the months of this name, and the topics that have a word which begins so: all of a topic is a time, too."""
    yield from _months(context, folded)
    yield from ((name, tag) for tag, name in context.library.topics.items() if _begins(name, folded))


def _months(context: Context, folded: str) -> Iterator[tuple[str, str]]:
    """Yield the months whose name begins so, and the years in which they have most events."""
    for number in range(1, 13):
        label = context.say.month(date(2000, number, 1), with_year=False)
        if fold(label).startswith(folded) or folded.startswith(f"{fold(label)} "):
            first_days = (date(int(year), number, 1) for year in context.library.fullest_years_of(number))
            months = ((context.say.month(day, with_year=True), day.isoformat()[:7]) for day in first_days)
            yield from ((name, value) for name, value in ((label, label), *months) if fold(name).startswith(folded))


def complete_day(context: Context, beginning: str) -> Completion:
    """Offer days of the year by their names, and today and the days after it to who has typed nothing."""
    typed = fold(beginning)
    if not typed:
        days = (context.today + timedelta(days=number) for number in range(COMING))
        return offer((context.say.day_of_year(day.month, day.day), f"{day:%m-%d}") for day in days)
    return offer((name, value) for name, value, folded in _days_of_year(context.say) if folded.startswith(typed))


@lru_cache(maxsize=8)
def _days_of_year(say: Catalog) -> tuple[tuple[str, str, str], ...]:
    """Return the name, the number and the folded name of each day of a leap year."""
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(366))
    names = ((say.day_of_year(day.month, day.day), f"{day:%m-%d}") for day in days)
    return tuple((name, value, fold(name)) for name, value in names)


def complete_fact(context: Context, beginning: str) -> Completion:
    """Offer facts by their names; where none begins so, those with these words in their titles or texts."""
    named = completing(*FACTS)(context, beginning)
    if named or not beginning.strip():
        return named
    hits = search(context.library, beginning, limit=MOST_CHOICES).hits
    return offer((title(hit.fact), hit.fact.id) for hit in hits)


def listed(complete: Completer) -> Completer:
    """Return a completion that goes on after each comma, and offers nothing that stands before it."""

    def go_on(context: Context, beginning: str) -> Completion:
        before, comma, last = beginning.rpartition(",")
        kept = [part.strip() for part in before.split(",") if part.strip()]
        offered = complete(context, last.strip())
        if not comma:
            return offered
        known = {fold(part) for part in kept}
        new = ((label, value) for label, value in offered if not {fold(label), fold(value)} & known)
        return tuple((", ".join((*kept, label)), ",".join((*kept, value))) for label, value in new)

    return go_on


def _times(library: Library) -> Iterator[tuple[str, str]]:
    """Yield everything, the packs' periods, the decades, and the years with most events."""
    yield "all", "all"
    for label in library.complete("", (Kind.TERM,), 500):
        term = library.fact(label.id)
        if isinstance(term, Term) and span_of(term):
            yield term.name, term.name
    first, last = library.years()
    yield from ((f"{year:03}s", f"{year:03}s") for year in range(first // 10 * 10, last + 1, 10))
    yield from ((year, year) for year in library.fullest_years(MOST_CHOICES))


def complete_who(context: Context, beginning: str) -> Completion:
    """Offer people, and offices for those who know only what somebody was."""
    people = context.library.complete(fold(beginning), (Kind.PERSON,), MOST_CHOICES)
    named = ((label.text, label.id) for label in people)
    offices = ((title, title) for title in titles(context.library) if _begins(title, beginning))
    return offer((*offices, *named)) if not beginning else offer((*named, *offices))


def completing(*kinds: Kind) -> Completer:
    """Return a completion that offers the names of records of these kinds."""

    def complete(context: Context, beginning: str) -> Completion:
        labels = context.library.complete(fold(beginning), kinds, MOST_CHOICES)
        return offer((label.text, label.id) for label in labels)

    return complete


def _begins(title: str, beginning: str) -> bool:
    """Whether a title begins so, or one of its words and what follows it."""
    return f" {fold(beginning)}" in f" {fold(title)}"


def offer(pairs: Iterable[tuple[str, str]]) -> Completion:
    """Return the first pairs, each label and each value once."""
    offered: dict[str, str] = {}
    for label, value in pairs:
        if label not in offered and value not in offered.values():
            offered[label] = value
        if len(offered) == MOST_CHOICES:
            break
    return tuple(offered.items())
