"""The pictures that Slack fetches: signed, kept for ever, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web

from adapters.running import Parts, Role
from adapters.web.app import application
from adapters.web.pictures import Pictures
from bot.app import Bot
from bot.config import Config
from bot.pictures.addresses import Addresses, addresses
from bot.pictures.recipes import Look
from tests.adapters.discord.rows import CARD
from tests.pictures.studios import PNG, HandStudio

OURS = addresses("https://dateline.example.org", ["a secret"])


@pytest.fixture
def studio() -> HandStudio:
    return HandStudio(is_fast=True)


@pytest.fixture
async def server(studio: HandStudio) -> AsyncIterator[str]:
    runner = web.AppRunner(application(Pictures(studio, OURS).routes()), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def fetched(server: str, signed: Addresses = OURS) -> tuple[aiohttp.ClientResponse, bytes]:
    split = urlsplit(signed.of(CARD, Look.DARK))
    async with aiohttp.ClientSession() as session, session.get(f"{server}{split.path}?{split.query}") as response:
        return response, await response.read()


async def test_a_picture_is_handed_out_and_may_be_kept(server: str) -> None:
    response, content = await fetched(server)

    assert (response.status, response.content_type, content) == (200, "image/png", PNG)
    assert "immutable" in response.headers["Cache-Control"]


async def test_what_another_has_signed_is_not_drawn(server: str, studio: HandStudio) -> None:
    response, _ = await fetched(server, addresses("https://dateline.example.org", ["another"]))

    assert response.status == 404
    assert studio.known == {}


async def test_what_cannot_be_drawn_is_not_there(server: str, studio: HandStudio) -> None:
    studio.content = None

    assert (await fetched(server))[0].status == 404


async def test_a_studio_that_fails_is_asked_again_later(server: str, studio: HandStudio) -> None:
    studio.error = OSError("no process")

    response, _ = await fetched(server)

    assert (response.status, response.headers["Retry-After"]) == (503, "5")


SLACK = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}
HERE = {"url": "https://dateline.example.org"}


@pytest.mark.parametrize(
    ("settings", "role", "is_served"),
    [
        (SLACK | HERE, Role.ALL, True),
        (SLACK | HERE, Role.WEB, True),
        (SLACK | HERE, Role.WORKER, False),
        (SLACK, Role.ALL, False),
        (HERE | {"discord_token": "a token"}, Role.ALL, False),
    ],
)
def test_pictures_are_served_where_slack_can_come_for_them(
    bot: Bot, studio: HandStudio, tmp_path: Path, settings: dict[str, str], role: Role, is_served: bool
) -> None:
    bot.studio = studio
    config = replace(Config(tmp_path), **settings)  # type: ignore[arg-type]  # all of these are texts

    assert bool(Parts(bot, config, role).pictures()) is is_served


def test_a_process_that_cannot_draw_serves_none(bot: Bot, tmp_path: Path) -> None:
    assert not Parts(bot, replace(Config(tmp_path), **SLACK, **HERE), Role.ALL).pictures()  # type: ignore[arg-type]
