"""Streaks and tables of the daily game."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.trivia.daily import Tally, streak, table

START = date(2026, 1, 1)


def played(pattern: str) -> tuple[set[date], date]:
    """Return the days with an x, and the day of the last character, which is today."""
    days = {START + timedelta(days=number) for number, sign in enumerate(pattern) if sign == "x"}
    return days, START + timedelta(days=len(pattern) - 1)


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("x", 1),
        ("-", 0),
        ("xxx", 3),
        ("xxx-", 3),
        ("xxx--", 0),
        ("xx-x", 1),
        ("xxxxxxx-x", 8),
        ("xxxxxxx--x", 1),
        ("xxxxxx-x", 1),
        ("xxxxxxxxxxxxxx--x", 15),
        ("xxxxxxxxxxxxxxxxxxxxx---x", 1),
        ("xxxxxxx-xxxxxxx-x", 15),
        ("xxxxxxx-xxxxxx-x", 1),
    ],
)
def test_a_streak_counts_days_played_and_forgives_one_in_seven(pattern: str, length: int) -> None:
    assert streak(*played(pattern)) == length


def test_nobody_has_a_streak_who_never_played() -> None:
    assert streak(set(), START) == 0


def tally(player: str, *scores: int) -> Tally:
    return Tally(player, sum(scores), len(scores))


def test_five_games_are_needed_for_the_table() -> None:
    assert [line.player for line in table([tally("ann", *[5] * 5), tally("bob", *[5] * 4)])] == ["ann"]


def test_a_few_lucky_games_do_not_lead() -> None:
    lines = table([tally("ann", *[5, 4] * 15), tally("bob", *[5] * 5), tally("cem", *[1] * 30)])

    assert [line.player for line in lines] == ["ann", "bob", "cem"]


def test_a_mean_is_drawn_towards_the_community_s() -> None:
    ann, bob = table([tally("ann", *[5] * 5), tally("bob", *[1] * 5)])

    assert (ann.mean, bob.mean) == (4.0, 2.0)


def test_there_is_a_table_before_anybody_played() -> None:
    assert table([]) == ()
