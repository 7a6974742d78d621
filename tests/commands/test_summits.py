"""Questions of meetings and of other things that took place: which one, when, and what was decided there."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("Prague", "21 November 2002"),
        ("Istanbul", "28 June 2004"),
        ("Madrid", "29 June 2022"),
        ("Vilnius", "11 July 2023"),
        ("Washington", "24 April 1999"),
        ("Strasbourg", "4 April 2009"),
        ("Bucharest", "3 April 2008"),
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "what was decided at the {place} summit",
        "what did NATO agree at the {place} summit",
        "when was the {place} summit",
        "when did the {place} summit take place",
        "when did the {place} summit occur",
    ],
)
def test_a_meeting_is_known_by_its_place(shipped: Bot, line: str, place: str, day: str) -> None:
    reply = ask(shipped, line.format(place=place))

    # What is disputed is a card of its own.
    assert next((entry.date for entry in reply.items if entry.date), reply.text).startswith(day)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("when did the Kosovo war take place", "1998 – June 1999 · Kosovo War"),
        ("when did the chernobyl disaster occur", "26 April 1986 · A reactor explodes at Chernobyl in Soviet Ukraine"),
        ("when did the rose revolution happen", "23 November 2003 · The Rose Revolution"),
        ("when was the strategic concept 2022 adopted", "29 June 2022 · NATO’s Madrid summit"),
    ],
)
def test_when_something_took_place_is_told_first(shipped: Bot, line: str, answer: str) -> None:
    assert ask(shipped, line).text.startswith(answer)


def test_what_somebody_says_of_it_is_not_when_it_was(shipped: Bot) -> None:
    reply = ask(shipped, "when was Navalny poisoned")

    assert "2020" in reply.text
    assert "Germany says" not in reply.text


@pytest.mark.parametrize("line", ["when did glasnost end", "when did the red line end"])
def test_no_day_is_told_of_what_nothing_tells(shipped: Bot, line: str) -> None:
    assert not ask(shipped, line).text
