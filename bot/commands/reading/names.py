"""Resolves the names people type to one record, or asks which is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.chat import Choice, Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.row import button
from bot.facts.find import How, find
from bot.facts.model import Event, Fact, Kind, Person
from bot.facts.names import fold
from bot.replies.lookups import headings
from bot.replies.lookups.facts import title

NOT_PEOPLE = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM)
# A Discord select menu, and a list of completions there, hold 25.
MOST_CHOICES = 25
Completion = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """One record, and a remark when the name was not quite its own."""

    fact: Fact
    remark: str = ""


def resolve(text: str, kinds: Sequence[Kind], command: str, option: str, context: Context) -> Resolved | Reply:
    """Return the one record that a name means, or a reply that asks which; UsageError when there is none.

    The choices of that reply ask `command` again with `option` set to the id that was chosen.
    """
    found = find(context.library, text, kinds)
    if found.how is How.NOBODY:
        raise _unknown(text, found.facts, command, option, context)
    if len(found.facts) > 1:
        choices = _choices(found.facts, command, option, context)
        return headings.which(context.say, text, choices, len(found.facts))
    fact = found.facts[0]
    return Resolved(fact, headings.understood(context.say, text, title(fact)) if found.how is How.NEAR else "")


def resolve_one(text: str, kinds: Sequence[Kind], command: str, option: str, context: Context) -> Fact:
    """Return the one record that a name means; UsageError, with what it may mean, otherwise."""
    resolved = resolve(text, kinds, command, option, context)
    if isinstance(resolved, Resolved):
        return resolved.fact
    raise UsageError(resolved.title, resolved.menu.choices if resolved.menu else ())


def completing(*kinds: Kind) -> Callable[[Request, Context, str], Completion]:
    """Return a completion that offers the names of records of these kinds."""

    def complete(request: Request, context: Context, beginning: str) -> Completion:
        labels = context.library.complete(fold(beginning), kinds, MOST_CHOICES)
        return tuple((label.text, label.id) for label in labels)

    return complete


def complete_topic(request: Request, context: Context, beginning: str) -> Completion:
    """Offer the packs' topics, then organizations and terms."""
    folded = fold(beginning)
    topics = ((name, tag) for tag, name in context.library.topics.items() if folded in fold(f"{name} {tag}"))
    found = (*topics, *completing(*NOT_PEOPLE)(request, context, beginning))
    return found[:MOST_CHOICES]


def complete_year(request: Request, context: Context, beginning: str) -> Completion:
    """Offer the years and decades that have events and begin as typed."""
    first, last = context.library.years()
    decades = [f"{year:03}s" for year in range(first // 10 * 10, last + 1, 10)]
    years = [f"{year:03}" for year in range(last, first - 1, -1)]
    offered = [*years, *decades] if len(beginning) > 2 else ["all", *decades, *years]
    return tuple((text, text) for text in offered if text.startswith(beginning.casefold()))[:MOST_CHOICES]


def _unknown(text: str, nearest: Sequence[Fact], command: str, option: str, context: Context) -> UsageError:
    if not nearest:
        return UsageError(headings.unknown(context.say, text))
    return UsageError(headings.did_you_mean(context.say, text), _choices(nearest[:5], command, option, context))


def _choices(facts: Sequence[Fact], command: str, option: str, context: Context) -> tuple[Choice, ...]:
    return tuple(
        Choice(title(fact), button("", command, **{option: fact.id}).action, _detail(fact, context))
        for fact in facts[:MOST_CHOICES]
    )


def _detail(fact: Fact, context: Context) -> str:
    """Return what tells one record from another of the same name."""
    if isinstance(fact, Person) and fact.roles:
        role = max(fact.roles, key=lambda role: role.since.first)
        until = context.say.date(role.until) if role.until else ""
        return f"{role.title}, {context.say.date(role.since)} – {until}"
    return context.say.date(fact.date) if isinstance(fact, Event) else fact.text
