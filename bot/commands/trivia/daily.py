"""/daily: the daily game “Place it”, one private message from the first event to the result."""

from __future__ import annotations

import re
from datetime import date as Day

from bot.chat import Choice, Field, Reply, UsageError, button, needed
from bot.commands.context import Change, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import player_lock, puzzle_lock, study_lock
from bot.commands.reading.asking import Asking
from bot.commands.reading.days import past_day_of
from bot.commands.row import Command, Outcome, Visibility, command
from bot.commands.study.sittings import begin
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import daily as replies, standings
from bot.trivia.daily import (
    DAY,
    TABLE_DAYS,
    Game,
    GameMoved,
    PuzzleDrawn,
    begins_at,
    card_of,
    closes_at,
    draw_from,
    first_day,
    history_span,
    is_open,
    is_playable,
    pool_size,
    streak,
    table as table_of,
)
from bot.trivia.puzzle import LEAST_POOL, TO_PLACE, Play, Puzzle, day_numbered, number_of
from bot.trivia.seats import is_seat

MOST_LISTED = 20
# Four digits are a year. The number of a game will have four from 2028 on, and will need the sign then.
_NUMBER = re.compile(r"#([0-9]{1,4})|([0-9]{1,3})")


def read_game(text: str, asking: Asking) -> Day:
    """Read which game is meant: by its number, `332` or `#332`, or by its day."""
    try:
        number = _NUMBER.fullmatch(text)
        return day_numbered(int(number[1] or number[2])) if number else past_day_of(text, asking.context.today)
    except ValueError:
        raise UsageError(asking.say(replies.NO_GAME, text=text, number=number_of(asking.context.today))) from None


class Daily(Options):
    """Which day's game."""

    date: Day | None = option(N_("an older one, as yesterday or 332; for practice"), read=read_game)


class OfDay(Options):
    """The game of which day."""

    day: Day = option(N_("the game's day"), hidden=True)


class Pressed(OfDay):
    """Which slot was pressed, for which of the events to place."""

    turn: int = option(N_("which event"), low=0, high=TO_PLACE - 1, hidden=True)
    slot: int = option(N_("which place in the row"), low=0, high=TO_PLACE, hidden=True)


@command(
    "daily",
    N_("Place it: six events a day to put in order; only you see your game"),
    "/daily",
    "/daily yesterday",
    lock=puzzle_lock,
)
def daily(options: Daily, context: StoredContext) -> Outcome:
    """Begin today's game, go on with a game that was begun, or play an older one."""
    return _opened(options.date or _day_to_play(context), context)


@command("daily show", N_("Go back to a game"), lock=puzzle_lock, hidden=True)
def show(options: OfDay, context: StoredContext) -> Outcome:
    """Show a game in place of the message that was pressed."""
    return _opened(options.day, context, replaces=True)


@command("daily place", N_("Put an event where it belongs"), lock=player_lock, hidden=True)
def place(options: Pressed, context: StoredContext) -> Outcome:
    """Put an event into a slot; a second press for the same event changes nothing, and shows the game."""
    puzzle, game = _begun(options.day, context)
    play = Play(puzzle, game.slots)
    if not play.takes(options.turn, options.slot):
        return Outcome(_shown(puzzle, game, context, replaces=True))
    after = game.moved(play.place(options.slot), in_time=is_open(game.day, context.now, context.settings.zone))
    reply = _shown(puzzle, after, context, is_new=True, replaces=True)
    return Outcome(reply, (GameMoved(context.user, after, context.now),))


@command(
    "daily share",
    N_("Show your result to the channel, without the puzzle"),
    visibility=Visibility.PUBLIC,
    lock=player_lock,
    hidden=True,
)
def share(options: OfDay, context: StoredContext) -> Outcome:
    """Show the result to the channel; each player may do so once."""
    puzzle, game = _over(options.day, context)
    if not context.channel.id:
        raise UsageError(context.say(replies.NO_CHANNEL))
    if not game.counts:
        raise UsageError(context.say(replies.NOT_SHARED))
    if game.shared_at:
        raise UsageError(context.say(replies.SHARED_ALREADY))
    reply = replies.shared(context.say, context.user.id, Play(puzzle, game.slots))
    return Outcome(reply, (GameMoved(context.user, replace(game, shared_at=context.now), context.now),))


@command("daily learn", N_("Make cards of what you misplaced"), lock=study_lock, hidden=True)
def learn(options: OfDay, context: StoredContext) -> Outcome:
    """Make cards of the events that were misplaced, and begin to learn them."""
    puzzle, game = _over(options.day, context)
    cards = tuple(card_of(piece) for piece in Play(puzzle, game.slots).missed)
    if not cards:
        raise UsageError(context.say(replies.NOTHING_MISSED))
    return begin(cards, replies.study_title(context.say, game.day), context)


@command("daily table", N_("Who places best"), hidden=True)
def table(options: OfDay, context: StoredContext) -> Outcome:
    """Show the table of the last days, where a moderator has switched leaderboards on."""
    say, player = context.say, context.user.id
    if not context.settings.has_leaderboards:
        raise UsageError(say(standings.LEADERBOARDS_OFF))
    tallies = context.records.tallies(context.community, context.today - (TABLE_DAYS - 1) * DAY)
    lines = list(enumerate(table_of(tallies), 1))
    shown = [(rank, line) for rank, line in lines if rank <= MOST_LISTED or line.player == player]
    back = button(say(replies.BACK), "daily show", day=options.day)
    reply = replies.table(say, shown, player, back, is_complete=len(shown) == len(lines))
    return Outcome(replace(reply, replaces=True))


