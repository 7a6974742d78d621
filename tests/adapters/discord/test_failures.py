"""What goes wrong between the bot and Discord, and what people and the log are told of it."""

from __future__ import annotations

import logging
import re

import discord
import pytest

from adapters.discord import turn
from adapters.discord.app import DiscordApp
from tests.adapters.discord.conftest import House
from tests.adapters.discord.rows import SECRET
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.messages import flattened
from tests.standins.discord.refusals import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, server_error, too_many_requests
from tests.standins.faults import Fault, cut_after, cut_before, lost, says
from tests.standins.wire import Answer

CALLBACKS = r"POST .*/callback"
EDITS = r"PATCH .*/webhooks/"


async def logged(standin: DiscordStandin, caplog: pytest.LogCaptureFixture, text: str) -> str:
    """Wait for a line of the log, and return all of it."""
    await standin.bell.until(lambda: text in caplog.text)
    return caplog.text


async def test_a_duplicated_command_is_answered_once(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asked = await standin.slash("timeline", {"when": "1950"}, duplicate=True)

    await asked.message()
    await logged(standin, caplog, "came twice")

    assert len(standin.acceptances) == 1


async def test_a_duplicated_click_is_answered_once(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wrong = await (await standin.slash("vote", {"choice": "wrong"})).message()

    clicked = await standin.click(wrong, "Vote right", duplicate=True)

    await clicked.follow_up()
    await logged(standin, caplog, "came twice")
    assert len(clicked.follow_up_ids) == 1


@pytest.mark.parametrize("command", ["fail now", "fail later"])
async def test_a_failure_has_an_id_that_stands_in_the_log(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    message = await (await standin.slash(command)).message()

    told = re.search(r"[0-9a-f]{8}", message.text)
    assert told
    assert message.ephemeral
    assert f"id {told[0]}" in caplog.text
    assert "rows.py" in caplog.text


@pytest.mark.parametrize("command", ["fail now", "fail later"])
async def test_neither_people_nor_the_log_are_told_what_the_error_says(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    message = await (await standin.slash(command)).message()

    assert SECRET not in message.text + caplog.text
    assert "Traceback" not in message.text


async def test_a_completion_that_fails_offers_nothing(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await standin.autocomplete("fail now", {"word": "a"})

    assert await asked.choices() == []
    assert "rows.py" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("refusal", "told"), [(UNKNOWN_INTERACTION, "too late"), (ALREADY_ACKNOWLEDGED, "already answered")]
)
async def test_an_answer_that_is_not_wanted_any_more_is_one_line_in_the_log(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture, refusal: object, told: str
) -> None:
    standin.faults.order(CALLBACKS, says(refusal))  # type: ignore[arg-type]  # both are answers

    await standin.slash("timeline", {"when": "1950"})

    log = await logged(standin, caplog, told)
    assert "1950" not in log
    assert "rows.py" not in log
    assert standin.acceptances == []


@pytest.mark.parametrize("refusal", [too_many_requests(0.01), server_error(502)], ids=["asked too much", "unwell"])
async def test_an_answer_that_is_not_taken_at_once_is_made_again(
    standin: DiscordStandin, app: DiscordApp, refusal: Answer
) -> None:
    standin.faults.order(CALLBACKS, says(refusal))

    asked = await standin.slash("timeline", {"when": "1950"})

    assert "The sea wall" in (await asked.message()).text


async def test_a_connection_cut_after_the_answer_was_taken_makes_no_second_one(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    standin.faults.order(CALLBACKS, cut_after())

    asked = await standin.slash("timeline", {"when": "1950"})
    await standin.bell.until(lambda: len([one for one in standin.requests if one.path.endswith("/callback")]) == 2)

    assert "The sea wall" in (await asked.message()).text
    assert len(standin.acceptances) == 1
    assert asked.follow_up_ids == []


async def test_a_connection_cut_before_the_answer_was_taken_is_made_good(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    standin.faults.order(CALLBACKS, cut_before())

    asked = await standin.slash("everything")

    assert "the_results.csv" in [file["filename"] for file in (await asked.message()).attachments]


async def test_a_deferral_cut_after_it_was_taken_is_answered(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(CALLBACKS, cut_after())

    asked = await standin.slash("vote", {"choice": "right"})

    assert "right" in (await asked.message()).text


async def test_a_deferral_whose_answer_never_comes_is_answered_late(
    standin: DiscordStandin, app: DiscordApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "CALL_SECONDS", 1.0)
    standin.faults.order(CALLBACKS, lost())

    asked = await standin.slash("vote", {"choice": "right"})

    assert "right" in (await asked.message()).text


@pytest.mark.parametrize("cut", [cut_before(), cut_after()])
async def test_an_edit_whose_connection_broke_is_made_again(
    standin: DiscordStandin, app: DiscordApp, cut: Fault
) -> None:
    standin.faults.order(EDITS, cut)

    asked = await standin.slash("schedule daily", {"time": "09:00"}, user=standin.moderator)

    assert "Schedule 1 is set" in (await asked.message()).text


@pytest.mark.parametrize("cut", [cut_before(), cut_after()])
async def test_a_placeholder_whose_deletion_broke_off_is_gone_all_the_same(
    standin: DiscordStandin, app: DiscordApp, cut: Fault
) -> None:
    standin.faults.order(r"DELETE .*/webhooks/", cut)

    message = await (await standin.slash("fail later")).message()

    assert "Something went wrong" in message.text


async def test_a_limit_on_edits_is_waited_for(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(EDITS, says(too_many_requests(0.01)))

    asked = await standin.slash("vote", {"choice": "right"})

    assert "right" in (await asked.message()).text


async def test_an_unwell_discord_is_asked_again(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(EDITS, says(server_error(502)))

    asked = await standin.slash("vote", {"choice": "right"})

    assert "right" in (await asked.message()).text


async def test_an_apology_that_cannot_be_made_is_logged(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture
) -> None:
    standin.faults.order(r"DELETE .*/webhooks/", says(UNKNOWN_INTERACTION))

    await standin.slash("fail later")

    await logged(standin, caplog, "no apology")


async def test_no_log_names_a_token(standin: DiscordStandin, house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    standin.faults.order(CALLBACKS, says(server_error(500)))
    async with house.open():
        asked = await standin.slash("vote", {"choice": "wrong"})
        await asked.message()
        standin.gateway.cut()
        await standin.bell.until(lambda: standin.gateway.resumes)

    assert TOKEN not in caplog.text
    assert asked.token not in caplog.text
    assert "wrong" not in caplog.text


async def test_nothing_is_kept_of_what_was_sent(
    standin: DiscordStandin, app: DiscordApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(discord.ui.view.ViewStore, "add_view", lambda store, view, *_: kept.append(view))

    shown = await (await standin.slash("pages")).message()
    await (await standin.click(shown, "Next ▶")).message()
    await (await standin.slash("vote", {"choice": "right"})).message()
    await (await standin.slash("form")).modal()

    assert kept == []


@pytest.mark.parametrize("wrong", [{"content": 1}, {"content": None}, {"id": ["1"]}])
async def test_a_message_of_which_nothing_can_be_kept_is_one_line_in_the_log(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture, wrong: dict[str, object]
) -> None:
    shown = await (await standin.slash("pages")).message()
    text = next(
        part for part in flattened(shown.components) if part["type"] == discord.ComponentType.text_display.value
    )
    text.update({"id": 7, **wrong})

    await standin.click(shown, "Next ▶")

    assert "Traceback" not in await logged(standin, caplog, "cannot be read")
