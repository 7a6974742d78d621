"""/trivia board: a round in browsers, for the projector, the host's phone and whoever has no account."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import UsageError
from bot.commands.context import Context, HostContext
from bot.commands.options import Options, option
from bot.commands.row import Command, Outcome, hosted
from bot.commands.trivia.playing import running
from bot.replies.catalog import N_
from bot.replies.trivia import boards as replies
from bot.trivia.plan import Mode, Plan
from bot.trivia.seats import Naming, Room, opening


class Board(Options):
    """How those are called who join in a browser; left out, as they were, or else by a number."""

    names: Naming | None = option(N_("how those in browsers are called"), choices=replies.NAMINGS, named=True)


@hosted(
    running,
    "trivia board",
    N_("Links for the projector and your phone, and the code to join in a browser"),
    "/trivia board",
    "/trivia board names:animals",
)
def board(options: Board, context: HostContext) -> Outcome:
    """Open the round to browsers, or give new links to one that is open."""
    check(context.started.round.plan, context.address, context)
    records, code = context.records, context.started.round.id
    before = records.room_of(code) or Room(code, "")
    room = replace(before, naming=options.names or before.naming)
    links, stored = opening(room, before.code, records.is_code_free, context.rng, context.now)
    return Outcome(replies.links(context.say, context.address, links), stored)


def check(plan: Plan, address: str, context: Context) -> None:
    """Raise UsageError where a round cannot be played in browsers."""
    if not address:
        raise UsageError(replies.no_address(context.say))
    if plan.mode is Mode.OWN:
        raise UsageError(replies.not_alone(context.say))


ROWS: tuple[Command, ...] = (board,)
