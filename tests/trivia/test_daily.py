"""Whose day a game belongs to: zones, midnights and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, strategies as st

from bot.shelf import Shelf
from bot.trivia.daily import (
    DAY,
    Game,
    begins_at,
    card_of,
    closed_day,
    closes_at,
    day_of,
    draw_from,
    first_day,
    is_open,
    is_playable,
)
from bot.trivia.puzzle import Play, Puzzle

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone))
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
SECOND = timedelta(seconds=1)
TODAY = date(2026, 11, 28)


# Cairo's clocks go from 00:00 to 01:00, Berlin's from 03:00 back to 02:00, those of Lord Howe by half an hour.
@given(MOMENTS, ZONES)
@example(datetime(2026, 4, 23, 22, tzinfo=UTC), "Africa/Cairo")
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Berlin")
@example(datetime(2026, 4, 4, 15, tzinfo=UTC), "Australia/Lord_Howe")
def test_a_game_that_is_begun_is_open_and_closes_after_midnight(now: datetime, zone: str) -> None:
    day = day_of(now, zone)

    assert is_open(day, now, zone)
    assert timedelta() < closes_at(day, zone) - now <= timedelta(hours=28)
    assert day_of(closes_at(day, zone), zone) == day + DAY


@given(MOMENTS, ZONES)
def test_a_day_closes_at_three_in_the_morning_of_the_next_and_not_before(now: datetime, zone: str) -> None:
    closes = closes_at(day_of(now, zone), zone)

    # Where clocks go forward over three, it is four at once.
    assert closes.astimezone(ZoneInfo(zone)).hour in (3, 4)
    assert closed_day(closes - SECOND, zone) == day_of(now, zone) - DAY
    assert closed_day(closes, zone) == day_of(now, zone)


@given(MOMENTS, ZONES)
def test_a_day_begins_with_its_first_second(now: datetime, zone: str) -> None:
    begins = begins_at(day_of(now, zone), zone)

    assert begins <= now
    assert day_of(begins, zone) == day_of(now, zone)
    assert day_of(begins - SECOND, zone) < day_of(now, zone)


@pytest.mark.parametrize(
    ("day", "playable"),
    [
        (TODAY, True),
        (TODAY + DAY, False),
        (date(2026, 1, 1), True),
        (date(2025, 12, 31), False),
    ],
)
def test_todays_and_older_ones_from_the_first_day_on_can_be_played(day: date, *, playable: bool) -> None:
    assert is_playable(day, TODAY) is playable


def test_none_that_is_older_than_its_puzzle_is_kept_can_be_played() -> None:
    today = date(2028, 3, 1)

    assert first_day(today) == today - 364 * DAY
    assert is_playable(first_day(today), today)
    assert not is_playable(first_day(today) - DAY, today)


@pytest.fixture(scope="module")
def puzzle(shelf: Shelf) -> Puzzle:
    """A puzzle of the real pack."""
    drawn = draw_from(shelf.full, TODAY, {}, (), Random(7))
    assert drawn
    return drawn


def test_each_event_brings_its_sentence_and_source(puzzle: Puzzle, shelf: Shelf) -> None:
    assert all(piece.text and piece.source and piece.citation for piece in puzzle.row)
    assert all(piece.source == shelf.full.source(piece.citation.source) for piece in puzzle.row if piece.citation)


def test_a_game_that_goes_on_too_late_counts_no_more_and_can_be_ended(puzzle: Puzzle) -> None:
    play = Play(puzzle)
    game = Game(TODAY)

    for in_time in (True, False, True, True, True):
        play = play.place(0)
        game = game.moved(play, in_time=in_time)

    assert (game.counts, game.score, game.slots) == (False, play.score, (0,) * 5)


def test_a_missed_event_is_learned_by_its_year(puzzle: Puzzle) -> None:
    card = card_of(puzzle.anchor)

    assert (card.subject, card.answer) == (puzzle.anchor.title, str(puzzle.anchor.date.first.year))
    assert card.form.can_be_typed
