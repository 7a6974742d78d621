"""What the host of a round, or a moderator, does to it; and what the clock does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.places import records_of, user_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Right, Visibility
from bot.commands.trivia.playing import channel_lock, end, hosted, last_hosted, moved
from bot.replies.catalog import N_
from bot.replies.trivia import refusals
from bot.replies.trivia import rounds as replies
from bot.replies.trivia import standings as results
from bot.trivia.plan import Player
from bot.trivia.records import Joined, Moved, Removed, Renamed, Started
from bot.trivia.round import NotPossible, Round
from bot.trivia.standings import smallest_team

MOST_EXTRA = 600
NAME_LIMIT = 30


def stop(request: Request, context: Context) -> Outcome:
    """End the round and name the winner."""
    started = hosted(request, context)
    after = started.round.stop()
    return Outcome(end(after, context), (Moved(after, request.at),))


def pause(request: Request, context: Context) -> Outcome:
    """Stop the clock."""
    return _moved(Round.pause, replies.paused(context.say), request, context)


def resume(request: Request, context: Context) -> Outcome:
    """Let the clock go on; an open question is posted again, with the time that is left."""
    return _moved(Round.resume, replies.resumed(context.say), request, context)


def skip(request: Request, context: Context) -> Outcome:
    """Close the open question, or ask the next one without waiting."""
    return _moved(Round.skip, replies.skipped(context.say), request, context)


def _moved(move: Callable[[Round, datetime], Round], reply: Reply, request: Request, context: Context) -> Outcome:
    started = hosted(request, context)
    try:
        after = move(started.round, request.at)
    except NotPossible as error:
        raise UsageError(refusals.not_now(context.say, error.phase)) from None
    return Outcome(reply, moved(started, after, request.at, context))


def step(request: Request, context: Context) -> Outcome:
    """Do what is due in a round; anybody may ask for that, for it depends on the clock alone."""
    started = records_of(context).round(request.options["round"])
    if started is None:
        raise UsageError(refusals.no_round(context.say))
    after = started.round.tick(request.at)
    if after is started.round:
        return Outcome(Reply())
    return Outcome(Reply(), moved(started, after, request.at, context))


def extra(request: Request, context: Context) -> Outcome:
    """Give somebody extra time, of which nobody else is told."""
    started, seconds = hosted(request, context), int(request.options["seconds"])
    user = user_of(request, request.options["user"])
    known = started.round.player(user.id)
    player = known or Player(user.id, len(started.round.players) + 1, team=smallest_team(started.round))
    given = replace(player, extra=timedelta(seconds=seconds))
    return Outcome(results.extra_given(context.say, seconds), (Joined(started.round.id, user, given, request.at),))


def rename(request: Request, context: Context) -> Outcome:
    """Give a player another nickname."""
    started, player = _player(request, context)
    name = request.options.get("name", "")[:NAME_LIMIT]
    shown = results.name(context.say, replace(player, name=name))
    return Outcome(results.renamed(context.say, shown), (Renamed(started.round.id, user_of(request, player.id), name),))


def remove(request: Request, context: Context) -> Outcome:
    """Take a player out of the round, with all answers."""
    started, player = _player(request, context)
    return Outcome(results.removed(context.say), (Removed(started.round.id, user_of(request, player.id), request.at),))


def _player(request: Request, context: Context) -> tuple[Started, Player]:
    """Return the player who is meant: by the platform's id, by nickname or by number."""
    started, text = last_hosted(request, context), request.options["user"]
    shown = {results.name(context.say, player).casefold(): player for player in started.round.players}
    numbers = {str(player.number): player for player in started.round.players}
    found = started.round.player(text) or shown.get(text.casefold()) or numbers.get(text)
    if found is None:
        raise UsageError(results.no_player(context.say))
    return started, found


def hosting(
    name: str,
    run: Callable[[Request, Context], Outcome],
    help_text: str,
    options: tuple[Option, ...] = (),
    examples: tuple[str, ...] = (),
    visibility: Visibility = Visibility.PRIVATE,
) -> Command:
    """Return a row for the host of a round."""
    return Command(
        name,
        run,
        help_text,
        options,
        examples or (f"/{name}",),
        response=Response.DEFER,
        visibility=visibility,
        right=Right.HOST,
        stored=True,
        lock=channel_lock,
    )


_USER = Option("user", N_("the person"), Kind.USER, required=True)
_WHO = Option("user", N_("the person, or the nickname or number they are shown by"), required=True)
_NAME = Option("name", N_("the nickname; nothing for the number"))
_SECONDS = Option("seconds", N_("how many seconds more"), Kind.INTEGER, required=True, least=0, most=MOST_EXTRA)
ROUND = Option("round", N_("the round"), required=True, hidden=True)

ROWS = (
    hosting("trivia stop", stop, N_("End the round and name the winner"), visibility=Visibility.PUBLIC),
    hosting("trivia pause", pause, N_("Stop the round's clock"), visibility=Visibility.PUBLIC),
    hosting("trivia resume", resume, N_("Let the round go on"), visibility=Visibility.PUBLIC),
    hosting("trivia skip", skip, N_("Skip the question, or the wait for the next one"), visibility=Visibility.PUBLIC),
    hosting(
        "trivia extra",
        extra,
        N_("Give somebody extra time at each question; nobody else is told"),
        (_USER, _SECONDS),
        ("/trivia extra ann 15",),
    ),
    hosting("trivia rename", rename, N_("Change a player's nickname"), (_WHO, _NAME), ("/trivia rename 7 Heron",)),
    hosting("trivia remove", remove, N_("Take a player out of the round"), (_WHO,), ("/trivia remove 7",)),
    Command(
        "trivia step",
        step,
        N_("Do what is due in a round"),
        (ROUND,),
        visibility=Visibility.PRIVATE,
        response=Response.DEFER,
        stored=True,
        lock=channel_lock,
        hidden=True,
    ),
)
