"""A proxy that the operator has set is used for all that Discord is told, and for the gateway."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from bot.chat import Channel, Reply
from bot.replies.catalog import catalog
from tests.adapters.discord.conftest import House
from tests.standins.discord import DiscordStandin
from tests.standins.discord.pointing import point_at
from tests.standins.proxy import Proxy


async def test_gateway_answers_and_posts_go_through_it(standin: DiscordStandin, house: House) -> None:
    port = urlsplit(standin.api_url).port or 0
    proxy = Proxy({"discord.invalid": port})
    await proxy.start()
    # Nobody but the proxy knows where this is.
    point_at(*(url.replace("127.0.0.1", "discord.invalid") for url in (standin.api_url, standin.gateway_url)))
    house.config = replace(house.config, proxy=proxy.url)
    async with house.open() as app:
        answer = await (await standin.slash("timeline", {"when": "1950"})).message()
        posted = await app.post(
            Channel("discord", standin.guild.id, standin.channel.id), Reply(text="hello"), catalog(""), "nonce"
        )
    await proxy.stop()

    assert "The sea wall" in answer.text
    assert posted
