"""Who may ask what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.app import Bot
from bot.chat import NOWHERE, NotAllowedError, Request, User
from bot.commands import rights
from bot.commands.context import Context
from bot.commands.row import Command, Right
from bot.commands.table import COMMANDS
from bot.community import Settings, Starter
from bot.facts.library import Library
from bot.replies.catalog import catalog
from tests.commands.asking import as_pupil, as_teacher, needed
from tests.saltmarsh import MAY_DAY, request

OTHER = User("console", "school", "other")
GUEST = replace(request("", is_moderator=True), is_guest=True)
HOSTS_ONLY = "Only who started this round, or a moderator"


@pytest.fixture
def context_of(library: Library) -> Callable[[Settings, bool], Context]:
    return lambda settings, is_moderator: Context(
        library, catalog("en"), settings, NOWHERE, "", MAY_DAY.date(), is_moderator=is_moderator, whole=False
    )


@pytest.mark.parametrize(
    ("asked", "settings", "is_one"),
    [
        (request(""), Settings(), False),
        (request("", is_moderator=True), Settings(), True),
        (request(""), Settings(moderators=("pupil",)), True),
        (request(""), Settings(moderators=("other",)), False),
        (GUEST, Settings(moderators=("pupil",)), False),
    ],
)
def test_a_moderator_is_who_the_platform_or_the_community_says_and_never_a_guest(
    asked: Request, settings: Settings, is_one: bool
) -> None:
    assert rights.is_moderator(asked, settings) is is_one


def of(right: Right) -> list[Command]:
    """Return the rows that ask for a right."""
    return [row for row in COMMANDS if row.right is right]


@pytest.mark.parametrize("row", of(Right.MODERATOR), ids=lambda row: row.name)
def test_every_row_of_moderators_refuses_members_and_says_who_may(bot: Bot, row: Command) -> None:
    told = bot.handle(request(row.name, needed(row)))

    assert "is for moderators: people who may manage this place" in told.text


@pytest.mark.parametrize("row", of(Right.HOST), ids=lambda row: row.name)
@pytest.mark.parametrize("is_over", [False, True], ids=["running", "over"])
def test_every_row_of_hosts_refuses_who_did_not_start_the_round(bot: Bot, row: Command, is_over: bool) -> None:
    as_pupil(bot, "/trivia start number:3")
    if is_over:
        as_pupil(bot, "/trivia stop")
    told = bot.handle(request(row.name, needed(row), user=OTHER))

    assert HOSTS_ONLY in told.text or (is_over and "No round is running here" in told.text)


@pytest.mark.parametrize("row", of(Right.HOST), ids=lambda row: row.name)
def test_no_row_of_hosts_refuses_the_host(bot: Bot, row: Command) -> None:
    as_pupil(bot, "/trivia start number:3")

    assert HOSTS_ONLY not in bot.handle(request(row.name, needed(row))).text


@pytest.mark.parametrize("row", of(Right.HOST), ids=lambda row: row.name)
def test_no_row_of_hosts_refuses_a_moderator(bot: Bot, row: Command) -> None:
    as_pupil(bot, "/trivia start number:3")

    told = bot.handle(request(row.name, needed(row), user=OTHER, is_moderator=True))

    assert HOSTS_ONLY not in told.text


def test_whoever_was_named_is_shown_the_commands_of_moderators(bot: Bot) -> None:
    as_teacher(bot, "/moderators add @pupil")

    menu = as_pupil(bot, "/help").menu
    assert menu
    assert "help command:schedule" in {choice.action for choice in menu.choices}


@pytest.mark.parametrize(("starters", "is_allowed"), [(Starter.EVERYONE, True), (Starter.MODERATORS, False)])
def test_who_may_start_is_a_setting(
    context_of: Callable[[Settings, bool], Context], starters: Starter, is_allowed: bool
) -> None:
    settings = Settings(starters=starters)

    if is_allowed:
        rights.check_start(context_of(settings, False))
    else:
        with pytest.raises(NotAllowedError, match="only moderators start trivia"):
            rights.check_start(context_of(settings, False))
    rights.check_start(context_of(settings, True))
