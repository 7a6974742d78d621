"""How long a state, a body or a treaty was there."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, first_line, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("how long did the warsaw pact exist", "36 years and 2 months · 14 May 1955 – 1 July 1991 · Warsaw Pact"),
        ("how long did the soviet union last", "69 years · 30 December 1922 – 26 December 1991 · Soviet Union"),
        ("how long was new start in force", "15 years · 5 February 2011 – 5 February 2026 · New START"),
        ("how long has nato existed", "77 years and 8 months · 4 April 1949 · North Atlantic Treaty Organization"),
    ],
)
def test_how_long_something_was_there_is_reckoned_from_its_card(shipped: Bot, line: str, length: str) -> None:
    assert first_line(ask(shipped, line)).startswith(length)


def test_how_long_something_did_last_that_has_no_end_is_told_by_its_beginning(shipped: Bot) -> None:
    assert first_line(ask(shipped, "how long did the nato-russia council exist")).startswith("28 May 2002 ·")
