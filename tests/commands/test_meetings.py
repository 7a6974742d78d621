"""When a body first or last met, and what is planned for a year."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, first_line, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("when was the last time nato and russia met in the nato-russia council", "12 January 2022"),
        ("when did nato and russia last meet", "12 January 2022"),
        ("first meeting of the nato-russia council", "28 May 2002"),
        ("when was the first meeting of the nato-ukraine council", "12 July 2023"),
        ("when did nato first meet", "17 September 1949"),
        ("latest meeting of trump and putin", "15 August 2025"),
        ("when did trump and putin first meet", "7 July 2017"),
        ("when did reagan and gorbachev first meet", "19 November 1985"),
    ],
)
def test_a_meeting_of_a_body_is_the_first_or_last_that_is_told(shipped: Bot, line: str, day: str) -> None:
    assert first_line(ask(shipped, line)).startswith(f"{day} ·")


def test_of_a_body_that_is_no_more_the_last_meeting_told_is_not_called_its_last(shipped: Bot) -> None:
    assert not ask(shipped, "when did the permanent joint council meet for the last time").text


@pytest.mark.parametrize("line", ["where will the 2026 nato summit be held", "when is the nato summit in 2026"])
def test_what_is_planned_for_a_year_is_told_by_what_was_said_of_it(shipped: Bot, line: str) -> None:
    assert "its 2026 summit will meet in Ankara" in ask(shipped, line).items[0].title


@pytest.mark.parametrize("line", ["when did trump meet gorbachev", "when did reagan meet brezhnev"])
def test_a_meeting_of_people_of_whom_none_is_told_is_refused(shipped: Bot, line: str) -> None:
    assert "Nothing here answers" in ask(shipped, line).text


def test_a_meeting_of_two_is_told_by_what_speaks_of_both(shipped: Bot) -> None:
    assert ask(shipped, "when did putin meet zelensky").text.startswith("9 December 2019")
    assert "Putin" in ask(shipped, "putin stoltenberg meeting").items[0].text


def test_who_did_something_side_by_side_met(shipped: Bot) -> None:
    assert ask(shipped, "did Obama meet Medvedev in Prague").items[0].date == "8 April 2010"
