"""What points at something that was said before is refused: nothing that was said is remembered."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    "line",
    [
        "when did it start",
        "and who came after him?",
        "when did they join",
        "did they join nato",
        "is it in nato",
        "when did we join nato",
        "when was it founded",
        "who signed it",
        "who is their leader",
    ],
)
def test_a_question_of_whom_nobody_named_is_refused(shipped: Bot, line: str) -> None:
    assert "Nothing here answers" in ask(shipped, line).text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("is it true that nato promised not to expand", "assurances"),
        ("when was it that the berlin wall fell", "9 November 1989"),
        ("how many members does it have", "32 members"),
        ("was it legal to bomb kosovo", "International Court of Justice"),
    ],
)
def test_a_question_that_names_something_is_answered_though_it_has_an_it(shipped: Bot, line: str, told: str) -> None:
    assert told in str(ask(shipped, line))


@pytest.mark.parametrize("line", ["during vietnam withdrawal", "what happened after the vietnam withdrawal"])
def test_no_time_is_guessed_from_an_event_that_does_not_tell_what_is_asked(shipped: Bot, line: str) -> None:
    assert "2001" not in str(ask(shipped, line).title)
