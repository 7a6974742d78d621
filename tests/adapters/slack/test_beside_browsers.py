"""A round that one plays on Slack and another in a browser."""

from __future__ import annotations

from adapters.slack.app import SlackApp
from bot.app import Bot
from bot.chat import Channel
from tests.adapters.web.beside import beside, choose, places, pupil
from tests.adapters.web.lesson import lesson
from tests.standins.slack import SlackStandin
from tests.standins.slack.messages import Message


async def test_a_pupil_in_a_browser_and_one_on_slack_play_one_round(
    standin: SlackStandin, bot: Bot, app: SlackApp
) -> None:
    channel = Channel("slack", standin.team.id, standin.channel.id)

    def shown(text: str) -> Message | None:
        return next((one for one in standin.posted() if text in str(one.payload)), None)

    async with lesson(bot, channel=channel) as held, beside(held, app) as later, pupil(held) as browser:
        await held.move("begin")
        later()
        question = await standin.bell.until(lambda: shown("Which letter is number 0?"))
        reply = await (await standin.click(question, "A: Alpha")).message()
        assert "Your answer is in: A: Alpha" in str(reply.payload)
        assert await choose(browser, held, 1) == 200
        await held.move("reveal")
        later()
        reveal = await standin.bell.until(lambda: shown("The answer: A: Alpha"))
        later()
        closed = await standin.bell.until(lambda: shown("Closed. The answer is below."))

    assert "1 of the players is in a browser." in str(reveal.payload)
    assert (closed.ts, "actions" in str(closed.payload)) == (question.ts, False)
    assert places(held) == [(1, False), (2, True)]
