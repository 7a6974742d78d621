"""The stand-in of Slack: what people do, and what they see."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.standins.clock import HandClock
from tests.standins.slack import SlackStandin
from tests.standins.slack.running import over_socket_mode
from tests.standins.slack.smallest import question, smallest_app


async def test_a_command_is_answered_in_its_acknowledgement(connected: SlackStandin) -> None:
    asked = await connected.slash("/timeline", "2008")

    message = await asked.message()

    assert message.blocks[0]["text"]["text"] == "2008"
    assert message.reader == connected.user
    assert connected.violations == []


async def test_what_is_typed_arrives_escaped(connected: SlackStandin) -> None:
    asked = await connected.slash("/timeline", "<b> & <@U123>")

    assert asked.payload["text"] == "&lt;b&gt; &amp; <@U123>"


async def test_a_button_replaces_its_message(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()

    clicked = await connected.click(shown, "Next")

    assert (await clicked.message()).text == "2009"
    assert (await clicked.message()).ts == shown.ts
    assert connected.violations == []


async def test_a_modal_is_opened_submitted_and_updated(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()
    opened = await (await connected.click(shown, "ask")).view()

    again = await (await connected.submit_view(opened, {"year": "2008"})).view()

    assert (again.id, again.body["title"]["text"]) == (opened.id, "Again")
    assert connected.violations == []


async def test_a_modal_says_what_to_mend(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()
    opened = await (await connected.click(shown, "ask")).view()

    submitted = await connected.submit_view(opened, {"year": "0000"})

    assert await submitted.errors() == {"when": "There was no year 0."}


async def test_a_modal_is_not_submitted_empty(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()
    opened = await (await connected.click(shown, "ask")).view()

    with pytest.raises(ValueError, match="must be filled in"):
        await connected.submit_view(opened)


async def test_a_mention_is_answered_in_the_channel(connected: SlackStandin) -> None:
    asked = await connected.mention("hello")

    await connected.bell.until(lambda: len(connected.posted()) == 2)

    assert (await asked.acked()).status == 200
    assert connected.violations == []


async def test_a_duplicated_event_runs_twice(connected: SlackStandin) -> None:
    asked = await connected.slash("/timeline", "2008", copies=2)

    assert (await asked.message(1)).ts != (await asked.message(0)).ts


async def test_a_stale_hash_conflicts(standin: SlackStandin, client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await client.views_publish(user_id=standin.user.id, view=home)
    await client.views_publish(user_id=standin.user.id, view=home, hash=first["view"]["hash"])

    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=standin.user.id, view=home, hash=first["view"]["hash"])


async def test_a_trigger_opens_one_modal(standin: SlackStandin, client: AsyncWebClient) -> None:
    async with over_socket_mode(smallest_app(standin), standin):
        asked = await standin.slash("/timeline", "2008")
        await asked.acked()

    await client.views_open(trigger_id=asked.payload["trigger_id"], view=question())

    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=asked.payload["trigger_id"], view=question())


async def test_a_trigger_is_good_for_three_seconds(
    connected: SlackStandin, client: AsyncWebClient, clock: HandClock
) -> None:
    asked = await connected.slash("/timeline", "2008")
    clock.advance(3.5)

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=asked.payload["trigger_id"], view=question())


async def test_a_response_url_is_good_for_five_answers(connected: SlackStandin) -> None:
    asked = await connected.slash("/timeline", "2008")
    webhook = AsyncWebhookClient(asked.payload["response_url"])

    answers = [await webhook.send(text="again") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]


async def test_a_response_url_ends_after_half_an_hour(connected: SlackStandin, clock: HandClock) -> None:
    asked = await connected.slash("/timeline", "2008")
    clock.advance(1801)

    answer = await AsyncWebhookClient(asked.payload["response_url"]).send(text="late")

    assert answer.status_code == 404


async def test_a_choice_arrives(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()

    chosen = await connected.choose(shown, "pick", "2014")

    assert (await chosen.message()).text == "2014"


async def test_what_is_not_offered_cannot_be_chosen(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()

    with pytest.raises(LookupError, match="1999"):
        await connected.choose(shown, "pick", "1999")


async def test_a_search_is_answered_with_options(connected: SlackStandin) -> None:
    shown = await (await connected.slash("/timeline", "2008")).message()

    asked = await connected.suggest(shown, "search", "Rob")

    assert [option["value"] for option in await asked.options()] == ["Rob"]


async def test_a_home_is_furnished(connected: SlackStandin) -> None:
    await connected.open_home()

    home = await connected.bell.until(lambda: connected.shelf.homes.get(connected.user.id))

    assert "Welcome" in home.shown
    assert connected.violations == []
