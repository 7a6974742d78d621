"""Plain questions to the shipped pack whose answer is more than a match of words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import Bot
from tests.golden.measure import ask, shipped_bot
from tests.golden.questions import GoldenQuestion

ANSWERS = {
    "who commanded nato in 1999": "Wesley Clark",
    "who was us president when the berlin wall fell": "George H. W. Bush",
    "ukraine in nato?": "No",
    "how long did the cold war last": "1945",
    "when was the chernobyl accident": "26 April 1986",
}
STRANGERS = ("when did wakanda join nato", "when did the titanic sink", "when was the berlin film festival")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with shipped_bot(tmp_path_factory.mktemp("shipped")) as bot:
        yield bot


@pytest.mark.parametrize(("question", "answer"), ANSWERS.items())
def test_what_is_asked_is_answered_and_not_merely_found(shipped: Bot, question: str, answer: str) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion(question, "who", ((answer,),))])

    assert verdict.is_on_screen


@pytest.mark.parametrize("question", STRANGERS)
def test_what_the_pack_does_not_know_is_refused(shipped: Bot, question: str) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion(question, "nonsense", is_refused=True)])

    assert verdict.is_on_screen


def test_what_stands_in_a_title_as_it_was_typed_is_no_slip_of_a_name(shipped: Bot) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion("word", "what is", first=("putin-crusade-remark-2011",))])

    assert verdict.is_first
