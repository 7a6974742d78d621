"""An entry that is opened from an overview, and what is a press away from it: who says what, and every source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Reply, Statement, UsageError, button
from bot.commands.context import Context
from bot.commands.options import Options, option
from bot.commands.row import Outcome, look_up
from bot.facts.aspects import sides_of
from bot.facts.library import Library
from bot.facts.model import Fact, Role
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import facts, headings, overview


class OfFact(Options):
    """Which fact."""

    id: str = option(N_("the fact"), hidden=True)


@look_up("open", N_("Open an entry"), hidden=True)
def opened(options: OfFact, context: Context) -> Outcome:
    """Return the card of a fact, whatever its kind."""
    return Outcome(card_of(_fact(options.id, context), context, facts.OPENED))


@look_up("sides", N_("Who says what"), hidden=True)
def sides(options: OfFact, context: Context) -> Outcome:
    """Return what each party says of a disputed fact, all of them alike, with where they say it."""
    fact, say = _fact(options.id, context), context.say
    said = facts.all_statements(say, context.library, fact)
    back = button(say(headings.BACK), "open", id=fact.id)
    text, notes = "\n".join(facts.differing(say, fact)), tuple(facts.notes(say, fact))
    reply = Reply(title=facts.title(fact), text=text, statements=said, notes=notes, choices=(back,), replaces=True)
    return Outcome(reply)


def card_of(
    fact: Fact, context: Context, most: facts.Most = facts.USUAL, role: Role | None = None, reserve: int = 0
) -> Reply:
    """Return a fact's card, with what is a press away from it, and room for so many characters more.

    Of a person's offices `role` stands first.
    """
    reply = facts.card(context.say, context.library, fact, facts.EVERYTHING if context.whole else most, role)
    if context.whole:
        return replace(reply, statements=facts.all_statements(context.say, context.library, fact))
    reply = replace(reply, choices=further(fact, context.say))
    return card_in_short(reply, fact, context.say, context.library, reserve)


def card_in_short(reply: Reply, fact: Fact, say: Catalog, library: Library, reserve: int = 0) -> Reply:
    """Return a card that is no wall: parties by their names alone, and what came after where a finding tells it."""
    for whole in (reply, replace(reply, statements=_without_sources(reply.statements))):
        if overview.is_screen(whole, reserve):
            return whole
    found = facts.findings(say, library, fact)[:1]
    shorter = replace(reply, statements=found, fields=(*reply.fields, *facts.parties(say, fact)))
    if not found or overview.is_screen(shorter, reserve):
        return shorter
    notes = tuple(facts.notes(say, fact, with_later=False))
    return replace(shorter, statements=_without_sources(found), fields=tuple(facts.parties(say, fact)), notes=notes)


def _without_sources(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(replace(statement, sources=()) for statement in statements)


def further(fact: Fact, say: Catalog) -> tuple[Choice, ...]:
    """Return the buttons under a fact's card."""
    is_disputed = bool(sides_of(fact))
    return (
        *((button(say(headings.WHAT_EACH_SAYS), "sides", id=fact.id),) if is_disputed else ()),
        button(headings.sources_of(say, len(facts.citations(fact))), "sources", id=fact.id),
        button(say(headings.REPORT_MISTAKE), "report form", id=fact.id),
    )


def _fact(id: str, context: Context) -> Fact:
    fact = context.library.fact(id)
    if fact is None:
        raise UsageError(context.say(headings.GONE))
    return fact


ROWS = (opened, sides)
