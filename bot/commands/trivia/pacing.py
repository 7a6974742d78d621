"""What a host does who sets the pace: go on, and let nobody new in."""

from __future__ import annotations

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.row import Kind, Option, Outcome
from bot.commands.trivia.hosting import hosting
from bot.commands.trivia.playing import hosted, moved
from bot.replies.catalog import N_
from bot.replies.trivia import pacing as replies
from bot.replies.trivia import refusals
from bot.trivia.records import Moved
from bot.trivia.round import NotPossible


def go(request: Request, context: Context) -> Outcome:
    """Begin, reveal the open question, or ask the next one; `step` says which moment was seen when that was pressed."""
    started = hosted(request, context)
    step = request.options.get("step")
    if step is not None and int(step) != started.round.state.step:
        return Outcome(Reply())
    try:
        after = started.round.go_on(request.at)
    except NotPossible as error:
        raise UsageError(refusals.not_now(context.say, error.phase)) from None
    return Outcome(replies.went_on(context.say, after), moved(started, after, request.at, context))


def lock(request: Request, context: Context) -> Outcome:
    """Let nobody new join, or let people join again."""
    started = hosted(request, context)
    is_locked = request.options.get("locked", "yes") == "yes"
    after = started.round.lock(is_locked)
    return Outcome(replies.locked(context.say, is_locked=is_locked), (Moved(after, request.at),))


_STEP = Option("step", N_("the moment that was seen"), Kind.INTEGER, least=0, hidden=True)
_LOCKED = Option("locked", N_("no lets people in again"), Kind.BOOLEAN)

ROWS = (
    hosting("trivia go", go, N_("Begin, reveal the answer, or ask the next question"), (_STEP,), ("/trivia go",)),
    hosting(
        "trivia lock",
        lock,
        N_("Let nobody new into the round"),
        (_LOCKED,),
        ("/trivia lock", "/trivia lock no"),
    ),
)
