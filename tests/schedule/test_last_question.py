"""The answer to the last question comes with the next one: to the last that was asked, and to no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import Bot
from bot.chat import Delivery
from bot.shelf import Shelf
from bot.store.store import Store
from tests.apollo import switched_on
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.schedule.moderating import DAY, EVE, MAY_DAY, say, sent
from tests.schedule.test_week import MINUTE, pressed
from tests.trivia.classroom import Luck


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot that knows more than one question."""
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield Bot(Shelf([switched_on(tmp_path)], tmp_path), store, Luck(), platforms=PLATFORMS)


def last(post: Delivery) -> str:
    """Return the last question that a post tells of, "" for none."""
    return next((field.value for field in post.reply.fields if field.name == "The last question"), "")


def posts(bot: Bot, channel: str, at: datetime) -> list[Delivery]:
    """Return what is posted into a channel within some minutes, and no edits."""
    woken = [each for minute in range(3) for each in sent(bot, at + minute * MINUTE)]
    return [each for each in woken if each.channel.id == channel and not each.edits]


def test_a_question_that_was_called_back_is_told_by_none(bot: Bot) -> None:
    say(bot, "/schedule question 9 approval:#desk")
    posts(bot, "desk", EVE)

    say(bot, "/schedule edit 1 time:10", EVE + 4 * MINUTE)

    (again,) = posts(bot, "desk", EVE + 5 * MINUTE)
    assert last(again) == ""


@pytest.mark.parametrize("label", ["Skip this one", ""])
def test_one_that_was_left_out_is_told_by_none_and_the_one_before_it_after_all(bot: Bot, label: str) -> None:
    say(bot, "/schedule question 9 approval:#desk policy:skip")
    (first,) = posts(bot, "desk", EVE)
    pressed(bot, first.reply, "Approve")
    (second,) = posts(bot, "desk", MAY_DAY)
    if label:
        pressed(bot, second.reply, label)

    (third,) = posts(bot, "desk", MAY_DAY + DAY)

    assert last(second) == first.reply.text
    assert last(third) == first.reply.text


def test_one_that_was_swapped_is_told_by_none_and_the_one_in_its_place_is(bot: Bot) -> None:
    say(bot, "/schedule question 9 approval:#desk")
    (first,) = posts(bot, "desk", EVE)
    swapped = pressed(bot, first.reply, "Another one")

    (second,) = posts(bot, "desk", MAY_DAY)

    assert swapped.text != first.reply.text
    assert last(second) == swapped.text


def test_one_that_nobody_decided_about_is_posted_and_told_by_the_next(bot: Bot) -> None:
    say(bot, "/schedule question 9 approval:#desk")
    (first,) = posts(bot, "desk", EVE)

    (second,) = posts(bot, "desk", MAY_DAY)

    assert last(second) == first.reply.text
