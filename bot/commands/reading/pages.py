"""Cuts long answers into pages, with buttons from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.chat import ACTION_LIMIT, Choice, Reply, action_of
from bot.commands.context import Context
from bot.commands.options import Options, option
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings

# Lines that a phone shows at a glance.
PAGE_SIZE = 8
Entry = TypeVar("Entry")


class Paged(Options):
    """What is answered in pages; `from_` tells how many entries come before the page that is asked for.

    The first page is not asked for, but for going back to it: then it takes the place of another.
    """

    from_: int | None = option(N_("how many entries to leave out"), low=0, high=1_000_000, hidden=True)

    @property
    def offset(self) -> int:
        """How many entries come before the page."""
        return self.from_ or 0


def limit_of(context: Context) -> int:
    """Return how many entries a page has, 0 for all of them."""
    return 0 if context.whole else PAGE_SIZE


def page_of(entries: Sequence[Entry], options: Paged, context: Context) -> Sequence[Entry]:
    """Return the entries of the page that is asked for, or all of them."""
    return entries if context.whole else entries[options.offset :][:PAGE_SIZE]


def paged(reply: Reply, options: Paged, context: Context, total: int, **given: str) -> Reply:
    """Add to a reply, whose items are one page of `total`, the buttons to the pages before and after."""
    shown, offset, say = len(reply.items), options.offset, context.say
    note = headings.page_note(say, shown, offset, total)
    again = {name: value for name, value in given.items() if value}
    moves = (
        *(((say(headings.PREVIOUS_PAGE), max(offset - PAGE_SIZE, 0)),) if offset else ()),
        *(((say(headings.NEXT_PAGE), offset + shown),) if offset + shown < total else ()),
    )
    actions = [(label, action_of(context.command, **again, **{"from": start})) for label, start in moves]
    fits, typed = offered(say, actions)
    notes = (*((note,) if note else ()), *typed, *reply.notes)
    return replace(reply, notes=notes, choices=(*fits, *reply.choices), replaces=options.from_ is not None)


def offered(say: Catalog, moves: Sequence[tuple[str, str]]) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """Return a button for each (label, action) that one can carry, and of the others notes that say what to type."""
    buttons = tuple(Choice(label, action) for label, action in moves if len(action) <= ACTION_LIMIT)
    notes = tuple(say(headings.TYPE_FOR_MORE, command=action) for _, action in moves if len(action) > ACTION_LIMIT)
    return buttons, notes
