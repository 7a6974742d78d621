"""The greatest of many events."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, strategies as st

from bot.facts.dates import exact
from bot.facts.greatest import SHOWN, greatest
from bot.facts.model import Event

YEAR = date(2008, 1, 1)


def event(number: int, day: int, importance: int) -> Event:
    return Event(f"e{number}", "title", exact(YEAR + timedelta(days=day)), "text", (), importance=importance)


def events(*rows: tuple[int, int]) -> list[Event]:
    return sorted((event(number, *row) for number, row in enumerate(rows)), key=lambda event: event.date.first)


@given(st.lists(st.tuples(st.integers(0, 365), st.integers(1, 6)), max_size=60))
def test_none_that_is_left_out_weighs_more_than_one_that_is_shown(rows: list[tuple[int, int]]) -> None:
    every = events(*rows)
    shown = greatest(every)
    left_out = [one for one in every if one not in shown]

    assert len(shown) == min(SHOWN, len(every))
    assert list(shown) == [one for one in every if one in shown]
    assert max((one.importance for one in left_out), default=0) <= min((one.importance for one in shown), default=6)


def test_of_those_that_weigh_the_same_a_month_not_yet_shown_goes_first() -> None:
    crowded = events(*[(day, 3) for day in range(20)], (180, 3), (360, 3))

    assert {one.date.first.month for one in greatest(crowded, 3)} == {1, 6, 12}


def test_of_too_many_months_the_first_the_last_and_some_between_are_shown() -> None:
    of_each_month = events(*[(day, 3) for day in range(0, 360, 30)])

    assert [(one.date.first - YEAR).days for one in greatest(of_each_month, 4)] == [0, 90, 210, 330]
    assert [(one.date.first - YEAR).days for one in greatest(of_each_month, 1)] == [0]


def test_within_a_month_the_events_shown_are_of_its_whole_length() -> None:
    month = events(*[(day, 3) for day in (0, 1, 2, 3, 4, 5, 6, 7, 20, 30)])

    assert [(one.date.first - YEAR).days for one in greatest(month, 5)] == [0, 3, 6, 20, 30]


def test_a_month_that_is_shown_by_a_greater_event_waits() -> None:
    rows = events((0, 5), (1, 3), (90, 3), (364, 1))

    assert [one.date.first.month for one in greatest(rows, 2)] == [1, 3]
