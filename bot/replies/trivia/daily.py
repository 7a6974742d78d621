"""What is said in the daily game, “Place it”: the row, what comes next, how a move went, the end, the invitation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from bot.chat import Choice, Field, Item, Reply, SourceLine, Statement, Style, button
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import overview
from bot.replies.lookups.facts import source_line
from bot.replies.trivia.pictures import of_row
from bot.trivia.daily import LEAST_GAMES, TABLE_DAYS, Finished, Invitation, Line
from bot.trivia.puzzle import LEAST_POOL, Piece, Play, Stage, number_of

COUNTS_NOT = N_("For practice: not played on its day, it counts for no streak and no table.")
ONLY_HERE = N_("In a browser a game counts for no streak and no table; nobody else sees it.")
LEARN = N_("Learn these")
TABLE = N_("Table")
BACK = N_("Back")
TODAY = N_("Today's")
NO_SIX = N_(
    "There is no puzzle for that day: too many events are resting, or too near to one another. Try another day, "
    "as in /daily date:yesterday"
)
NOT_BEGUN = N_("You have not begun that game. /daily shows you today's.")
NOT_OVER = N_("You have not placed all five yet. /daily goes on.")
NOT_SHARED = N_("A game that was not played on its day cannot be shared. /daily shows you today's.")
NO_CHANNEL = N_("Nobody else is here. Write /daily in the channel that shall see your result, and press Share there.")
SHARED_ALREADY = N_("You have shared that one already.")
NOTHING_MISSED = N_("You had all five in their place: there is nothing to learn. /study takes the packs' questions.")
_RULES = N_(
    "Six events, one row. The first one stands; press where each of the others belongs. Right or wrong, it goes "
    "to its true place, and you see when it was."
)
NEXT_ONE = N_("The next one: {moment}")
COUNTS_UNTIL = N_("Begun before midnight; it counts until: {moment}")
NO_GAME = N_(
    "“{text}” names no game I understand. Write yesterday, friday, 1 May, 2026-05-01, or a game's number, as {number}."
)
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[^a-z])")
RIGHT, WRONG, ANCHOR = "🟩", "🟥", "⬜"


# A community's puzzle has some fifteen stages, and each of its hundred players sees six of them.
@lru_cache(maxsize=2048)
def playing(say: Catalog, stage: Stage, notes: Sequence[str], others: Sequence[Choice], *, replaces: bool) -> Reply:
    """Show the row as it stands, how the last move went, and what is to be placed; the slots are to be pressed."""
    turn, total = stage.turn + 1, len(stage.puzzle.others)
    return Reply(
        title=say("Place it {number} · {turn} of {total}", number=stage.puzzle.number, turn=turn, total=total),
        text="" if stage.turn else say(_RULES),
        statements=(_move(say, stage.last, is_right=bool(stage.was_right)),) if stage.last else (),
        fields=(Field(say("Place this"), stage.current.title),),
        items=tuple(Item(piece.title, _short(say, piece)) for piece in stage.standing),
        notes=tuple(notes),
        choices=(*_slots(say, stage), *others),
        is_private=True,
        replaces=replaces,
    )


def over(
    say: Catalog,
    play: Play,
    fields: Sequence[Field],
    notes: Sequence[str],
    choices: Sequence[Choice],
    *,
    is_new: bool,
    replaces: bool = False,
) -> Reply:
    """Show the finished row and the result; how the last move went only when it has just been made."""
    reply = Reply(
        title=say("Place it {number} · {place}", number=play.puzzle.number, place=_result(play)),
        text=_placed(say, play),
        fields=tuple(fields),
        items=tuple(_ended(say, play)),
        picture=of_row(say, play),
        notes=tuple(notes),
        choices=tuple(choices),
        replaces=replaces,
    )
    return replace(reply, statements=(_fitting(say, play, reply),)) if is_new else reply


def streak(say: Catalog, days: int) -> Field:
    """Tell how many days somebody has played in a row."""
    return Field(say("Days in a row"), say.number(days))


def to_copy(say: Catalog, play: Play) -> Field:
    """Give the line that says how it went, without anything of the puzzle."""
    return Field(say("To copy and send"), _line_of(say, play))


def share_button(say: Catalog, day: date) -> Choice:
    """Offer to show the result to the channel."""
    return replace(button(say("Share"), "daily share", day=day), style=Style.PRIMARY)


def play_button(say: Catalog) -> Choice:
    """Offer today's game to whoever sees a message."""
    return replace(button(say("Play"), "daily"), style=Style.PRIMARY)


def shared(say: Catalog, user: str, play: Play) -> Reply:
    """Show a channel somebody's result, in squares and in words, without anything of the puzzle."""
    words = (say("right") if is_right else say("wrong") for is_right in play.results)
    return Reply(
        title=_line_of(say, play),
        text=say("{user}: {words}", user=user, words=", ".join(words)),
        choices=(play_button(say),),
        people=(user,),
    )


def table(say: Catalog, lines: Sequence[tuple[int, Line]], mine: str, back: Choice, *, is_complete: bool) -> Reply:
    """Show the table of the last days: rank and line of each who is in it, one's own among them."""
    about = say.count("The mean of the last {number} day", "The mean of the last {number} days", TABLE_DAYS)
    enough = say.count("from {number} game on", "from {number} games on", LEAST_GAMES)
    return Reply(
        title=say("Place it: the table"),
        text="" if lines else say("Nobody has played enough games yet."),
        fields=tuple(_line(say, rank, line, is_own=line.player == mine) for rank, line in lines),
        notes=(
            say("{days}, {games}.", days=about, games=enough),
            *(() if is_complete else (say("Only the best are listed, and you."),)),
        ),
        choices=(back,),
        people=tuple(line.player for _, line in lines),
    )


