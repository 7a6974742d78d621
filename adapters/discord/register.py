"""Registers the commands with Discord: when they have changed, and when an operator asks for it."""

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
    """Register the commands unless they are those registered last from this folder; return whether it was needed."""
    payload, last = definitions(commands), _path(folder, client)
    if last.exists() and last.read_text(encoding="utf-8").strip() == digest(payload):
        return False
    await register(folder, client, payload)
    return True


async def register(folder: Path, client: discord.Client, payload: list[Json]) -> None:
    """Register these commands in place of all others, and note in a folder which they are.

    Discord allows 200 new commands a day; overwriting those of a known name is not counted.
    """
    if client.application_id is None:
        raise RuntimeError("the client has not logged in")
    await client.http.bulk_upsert_global_commands(client.application_id, payload=payload)
    log.info("registered %s commands", len(payload))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _path(folder, client).write_text(f"{digest(payload)}\n", encoding="utf-8")
    except OSError as error:
        log.warning("which commands are registered cannot be noted, so the next start does it again: %s", error)


def _path(folder: Path, client: discord.Client) -> Path:
    """Return the file that holds a hash of the application's registered commands."""
    return folder / f"discord-commands-{client.application_id}.hash"


def digest(payload: list[Json]) -> str:
    """Return a hash of definitions that changes with any of their words."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
