"""The first woman in an office is she who is told to be it, and nobody else."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("first woman to be deputy secretary general", "Rose Gottemoeller"),
        ("first woman us secretary of state", "Madeleine Albright"),
        ("first woman prime minister of uk", "Margaret Thatcher"),
        ("who was the first female chancellor of germany", "Angela Merkel"),
    ],
)
def test_the_first_woman_in_an_office_is_told(shipped: Bot, line: str, name: str) -> None:
    assert name in ask(shipped, line).items[0].title


@pytest.mark.parametrize("line", ["first woman to lead nato", "who was the first woman president of russia"])
def test_no_other_woman_is_told_for_her(shipped: Bot, line: str) -> None:
    assert "Nothing here answers" in ask(shipped, line).text
