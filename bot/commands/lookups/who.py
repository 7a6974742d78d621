"""/who and /what: the card of a person, an organization, a treaty or a term, and the events it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import Reply
from bot.commands.context import Context
from bot.commands.options import option
from bot.commands.reading.completions import complete_who, completing
from bot.commands.reading.names import NOT_PEOPLE, resolve
from bot.commands.reading.pages import Paged, limit_of, paged
from bot.commands.row import Outcome, look_up
from bot.facts.model import Fact, Kind
from bot.replies.catalog import N_
from bot.replies.lookups.facts import card, item


class Who(Paged):
    """Which person."""

    name: str = option(N_("a name, in any spelling or order"), complete=complete_who)


class What(Paged):
    """Which organization or term."""

    name: str = option(N_("an organization, treaty or term"), complete=completing(*NOT_PEOPLE))


@look_up(
    "who",
    N_("Who somebody is: offices, life, and the events they stand in"),
    "/who Robertson",
    "/who Горбачёв",
    "/who secretary general 1999",
    near=("whois",),
)
def who(options: Who, context: Context) -> Outcome:
    """Return a person's card, or ask which person is meant."""
    return _card_of(options, context, (Kind.PERSON,))


@look_up(
    "what",
    N_("What an organization, a treaty or a term is"),
    "/what Article 5",
    "/what NATO-Russia Council",
    "/what Orange Revolution",
)
def what(options: What, context: Context) -> Outcome:
    """Return the card of an organization or a term, or ask which is meant."""
    return _card_of(options, context, NOT_PEOPLE)


def _card_of(options: Who | What, context: Context, kinds: Sequence[Kind]) -> Outcome:
    resolved = resolve(options.name, kinds, context.command, "name", context)
    if isinstance(resolved, Reply):
        return Outcome(resolved)
    return Outcome(card_with_events(resolved.fact, resolved.remark, options, context))


def card_with_events(fact: Fact, remark: str, options: Who | What, context: Context) -> Reply:
    """Return a fact's card with a page of the events it stands in, and a remark when its name was not quite its own."""
    page = context.library.timeline(topics=(fact.id,), offset=options.offset, limit=limit_of(context))
    reply = card(context.say, context.library, fact)
    items = tuple(item(context.say, context.library, event) for event in page.items)
    notes = (remark, *reply.notes) if remark else reply.notes
    if options.offset:
        # Further pages are about the events; the card was on the first one.
        reply, notes = Reply(title=reply.title, id=reply.id), ()
    return paged(replace(reply, items=items, notes=notes), options, context, page.total, name=fact.id)


ROWS = (who, what)
