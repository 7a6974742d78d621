"""What a host does who sets the pace: go on, and let nobody new in."""

from __future__ import annotations

from bot.chat import Reply, UsageError
from bot.commands.context import HostContext
from bot.commands.options import Options, option
from bot.commands.row import Command, Outcome, hosted
from bot.commands.trivia.playing import moved, running
from bot.replies.catalog import N_
from bot.replies.trivia import pacing as replies
from bot.replies.trivia import refusals
from bot.trivia.records import Moved
from bot.trivia.round import NotPossible


class Go(Options):
    """At which moment it was pressed, where a page showed one."""

    step: int | None = option(N_("the moment that was seen"), low=0, hidden=True)


class Lock(Options):
    """Whether nobody new may join."""

    locked: bool = option(N_("no lets people in again"), default=True)


@hosted(running, "trivia go", N_("Begin, reveal the answer, or ask the next question"), "/trivia go")
def go(options: Go, context: HostContext) -> Outcome:
    """Begin, reveal the open question, or ask the next one; what was pressed at another moment does nothing."""
    current = context.started.round
    if options.step not in (None, current.state.step):
        return Outcome(Reply())
    try:
        after = current.go_on(context.now)
    except NotPossible as error:
        raise UsageError(refusals.not_now(context.say, error.phase)) from None
    return Outcome(replies.went_on(context.say, after), moved(context.started, after, context.now, context))


@hosted(running, "trivia lock", N_("Let nobody new into the round"), "/trivia lock", "/trivia lock no")
def lock(options: Lock, context: HostContext) -> Outcome:
    """Let nobody new join, or let people join again."""
    after = context.started.round.lock(options.locked)
    return Outcome(replies.locked(context.say, is_locked=options.locked), (Moved(after, context.now),))


ROWS: tuple[Command, ...] = (go, lock)
