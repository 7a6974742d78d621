"""Slack's part of `dateline doctor`: what Slack itself says of tokens, scopes, and each scheduled channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.access import why_not
from adapters.slack.app import quiet, vault
from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.manifest import HISTORY, scopes
from adapters.slack.settings import SlackSettings
from bot.chat import Channel
from bot.config import Config, ConfigError
from bot.diagnosis import Diagnosis, ill, remark, well
from bot.tasks.doctor import clock

THING = "Slack"
# Scopes without which the bot answers and posts all the same.
OPTIONAL = (
    *("chat:write.public", "app_mentions:read", "files:write", "im:write", "channels:read", "groups:read"),
    *HISTORY,
)


async def checkup(
    chosen: Config, channels: Sequence[Channel], now: datetime, sealed: Sequence[str] = ()
) -> AsyncIterator[Diagnosis]:
    """Ask Slack; `sealed` are the tokens of workspaces as they are stored."""
    quiet()
    for one in _keys(chosen, sealed):
        yield one
    token = chosen.of(SlackSettings).bot_token
    if not token:
        return
    async with aiohttp.ClientSession(proxy=chosen.proxy or None) as session:
        client = AsyncWebClient(
            chosen.of(SlackSettings).bot_token, session=session, timeout=int(CALL_SECONDS), retry_handlers=[]
        )
        try:
            async for one in _workspace(client, chosen, channels, now):
                yield one
        except SlackApiError as error:
            remedy = "Copy it again from the app's pages: Install App for xoxb-…, Basic Information for xapp-…."
            yield ill(THING, f"a token is not accepted: {word_of(error)}", remedy)
        except (aiohttp.ClientError, OSError) as error:
            yield ill(
                THING, f"it cannot be reached ({type(error).__name__})", "Look at the network, and at HTTPS_PROXY."
            )


def _keys(chosen: Config, sealed: Sequence[str]) -> list[Diagnosis]:
    """Look whether the stored tokens can be opened."""
    try:
        box = vault(chosen)
    except ConfigError as error:
        return [ill("DATELINE_KEY", str(error), "Make a key as .env.example tells, and keep a copy of it.")]
    if box is None:
        return []
    shut = 0
    for one in sealed:
        try:
            box.open(one)
        except ValueError:
            shut += 1
    if shut:
        text = f"{shut} of {len(sealed)} workspaces' tokens are sealed with a key that it lacks"
        return [ill("DATELINE_KEY", text, "Put the old key back, after the new one: DATELINE_KEY=new,old.")]
    return [well("DATELINE_KEY", f"opens all of {len(sealed)} workspaces' tokens")]


async def _workspace(
    client: AsyncWebClient, chosen: Config, channels: Sequence[Channel], now: datetime
) -> AsyncIterator[Diagnosis]:
    about = await client.auth_test()
    yield well(THING, f"the bot's token is good in workspace {about['team_id']}")
    headers = {name.lower(): value for name, value in about.headers.items()}
    wanted = scopes(reads_history=chosen.of(SlackSettings).reads_history)
    for one in _scopes(str(headers.get("x-oauth-scopes", "")), wanted):
        yield one
    if chosen.of(SlackSettings).app_token:
        yield await _sockets(client, chosen, about)
    for channel in channels:
        if one_channel := await _channel(client, channel):
            yield one_channel
    if date := headers.get("date"):
        yield clock(THING, parsedate_to_datetime(str(date)).astimezone(UTC), now)


def _scopes(header: str, wanted: Sequence[str]) -> list[Diagnosis]:
    """Compare the scopes that the token has with those that the manifest asks for."""
    has = {scope.strip() for scope in header.split(",")}
    lacking = [scope for scope in wanted if scope not in has]
    needed = [scope for scope in lacking if scope not in OPTIONAL]
    remedy = "Paste the manifest anew (dateline slack manifest), and install the app again."
    if needed:
        return [ill(THING, f"scopes are missing: {', '.join(lacking)}", remedy)]
    if lacking:
        return [remark(THING, f"scopes are missing: {', '.join(lacking)}", remedy)]
    return [well(THING, "all scopes are there")]


async def _sockets(client: AsyncWebClient, chosen: Config, about: Any) -> Diagnosis:
    """Ask for a socket, and compare the app of the two tokens."""
    await client.apps_connections_open(app_token=chosen.of(SlackSettings).app_token)
    bot = await client.bots_info(bot=about["bot_id"])
    # xapp-1-A012ABCD-…: the app's id stands in the token.
    parts = chosen.of(SlackSettings).app_token.split("-")
    theirs, ours = bot["bot"].get("app_id"), parts[2] if len(parts) > 3 else ""
    if ours and theirs and ours != theirs:
        text = f"SLACK_APP_TOKEN is app {ours}'s, SLACK_BOT_TOKEN app {theirs}'s"
        return ill(THING, text, "Copy both from the pages of one app.")
    return well(THING, "Socket Mode can be opened")


async def _channel(client: AsyncWebClient, channel: Channel) -> Diagnosis | None:
    """Return what is wrong with a channel to which something is scheduled, None when nothing is."""
    why = await why_not(client, channel)
    if why is None:
        return None
    remedy = "Where it is private: /invite the bot there. Where it is gone: /schedule remove."
    return ill(THING, f"the bot may not post into channel {channel.id}: {why.value}", remedy)
