"""How many: of the dead what tells of their death, and of somebody's times in an office the office."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("how many soldiers died on the Kursk", "All 118 men on board died."),
        ("how many people died in beslan", "When forces stormed it, over 300 died."),
        ("how many times did Putin serve as president", "8 years · Vladimir Putin · President of Russia"),
    ],
)
def test_the_number_that_is_asked_for_is_told(shipped: Bot, line: str, told: str) -> None:
    assert ask(shipped, line).text.startswith(told)


def test_what_was_in_another_year_is_not_when_it_was_in_that_one(shipped: Bot) -> None:
    assert "Nothing here answers" in ask(shipped, "when did zapad 2013 take place").text


def test_a_year_may_be_part_of_a_name(shipped: Bot) -> None:
    line = "when did Russia demand that NATO take back its 2008 promise"

    assert ask(shipped, line).text.startswith("10 December 2021")


@pytest.mark.parametrize("line", ["who was the first man in space", "who was the first person in space"])
def test_who_was_first_is_found_by_another_word_for_a_human_being(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].id == "gagarin-1961"
