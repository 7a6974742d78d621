"""Streaks and tables of the daily game: days played, not days won, and a mean that a few lucky games do not lead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.frozen import Frozen

# So many days played save one that is missed, and so many are saved at most.
EARNED_BY, MOST_SAVED = 7, 2
# The table counts the last days, lists whoever played so many games, and counts the community's mean as so many more.
TABLE_DAYS, LEAST_GAMES, SHRINKING = 30, 5, 5


def streak(days: Collection[date], today: date) -> int:
    """Return how many days somebody played in a row up to today, or to yesterday if today is still to be played.

    A day missed is forgiven when seven were played for it before; it does not count itself.
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
    """How many one person placed rightly in the last days' games, together, and how many games those were."""

    player: str
    right: int
    games: int


class Line(Frozen, frozen=True):
    """One person's line in the table: the mean of the games, drawn towards the community's."""

    player: str
    mean: float
    games: int


def table(tallies: Sequence[Tally]) -> tuple[Line, ...]:
    """Return the table of the last days, the best first; who played too little is not in it."""
    games = sum(tally.games for tally in tallies)
    mean = sum(tally.right for tally in tallies) / games if games else 0.0
    lines = [
        Line(tally.player, (tally.right + SHRINKING * mean) / (tally.games + SHRINKING), tally.games)
        for tally in tallies
        if tally.games >= LEAST_GAMES
    ]
    return tuple(sorted(lines, key=lambda line: (-line.mean, -line.games, line.player)))
