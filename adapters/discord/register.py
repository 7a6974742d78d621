"""Tells Discord which commands there are: when they differ from those told last, and when an operator asks for it."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from pathlib import Path

import discord

from adapters.discord.definitions import Json, definitions
from bot.commands.row import Command

log = logging.getLogger(__name__)


class Registry:
    """What this installation has told Discord: a hash a application, in a file of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def settle(self, client: discord.Client, commands: Iterable[Command]) -> bool:
        """Register the commands if they are not those registered last; return whether they were."""
        wanted = definitions(commands)
        if self._known(client) == digest(wanted):
            return False
        await self.register(client, wanted)
        return True

    async def register(self, client: discord.Client, wanted: list[Json]) -> None:
        """Register these commands in place of all there are, whatever was registered last.

        Discord allows 200 new commands a day; overwriting those of a known name is not counted.
        """
        if client.application_id is None:
            raise RuntimeError("the client has not logged in")
        await client.http.bulk_upsert_global_commands(client.application_id, payload=wanted)
        self._remember(client, digest(wanted))
        log.info("registered %s commands", len(wanted))

    def _known(self, client: discord.Client) -> str:
        path = self._path(client)
        return path.read_text(encoding="utf-8").strip() if path.exists() else ""

    def _remember(self, client: discord.Client, told: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(client).write_text(f"{told}\n", encoding="utf-8")

    def _path(self, client: discord.Client) -> Path:
        return self._folder / f"discord-commands-{client.application_id}.hash"


def digest(wanted: list[Json]) -> str:
    """Return a hash of definitions that changes with any of their words."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