def study_title(say: Catalog, day: date) -> str:
    """Name the cards that come of a game."""
    return say("What you misplaced in Place it {number}", number=number_of(day))


def invitation(say: Catalog, invited: Invitation) -> Reply:
    """Invite a channel to the day's game, and tell how the last one ended that nobody plays any more."""
    before = invited.before
    return Reply(
        title=say("Place it {number}", number=number_of(invited.day)),
        text=say("Six events, one row: put each where it belongs. Only you see your game."),
        fields=(_before(say, before, invited.day),) if before else (),
        items=tuple(Item(piece.title, _short(say, piece), sources=_sources(say, piece)) for piece in before.puzzle.row)
        if before
        else (),
        choices=(play_button(say),),
    )


def is_off(say: Catalog, number: int) -> str:
    """Say that there are too few events for a game."""
    return say(
        "The daily game is off here. It needs {least} events with a certain date that are neither grave nor disputed; "
        "the packs that are on have {number}. A moderator can switch on more: /settings pack",
        least=say.number(LEAST_POOL),
        number=say.number(number),
    )


def not_playable(say: Catalog, first: date, last: date) -> str:
    """Refuse a day that has no puzzle."""
    return say(
        "There is no puzzle of that day. The first you can play: {first}. The last: {last}.",
        first=say.day(first),
        last=say.day(last),
    )


def _slots(say: Catalog, stage: Stage) -> Iterator[Choice]:
    """Offer the slots, named by the years between which they lie: no two events of a row are of one year."""
    years = [str(piece.year) for piece in stage.standing]
    between = (f"{earlier}–{later}" for earlier, later in pairwise(years))
    labels = (say("Before {year}", year=years[0]), *between, say("After {year}", year=years[-1]))
    for slot, label in enumerate(labels):
        yield button(label, "daily place", day=stage.puzzle.day, turn=stage.turn, slot=slot)


def _move(say: Catalog, piece: Piece, *, is_right: bool) -> Statement:
    verdict = say("Right") if is_right else say("Wrong")
    head = f"{RIGHT if is_right else WRONG} {verdict} · {say.date(piece.date)}"
    # Its title stands in the row, beside the same date.
    return Statement(head, piece.text, sources=_sources(say, piece))


def _fitting(say: Catalog, play: Play, beside: Reply) -> Statement:
    """Tell how the last move went, with as many sentences as still fit on the screen, one at least."""
    move = _move(say, play.puzzle.others[-1], is_right=play.results[-1])
    room = overview.ROOM - overview.length_of(beside) - len(move.who)
    sentences = _SENTENCE_END.split(move.says)
    while len(sentences) > 1 and len(" ".join(sentences)) > room:
        sentences.pop()
    return replace(move, says=" ".join(sentences))


def _sources(say: Catalog, piece: Piece) -> tuple[SourceLine, ...]:
    return (source_line(say, piece.source, piece.citation),) if piece.source else ()


def _ended(say: Catalog, play: Play) -> Iterator[Item]:
    """Write the finished row: what became of each, its date, and its title, which leads to its source."""
    signs = {id: RIGHT if is_right else WRONG for id, is_right in play.outcomes.items()}
    for piece in play.standing:
        sign = signs.get(piece.id, ANCHOR)
        yield Item(piece.title, f"{sign} {_short(say, piece)}", link=piece.source.url if piece.source else "")


def _short(say: Catalog, piece: Piece) -> str:
    """Write a date as it stands in a row, with a short month where its day is known."""
    return say.dated_day(piece.date.first) if piece.date.is_exact_day else say.date(piece.date)


def _line_of(say: Catalog, play: Play) -> str:
    return say("Dateline {number} · {place}", number=play.puzzle.number, place=_result(play))


def _result(play: Play) -> str:
    squares = "".join(RIGHT if is_right else WRONG for is_right in play.results)
    return f"{play.score}/{len(play.puzzle.others)} {squares}"


def _placed(say: Catalog, play: Play) -> str:
    if play.score == len(play.puzzle.others):
        return say("All five in their place!")
    return say.count(
        "{number} of {total} in its place.", "{number} of {total} in their place.", play.score, total=len(play.results)
    )


def _line(say: Catalog, rank: int, line: Line, *, is_own: bool) -> Field:
    name = say("{name} (you)", name=line.player) if is_own else line.player
    games = say.count("{number} game", "{number} games", line.games)
    return Field(say("{rank}. {name}", rank=rank, name=name), f"{say.decimal(line.mean)} · {games}")


def _before(say: Catalog, before: Finished, today: date) -> Field:
    is_yesterday = (today - before.puzzle.day).days == 1
    name = say("Yesterday") if is_yesterday else say("Place it {number}", number=before.puzzle.number)
    played = say.count("{number} played", "{number} played", before.players)
    perfect = say.count("{number} had all five", "{number} had all five", before.perfect)
    return Field(name, say("{played}, {perfect}. This was the order:", played=played, perfect=perfect))
