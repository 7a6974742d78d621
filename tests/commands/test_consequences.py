"""What came of something: it stands first, and behind it the greatest events of the year after about the same."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "matter", "title"),
    [
        ("consequences of the annexation of crimea", "annexing Crimea", "The G7 leaders drop Russia"),
        ("what were the consequences of the war in georgia", "Russo-Georgian War", "NATO-Russia Council on hold"),
        ("what were the consequences of the u-2 shootdown", "U-2 spy plane is shot down", "takes responsibility"),
        ("aftermath of the august coup", "August Coup", "suspends the Communist Party"),
    ],
)
def test_what_came_of_an_event_is_told_behind_it(shipped: Bot, line: str, matter: str, title: str) -> None:
    first, *others = ask(shipped, line).items

    assert matter in first.title
    assert any(title in item.title for item in others)


@pytest.mark.parametrize("line", ["what was the effect of glasnost", "effects of perestroika"])
def test_of_a_policy_no_events_are_called_its_consequences(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].title in ("Glasnost", "Perestroika")
