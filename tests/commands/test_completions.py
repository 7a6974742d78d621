"""What the store knows is offered wherever it is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Bot
from bot.chat import Attachment
from bot.commands.kinds import Kind
from bot.commands.table import COMMANDS
from tests.commands.asking import as_pupil, as_teacher
from tests.saltmarsh import MAY_DAY, request

# Options that take whatever somebody writes, or a number that is nobody's.
FREE = {
    "text",
    "answer",
    "name",
    "count",
    "seconds",
    "lobby",
    "pause",
    "reveal",
    "remind",
    "until",
    "pauses",
}
FREE |= {"time", "date", "teams", "people"}


def offered(bot: Bot, command: str, option: str, beginning: str = "", *, is_moderator: bool = True) -> list[str]:
    """Return the labels that are offered."""
    pairs = bot.complete(request(command, is_moderator=is_moderator), option, beginning)
    return [label for label, _ in pairs]


def test_whatever_can_be_chosen_is_offered() -> None:
    lacking = {
        (row.name, option.name)
        for row in COMMANDS
        for option in row.options
        if not (row.hidden or option.hidden or option.choices or option.complete or option.name in FREE)
        and option.kind in (Kind.TEXT, Kind.INTEGER)
    }

    assert lacking == {("trivia start", "number")}


@pytest.mark.parametrize("command", ["show", "edit", "preview", "pause", "resume", "skip", "remove", "history"])
def test_schedules_are_offered_by_what_they_post(bot: Bot, command: str) -> None:
    as_teacher(bot, "/schedule daily 09:00 zone:Paris")
    as_teacher(bot, "/schedule question 12:00")

    assert offered(bot, f"schedule {command}", "schedule", "paris") == [
        "1: what happened on the day: every day at 09:00 (Europe/Paris)"
    ]
    assert len(offered(bot, f"schedule {command}", "schedule")) == 2
    assert offered(bot, f"schedule {command}", "schedule", is_moderator=False) == []


def test_a_pack_of_ones_own_is_offered(bot: Bot) -> None:
    file = Attachment("quiz.gift", b"::a:: Who? {=Ada ~Ida}")
    shown = bot.handle(replace(request("packs import", is_moderator=True), attachment=file))
    as_teacher(bot, shown.choices[0].action)

    assert offered(bot, "packs remove", "pack") == ["quiz"]
    assert offered(bot, "packs export", "pack") == ["The town of Saltmarsh", "quiz"]
    assert offered(bot, "trivia start", "pack", "qui") == ["quiz"]


def test_the_rounds_teams_players_and_questions_are_offered(bot: Bot) -> None:
    assert offered(bot, "trivia join", "team") == []
    as_teacher(bot, "/trivia start number:1 teams:Owls,Larks")
    as_pupil(bot, "/trivia join name:Heron team:Owls")

    assert offered(bot, "trivia join", "team", "la") == ["Larks"]
    assert offered(bot, "trivia remove", "user", "her") == ["Heron"]
    # What has not been asked yet is nobody's to see.
    assert offered(bot, "trivia accept", "question") == []
    bot.step_rounds(MAY_DAY + timedelta(minutes=1))
    assert offered(bot, "trivia accept", "question")[0].startswith("1: ")


def test_reports_that_wait_are_offered(bot: Bot) -> None:
    as_pupil(bot, "/report great-flood It was in December.")

    assert offered(bot, "reports close", "number", "december") == ["1: It was in December."]
