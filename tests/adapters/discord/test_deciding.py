"""What moderators decide about a post edits the message that asks them, for all who see it."""

from __future__ import annotations

from datetime import timedelta

from adapters.discord.app import DiscordApp
from bot.chat import Delivery
from bot.replies.catalog import catalog
from bot.schedule.delivery import End, Result
from tests.adapters.discord.conftest import NotingBot
from tests.saltmarsh import MAY_DAY
from tests.standins.discord import Channel, DiscordStandin, Message

SAY = catalog("")
MINUTE = timedelta(minutes=1)


async def asked(standin: DiscordStandin, app: DiscordApp, bot: NotingBot) -> Message:
    """Set up a post that has to be approved, and return the message that asks for it."""
    line: dict[str, str | Channel] = {"time": "21:00", "approval": standin.channel}
    await (await standin.slash("schedule daily", line, user=standin.moderator)).message()
    return await posted(standin, app, bot.wake(MAY_DAY, ["discord"]))


async def posted(standin: DiscordStandin, app: DiscordApp, deliveries: tuple[Delivery, ...]) -> Message:
    """Post the one delivery that there is."""
    (delivery,) = deliveries
    id = await app.post(delivery.channel, delivery.reply, SAY, delivery.nonce)
    return standin.messages.public[id]


async def test_an_approval_is_written_into_the_message_that_asked(
    standin: DiscordStandin, app: DiscordApp, bot: NotingBot
) -> None:
    question = await asked(standin, app, bot)

    pressed = await standin.click(question, "Approve", user=standin.moderator)

    decided = await pressed.message()
    assert decided.id == question.id
    assert not decided.ephemeral
    assert f"Approved: <@{standin.moderator.id}>" in decided.text
    assert decided.buttons == {}


async def test_another_one_takes_its_place_for_all_and_what_was_shown_cannot_be_approved(
    standin: DiscordStandin, app: DiscordApp, bot: NotingBot
) -> None:
    question = await asked(standin, app, bot)
    swapped = await (await standin.click(question, "Another one", user=standin.moderator)).message()

    stale = await (await standin.click(question, "Approve", user=standin.moderator)).message()

    assert swapped.id == question.id
    assert swapped.text != question.text
    assert stale.ephemeral
    assert "Another one has taken its place" in stale.text
    shown = await (await standin.click(stale, "Show what waits", user=standin.moderator)).message()
    approved = await (await standin.click(shown, "Approve", user=standin.moderator)).message()
    assert approved.ephemeral
    assert "Approved" in approved.text


async def test_a_doubt_is_settled_in_the_message_that_told_of_it(
    standin: DiscordStandin, app: DiscordApp, bot: NotingBot
) -> None:
    line = {"date": "today", "time": "12:01", "text": "The test is today."}
    await (await standin.slash("schedule post", line, user=standin.moderator)).message()
    (post,) = bot.wake(MAY_DAY + MINUTE, ["discord"])
    bot.outbox.settle([Result(post, End.UNKNOWN)], MAY_DAY + MINUTE)
    (look,) = bot.wake(MAY_DAY + 10 * MINUTE, ["discord"])
    bot.outbox.settle([Result(look, End.UNREADABLE)], MAY_DAY + 10 * MINUTE)
    question = await posted(standin, app, bot.wake(MAY_DAY + 11 * MINUTE, ["discord"]))

    settled = await (await standin.click(question, "It is there", user=standin.moderator)).message()

    assert settled.id == question.id
    assert f"<@{standin.moderator.id}> has looked" in settled.text
    assert settled.buttons == {}
    again = await (await standin.click(question, "Post again", user=standin.moderator)).message()
    assert again.ephemeral
    assert "decided already" in again.text
