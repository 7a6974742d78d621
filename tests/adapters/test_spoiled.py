"""Nothing that comes in by the platforms' doors ends the bot, fills its log, or keeps it from answering."""

from __future__ import annotations

import logging
from pathlib import Path
from random import Random

import pytest

from adapters.conversation import LONGEST_KEY, Conversation
from bot.app import Bot
from tests.adapters.spoiling import Alarms, barrage, openings, spoiled, ways

EVENTS, EVERY = 200, 100


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_spoiled_events_end_nothing_and_good_ones_are_answered(tmp_path: Path, platform: str) -> None:
    alarms = Alarms()
    logging.getLogger().addHandler(alarms)

    async with openings()[platform](tmp_path) as ground:
        outcome = await barrage(ground, EVENTS, Random(7), EVERY, lambda count: None)

    logging.getLogger().removeHandler(alarms)
    assert outcome.answered == outcome.asked == EVENTS // EVERY
    assert alarms.texts == []


def test_everything_in_an_event_is_spoiled_some_time() -> None:
    event = {"a": {"b": [1, {"c": "d"}]}}

    assert set(ways(event)) == {("a",), ("a", "b"), ("a", "b", 0), ("a", "b", 1), ("a", "b", 1, "c")}
    assert all(spoiled(event, Random(seed)) != event for seed in range(50))


@pytest.mark.parametrize(("length", "is_remembered"), [(LONGEST_KEY, True), (LONGEST_KEY + 1, False)])
def test_a_key_that_no_platform_gives_fills_no_memory(shared_bot: Bot, length: int, is_remembered: bool) -> None:
    conversation = Conversation(shared_bot)
    first = conversation.is_repeated("k" * length)

    assert not first
    assert conversation.is_repeated("k" * length) is is_remembered
