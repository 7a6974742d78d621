"""Names and words are known however people write them: without a blank, in British spelling, as they were said."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("ss20", "ss-20"),
        ("when was minsk2 signed", "when was minsk 2 signed"),
        ("mariupol theatre", "mariupol theater"),
        ("russian mobilisation", "russian mobilization"),
        ("when was the budapest memo", "when was the budapest memorandum"),
    ],
)
def test_another_spelling_changes_no_answer(shipped: Bot, line: str, plain: str) -> None:
    answer, other = ask(shipped, line), ask(shipped, plain)

    assert answer.text == other.text
    assert [answer.id, *(item.id for item in answer.items[:1])] == [other.id, *(item.id for item in other.items[:1])]


@pytest.mark.parametrize("line", ["tear down this wall", '"tear down this wall"', "who said tear down this wall"])
def test_what_somebody_said_leads_to_who_said_so(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].id == "tear-down-this-wall-1987"


@pytest.mark.parametrize(
    ("line", "date"),
    [("when was the prague summit", "21 November 2002"), ("when was the warsaw summit", "8 July 2016")],
)
def test_a_summit_is_one_in_the_place_that_is_named(shipped: Bot, line: str, date: str) -> None:
    assert ask(shipped, line).text.startswith(date)


def test_where_every_word_is_a_guess_one_fact_has_them_all(shipped: Bot) -> None:
    assert "Nothing here answers" in ask(shipped, "give me the admin token").text
    assert "Gorbachev" in ask(shipped, "gorbachow perestroyka").items[0].text
