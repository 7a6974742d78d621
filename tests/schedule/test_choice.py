"""Which facts are told in the place of others."""

from __future__ import annotations

from bot.schedule.choice import choose_other


def test_whoever_asks_on_and_on_for_another_sees_all_and_begins_again() -> None:
    offered, seen = ("flood", "wall", "harbor"), ["flood"]
    for _ in offered:
        seen += choose_other(offered, {seen[-1]}, (seen[-1],), 1).ids

    assert seen == ["flood", "wall", "harbor", "flood"]


def test_others_that_were_not_told_come_before_those_that_were() -> None:
    assert choose_other(("flood", "wall", "harbor"), {"wall"}, ("flood",), 1).ids == ("harbor",)


def test_where_all_others_were_told_the_next_of_them_comes() -> None:
    assert choose_other(("flood", "wall", "harbor"), {"flood", "harbor"}, ("wall",), 1).ids == ("harbor",)


def test_what_is_alone_stays() -> None:
    assert choose_other(("flood",), {"flood"}, ("flood",), 1).ids == ("flood",)
