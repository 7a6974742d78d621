"""Positions of events, packed."""

from __future__ import annotations

import pytest

from bot.facts.positions import between, has, packed, unpacked

SOME = (2, 3, 5, 8)


@pytest.mark.parametrize("numbers", [(), (0,), SOME, (2**32 - 1,)])
def test_what_is_packed_is_unpacked_as_it_was(numbers: tuple[int, ...]) -> None:
    assert tuple(unpacked(packed(numbers))) == numbers


@pytest.mark.parametrize(("low", "high"), [(0, 9), (2, 8), (3, 3), (4, 5), (5, 99), (9, 12)])
def test_those_between_two_begin_with_the_first_and_end_before_the_second(low: int, high: int) -> None:
    assert tuple(between(unpacked(packed(SOME)), low, high)) == tuple(at for at in SOME if low <= at < high)


@pytest.mark.parametrize("position", range(10))
def test_a_position_is_there_or_not(position: int) -> None:
    assert has(unpacked(packed(SOME)), position) is (position in SOME)
