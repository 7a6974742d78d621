"""A mistake is reported from the menu of whatever message shows it."""

from __future__ import annotations

from adapters.slack.app import SlackApp
from adapters.slack.manifest import manifest
from bot.commands.table import COMMANDS
from tests.standins.slack import SlackStandin

(SHORTCUT,) = manifest(COMMANDS)["features"]["shortcuts"]
REPORT = SHORTCUT["callback_id"]


def test_the_shortcut_is_one_of_messages() -> None:
    assert SHORTCUT["type"] == "message"
    assert SHORTCUT["name"] == "Report a mistake"


async def test_a_card_is_reported_at_once(standin: SlackStandin, app: SlackApp) -> None:
    card = await (await standin.slash("/what", "harbor treaty")).message()

    form = await (await standin.on_message(card, REPORT)).view()
    await standin.submit_view(form, {"text": "It was in May."})

    await standin.bell.until(lambda: any("Thank you" in one.shown for one in standin.shelf.inside(standin.channel)))
    queue = await (await standin.slash("/dateline", "reports list", user=standin.moderator)).message()
    assert "It was in May." in queue.shown


async def test_of_an_overview_it_is_asked_which_fact(standin: SlackStandin, app: SlackApp) -> None:
    overview = await (await standin.slash("/dateline", "timeline 1950s")).message()

    asked = await (await standin.on_message(overview, REPORT)).message()

    assert asked.reader == standin.user
    chosen = await standin.choose(asked, "list0", "The sea wall is begun")
    assert "The sea wall is begun" in (await chosen.view()).shown


async def test_a_message_without_a_fact_is_refused_with_what_to_do(standin: SlackStandin, app: SlackApp) -> None:
    message = standin.shelf.say(standin.team, standin.channel, standin.user, "Hello")

    refused = await (await standin.on_message(message, REPORT)).message()

    assert refused.reader == standin.user
    assert "shows no fact of mine" in refused.shown
