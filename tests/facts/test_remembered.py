"""What was read lately is read once, and no more of it is kept than there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.remembered import AT_ONCE, Remembered


class Doubling:
    """Reads numbers twice as great as their keys, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, keys: Sequence[int]) -> dict[int, int]:
        """Read what is behind some keys."""
        self.asked += 1
        assert len(keys) <= AT_ONCE
        return {key: 2 * key for key in keys}


def test_what_is_remembered_is_not_read_again() -> None:
    known, read = Remembered[int, int](10), Doubling()

    assert [known.of(keys, read) for keys in ([1, 2], [2, 1])] == [{1: 2, 2: 4}, {2: 4, 1: 2}]
    assert read.asked == 1


def test_many_are_read_a_part_at_a_time() -> None:
    known, read = Remembered[int, int](10), Doubling()

    assert len(known.of(range(AT_ONCE + 1), read)) == AT_ONCE + 1
    assert read.asked == 2


def test_the_oldest_are_forgotten_one_by_one_as_others_come() -> None:
    known, read = Remembered[int, int](3), Doubling()
    known.of([1, 2, 3], read)
    known.of([4], read)

    assert [known.get(key) for key in (1, 2, 3, 4)] == [None, 4, 6, 8]
