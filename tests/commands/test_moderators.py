"""/moderators: who was named may moderate, until they are dismissed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import Bot
from tests.commands.asking import as_pupil, as_teacher
from tests.saltmarsh import PUPIL

# What has to have happened before an example succeeds: tests/adapters/test_examples.py.
BEFORE = {"moderators remove": ("/moderators add @ada",)}


def test_who_was_named_may_moderate(bot: Bot) -> None:
    assert as_pupil(bot, "/audit").is_error

    as_teacher(bot, "/moderators add pupil")

    assert not as_pupil(bot, "/audit").is_error


def test_a_guest_never_moderates(bot: Bot) -> None:
    as_teacher(bot, "/moderators add pupil")

    assert as_pupil(bot, "/audit", is_guest=True).is_error


def test_who_was_dismissed_no_longer_moderates(bot: Bot) -> None:
    as_teacher(bot, "/moderators add pupil")

    as_teacher(bot, "/moderators remove pupil")

    assert as_pupil(bot, "/audit").is_error


def test_those_named_are_listed(bot: Bot) -> None:
    assert as_teacher(bot, "/moderators list").text == "Nobody has been named."

    as_teacher(bot, "/moderators add pupil")

    assert [item.title for item in as_teacher(bot, "/moderators list").items] == ["pupil"]


def test_nobody_is_named_twice_or_dismissed_unnamed(bot: Bot) -> None:
    assert "is not named" in as_teacher(bot, "/moderators remove pupil").text
    as_teacher(bot, "/moderators add pupil")

    assert "is named as a moderator already" in as_teacher(bot, "/moderators add pupil").text


def test_a_member_names_nobody(bot: Bot) -> None:
    assert as_pupil(bot, "/moderators add pupil").is_error
    assert as_teacher(bot, "/moderators list").items == ()


def test_help_shows_moderators_commands_to_whoever_was_named(bot: Bot) -> None:
    as_teacher(bot, "/moderators add pupil")

    assert "/settings" in str(as_pupil(bot, "/help").menu)
    assert "/settings" not in str(as_pupil(bot, "/help", user=replace(PUPIL, id="other")).menu)


@pytest.mark.parametrize("text", ["the whole class", "<x>", "!"])
def test_what_can_be_no_name_is_nobody_and_no_channel(bot: Bot, text: str) -> None:
    assert f"“{text}” is nobody here" in as_teacher(bot, f'/moderators add user:"{text}"').text
    assert f"“{text}” is no channel here" in as_teacher(bot, f'/settings set channel:"{text}"').text
