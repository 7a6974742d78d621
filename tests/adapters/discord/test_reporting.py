"""A mistake is reported from the menu of whatever message shows it."""

from __future__ import annotations

from adapters.discord.app import DiscordApp
from bot.replies.catalog import catalog
from bot.schedule.delivery import End, Result
from tests.adapters.discord.conftest import NotingBot
from tests.saltmarsh import MAY_DAY
from tests.standins.discord import DiscordStandin

REPORT = "Report a mistake"


async def test_a_card_is_reported_at_once(standin: DiscordStandin, app: DiscordApp) -> None:
    card = await (await standin.slash("what", {"name": "harbor treaty"})).message()

    form = await standin.on_message(REPORT, card)
    thanks = await (await standin.submit_modal(form, {"text": "It was in May."})).message()

    assert "Harbor Treaty" in (await form.modal())["title"]
    assert thanks.ephemeral
    queue = await (await standin.slash("reports list", user=standin.moderator)).message()
    assert "It was in May." in queue.text


async def test_of_an_overview_it_is_asked_which_fact(standin: DiscordStandin, app: DiscordApp) -> None:
    overview = await (await standin.slash("timeline", {"when": "1950s"})).message()

    asked = await (await standin.on_message(REPORT, overview)).message()

    assert asked.ephemeral
    (menu,) = asked.selects
    labels = [option["label"] for option in menu["options"]]
    assert "The sea wall is begun" in labels
    form = await standin.choose(asked, menu["custom_id"], [menu["options"][0]["value"]])
    assert labels[0][:20] in (await form.modal())["title"]


async def test_a_post_is_reported_by_what_it_told(standin: DiscordStandin, app: DiscordApp, bot: NotingBot) -> None:
    await (await standin.slash("schedule daily", {"time": "12:00"}, user=standin.moderator)).message()
    tomorrow = MAY_DAY.replace(year=MAY_DAY.year + 1)
    (post,) = (one for one in bot.wake(tomorrow, ["discord"]) if one.channel.id == standin.channel.id)
    id = await app.post(post.channel, post.reply, catalog(""), post.nonce)
    bot.outbox.settle([Result(post, End.SENT, id)], tomorrow)

    form = await standin.on_message(REPORT, standin.messages.public[id])

    assert post.reply.title[:20] in (await form.modal())["title"]


async def test_a_message_without_a_fact_is_refused_with_what_to_do(standin: DiscordStandin, app: DiscordApp) -> None:
    message = standin.say("Hello")

    refused = await (await standin.on_message(REPORT, message)).message()

    assert refused.ephemeral
    assert "shows no fact of mine" in refused.text
