"""What is offered while somebody types: times that have much to tell, names, offices; never the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Completer, Completion
from bot.commands.reading.written import span_of
from bot.facts.incumbents import titles
from bot.facts.library import Library
from bot.facts.model import Kind, Term
from bot.facts.names import fold

FACTS = tuple(kind for kind in Kind if kind not in (Kind.SOURCE, Kind.QUESTION))


def complete_when(context: Context, beginning: str) -> Completion:
    """Offer periods of the packs, decades and the years with most events; after “1999-”, what may end the time."""
    typed = beginning.casefold().strip()
    start, dash, end = typed.partition("-")
    first, last = context.library.years()
    if dash and start.isdigit():
        ends = (f"{year}" for year in range(max(int(start) + 1, first), last + 1))
        return _offer((f"{start}-{year}", f"{start}-{year}") for year in ends if year.startswith(end))
    if typed.isdigit():
        years = (f"{year:03}" for year in range(last, first - 1, -1))
        decades = (f"{year:03}s" for year in range(first // 10 * 10, last + 1, 10))
        return _offer((text, text) for text in (*years, *decades) if text.startswith(typed))
    return _offer(pair for pair in _times(context.library) if fold(typed) in fold(pair[0]))


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
    return _offer((*offices, *named)) if not beginning else _offer((*named, *offices))


def completing(*kinds: Kind) -> Completer:
    """Return a completion that offers the names of records of these kinds."""

    def complete(context: Context, beginning: str) -> Completion:
        labels = context.library.complete(fold(beginning), kinds, MOST_CHOICES)
        return _offer((label.text, label.id) for label in labels)

    return complete


def _begins(title: str, beginning: str) -> bool:
    folded = fold(beginning)
    return any(fold(title)[place:].startswith(folded) for place in _starts(fold(title)))


def _starts(folded: str) -> Iterator[int]:
    yield 0
    yield from (place + 1 for place, letter in enumerate(folded) if letter == " ")


def _offer(pairs: Iterable[tuple[str, str]]) -> Completion:
    """Return the first pairs, each label and each value once."""
    offered: dict[str, str] = {}
    for label, value in pairs:
        if label not in offered and value not in offered.values():
            offered[label] = value
        if len(offered) == MOST_CHOICES:
            break
    return tuple(offered.items())
