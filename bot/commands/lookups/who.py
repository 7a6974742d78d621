"""/who and /what: the card of a person, an organization, a treaty or a term, and the events it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import Reply, Request
from bot.commands.context import Context
from bot.commands.reading.names import NOT_PEOPLE, completing, resolve
from bot.commands.reading.pages import FROM, limit_of, offset_of, paged
from bot.commands.row import Command, Option, Outcome
from bot.facts.model import Fact, Kind
from bot.replies.catalog import N_
from bot.replies.lookups.facts import card, item


def who(request: Request, context: Context) -> Outcome:
    """Return a person's card, or ask which person is meant."""
    return _told(request, context, (Kind.PERSON,))


def what(request: Request, context: Context) -> Outcome:
    """Return the card of an organization or a term, or ask which is meant."""
    return _told(request, context, NOT_PEOPLE)


def _told(request: Request, context: Context, kinds: Sequence[Kind]) -> Outcome:
    resolved = resolve(request.options["name"], kinds, request.command, "name", context)
    if isinstance(resolved, Reply):
        return Outcome(resolved)
    return Outcome(_with_events(resolved.fact, resolved.remark, request, context))


def _with_events(fact: Fact, remark: str, request: Request, context: Context) -> Reply:
    page = context.library.timeline(topics=(fact.id,), offset=offset_of(request), limit=limit_of(request))
    told = card(context.say, context.library, fact)
    items = tuple(item(context.say, context.library, event) for event in page.items)
    notes = (remark, *told.notes) if remark else told.notes
    if offset_of(request):
        # Further pages are about the events; the card was on the first one.
        told = Reply(title=told.title, id=told.id)
        notes = ()
    return paged(replace(told, items=items, notes=notes), request, context, page.total, name=fact.id)


ROWS = (
    Command(
        "who",
        who,
        N_("Who somebody is: offices, life, and the events they stand in"),
        (Option("name", N_("a name, in any spelling or order"), required=True, complete=completing(Kind.PERSON)), FROM),
        ("/who Robertson", "/who Горбачёв", "/who secretary general 1999"),
        near=("whois",),
        steady=True,
    ),
    Command(
        "what",
        what,
        N_("What an organization, a treaty or a term is"),
        (
            Option("name", N_("an organization, treaty or term"), required=True, complete=completing(*NOT_PEOPLE)),
            FROM,
        ),
        ("/what Article 5", "/what NATO-Russia Council", "/what Orange Revolution"),
        steady=True,
    ),
)
