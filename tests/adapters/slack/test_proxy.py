"""A proxy that the operator has set is used for all that Slack is told, and for its sockets."""

from __future__ import annotations

from urllib.parse import urlsplit

from adapters.slack.app import SlackApp
from adapters.slack.settings import SlackSettings
from bot.chat import Channel, Reply
from bot.config import Config
from bot.replies.catalog import catalog
from tests.adapters.slack.conftest import House, running
from tests.saltmarsh import MAY_DAY
from tests.standins.proxy import Proxy
from tests.standins.slack import APP_TOKEN, SlackStandin
from tests.standins.slack.pointing import point_at


async def test_sockets_answers_and_posts_go_through_it(standin: SlackStandin, house: House) -> None:
    proxy = Proxy({"slack.invalid": urlsplit(standin.api_url).port or 0})
    await proxy.start()
    # Nobody but the proxy knows where this is.
    point_at(standin.api_url.replace("127.0.0.1", "slack.invalid"))
    config = Config(
        house.folder, proxy=proxy.url, own=(SlackSettings(bot_token=standin.team.token, app_token=APP_TOKEN),)
    )
    async with running(SlackApp(house.bot, config, lambda: MAY_DAY)) as app:
        await standin.socket_mode.connected(2)
        answer = await (await standin.slash("/timeline", "1950")).message()
        posted = await app.post(
            Channel("slack", standin.team.id, standin.channel.id), Reply(text="hello"), catalog(""), "nonce"
        )
    point_at(standin.api_url)
    await proxy.stop()

    assert "The sea wall" in answer.shown
    assert posted
    # The address of a socket is the stand-in's own: it too was reached through the proxy.
    assert sum("socket" in path or "link" in path for path in proxy.paths) >= 2
