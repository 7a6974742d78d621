"""How much one person may ask, so that the others are answered too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.console.turn import ConsoleTurn
from adapters.conversation import Conversation
from adapters.watch import Watch
from bot.allowance import LOOK_UPS, REMEMBERED, Allowance, Allowances
from bot.app import Bot
from bot.chat import Reply, User
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.saltmarsh import FOLDER, PUPIL, request

FEW = Allowance(3, 2.0)
OTHER = User("console", "school", "other")


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[Bot]:
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield Bot(Shelf([FOLDER], cache), store)


def test_a_burst_is_taken_and_the_next_one_waits() -> None:
    allowances = Allowances(FEW)

    assert [allowances.take("ada", 0.0) for _ in range(5)] == [0.0, 0.0, 0.0, 2.0, 2.0]
    assert allowances.take("bob", 0.0) == 0.0


def test_one_comes_back_after_so_many_seconds_and_no_more_than_all() -> None:
    allowances = Allowances(FEW)
    for _ in range(3):
        allowances.take("ada", 0.0)

    assert [allowances.take("ada", 2.0) for _ in range(2)] == [0.0, 2.0]
    assert [allowances.take("ada", 1000.0) for _ in range(4)] == [0.0, 0.0, 0.0, 2.0]


def test_no_more_people_are_remembered_than_there_is_room_for() -> None:
    allowances = Allowances(Allowance(1, 1000.0))
    allowances.take("ada", 0.0)

    for number in range(REMEMBERED):
        allowances.take(number, 0.0)

    assert allowances.take("ada", 0.0) == 0.0


async def said(conversation: Conversation, user: User, line: str) -> Reply:
    turn = ConsoleTurn()
    await conversation.read(turn, request("", user=user), line)
    return turn.reply


async def test_who_asks_very_much_is_told_to_wait_and_others_are_not(bot: Bot) -> None:
    conversation = Conversation(bot, watch=Watch(lambda: 0.0))
    for _ in range(LOOK_UPS.burst):
        assert not (await said(conversation, PUPIL, "/timeline 1950")).is_error

    refused = await said(conversation, PUPIL, "/timeline 1950")

    assert refused.is_error
    assert "in 1 second" in refused.text
    assert not (await said(conversation, OTHER, "/timeline 1950")).is_error


async def test_what_is_stored_has_limits_of_its_own(bot: Bot) -> None:
    conversation = Conversation(bot, watch=Watch(lambda: 0.0))
    for _ in range(LOOK_UPS.burst + 1):
        await said(conversation, PUPIL, "/timeline 1950")

    assert not (await said(conversation, PUPIL, "/trivia start number:1")).is_error
