"""What is offered while somebody types: facts, names, offices; never the same twice."""

from __future__ import annotations

from collections.abc import Iterable

from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Completer, Completion
from bot.facts.incumbents import titles, written_out
from bot.facts.model import Kind
from bot.facts.names import fold
from bot.facts.search import search
from bot.replies.lookups.facts import title

FACTS = tuple(kind for kind in Kind if kind not in (Kind.SOURCE, Kind.QUESTION))


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


def complete_who(context: Context, beginning: str) -> Completion:
    """Offer people, and offices for those who know only what somebody was."""
    people = context.library.complete(fold(beginning), (Kind.PERSON,), MOST_CHOICES)
    named = ((label.text, label.id) for label in people)
    in_full = " ".join(written_out(fold(beginning).split()))
    offices = ((title, title) for title in titles(context.library) if begins(title, in_full))
    return offer((*offices, *named)) if not beginning else offer((*named, *offices))


def completing(*kinds: Kind) -> Completer:
    """Return a completion that offers the names of records of these kinds."""

    def complete(context: Context, beginning: str) -> Completion:
        labels = context.library.complete(fold(beginning), kinds, MOST_CHOICES)
        return offer((label.text, label.id) for label in labels)

    return complete


def with_events(*kinds: Kind) -> Completer:
    """Return a completion that offers the names of records of these kinds of which events tell."""

    def complete(context: Context, beginning: str) -> Completion:
        labels = context.library.complete(fold(beginning), kinds, 2 * MOST_CHOICES)
        return offer((label.text, label.id) for label in labels if context.library.number(topics=(label.id,)))

    return complete


def begins(title: str, beginning: str) -> bool:
    """Whether a title begins so, or one of its words and what follows it."""
    return f" {fold(beginning)}" in f" {fold(title)}"


def offer(pairs: Iterable[tuple[str, str]]) -> Completion:
    """Return the first pairs, each label, whatever its article, and each value once."""
    offered: dict[str, tuple[str, str]] = {}
    values = set[str]()
    for label, value in pairs:
        called = label.casefold().removeprefix("the ")
        if called not in offered and value not in values:
            offered[called] = (label, value)
            values.add(value)
        if len(offered) == MOST_CHOICES:
            break
    return tuple(offered.values())
