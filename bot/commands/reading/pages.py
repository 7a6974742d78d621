"""Cuts long answers into pages, with buttons from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.chat import ACTION_LIMIT, Choice, Item, Reply, action_of
from bot.commands.context import Context
from bot.commands.options import Options, option
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings, overview

# Lines that a phone shows at a glance.
PAGE_SIZE = 8
# The room of the buttons to other pages, and of the note on which entries these are.
BUTTONS = 40
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


def in_pages(reply: Reply, items: Sequence[Item], options: Paged, context: Context, **given: str) -> Reply:
    """Return a page of longer entries, as many as the first screen has room for; `reply` is all but these."""
    before = start = 0
    number = _number_fitting(reply, items)
    while start + number <= min(options.offset, len(items) - 1):
        before, start = start, start + number
        number = _number_fitting(reply, items[start:])
    page = replace(reply, items=tuple(items[start : start + number]))
    return _turned(page, start, before, len(items), options, context, given)


def _number_fitting(reply: Reply, items: Sequence[Item]) -> int:
    """Return how many entries are on a page that begins with the first of these, one at least."""
    numbers = range(min(len(items), PAGE_SIZE), 1, -1)
    return next((number for number in numbers if _has_room(replace(reply, items=tuple(items[:number])))), 1)


def _has_room(reply: Reply) -> bool:
    return overview.length_of(reply) + BUTTONS <= overview.ROOM


def paged(reply: Reply, options: Paged, context: Context, total: int, **given: str) -> Reply:
    """Add to a reply, whose items are one page of `total`, the buttons to the pages before and after."""
    return _turned(reply, options.offset, max(options.offset - PAGE_SIZE, 0), total, options, context, given)


def _turned(
    page: Reply, start: int, before: int, total: int, options: Paged, context: Context, given: Mapping[str, str]
) -> Reply:
    """Add the buttons to the pages that begin at `before`, and after this one, which begins at `start`."""
    shown, say = len(page.items), context.say
    note = headings.page_note(say, shown, start, total)
    again = {name: value for name, value in given.items() if value}
    moves = (
        *(((say(headings.PREVIOUS_PAGE), before),) if start else ()),
        *(((say(headings.NEXT_PAGE), start + shown),) if start + shown < total else ()),
    )
    actions = [(label, action_of(context.command, **again, **{"from": at})) for label, at in moves]
    fits, typed = offered(say, actions)
    notes = (*((note,) if note else ()), *typed, *page.notes)
    return replace(page, notes=notes, choices=(*fits, *page.choices), replaces=options.from_ is not None)


def offered(say: Catalog, moves: Sequence[tuple[str, str]]) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """Return a button for each (label, action) that one can carry, and of the others notes that say what to type."""
    buttons = tuple(Choice(label, action) for label, action in moves if len(action) <= ACTION_LIMIT)
    notes = tuple(say(headings.TYPE_FOR_MORE, command=action) for _, action in moves if len(action) > ACTION_LIMIT)
    return buttons, notes
