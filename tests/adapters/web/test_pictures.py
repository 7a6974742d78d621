"""The pictures that Slack fetches: signed, kept for ever, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web

from adapters.joining import Role
from adapters.slack.joining import pictures
from adapters.slack.settings import SlackSettings
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


SLACK = SlackSettings("xoxb-1", "xapp-1")
HERE = "https://dateline.example.org"


@pytest.mark.parametrize(
    ("url", "role", "is_served"),
    [(HERE, Role.ALL, True), (HERE, Role.WEB, True), (HERE, Role.WORKER, False), ("", Role.ALL, False)],
)
def test_pictures_are_served_where_slack_can_come_for_them(
    bot: Bot, studio: HandStudio, tmp_path: Path, url: str, role: Role, is_served: bool
) -> None:
    bot.studio = studio
    config = Config(tmp_path, url=url, own=(SLACK,))

    assert bool(pictures(bot, config, role)) is is_served


def test_a_process_that_cannot_draw_serves_none(bot: Bot, tmp_path: Path) -> None:
    assert not pictures(bot, Config(tmp_path, url=HERE, own=(SLACK,)), Role.ALL)
