"""The daily game: two years of the shipped pack, and every way to play."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from benchmarks.daily import Guess, by_chance, by_rough_dates, shares
from bot.facts.dates import exact, parse_date
from bot.facts.model import Event, Position
from bot.shelf import Shelf
from bot.trivia.puzzle import GAPS, LEAST_POOL, Piece, Play, Puzzle, draw, number_of, pool_of, rest_of

START = date(2026, 1, 1)
DOCS = Path(__file__).parents[2] / "docs" / "daily.md"
DAYS = 730


@pytest.fixture(scope="module")
def pool(shelf: Shelf) -> tuple[Event, ...]:
    return pool_of(shelf.full.timeline().items)


@pytest.fixture(scope="module")
def puzzles(pool: tuple[Event, ...]) -> tuple[Puzzle, ...]:
    return tuple(two_years(pool))


def two_years(pool: tuple[Event, ...]) -> Iterator[Puzzle]:
    history: dict[str, date] = {}
    for number in range(DAYS):
        day = START + timedelta(days=number)
        puzzle = draw(pool, day, history, Random(number))
        assert puzzle, day
        history |= {piece.id: day for piece in puzzle.row}
        yield puzzle


def years(puzzle: Puzzle) -> list[int]:
    return [piece.date.first.year for piece in puzzle.row]


def test_every_day_of_two_years_has_a_puzzle_of_six(puzzles: tuple[Puzzle, ...]) -> None:
    assert [len({piece.id for piece in puzzle.row}) for puzzle in puzzles] == [6] * DAYS


def test_the_gaps_of_the_weekday_are_kept(puzzles: tuple[Puzzle, ...]) -> None:
    near = [min(b - a for a, b in pairwise(years(puzzle))) - GAPS[puzzle.day.weekday()] for puzzle in puzzles]

    assert min(near) >= 0


def test_no_two_events_are_of_one_year(puzzles: tuple[Puzzle, ...]) -> None:
    assert all(len(set(years(puzzle))) == 6 for puzzle in puzzles)


def test_from_monday_to_thursday_no_decade_gives_three(puzzles: tuple[Puzzle, ...]) -> None:
    early = [puzzle for puzzle in puzzles if puzzle.day.weekday() < 4]

    assert max(max(Counter(year // 10 for year in years(puzzle)).values()) for puzzle in early) <= 2


def test_two_of_six_are_known_to_many(puzzles: tuple[Puzzle, ...], pool: tuple[Event, ...]) -> None:
    great = {event.id for event in pool if event.importance >= 4}

    assert min(len({piece.id for piece in puzzle.row} & great) for puzzle in puzzles) >= 2


def test_an_event_rests_before_it_comes_again(puzzles: tuple[Puzzle, ...], pool: tuple[Event, ...]) -> None:
    seen: dict[str, date] = {}
    for puzzle in puzzles:
        assert all((puzzle.day - seen.get(piece.id, date.min)).days > rest_of(pool) for piece in puzzle.row)
        seen |= {piece.id: puzzle.day for piece in puzzle.row}


def test_nothing_grave_disputed_or_uncertain_is_a_game(puzzles: tuple[Puzzle, ...], shelf: Shelf) -> None:
    events = shelf.full.events({piece.id for puzzle in puzzles for piece in puzzle.row})

    assert [event.id for event in events if event.is_grave or event.positions or event.date.is_uncertain] == []


def test_the_anchor_stands_in_the_middle(puzzles: tuple[Puzzle, ...]) -> None:
    assert {puzzle.row.index(puzzle.anchor) for puzzle in puzzles} == {3}


def test_the_same_seed_draws_the_same_puzzle(pool: tuple[Event, ...]) -> None:
    assert draw(pool, START, {}, Random(7)) == draw(pool, START, {}, Random(7))


def test_the_order_in_which_they_come_tells_nothing(puzzles: tuple[Puzzle, ...]) -> None:
    first = Counter(puzzle.row.index(puzzle.others[0]) for puzzle in puzzles)

    assert min(first[place] for place in (0, 1, 2, 4, 5)) > DAYS / 5 / 2


def test_a_small_pool_is_no_game(pool: tuple[Event, ...]) -> None:
    assert draw(pool[: LEAST_POOL - 1], START, {}, Random(1)) is None


def test_a_pool_without_six_years_apart_is_no_game() -> None:
    crowded = [event_of(f"e{number}", f"19{number % 5:02}") for number in range(LEAST_POOL)]

    assert draw(crowded, START, {}, Random(1)) is None


@pytest.mark.parametrize("text", ["1990~", "1990?", "199X", "1990/1991", "1989-12/1990-01"])
def test_what_is_not_dated_for_certain_is_not_asked(text: str) -> None:
    assert pool_of([event_of("e", text)]) == ()


@pytest.mark.parametrize("text", ["1990", "1990-05", "1990-05-04"])
def test_what_lies_within_a_year_is_asked(text: str) -> None:
    assert len(pool_of([event_of("e", text)])) == 1


def test_a_title_that_tells_the_year_is_not_asked() -> None:
    assert pool_of([event_of("e", "1990", title="The treaty of 1990")]) == ()


@pytest.mark.parametrize(
    "change", [{"is_grave": True}, {"importance": 2}, {"positions": (Position("a", "b", ()),) * 2}]
)
def test_what_is_grave_small_or_disputed_is_not_asked(change: Mapping[str, Any]) -> None:
    assert pool_of([event_of("e", "1990", **change)]) == ()


def event_of(id: str, text: str, title: str = "title", **change: Any) -> Event:
    return Event(id, title, parse_date(text), "text", (), **{"importance": 4, **change})


ROW = [Piece(f"e{year}", "title", "text", exact(date(year, 1, 1))) for year in range(1950, 2010, 10)]
PUZZLE = Puzzle(START, ROW[3], (ROW[5], ROW[0], ROW[2], ROW[4], ROW[1]))
PRESSES = st.tuples(*(st.integers(0, most) for most in range(1, 6)))


@given(PRESSES)
def test_every_order_of_presses_ends_with_five_placed(slots: tuple[int, ...]) -> None:
    play = Play(PUZZLE)
    for slot in slots:
        play = play.place(slot)

    assert play.is_over
    assert play.current is None
    assert play.standing == tuple(ROW)
    assert play.score == sum(play.results) <= 5


@given(PRESSES)
def test_what_stands_is_in_order_of_time_after_each_press(slots: tuple[int, ...]) -> None:
    plays = [Play(PUZZLE, slots[:number]) for number in range(6)]

    assert all(a.date.first < b.date.first for play in plays for a, b in combinations(play.standing, 2))
    assert [len(play.standing) for play in plays] == [1, 2, 3, 4, 5, 6]


@given(PRESSES, PRESSES, st.integers(0, 4))
def test_what_a_player_sees_depends_on_the_last_move_alone(
    slots: tuple[int, ...], others: tuple[int, ...], turn: int
) -> None:
    one, other = Play(PUZZLE, slots[:turn]), Play(PUZZLE, others[:turn])

    assert (one.stage == other.stage) == (one.results[-1:] == other.results[-1:])
    assert (one.stage.standing, one.stage.current) == (one.standing, one.current)
    assert (one.stage.last, one.stage.was_right) == (
        (PUZZLE.others[turn - 1], one.results[-1]) if turn else (None,) * 2
    )


def test_puzzles_of_a_day_are_told_apart_by_all_that_is_in_them() -> None:
    other = replace(PUZZLE, others=tuple(reversed(PUZZLE.others)))

    assert len({PUZZLE, other, replace(PUZZLE)}) == 2


def test_who_knows_all_places_all() -> None:
    assert Play(PUZZLE, (1, 0, 1, 3, 1)).results == (True,) * 5


def test_who_places_wrongly_is_told_so_and_goes_on_from_the_truth() -> None:
    play = Play(PUZZLE).place(0)

    assert play.results == (False,)
    assert play.standing == (ROW[3], ROW[5])


@pytest.mark.parametrize("slot", [-1, 2])
def test_there_is_no_slot_outside_the_row(slot: int) -> None:
    with pytest.raises(ValueError, match="no slot"):
        Play(PUZZLE).place(slot)


def test_a_game_that_is_over_takes_no_more() -> None:
    with pytest.raises(ValueError, match="no slot"):
        Play(PUZZLE, (1, 0, 1, 3, 1)).place(0)


@pytest.mark.parametrize(("column", "guess"), [(1, by_chance(Random(1))), (2, by_rough_dates(Random(1), 5))])
def test_how_much_is_placed_rightly_is_as_the_docs_say(puzzles: tuple[Puzzle, ...], column: int, guess: Guess) -> None:
    rows = re.findall(r"^\| (?:\w+day|all) \| (\d+) % \| (\d+) % \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)

    told = [int(row[column - 1]) / 100 for row in rows]

    assert len(told) == 8
    assert shares(puzzles, guess, times=1) == pytest.approx(told, abs=0.08)


def test_puzzles_are_numbered_from_the_first_of_january() -> None:
    assert (number_of(START), number_of(date(2026, 11, 29))) == (1, 333)
