"""An entry that is opened from an overview, and what is a press away from it: who says what, and every source."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Choice, Reply, UsageError, button
from bot.commands.context import Context
from bot.commands.options import Options, option
from bot.commands.row import Outcome, look_up
from bot.facts.aspects import sides_of
from bot.facts.model import Fact
from bot.replies.catalog import N_
from bot.replies.lookups import facts, headings, overview


class OfFact(Options):
    """Which fact."""

    id: str = option(N_("the fact"), hidden=True)


@look_up("open", N_("Open an entry"), hidden=True)
def opened(options: OfFact, context: Context) -> Outcome:
    """Return the card of a fact, whatever its kind."""
    return Outcome(card_of(_fact(options.id, context), context))


@look_up("sides", N_("Who says what"), hidden=True)
def sides(options: OfFact, context: Context) -> Outcome:
    """Return what each party says of a disputed fact, all of them alike, with where they say it."""
    fact, say = _fact(options.id, context), context.say
    said = facts.all_statements(say, context.library, fact)
    back = button(headings.back(say), "open", id=fact.id)
    notes = tuple(facts.notes(say, fact))
    return Outcome(Reply(title=facts.title(fact), statements=said, notes=notes, choices=(back,), replaces=True))


def card_of(fact: Fact, context: Context) -> Reply:
    """Return a fact's card, with what is a press away from it."""
    reply = facts.card(context.say, context.library, fact)
    if context.whole:
        return replace(reply, statements=facts.all_statements(context.say, context.library, fact))
    return replace(_fitting(reply, fact, context), choices=further(fact, context))


def _fitting(reply: Reply, fact: Fact, context: Context) -> Reply:
    """Return a card that is no wall: parties by their names alone, and what came after where a finding tells it."""
    if overview.length_of(reply) <= overview.ROOM:
        return reply
    found = facts.findings(context.say, context.library, fact)[:1]
    shorter = replace(reply, statements=found, fields=(*reply.fields, *facts.parties(context.say, fact)))
    if not found or overview.length_of(shorter) <= overview.ROOM:
        return shorter
    date = tuple(reply.fields[:1])
    notes = tuple(facts.notes(context.say, fact, with_later=False))
    return replace(shorter, fields=(*date, *facts.parties(context.say, fact)), notes=notes)


def further(fact: Fact, context: Context) -> tuple[Choice, ...]:
    """Return the buttons under a fact's card."""
    say = context.say
    is_disputed = bool(sides_of(fact))
    return (
        *((button(headings.what_each_says(say), "sides", id=fact.id),) if is_disputed else ()),
        button(headings.sources_of(say, len(facts.citations(fact))), "sources", id=fact.id),
        button(headings.report_mistake(say), "report form", id=fact.id),
    )


def _fact(id: str, context: Context) -> Fact:
    fact = context.library.fact(id)
    if fact is None:
        raise UsageError(headings.gone(context.say))
    return fact


ROWS = (opened, sides)
