"""Discord's part of `dateline doctor`: what Discord itself says of token, intents, and each scheduled channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
import discord

from adapters.discord.connection import client_of
from adapters.discord.invite import PERMISSIONS
from adapters.discord.private import quiet
from adapters.discord.settings import DiscordSettings
from bot.chat import Channel
from bot.config import Config
from bot.diagnosis import Diagnosis, ill, remark, well
from bot.tasks.doctor import clock

THING = "Discord"
NEEDED = {"view_channel", "send_messages"}
NONE: Mapping[str, str] = {}
# The bits of an application's flags that grant an intent, by the intent's name: in full, or for a small bot.
# https://docs.discord.com/developers/resources/application#application-object-application-flags
GRANTS: Mapping[str, int] = {
    "presences": 1 << 12 | 1 << 13,
    "members": 1 << 14 | 1 << 15,
    "message_content": 1 << 18 | 1 << 19,
}


async def checkup(
    chosen: Config,
    channels: Sequence[Channel],
    now: datetime,
    sealed: Mapping[str, str] = NONE,
    *,
    intents: discord.Intents | None = None,
) -> AsyncIterator[Diagnosis]:
    """Ask Discord, where one token is for all; `intents` are those that the bot wants."""
    quiet()
    moments: list[datetime] = []
    client = client_of(chosen.of(DiscordSettings).shards, chosen.proxy, _clocked(moments))
    try:
        async for diagnosis in _diagnoses(client, chosen, channels, intents or client.intents):
            yield diagnosis
    except discord.LoginFailure:
        remedy = "Reset it on the Bot page of the Developer Portal, and write the new one after DISCORD_TOKEN=."
        yield ill(THING, "the token in DISCORD_TOKEN is not accepted", remedy)
    except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
        yield ill(THING, f"it cannot be reached ({type(error).__name__})", "Look at the network, and at HTTPS_PROXY.")
    finally:
        await client.close()
    for moment in moments[-1:]:
        yield clock(THING, moment, now)


def _clocked(moments: list[datetime]) -> aiohttp.TraceConfig:
    """Return a trace that adds the moment in each of Discord's answers to `moments`."""
    trace = aiohttp.TraceConfig()

    async def note(_: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
        if date := ended.response.headers.get("Date"):
            moments.append(parsedate_to_datetime(date).astimezone(UTC))

    trace.on_request_end.append(note)
    return trace


async def _diagnoses(
    client: discord.Client, chosen: Config, channels: Sequence[Channel], wanted: discord.Intents
) -> AsyncIterator[Diagnosis]:
    await client.login(chosen.of(DiscordSettings).token)
    yield well(THING, f"the token is {client.user}'s")
    yield _application(chosen.data, client.application_id or 0)
    for diagnosis in _intents(wanted, client.application_flags):
        yield diagnosis
    # A person's private channel has no number here: Discord is asked for it at each post.
    for channel in (channel for channel in channels if channel.id.isdecimal() and channel.community.isdecimal()):
        for diagnosis in await _channel(client, channel):
            yield diagnosis


def _application(folder: Path, application_id: int) -> Diagnosis:
    """Return whether the token is of the application whose commands were registered from this folder."""
    known = [path.stem.rpartition("-")[2] for path in folder.glob("discord-commands-*.hash")]
    if known and str(application_id) not in known:
        text = f"the token is application {application_id}'s; before, this was {known[0]}"
        return ill(THING, text, "Its servers do not have this one: write the token of the application you mean.")
    return well(THING, f"application {application_id}")


def _intents(wanted: discord.Intents, flags: discord.ApplicationFlags) -> list[Diagnosis]:
    lacking = [name for name, bits in GRANTS.items() if getattr(wanted, name) and not flags.value & bits]
    remedy = "Tick it on the Bot page of the Developer Portal, under Privileged Gateway Intents."
    faults = [ill(THING, f"the intent {name} is not granted", remedy) for name in lacking]
    return faults or [well(THING, "no privileged intent is missing")]


async def _channel(client: discord.Client, channel: Channel) -> list[Diagnosis]:
    """Return what is wrong with a channel to which something is scheduled."""
    try:
        guild = await client.fetch_guild(int(channel.community), with_counts=False)
        place = await guild.fetch_channel(int(channel.id))
        me = await guild.fetch_member(client.user.id if client.user else 0)
    except discord.NotFound:
        text = f"channel {channel.id} is gone, or the bot is not in its server"
        return [ill(THING, text, "/schedule remove there, or invite the bot again: dateline discord invite.")]
    except discord.Forbidden:
        text = f"channel {channel.id} is hidden from the bot, or the bot is not in its server"
        return [ill(THING, text, "Give it View Channel there, or invite it again: dateline discord invite.")]
    return _permissions(place, me) if isinstance(place, discord.abc.GuildChannel) else []


def _permissions(channel: discord.abc.GuildChannel, me: discord.Member) -> list[Diagnosis]:
    has = channel.permissions_for(me)
    lacking = [name for name, is_wanted in PERMISSIONS if is_wanted and not getattr(has, name)]
    text = f"in #{channel.name} ({channel.id}) the bot lacks: " + ", ".join(map(_title, lacking))
    if NEEDED & set(lacking):
        return [ill(THING, text, "Give it these in the channel's settings.")]
    return [remark(THING, text, "docs/deploy.md says what for.")] if lacking else []


def _title(name: str) -> str:
    return name.replace("_", " ").title()
