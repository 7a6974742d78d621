"""Slack's part of `dateline doctor`: what Slack itself says of tokens, scopes, and each scheduled channel."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.access import why_not
from adapters.slack.calls import CALL_SECONDS, quiet, word_of
from adapters.slack.installations import vault
from adapters.slack.manifest import HISTORY, scopes
from adapters.slack.settings import SlackSettings
from adapters.slack.words import Closed
from bot.chat import Channel
from bot.config import Config, ConfigError
from bot.diagnosis import Diagnosis, ill, remark, well
from bot.tasks.doctor import clock

THING = "Slack"
NONE: Mapping[str, str] = {}
CLOSED = {
    Closed.UNSEEN: (
        "is gone, or is private and the bot is not in it",
        "/invite the bot there, or /dateline schedule remove what is to be posted there.",
    ),
    Closed.ARCHIVED: ("is archived", "Have it unarchived, or /dateline schedule remove what is to be posted there."),
    Closed.READ_ONLY: ("is closed to apps", "Have it opened, or /dateline schedule remove what is to be posted there."),
}
# Of workspaces that installed the bot themselves, so many are asked; each takes a call, and one a channel.
MOST_ASKED = 50
# Scopes without which the bot answers and posts all the same.
OPTIONAL = (
    *("chat:write.public", "app_mentions:read", "files:write", "im:write", "channels:read", "groups:read"),
    *HISTORY,
)


async def checkup(
    chosen: Config, channels: Sequence[Channel], now: datetime, sealed: Mapping[str, str] = NONE
) -> AsyncIterator[Diagnosis]:
    """Ask Slack; `sealed` are the tokens of workspaces as they are stored, by the workspace."""
    quiet()
    keys, tokens = _opened(chosen, sealed)
    for diagnosis in keys:
        yield diagnosis
    teams = _scheduled(tokens, channels) if keys else {"": (chosen.of(SlackSettings).bot_token, channels)}
    async with aiohttp.ClientSession(proxy=chosen.proxy or None) as session:
        for team, (token, places) in teams.items():
            client = AsyncWebClient(token, session=session, timeout=int(CALL_SECONDS), retry_handlers=[])
            async for diagnosis in _diagnoses(client, team, chosen, places, now):
                yield diagnosis
    if (others := len({place.community for place in channels} & tokens.keys()) - MOST_ASKED) > 0:
        yield remark(THING, f"{others} more workspaces to which something is scheduled were not asked")


async def _diagnoses(
    client: AsyncWebClient, team: str, chosen: Config, channels: Sequence[Channel], now: datetime
) -> AsyncIterator[Diagnosis]:
    """Ask about the workspace of a token: one that installed the bot itself, or "" for the operator's own."""
    try:
        async for diagnosis in _workspace(client, chosen, channels, now):
            yield diagnosis
    except SlackApiError as error:
        yield _refused(team, word_of(error))
    except (aiohttp.ClientError, OSError) as error:
        yield ill(THING, f"it cannot be reached ({type(error).__name__})", "Look at the network, and at HTTPS_PROXY.")


def _refused(team: str, word: str) -> Diagnosis:
    if team:
        remedy = "Somebody there has to install the bot again: /slack/install at DATELINE_URL."
        return ill(THING, f"the token of workspace {team} is not accepted: {word}", remedy)
    remedy = "Copy it again (xoxb-…) from the app's page Install App."
    return ill(THING, f"the token in SLACK_BOT_TOKEN is not accepted: {word}", remedy)


def _opened(chosen: Config, sealed: Mapping[str, str]) -> tuple[Sequence[Diagnosis], Mapping[str, str]]:
    """Return diagnoses of the key, none where it needs none, and the tokens of workspaces that it opens."""
    try:
        box = vault(chosen)
    except ConfigError as error:
        return [ill("DATELINE_KEY", str(error), "Make a key as .env.example tells, and keep a copy of it.")], {}
    if box is None:
        return [], {}
    tokens = {}
    for team, secret in sealed.items():
        with suppress(ValueError):
            tokens[team] = str(json.loads(box.open(secret)).get("bot_token", ""))
    if shut := len(sealed) - len(tokens):
        text = f"{shut} of {len(sealed)} workspaces' tokens are sealed with a key that it lacks"
        return [ill("DATELINE_KEY", text, "Put the old key back, after the new one: DATELINE_KEY=new,old.")], tokens
    return [well("DATELINE_KEY", f"opens all of {len(sealed)} workspaces' tokens")], tokens


def _scheduled(tokens: Mapping[str, str], channels: Sequence[Channel]) -> Mapping[str, tuple[str, Sequence[Channel]]]:
    """Return some workspaces to which something is scheduled, with the token and the channels of each."""
    teams = sorted({channel.community for channel in channels} & tokens.keys())[:MOST_ASKED]
    return {team: (tokens[team], [channel for channel in channels if channel.community == team]) for team in teams}


async def _workspace(
    client: AsyncWebClient, chosen: Config, channels: Sequence[Channel], now: datetime
) -> AsyncIterator[Diagnosis]:
    about = await client.auth_test()
    yield well(THING, f"the bot's token is good in workspace {about['team_id']}")
    headers = {name.lower(): value for name, value in about.headers.items()}
    wanted = scopes(reads_history=chosen.of(SlackSettings).reads_history)
    for diagnosis in _scopes(str(headers.get("x-oauth-scopes", "")), wanted):
        yield diagnosis
    if chosen.of(SlackSettings).app_token:
        yield await _sockets(client, chosen, about)
    for channel in channels:
        if fault := await _channel(client, channel):
            yield fault
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
    token = chosen.of(SlackSettings).app_token
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        remedy = "Copy it again (xapp-…) from the app's page Basic Information; it needs connections:write."
        return ill(THING, f"the token in SLACK_APP_TOKEN is not accepted: {word_of(error)}", remedy)
    # xapp-1-A012ABCD-…: the app's id stands in the token.
    parts, theirs = token.split("-"), await _app_of(client, about["bot_id"])
    ours = parts[2] if len(parts) > 3 else ""
    if ours and theirs and ours != theirs:
        text = f"SLACK_APP_TOKEN is app {ours}'s, SLACK_BOT_TOKEN app {theirs}'s"
        return ill(THING, text, "Copy both from the pages of one app.")
    return well(THING, "Socket Mode can be opened")


async def _app_of(client: AsyncWebClient, bot_id: str) -> str:
    """Return the app of a bot, "" where Slack does not tell: without users:read, of which `_scopes` speaks."""
    try:
        return str((await client.bots_info(bot=bot_id))["bot"].get("app_id") or "")
    except SlackApiError:
        return ""


async def _channel(client: AsyncWebClient, channel: Channel) -> Diagnosis | None:
    """Return what is wrong with a channel to which something is scheduled, None when nothing is."""
    why = await why_not(client, channel)
    if why is None:
        return None
    text, remedy = CLOSED[why]
    return ill(THING, f"channel {channel.id} {text}", remedy)