def _day_to_play(context: StoredContext) -> Day:
    """Return today; or yesterday while its game still counts, if the person began it then and has not finished it."""
    yesterday = context.today - DAY
    if not is_open(yesterday, context.now, context.settings.zone):
        return context.today
    game = context.records.game(context.user, yesterday)
    # A game in a browser never counts, so `counts` does not tell; but it can only have begun on its day.
    is_of_its_day = game is not None and (game.counts or is_seat(context.user.id))
    return yesterday if game and is_of_its_day and game.score is None else context.today


def _opened(day: Day, context: StoredContext, *, replaces: bool = False) -> Outcome:
    if not is_playable(day, context.today):
        raise UsageError(replies.not_playable(context.say, first_day(context.today), context.today))
    puzzle = context.records.puzzle(context.community, day)
    stored: tuple[Change, ...] = ()
    if puzzle is None:
        puzzle = _drawn(day, context)
        stored = (PuzzleDrawn(context.community, puzzle, context.now),)
    game = context.records.game(context.user, day)
    if game is None:
        game = Game(day, counts=day == context.today and not is_seat(context.user.id))
        stored = (*stored, GameMoved(context.user, game, context.now))
    return Outcome(_shown(puzzle, game, context, replaces=replaces), stored)


def _drawn(day: Day, context: StoredContext) -> Puzzle:
    reported = {report.fact for report in context.records.open_reports(context.community)}
    history = context.records.puzzled(context.community, *history_span(day))
    puzzle = draw_from(context.library, day, history, reported, context.rng)
    if puzzle:
        return puzzle
    number = pool_size(context.library, reported)
    if number < LEAST_POOL:
        raise UsageError(replies.is_off(context.say, number))
    raise UsageError(context.say(replies.NO_SIX))


def _begun(day: Day, context: StoredContext) -> tuple[Puzzle, Game]:
    """Return a day's puzzle and somebody's game of it; UsageError where they have not begun it."""
    return needed(context.records.begun(context.user, day), context.say(replies.NOT_BEGUN))


def _over(day: Day, context: StoredContext) -> tuple[Puzzle, Game]:
    """Return a day's puzzle and somebody's game of it; UsageError where it is not over."""
    puzzle, game = _begun(day, context)
    needed(game.score, context.say(replies.NOT_OVER))
    return puzzle, game


def _shown(
    puzzle: Puzzle, game: Game, context: StoredContext, *, is_new: bool = False, replaces: bool = False
) -> Reply:
    play, say, notes = Play(puzzle, game.slots), context.say, _notes(game, context)
    if not play.is_over:
        return replies.playing(say, play.stage, notes, _todays(game, context), replaces=replaces)
    notes, fields = (*notes, *_next(game, context)), _fields(play, game, context)
    return replies.over(say, play, fields, notes, _offers(play, game, context), is_new=is_new, replaces=replaces)


def _fields(play: Play, game: Game, context: StoredContext) -> tuple[Field, ...]:
    """Return the person's streak; in a browser, which has no channel to post to, the result as a line to copy."""
    if is_seat(context.user.id):
        return (replies.to_copy(context.say, play),)
    return (
        (replies.streak(context.say, streak({*context.records.days_played(context.user), game.day}, context.today)),)
        if game.counts
        else ()
    )


def _todays(game: Game, context: StoredContext) -> tuple[Choice, ...]:
    """Return the button to today's game, under the game of another day."""
    today = button(context.say(replies.TODAY), "daily show", day=context.today)
    return () if game.day == context.today else (today,)


def _notes(game: Game, context: StoredContext) -> tuple[str, ...]:
    say, zone = context.say, context.settings.zone
    if is_seat(context.user.id):
        return (say(replies.ONLY_HERE),)
    if not game.counts:
        return (say(replies.COUNTS_NOT),)
    if game.score is None and game.day < context.today:
        return (say(replies.COUNTS_UNTIL, moment=say.moment(closes_at(game.day, zone), zone)),)
    return ()


def _next(game: Game, context: StoredContext) -> tuple[str, ...]:
    say, zone = context.say, context.settings.zone
    if game.day != context.today:
        return ()
    return (say(replies.NEXT_ONE, moment=say.moment(begins_at(game.day + DAY, zone), zone)),)


def _offers(play: Play, game: Game, context: StoredContext) -> tuple[Choice, ...]:
    say, has_table = context.say, context.settings.has_leaderboards and not is_seat(context.user.id)
    is_shareable = game.counts and game.shared_at is None
    return (
        *((replies.share_button(say, game.day),) if is_shareable else ()),
        *((button(say(replies.LEARN), "daily learn", day=game.day),) if play.missed else ()),
        *((button(say(replies.TABLE), "daily table", day=game.day),) if has_table else ()),
        *_todays(game, context),
    )


ROWS: tuple[Command, ...] = (daily, show, place, share, learn, table)
