"""The command line, as an operator uses it: a process of its own, on the stand-in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.standins.discord import TOKEN, DiscordStandin

ROOT = Path(__file__).parents[3]
CODE = """
import sys
from tests.standins.discord.pointing import point_at
point_at(*sys.argv[1:3])
from bot.cli import main
sys.exit(main(sys.argv[3:]))
"""


async def start(standin: DiscordStandin, folder: Path, *arguments: str) -> Process:
    """Start `dateline` with these arguments."""
    environ = {**os.environ, "DISCORD_TOKEN": TOKEN, "DATELINE_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-c", CODE, standin.api_url, standin.gateway_url, *arguments)
    # Not in the checkout, where an operator's own .env may lie.
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=environ, stdout=PIPE, stderr=PIPE)


async def test_the_bot_runs_until_it_is_told_to_stop(standin: DiscordStandin, tmp_path: Path) -> None:
    process = await start(standin, tmp_path, "run")
    await standin.ready(timeout=60)
    await standin.bell.until(lambda: standin.application.overwrites)
    answered = await (await standin.slash("about")).message()

    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()

    assert "sources" in answered.text
    assert process.returncode == 0
    assert b"Traceback" not in errors


async def test_a_revoked_token_has_an_exit_code_of_its_own(standin: DiscordStandin, tmp_path: Path) -> None:
    process = await start(standin, tmp_path, "run")
    await standin.ready(timeout=60)

    standin.revoke_token()
    _, errors = await process.communicate()

    assert process.returncode == 3
    assert b"DISCORD_TOKEN" in errors
    assert b"Traceback" not in errors
    assert TOKEN.encode() not in errors


async def test_the_invitation_is_printed(standin: DiscordStandin, tmp_path: Path) -> None:
    process = await start(standin, tmp_path, "discord", "invite")

    printed, _ = await process.communicate()

    assert printed.decode().startswith(f"https://discord.com/oauth2/authorize?client_id={standin.world.bot.id}")


async def test_the_commands_are_registered(standin: DiscordStandin, tmp_path: Path) -> None:
    process = await start(standin, tmp_path, "discord", "sync")

    await process.communicate()

    assert process.returncode == 0
    assert standin.application.overwrites == 1


async def test_commands_are_registered_also_where_that_cannot_be_noted(standin: DiscordStandin, tmp_path: Path) -> None:
    (tmp_path / f"discord-commands-{standin.world.bot.id}.hash").mkdir()
    process = await start(standin, tmp_path, "discord", "sync")

    printed, errors = await process.communicate()

    assert (process.returncode, standin.application.overwrites) == (0, 1)
    assert b"Discord knows" in printed
    assert b"cannot be noted, so the next start does it again" in errors
    assert b"Traceback" not in errors
