"""What strangers type in a chat is answered as the plain question is, and what the pack does not tell is refused."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("hey bot, what's the warsaw pact", "what's the warsaw pact"),
        ("yo can u tell me when spain joined nato??", "when spain joined nato"),
        ("does anyone know who blew up nord stream lol", "who blew up nord stream"),
        ("ok so explain article 5 pls 😂😂", "explain article 5"),
        ("i was wondering, why did the maidan protests start? thanks!!", "why did the maidan protests start"),
        ("I need the date of the Helsinki Final Act, thx", "date of the Helsinki Final Act"),
        ("co to jest NATO", "what is NATO"),
        ("kto to był Wałęsa", "who was Wałęsa"),
        ("NATO nedir", "what is NATO"),
        ("putin kimdir?", "who is putin"),
    ],
)
def test_what_is_typed_around_a_question_changes_no_answer(shipped: Bot, line: str, plain: str) -> None:
    assert ask(shipped, line) == ask(shipped, plain)


def test_a_line_of_nothing_but_chatter_is_refused(shipped: Bot) -> None:
    assert "Nothing here answers" in ask(shipped, "hey bot lol").text
