"""Cuts long answers into pages, with buttons from one to the next."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import ACTION_LIMIT, Choice, Reply, Request
from bot.commands.context import Context
from bot.commands.row import Kind, Option, action_of
from bot.replies.catalog import N_
from bot.replies.lookups import headings

# Five events at their longest (title, text, mark, a source with its address) are below a message's 4,000 characters.
PAGE_SIZE = 5
FROM = Option("from", N_("how many entries to leave out"), Kind.INTEGER, least=0, most=1_000_000, hidden=True)


def offset_of(request: Request) -> int:
    """Return how many entries come before the page that is asked for."""
    return int(request.options.get("from", "0"))


def limit_of(request: Request) -> int:
    """Return how many entries a page has, 0 for all of them."""
    return 0 if request.whole else PAGE_SIZE


def paged(reply: Reply, request: Request, context: Context, total: int, **options: str) -> Reply:
    """Add to a reply, whose items are one page of `total`, the buttons to the pages before and after."""
    shown, offset, say = len(reply.items), offset_of(request), context.say
    note = headings.page_note(say, shown, offset, total)
    given = {name: value for name, value in options.items() if value}
    before = {**given, "from": max(offset - PAGE_SIZE, 0)}
    after = {**given, "from": offset + shown}
    moves = (
        *(((headings.previous_page(say), before),) if offset else ()),
        *(((headings.next_page(say), after),) if offset + shown < total else ()),
    )
    actions = [(label, action_of(request.command, **values)) for label, values in moves]
    fits = tuple(Choice(label, action) for label, action in actions if len(action) <= ACTION_LIMIT)
    told = tuple(headings.type_for_more(say, action) for _, action in actions if len(action) > ACTION_LIMIT)
    notes = (*((note,) if note else ()), *told, *reply.notes)
    return replace(reply, notes=notes, choices=(*fits, *reply.choices), replaces="from" in request.options)
