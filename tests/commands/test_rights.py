"""Who may ask what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from bot.chat import NotAllowedError, Request, User
from bot.commands import rights
from bot.commands.context import Context
from bot.commands.row import Right
from bot.commands.table import COMMANDS
from bot.community import Settings, Starter
from bot.facts.library import Library
from bot.replies.catalog import catalog
from tests.saltmarsh import PUPIL, request

OTHER = User("console", "school", "other")
GUEST = replace(request("", is_moderator=True), is_guest=True)


@pytest.fixture
def context_of(library: Library) -> Callable[[Settings], Context]:
    return lambda settings: Context(library, catalog("en"), settings, Random(7))


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
def test_who_moderates(asked: Request, settings: Settings, is_one: bool) -> None:
    assert rights.is_moderator(asked, settings) is is_one


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.right is Right.MODERATOR], ids=lambda row: row.name)
def test_every_row_of_moderators_refuses_members_and_says_who_may(
    context_of: Callable[[Settings], Context], row: object
) -> None:
    (found,) = (one for one in COMMANDS if one is row)

    with pytest.raises(NotAllowedError, match="is for moderators: people who may manage this place"):
        rights.check(found, request(found.name), context_of(Settings()))


@pytest.mark.parametrize(("starters", "is_allowed"), [(Starter.EVERYONE, True), (Starter.MODERATORS, False)])
def test_who_may_start_is_a_setting(
    context_of: Callable[[Settings], Context], starters: Starter, is_allowed: bool
) -> None:
    context = context_of(Settings(starters=starters))

    if is_allowed:
        rights.check_start(request(""), context)
    else:
        with pytest.raises(NotAllowedError, match="only moderators start trivia"):
            rights.check_start(request(""), context)
    rights.check_start(request(""), replace(context, is_moderator=True))


def test_a_round_belongs_to_its_host_and_to_moderators(context_of: Callable[[Settings], Context]) -> None:
    context = context_of(Settings())

    rights.check_host(request(""), context, PUPIL)
    rights.check_host(request(""), replace(context, is_moderator=True), OTHER)
    with pytest.raises(NotAllowedError, match="who started this round, or a moderator"):
        rights.check_host(request(""), context, OTHER)
