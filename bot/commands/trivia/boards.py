"""/trivia board: a round in browsers, for the projector, the host's phone and people without an account."""

from __future__ import annotations

import re

from bot.chat import UsageError
from bot.commands.context import Context, HostContext
from bot.commands.options import Options, option
from bot.commands.reading.asking import Asking
from bot.commands.row import Command, Outcome, hosted
from bot.commands.trivia.playing import running
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import boards as replies
from bot.trivia.plan import Mode, Plan
from bot.trivia.seats import Naming, Room, opening, read_names

# How many characters a list of names has at most: those of more than forty pupils.
LIST_LIMIT = 2_000


def read_class(text: str, asking: Asking) -> tuple[str, ...]:
    """Read a class's list: names with commas, semicolons or line ends between them."""
    names = read_names(re.split(r"[,;\n]", text))
    if not names:
        raise UsageError(asking.say(replies.NO_NAMES))
    return names


class Board(Options):
    """How to name those who join in a browser; what is left out stays as it was, at first a number each."""

    names: Naming | None = option(N_("how those in browsers are called"), choices=replies.NAMINGS, named=True)
    people: tuple[str, ...] = option(
        N_("for names:list, the names with commas"), default=(), limit=LIST_LIMIT, read=read_class, named=True
    )


@hosted(
    running,
    "trivia board",
    N_("Links for projector and phone, and the code to join by"),
    "/trivia board",
    "/trivia board names:animals",
    '/trivia board names:list people:"Ada, Bob, Cem"',
)
def board(options: Board, context: HostContext) -> Outcome:
    """Open the round to browsers, or give new links to one that is open."""
    check(context.started.round.plan, context.address, context)
    records, code = context.records, context.started.round.id
    before = records.room_of(code) or Room(code, "")
    room = _named(before, options, context)
    links, stored = opening(room, before.code, records.is_code_free, context.rng, context.now)
    return Outcome(replies.links(context.say, context.address, links), stored)


def _named(room: Room, options: Board, context: Context) -> Room:
    """Return a room with its names as the host wishes; a list of names is enough to have them chosen from it."""
    naming = options.names or (Naming.LIST if options.people else room.naming)
    names = options.people or room.names
    if naming is Naming.LIST and not names:
        raise UsageError(context.say(replies.NO_NAMES))
    return replace(room, naming=naming, names=names if naming is Naming.LIST else ())


def check(plan: Plan, address: str, context: Context) -> None:
    """Raise UsageError where a round cannot be played in browsers."""
    if not address:
        raise UsageError(context.say(replies.NO_ADDRESS))
    if plan.mode is Mode.OWN:
        raise UsageError(context.say(replies.NOT_ALONE))


ROWS: tuple[Command, ...] = (board,)
