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


async def settle(folder: Path, client: discord.Client, commands: Iterable[Command]) -> bool:
    """Register the commands if they are not those registered last from this folder; return whether they were."""
    wanted, known = definitions(commands), _path(folder, client)
    if known.exists() and known.read_text(encoding="utf-8").strip() == digest(wanted):
        return False
    await register(folder, client, wanted)
    return True


async def register(folder: Path, client: discord.Client, wanted: list[Json]) -> None:
    """Register these commands in place of all there are, whatever was registered last, and note it in a folder.

    Discord allows 200 new commands a day; overwriting those of a known name is not counted.
    """
    if client.application_id is None:
        raise RuntimeError("the client has not logged in")
    await client.http.bulk_upsert_global_commands(client.application_id, payload=wanted)
    folder.mkdir(parents=True, exist_ok=True)
    _path(folder, client).write_text(f"{digest(wanted)}\n", encoding="utf-8")
    log.info("registered %s commands", len(wanted))


def _path(folder: Path, client: discord.Client) -> Path:
    """Return the file that holds, for an application, a hash of what it has been told."""
    return folder / f"discord-commands-{client.application_id}.hash"


def digest(wanted: list[Json]) -> str:
    """Return a hash of definitions that changes with any of their words."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
