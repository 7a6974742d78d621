"""The daily game as a community plays it: its days, until when a game counts, streaks and the table.

A streak counts days that were played, won or not; the table's mean is such that a few lucky games do not lead it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from bot.chat import User
from bot.community import Community
from bot.facts.library import Library
from bot.facts.model import Event, Kind
from bot.frozen import Frozen, replace
from bot.trivia.puzzle import FIRST_DAY, LEAST_POOL, MOST_REST, Piece, Play, Puzzle, draw, pool_of
from bot.trivia.questions.asked import Asked, Form

DAY = timedelta(days=1)
# A game that was begun before midnight counts if it is finished before this hour of the next day.
MORNING = time(3)
# Puzzles are kept for a year: older ones cannot be played.
OLDEST = 364 * DAY
# A puzzle of a past day that is drawn today has no event of the puzzles of the week after it.
WEEK = 7 * DAY
# So many days played make good for one that is missed, of which so many can be saved up.
EARNED_BY, MOST_SAVED = 7, 2
# How many days the table counts, how many games it takes to be listed, and how many more games of the community's mean
# are added to each person's.
TABLE_DAYS, LEAST_GAMES, SHRINKING = 30, 5, 5


class Game(Frozen, frozen=True):
    """One person's game of a day: the slots that were pressed, and the score once it is over.

    One that `counts` for streak and table was begun on its own day, and each move came before that day closed.
    """

    day: date
    slots: tuple[int, ...] = ()
    counts: bool = True
    score: int | None = None
    shared_at: datetime | None = None

    def moved(self, play: Play, *, in_time: bool) -> Game:
        """Return the game after a move."""
        return replace(
            self, slots=play.slots, counts=self.counts and in_time, score=play.score if play.is_over else None
        )


class Finished(Frozen, frozen=True):
    """How a day ended: its puzzle, how many people finished it in time, and how many of them had all events right."""

    puzzle: Puzzle
    players: int
    perfect: int


class Invitation(Frozen, frozen=True):
    """What a community is told in the morning: the day of the new game, and how the day before ended, if it is over."""

    day: date
    before: Finished | None = None


class PuzzleDrawn(Frozen, frozen=True):
    """A community's puzzle of a day; of two for one day the first is kept."""

    community: Community
    puzzle: Puzzle
    at: datetime


class GameMoved(Frozen, frozen=True):
    """A person's game as it is from a moment on."""

    user: User
    game: Game
    at: datetime


def day_of(now: datetime, zone: str) -> date:
    """Return which day a moment belongs to in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def closes_at(day: date, zone: str) -> datetime:
    """Return from which moment on a day's game does not count any more, aware and in UTC."""
    return datetime.combine(day + DAY, MORNING, ZoneInfo(zone)).astimezone(UTC)


def begins_at(day: date, zone: str) -> datetime:
    """Return the first moment of a day, aware and in UTC; of a midnight that comes twice, the first."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def closed_day(now: datetime, zone: str) -> date:
    """Return the last day whose game has closed."""
    yesterday = day_of(now, zone) - DAY
    return yesterday if closes_at(yesterday, zone) <= now else yesterday - DAY


def is_open(day: date, now: datetime, zone: str) -> bool:
    """Whether a game of a day, begun then, counts if it goes on now."""
    return now < closes_at(day, zone)


def first_day(today: date) -> date:
    """Return the first day whose puzzle can be played."""
    return max(FIRST_DAY, today - OLDEST)


def is_playable(day: date, today: date) -> bool:
    """Whether a day's puzzle can be played: today's, or one of the last year."""
    return first_day(today) <= day <= today


def is_small(library: Library) -> bool:
    """Whether there are too few events for a game, even if none were reported as wrong."""
    return pool_size(library) < LEAST_POOL


def pool_size(library: Library, without: Collection[str] = ()) -> int:
    """Return how many events can be in a puzzle, without those of these ids."""
    return len(_pool(library, without))


def draw_from(
    library: Library, day: date, history: Mapping[str, date], without: Collection[str], rng: Random
) -> Puzzle | None:
    """Draw a day's puzzle with the sources of its events; None when there is none: see `draw`."""
    puzzle = draw(_pool(library, without), day, history, rng)
    if puzzle is None:
        return None
    return replace(
        puzzle,
        anchor=_with_source(puzzle.anchor, library),
        others=tuple(_with_source(piece, library) for piece in puzzle.others),
    )


def history_span(day: date) -> tuple[date, date]:
    """Return the first and the last day whose puzzles a day's puzzle must not repeat; some come after a past day."""
    return day - MOST_REST * DAY, day + WEEK


def card_of(piece: Piece) -> Asked:
    """Return the card for the year of an event, which has the same id as the trivia question about that year."""
    return Asked(f"year:{piece.id}", Form.YEAR, piece.title, (str(piece.year),), 0, (piece.id,))


def _with_source(piece: Piece, library: Library) -> Piece:
    return replace(piece, source=library.source(piece.citation.source)) if piece.citation else piece


def _pool(library: Library, without: Collection[str]) -> tuple[Event, ...]:
    """Return the events that can be in a puzzle, without those of these ids."""
    pool = _whole_pool(library)
    return tuple(event for event in pool if event.id not in without) if without else pool


# To read all events of a library takes long.
@lru_cache(maxsize=8)
def _whole_pool(library: Library) -> tuple[Event, ...]:
    return pool_of(event for event in library.records(Kind.EVENT) if isinstance(event, Event))


def streak(days: Collection[date], today: date) -> int:
    """Return how many days a person played in a row up to today, or to yesterday if they have not played today yet.

    A day that was missed does not count, but it does not end the streak if seven days were played for it before.
    """
    length = saved = since_saved = 0
    for number in range((today - min(days, default=today)).days + 1):
        day = min(days, default=today) + timedelta(days=number)
        if day in days:
            length, since_saved = length + 1, since_saved + 1
            if since_saved == EARNED_BY:
                saved, since_saved = min(saved + 1, MOST_SAVED), 0
        elif day < today:
            if saved:
                saved -= 1
            else:
                length = saved = since_saved = 0
    return length


class Tally(Frozen, frozen=True):
    """How many events a person placed rightly in the last days' games, all together, and in how many games."""

    player: str
    right: int
    games: int


class Line(Frozen, frozen=True):
    """A person's line in the table: the mean of their games, with some of the community's mean added."""

    player: str
    mean: float
    games: int


def table(tallies: Sequence[Tally]) -> tuple[Line, ...]:
    """Return the table of the last days, the best first, without people who played too few games."""
    games = sum(tally.games for tally in tallies)
    mean = sum(tally.right for tally in tallies) / games if games else 0.0
    lines = [
        Line(tally.player, (tally.right + SHRINKING * mean) / (tally.games + SHRINKING), tally.games)
        for tally in tallies
        if tally.games >= LEAST_GAMES
    ]
    return tuple(sorted(lines, key=lambda line: (-line.mean, -line.games, line.player)))
