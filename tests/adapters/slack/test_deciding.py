"""What moderators decide about a post edits the message that asks them, for all who see it."""

from __future__ import annotations

from datetime import timedelta

from adapters.slack.app import SlackApp
from bot.app import Bot
from bot.chat import Delivery
from bot.replies.catalog import catalog
from bot.schedule.delivery import End, Result
from tests.saltmarsh import MAY_DAY
from tests.standins.slack import Message, SlackStandin

SAY = catalog("")
MINUTE = timedelta(minutes=1)


async def asked(standin: SlackStandin, app: SlackApp, bot: Bot) -> Message:
    """Set up a post that has to be approved, and return the message that asks for it."""
    line = f"schedule daily 21:00 approval:{standin.channel.id}"
    await (await standin.slash("/dateline", line, user=standin.moderator)).message()
    return await posted(standin, app, bot.wake(MAY_DAY, ["slack"]))


async def posted(standin: SlackStandin, app: SlackApp, deliveries: tuple[Delivery, ...]) -> Message:
    """Post the one delivery that there is."""
    (delivery,) = deliveries
    ts = await app.post(delivery.channel, delivery.reply, SAY, delivery.nonce)
    return standin.shelf.message(standin.channel, ts)


async def test_an_approval_is_written_into_the_message_that_asked(
    standin: SlackStandin, app: SlackApp, bot: Bot
) -> None:
    question = await asked(standin, app, bot)

    pressed = await standin.click(question, "Approve", user=standin.moderator)

    decided = await pressed.message()
    assert decided.ts == question.ts
    assert decided.reader is None
    assert f"Approved: <@{standin.moderator.id}>" in decided.shown
    assert decided.buttons == {}


async def test_another_one_takes_its_place_for_all_and_what_was_shown_cannot_be_approved(
    standin: SlackStandin, app: SlackApp, bot: Bot
) -> None:
    question = await asked(standin, app, bot)
    swapped = await (await standin.click(question, "Another one", user=standin.moderator)).message()

    stale = await (await standin.click(question, "Approve", user=standin.moderator)).message()

    assert swapped.ts == question.ts
    assert swapped.shown != question.shown
    assert stale.reader
    assert "Another one has taken its place" in stale.shown
    shown = await (await standin.click(stale, "Show what waits", user=standin.moderator)).message()
    approved = await (await standin.click(shown, "Approve", user=standin.moderator)).message()
    assert approved.reader
    assert "Approved" in approved.shown


async def test_what_is_chosen_in_the_week_is_edited_into_the_message_that_asked(
    standin: SlackStandin, app: SlackApp, bot: Bot
) -> None:
    line = f"schedule daily 21:00 approval:{standin.channel.id}"
    await (await standin.slash("/dateline", line, user=standin.moderator)).message()
    (notice,) = bot.wake(MAY_DAY, ["slack"])
    question = await posted(standin, app, (notice,))
    bot.outbox.settle([Result(notice, End.SENT, question.ts)], MAY_DAY)
    week = await (await standin.slash("/dateline", "schedule week", user=standin.moderator)).message()
    first = week.part("list0").element["options"][0]["text"]["text"]
    day = await (await standin.choose(week, "list0", first, user=standin.moderator)).message()

    swapped = await (await standin.click(day, "Another one", user=standin.moderator)).message()

    (edit,) = bot.wake(MAY_DAY + MINUTE, ["slack"])
    await app.edit(edit.channel, edit.edits, edit.reply, SAY)
    now = standin.shelf.message(standin.channel, question.ts)
    assert swapped.reader
    assert f"Another one was chosen: <@{standin.moderator.id}>" in now.shown
    assert now.buttons["Approve"]["value"] == swapped.buttons["Approve"]["value"]
    assert now.buttons["Approve"]["value"] != question.buttons["Approve"]["value"]


async def test_a_doubt_is_settled_in_the_message_that_told_of_it(
    standin: SlackStandin, app: SlackApp, bot: Bot
) -> None:
    line = "schedule post today 12:01 The test is today."
    await (await standin.slash("/dateline", line, user=standin.moderator)).message()
    (post,) = bot.wake(MAY_DAY + MINUTE, ["slack"])
    bot.outbox.settle([Result(post, End.UNKNOWN)], MAY_DAY + MINUTE)
    (look,) = bot.wake(MAY_DAY + 10 * MINUTE, ["slack"])
    bot.outbox.settle([Result(look, End.UNREADABLE)], MAY_DAY + 10 * MINUTE)
    question = await posted(standin, app, bot.wake(MAY_DAY + 11 * MINUTE, ["slack"]))

    settled = await (await standin.click(question, "It is there", user=standin.moderator)).message()

    assert settled.ts == question.ts
    assert f"<@{standin.moderator.id}> has looked" in settled.shown
    assert settled.buttons == {}
    again = await (await standin.click(question, "Post again", user=standin.moderator)).message()
    assert again.reader
    assert "decided already" in again.shown
