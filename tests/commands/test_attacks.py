"""Whether somebody attacked somebody: what tells of it answers, and neither the other way nor another war does."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    "line",
    [
        "did nato attack russia", "has nato attacked russia", "did russia invade estonia",
        "has russia ever invaded a nato country", "has russia annexed abkhazia", "did russia invade moldova",
        "did poland invade russia", "did russia attack ukraine in 1999", "when did the ussr annex estonia",
        "when was estonia annexed", "when did russia attack poland",
    ],
)  # fmt: skip
def test_an_attack_of_which_nothing_tells_is_not_answered_with_another(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).is_error


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("did russia attack nato", "Incidents between Russia and NATO members"),
        ("did ukraine attack russia", "Ukrainian troops push into Russia’s Kursk region"),
        ("did turkey invade cyprus", "Turkish troops land on Cyprus"),
        ("did the us invade iraq", "The United States and its allies attack Iraq"),
        ("did the us bomb syria", "The United States fires cruise missiles at a Syrian air base"),
        ("did germany invade poland", "Second World War"),
        ("did russia annex crimea", "Putin signs a treaty annexing Crimea"),
        ("did the soviet union invade czechoslovakia", "Warsaw Pact troops invade Czechoslovakia"),
        ("when did germany invade poland", "Second World War"),
        ("when was kuwait invaded", "Iraq invades Kuwait"),
        ("when did russia invade crimea", "Armed men seize Crimea’s parliament"),
    ],
)
def test_an_attack_is_told_by_whom_it_was_on_whom(shipped: Bot, line: str, title: str) -> None:
    reply = ask(shipped, line)

    assert title in (reply.title or reply.items[0].title)


@pytest.mark.parametrize("line", ["has russia ever attacked a nato country", "has nato ever been attacked"])
def test_whether_it_ever_happened_is_told_by_a_term_that_has_the_question(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].id == "russia-nato-incidents"
