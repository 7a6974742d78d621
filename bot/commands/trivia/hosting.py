"""What the host of a round, or a moderator, does to it; and the step that is taken when its time has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.chat import Reply, UsageError, needed
from bot.commands.context import HostContext, StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import channel_lock, user_of
from bot.commands.reading.stored import complete_player
from bot.commands.row import Command, Outcome, Visibility, command, hosted
from bot.commands.trivia.playing import check_name, edits, end, latest, moved, running
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import refusals, rounds as replies, standings as results
from bot.trivia.plan import NAME_LIMIT, Player
from bot.trivia.records import Joined, Moved, Removed, Renamed
from bot.trivia.round import NotPossible, Round

MOST_EXTRA = 600


class InRound(Options):
    """Which round."""

    round: str = option(N_("the round"), hidden=True)


class OfPlayer(Options):
    """Which player."""

    user: str = option(N_("the person, or the nickname or number they are shown by"), complete=complete_player)


class Extra(OfPlayer):
    """To whom, and how much."""

    seconds: int = option(N_("how many seconds more"), low=0, high=MOST_EXTRA)


class Rename(OfPlayer):
    """Which player, and the nickname."""

    name: str = option(N_("the nickname; nothing for the number"), default="")


@hosted(running, "trivia stop", N_("End the round and name the winner"), "/trivia stop", visibility=Visibility.PUBLIC)
def stop(options: Nothing, context: HostContext) -> Outcome:
    """End the round and name the winner."""
    after = context.started.round.stop()
    changes = (Moved(after, context.now), *edits(context.started, after, context.now, context))
    return Outcome(end(after, context), changes)


@hosted(running, "trivia pause", N_("Stop the round's clock"), "/trivia pause", visibility=Visibility.PUBLIC)
def pause(options: Nothing, context: HostContext) -> Outcome:
    """Stop the clock."""
    return _moved(Round.pause, replies.PAUSED, context)


@hosted(running, "trivia resume", N_("Let the round go on"), "/trivia resume", visibility=Visibility.PUBLIC)
def resume(options: Nothing, context: HostContext) -> Outcome:
    """Let the clock go on; an open question is posted again, with the time that is left."""
    return _moved(Round.resume, replies.RESUMED, context)


@hosted(
    running,
    "trivia skip",
    N_("Skip the question, or the wait for the next one"),
    "/trivia skip",
    visibility=Visibility.PUBLIC,
)
def skip(options: Nothing, context: HostContext) -> Outcome:
    """Close the open question, or ask the next one without waiting."""
    return _moved(Round.skip, replies.SKIPPED, context)


def _moved(move: Callable[[Round, datetime], Round], sentence: str, context: HostContext) -> Outcome:
    try:
        after = move(context.started.round, context.now)
    except NotPossible as error:
        raise UsageError(refusals.not_now(context.say, error.phase)) from None
    return Outcome(Reply(text=context.say(sentence)), moved(context.started, after, context.now, context))


@hosted(
    running,
    "trivia extra",
    N_("Give somebody extra time, of which nobody else is told"),
    "/trivia extra ann 15",
)
def extra(options: Extra, context: HostContext) -> Outcome:
    """Give somebody extra time, of which nobody else is told."""
    current, player = context.started.round, _player(options.user, context)
    slower = replace(player, extra=timedelta(seconds=options.seconds))
    reply = results.extra_given(context.say, results.name(context.say, player), options.seconds)
    return Outcome(reply, (Joined(current.id, user_of(context.request, player.id), slower, context.now),))


@hosted(latest, "trivia rename", N_("Change a player's nickname"), "/trivia rename 7 Heron")
def rename(options: Rename, context: HostContext) -> Outcome:
    """Give a player another nickname."""
    player, name = _player(options.user, context), options.name[:NAME_LIMIT]
    check_name(name, player, context.started.round, context)
    shown = results.name(context.say, replace(player, name=name))
    renamed = Renamed(context.started.round.id, user_of(context.request, player.id), name)
    return Outcome(Reply(text=context.say(results.RENAMED, name=shown)), (renamed,))


@hosted(latest, "trivia remove", N_("Take a player out of the round"), "/trivia remove 7")
def remove(options: OfPlayer, context: HostContext) -> Outcome:
    """Take a player out of the round, with all answers."""
    player = _player(options.user, context)
    removed = Removed(context.started.round.id, user_of(context.request, player.id), context.now)
    return Outcome(Reply(text=context.say(results.REMOVED)), (removed,))


def _player(text: str, context: HostContext) -> Player:
    """Return the player with this id, nickname or number; UsageError when there is none."""
    current = context.started.round
    shown = {results.name(context.say, player).casefold(): player for player in current.players}
    numbers = {str(player.number): player for player in current.players}
    # Where a person is picked in a text, the platform sends its own notation: <@U7|ann>.
    id = text.strip("<@!>").partition("|")[0]
    player = current.player(id) or shown.get(text.casefold()) or numbers.get(text)
    return needed(player, context.say(results.NO_PLAYER))


@command("trivia step", N_("Do what is due in a round"), lock=channel_lock, hidden=True)
def step(options: InRound, context: StoredContext) -> Outcome:
    """Do what is due in a round; anybody in its community may ask for it, since it depends on the time alone."""
    started = context.records.round(options.round)
    if started is None or started.channel.community != context.channel.community:
        raise UsageError(context.say(refusals.NO_ROUND))
    after = started.round.tick(context.now)
    if after is started.round:
        return Outcome(Reply())
    return Outcome(Reply(), moved(started, after, context.now, context))


class Go(Options):
    """The step of the round that was seen when the button was pressed, where it was a page's button."""

    step: int | None = option(N_("the moment that was seen"), low=0, hidden=True)


class Lock(Options):
    """Whether new people may not join."""

    locked: bool = option(N_("no lets people in again"), default=True)


@hosted(running, "trivia go", N_("Begin, reveal the answer, or ask the next question"), "/trivia go")
def go(options: Go, context: HostContext) -> Outcome:
    """Begin, reveal the open question, or ask the next one; a press that was meant for another step does nothing."""
    current = context.started.round
    if options.step not in (None, current.state.step):
        return Outcome(Reply())
    try:
        after = current.go_on(context.now)
    except NotPossible as error:
        raise UsageError(refusals.not_now(context.say, error.phase)) from None
    reply = Reply(text=context.say(replies.WENT_ON[after.state.phase]))
    return Outcome(reply, moved(context.started, after, context.now, context))


@hosted(running, "trivia lock", N_("Let nobody new into the round"), "/trivia lock", "/trivia lock no")
def lock(options: Lock, context: HostContext) -> Outcome:
    """Let nobody new join, or let people join again."""
    after = context.started.round.lock(options.locked)
    return Outcome(replies.locked(context.say, is_locked=options.locked), (Moved(after, context.now),))


ROWS: tuple[Command, ...] = (stop, pause, resume, skip, extra, rename, remove, step, go, lock)
