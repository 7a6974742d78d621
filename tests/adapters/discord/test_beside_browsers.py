"""A round that one plays on Discord and another in a browser."""

from __future__ import annotations

from adapters.discord.app import DiscordApp
from bot.chat import Channel
from tests.adapters.discord.conftest import House
from tests.adapters.web.beside import beside, choose, places, pupil
from tests.adapters.web.lesson import lesson
from tests.standins.discord import DiscordStandin
from tests.standins.discord.messages import Message


async def test_a_pupil_in_a_browser_and_one_on_discord_play_one_round(
    standin: DiscordStandin, house: House, app: DiscordApp
) -> None:
    channel = Channel("discord", standin.guild.id, standin.channel.id)

    def shown(text: str) -> Message | None:
        return next((one for one in standin.messages.public.values() if text in one.text), None)

    async with lesson(house.bot, channel=channel) as held, beside(held, app) as later, pupil(held) as browser:
        await held.move("begin")
        later()
        question = await standin.bell.until(lambda: shown("Which letter is number 0?"))
        reply = await (await standin.click(question, "A: Alpha")).message()
        assert "Your answer is in: A: Alpha" in reply.text
        assert await choose(browser, held, 1) == 200
        await held.move("reveal")
        later()
        reveal = await standin.bell.until(lambda: shown("The answer: A: Alpha"))
        later()
        closed = await standin.bell.until(lambda: shown("Closed. The answer is below."))

    assert "1 of the players is in a browser." in reveal.text
    assert (closed.id, closed.buttons) == (question.id, {})
    assert places(held) == [(1, False), (2, True)]
