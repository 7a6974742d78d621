"""The stand-in of Discord: what people do, and what they see."""

import asyncio

import discord
import pytest

from tests.standins.clock import HandClock
from tests.standins.discord import DiscordStandin
from tests.standins.discord.smallest import QUIET, SmallestBot


async def test_a_client_gets_ready_and_knows_its_guild(standin: DiscordStandin, bot: SmallestBot) -> None:
    assert [guild.name for guild in bot.guilds] == ["History class"]
    assert standin.violations == []


async def test_a_command_is_answered_with_components(standin: DiscordStandin, bot: SmallestBot) -> None:
    asked = await standin.slash("timeline", {"when": "2008"})

    message = await asked.message()

    assert message.text == "2008"
    assert list(message.buttons) == ["Next", "Ask", "Later"]
    assert standin.violations == []


async def test_a_button_edits_its_message(standin: DiscordStandin, bot: SmallestBot) -> None:
    shown = await (await standin.slash("timeline", {"when": "2008"})).message()

    clicked = await standin.click(shown, "Next")

    assert (await clicked.message()).text == "2009"
    assert (await clicked.message()).id == shown.id


async def test_a_modal_is_opened_and_submitted(standin: DiscordStandin, bot: SmallestBot) -> None:
    shown = await (await standin.slash("timeline", {"when": "2008"})).message()
    opened = await standin.click(shown, "ask")

    submitted = await standin.submit_modal(opened, {"year": "2008"})

    thanks = await submitted.message()
    assert (thanks.text, thanks.ephemeral) == ("Thank you", True)
    assert standin.violations == []


async def test_what_a_modal_cannot_hold_cannot_be_submitted(standin: DiscordStandin, bot: SmallestBot) -> None:
    shown = await (await standin.slash("timeline", {"when": "2008"})).message()
    opened = await standin.click(shown, "ask")

    with pytest.raises(ValueError, match="5 characters"):
        await standin.submit_modal(opened, {"year": "20089"})


async def test_the_first_follow_up_fills_the_placeholder(standin: DiscordStandin, bot: SmallestBot) -> None:
    asked = await standin.slash("slow")

    assert (await asked.message()).text == "at last"
    assert (await asked.follow_up()).ephemeral


async def test_an_autocompletion_offers_choices(standin: DiscordStandin, bot: SmallestBot) -> None:
    asked = await standin.autocomplete("timeline", {"when": "200"})

    assert [choice["value"] for choice in await asked.choices()] == ["2008", "2009"]


async def test_a_duplicated_command_is_refused_the_second_time(standin: DiscordStandin, bot: SmallestBot) -> None:
    failed = asyncio.Event()

    @bot.tree.error
    async def on_error(_: discord.Interaction, error: discord.app_commands.AppCommandError) -> None:
        assert "40060" in str(error)
        failed.set()

    await standin.slash("timeline", {"when": "2008"}, duplicate=True)

    await asyncio.wait_for(failed.wait(), 5)
    assert len(standin.acceptances) == 1


async def test_an_answer_after_three_seconds_comes_too_late(
    standin: DiscordStandin, bot: SmallestBot, clock: HandClock
) -> None:
    asked = await standin.slash("timeline", {"when": "2008"})
    standin.interactions.asked[asked.token].at -= 3.1

    await standin.bell.until(lambda: [call for call in standin.requests if call.path.endswith("/callback")])

    assert asked.callback is None


async def test_a_deferred_update_is_seen_when_it_is_made(standin: DiscordStandin, bot: SmallestBot) -> None:
    shown = await (await standin.slash("timeline", {"when": "2008"})).message()

    clicked = await standin.click(shown, "Later")

    assert (await clicked.message()).text == "2010"


async def test_a_command_is_answered_in_a_direct_message(standin: DiscordStandin, bot: SmallestBot) -> None:
    private = standin.world.direct_channel(standin.user)

    asked = await standin.slash("timeline", {"when": "2008"}, channel=private)

    assert (await asked.message()).channel == private
    assert asked.payload["context"] == 1


async def test_a_visiting_app_gets_five_follow_ups(standin: DiscordStandin, bot: SmallestBot) -> None:
    asked = await standin.slash("timeline", {"when": "2008"}, visiting=True)
    await asked.message()
    webhook = discord.Webhook.partial(int(standin.world.bot.id), asked.token, client=bot)
    for _ in range(5):
        await webhook.send("more", allowed_mentions=QUIET)

    with pytest.raises(discord.HTTPException, match="40094"):
        await webhook.send("more", allowed_mentions=QUIET)
