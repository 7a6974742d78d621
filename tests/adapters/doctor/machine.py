"""A machine with both platforms, and what the doctor finds on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord as library
from cryptography.fernet import Fernet

from adapters.discord import checkup as on_discord
from adapters.discord.settings import DiscordSettings
from adapters.slack import checkup as on_slack
from adapters.slack.settings import SlackSettings
from bot import clock
from bot.chat import Channel
from bot.config import Config
from bot.diagnosis import Diagnosis
from bot.store.vault import Vault
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin


def place(server: DiscordStandin) -> Channel:
    return Channel("discord", server.guild.id, server.channel.id)


async def ask_discord(
    chosen: Config,
    *channels: Channel,
    token: str = TOKEN,
    now: datetime | None = None,
    intents: library.Intents | None = None,
) -> list[Diagnosis]:
    config = replace(chosen, own=(DiscordSettings(token),))
    return [one async for one in on_discord.checkup(config, channels, now or clock.now(), intents=intents)]


async def ask_slack(standin: SlackStandin, chosen: Config, *channels: Channel, **given: str | bool) -> list[Diagnosis]:
    own = {"bot_token": standin.team.token, "app_token": APP_TOKEN, **given}
    config = replace(chosen, own=(SlackSettings(**own),))  # type: ignore[arg-type]  # each of its own kind
    return [one async for one in on_slack.checkup(config, channels, clock.now())]


@dataclass(frozen=True, slots=True)
class House:
    """A machine, and both platforms: what a fault is made in."""

    chosen: Config
    discord: DiscordStandin
    slack: SlackStandin

    @property
    def room(self) -> Channel:
        """A channel on Slack to which something is scheduled."""
        return Channel("slack", self.slack.team.id, self.slack.channel.id)


async def ask_installed(house: House, token: str, *channels: Channel) -> Sequence[Diagnosis]:
    """Ask about a workspace that installed the bot itself, with this token."""
    key = Fernet.generate_key().decode()
    sealed = {house.slack.team.id: Vault([key]).seal(json.dumps({"bot_token": token}))}
    config = consenting(house.chosen, key)
    return [one async for one in on_slack.checkup(config, channels or (house.room,), clock.now(), sealed)]


def consenting(chosen: Config, *keys: str) -> Config:
    """Return settings with which workspaces install the bot themselves."""
    own = SlackSettings(client_id="1.2", client_secret="s", signing_secret=SIGNING_SECRET)
    return replace(chosen, keys=keys, own=(own,))
