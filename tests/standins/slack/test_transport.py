"""The stand-in of Slack: Socket Mode that breaks, and signed requests."""

import json

from tests.standins.slack import SlackStandin
from tests.standins.slack.running import over_http, over_socket_mode
from tests.standins.slack.smallest import smallest_app


async def test_a_refreshed_connection_is_opened_anew(connected: SlackStandin) -> None:
    connected.socket_mode.disconnect("refresh_requested")

    await connected.bell.until(lambda: connected.socket_mode.opened == 2)
    assert (await (await connected.slash("/timeline", "2008")).message()).text == "2008"


async def test_a_cut_connection_is_opened_anew(connected: SlackStandin) -> None:
    connected.socket_mode.refuse(attempts=1)
    connected.socket_mode.cut()

    await connected.bell.until(lambda: connected.socket_mode.opened == 3)
    assert (await (await connected.slash("/timeline", "2008")).message()).text == "2008"


async def test_two_connections_share_the_events(standin: SlackStandin) -> None:
    app = smallest_app(standin)
    async with over_socket_mode(app, standin), over_socket_mode(app, standin):
        await standin.socket_mode.connected(2)
        answers = [await (await standin.slash("/timeline", str(year))).message() for year in (2008, 2009)]

    assert [answer.text for answer in answers] == ["2008", "2009"]


async def test_a_signed_request_is_answered(standin: SlackStandin) -> None:
    async with over_http(smallest_app(standin), standin):
        asked = await standin.slash("/timeline", "2008")

        assert (await asked.message()).text == "2008"
        assert (await asked.acked()).status == 200


async def test_a_click_arrives_over_http(standin: SlackStandin) -> None:
    async with over_http(smallest_app(standin), standin):
        shown = await (await standin.slash("/timeline", "2008")).message()

        assert (await (await standin.click(shown, "next")).message()).text == "2009"


async def test_a_forged_request_is_refused(standin: SlackStandin) -> None:
    async with over_http(smallest_app(standin), standin) as push:
        reply = await push.post(json.dumps({"type": "url_verification"}), headers={"X-Slack-Signature": "v0=forged"})

    assert reply.status == 401


async def test_an_old_request_is_refused(standin: SlackStandin) -> None:
    async with over_http(smallest_app(standin), standin) as push:
        reply = await push.post(json.dumps({"type": "url_verification", "challenge": "abc"}), age=301)

    assert reply.status == 401


async def test_an_address_is_verified(standin: SlackStandin) -> None:
    async with over_http(smallest_app(standin), standin) as push:
        reply = await push.post(json.dumps({"type": "url_verification", "challenge": "abc"}))

    assert reply.content == {"challenge": "abc"}
