"""What is shortened, mistyped by a thumb or added in a chat is answered as the line in full is."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("wheb did finland join nato", "when did finland join nato"),
        ("wjat is article 5", "what is article 5"),
        ("eho is putin", "who is putin"),
        ("hwo many members does nato hav", "how many members does nato have"),
        ("wut is the warsaw pact", "what is the warsaw pact"),
        ("wtf happened in 2014", "what happened in 2014"),
        ("y did russia invade ukraine", "why did russia invade ukraine"),
        ("who r the baltic states", "who are the baltic states"),
        ("who was b4 stoltenberg", "who was before stoltenberg"),
        ("french prez 1966", "french president 1966"),
        ("nato members count", "how many members does nato have"),
        ("#2008", "2008"),
        ("r the us still in nato", "are the us still in nato"),
        ("wats the diff between article 4 and 5", "whats the difference between article 4 and 5"),
        ("tell me bout the marshall plan", "tell me about the marshall plan"),
        ("article ten", "article 10"),
        ("slovakia when'd they join nato", "slovakia when did they join nato"),
        ("is kosovo in nato or nah", "is kosovo in nato"),
        ("idk anything about start ii", "start ii"),
        ("why'd ukraine give up its nukes", "why did ukraine give up its nukes"),
        ("last country 2 join nato", "last country to join nato"),
        ("anything happen in march 2014?", "march 2014"),
        ("who was secstate in 2009", "who was secretary of state in 2009"),
        ("nato broke its promise true or false", "nato broke its promise"),
        ("#ukraine #nato", "ukraine nato"),
        ("who runs nato rn", "who runs nato"),
        ("bruh when did france leave nato command", "when did france leave nato command"),
        ("good morning, when was the inf treaty signed", "when was the inf treaty signed"),
        ("what is kfor ngl", "what is kfor"),
        ("when did sweden join for my homework", "when did sweden join"),
        ("is iceland in nato even tho it has no army", "is iceland in nato"),
    ],
)
def test_what_is_short_or_mistyped_is_read_as_what_it_stands_for(shipped: Bot, line: str, plain: str) -> None:
    assert ask(shipped, line) == ask(shipped, plain)


@pytest.mark.parametrize("line", ["y", "q", "whats the weather in brussels"])
def test_neither_a_letter_nor_a_word_that_asks_is_taken_for_a_name(shipped: Bot, line: str) -> None:
    refusal = ask(shipped, line)

    assert "Nothing here answers" in refusal.text
    assert not refusal.choices
