"""What came of something: of an event and of a war what happened in the year after, of a policy what it is."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "period", "title"),
    [
        ("consequences of the annexation of crimea", "19 March 2014 – 18 March 2015", "NATO suspends all practical"),
        ("what were the consequences of the cuban missile crisis", "November 1962", "agree on a “hot line”"),
        ("what were the consequences of the u-2 shootdown", "2 May 1960", "Summit in Paris collapses"),
        ("aftermath of the august coup", "22 August 1991", "declares independence"),
    ],
)
def test_what_came_of_an_event_is_what_happened_after_it(shipped: Bot, line: str, period: str, title: str) -> None:
    reply = ask(shipped, line)

    assert reply.title.startswith(period)
    assert any(title in item.title for item in reply.items)


@pytest.mark.parametrize("line", ["what was the effect of glasnost", "effects of perestroika"])
def test_what_came_of_a_policy_is_not_all_that_happened_after_it(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].title in ("Glasnost", "Perestroika")
