"""Pictures on Slack: fetched from the bot's own address, and left out where Slack cannot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.app import SlackApp
from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from bot.app import Bot
from bot.chat import Channel, Reply
from bot.config import Config
from bot.pictures.recipes import Look
from bot.replies.catalog import catalog
from tests.adapters.discord.rows import PICTURE
from tests.adapters.slack.conftest import House, running
from tests.pictures.studios import HandStudio
from tests.saltmarsh import MAY_DAY
from tests.standins.faults import says
from tests.standins.slack import APP_TOKEN, SlackStandin
from tests.standins.slack.messages import Message
from tests.standins.slack.refusals import refusal
from tests.standins.wire import Answer

ADDRESS = "https://dateline.example.org"
POST = Reply(title="On this day", text="The sea wall is begun.", picture=PICTURE)
SAY = catalog("")


@pytest.fixture
def studio(bot: Bot) -> HandStudio:
    bot.studio = HandStudio(is_fast=True)
    return bot.studio


@pytest.fixture
def config(house: House) -> Config:
    return Config(
        house.folder, url=ADDRESS, own=(SlackSettings(bot_token=house.standin.team.token, app_token=APP_TOKEN),)
    )


@pytest.fixture
async def app(house: House, studio: HandStudio, config: Config) -> AsyncIterator[SlackApp]:
    """The bot, connected over Socket Mode, with an address and a studio."""
    async with running(SlackApp(house.bot, config, lambda: MAY_DAY)) as app:
        await house.standin.socket_mode.connected(2)
        yield app


def images(message: Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks if block["type"] == "image"]


def place(standin: SlackStandin) -> Channel:
    return Channel(SLACK.name, standin.team.id, standin.channel.id)


async def test_an_answer_shows_its_picture_from_the_bot_s_address(
    standin: SlackStandin, app: SlackApp, studio: HandStudio
) -> None:
    message = await (await standin.slash("/dateline", "timeline 1949-1951")).message()

    (image,) = images(message)
    assert image["image_url"].startswith(f"{ADDRESS}/p/")
    assert "Timeline 1949 – 1951" in image["alt_text"]
    assert len(studio.known) == 1


async def test_without_an_address_there_is_none(standin: SlackStandin, house: House, studio: HandStudio) -> None:
    async with house.open():
        message = await (await standin.slash("/dateline", "timeline 1949-1951")).message()

    assert images(message) == []
    assert studio.known == {}


async def test_what_the_font_lacks_is_left_out(standin: SlackStandin, app: SlackApp, studio: HandStudio) -> None:
    studio.content = None

    message = await (await standin.slash("/dateline", "timeline 1949-1951")).message()

    assert images(message) == []


async def test_a_picture_that_takes_longer_holds_nobody_up(
    standin: SlackStandin, app: SlackApp, studio: HandStudio
) -> None:
    studio.is_fast = False

    asked = await standin.slash("/dateline", "timeline 1949-1951")
    message = await asked.message()

    assert len(images(message)) == 1
    assert len(studio.waiting) == 1


async def test_an_answer_whose_picture_slack_cannot_fetch_comes_without(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    refused = {"ok": False, "error": "invalid_blocks", "errors": ["downloading image failed"]}
    standin.faults.order(r"POST .*/(commands|actions|responses?)/", says(Answer(400, json.dumps(refused).encode())))

    message = await (await standin.slash("/dateline", "timeline 1949-1951")).message()

    assert images(message) == []
    assert "The sea wall" in message.shown
    assert "DATELINE_URL" in caplog.text


async def test_a_mention_whose_picture_slack_cannot_fetch_is_answered_without(
    standin: SlackStandin, app: SlackApp
) -> None:
    standin.faults.order(r"chat\.postMessage$", says(refusal("invalid_blocks")))

    await standin.mention("timeline 1949-1951")

    shown = await standin.bell.until(lambda: next(iter(standin.posted()), None))
    assert images(shown) == []


async def test_each_page_has_its_own_picture(standin: SlackStandin, app: SlackApp) -> None:
    first = await (await standin.slash("/dateline", "pages")).message()

    await standin.click(first, "Next ▶")

    second = await standin.bell.until(
        lambda: next((one for one in [standin.shelf.current(first)] if one and "Page 2" in one.shown), None)
    )
    assert [image["alt_text"] for image in (*images(first), *images(second))] == ["Picture 1", "Picture 2"]


async def test_what_is_shown_to_everyone_has_its_picture(standin: SlackStandin, app: SlackApp) -> None:
    private = await (await standin.slash("/dateline", "timeline 1949-1951")).message()

    shown = await (await standin.click(private, "Show to everyone")).message()

    assert private.reader
    assert shown.reader is None
    assert images(shown)[0]["image_url"] == images(private)[0]["image_url"]


async def test_a_post_brings_its_picture(standin: SlackStandin, app: SlackApp, studio: HandStudio) -> None:
    await app.post(place(standin), POST, SAY, "n1", "d42")

    (message,) = standin.posted()
    assert images(message)[0]["alt_text"] == PICTURE.alt
    await standin.bell.until(lambda: studio.known)


async def test_a_post_whose_picture_slack_cannot_fetch_is_made_without(standin: SlackStandin, app: SlackApp) -> None:
    standin.faults.order(r"chat\.postMessage$", says(refusal("invalid_blocks")))

    ts = await app.post(place(standin), POST, SAY, "n1", "d42")

    (message,) = standin.posted()
    assert (message.ts, images(message)) == (ts, [])
    assert message.metadata == {"event_type": "dateline_delivery", "event_payload": {"id": "d42"}}


async def test_a_light_picture_has_another_address(standin: SlackStandin, app: SlackApp) -> None:
    await app.post(place(standin), POST, SAY, "n1", "d1")
    await app.post(place(standin), replace(POST, picture=replace(PICTURE, look=Look.LIGHT)), SAY, "n2", "d2")

    dark, light = (images(message)[0]["image_url"] for message in standin.posted())
    assert dark != light
