"""`dateline run` with Slack's tokens, as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli import TOKEN_REFUSED, USAGE_ERROR
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin

CODE = (
    "import sys; from tests.standins.slack.pointing import point_at; point_at(sys.argv[1]);"
    "from bot.cli import main; sys.exit(main(['run']))"
)
# Where the packages are: the bot itself runs in a folder without a .env.
HERE = Path(__file__).parents[3]


@asynccontextmanager
async def started(standin: SlackStandin, folder: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the bot as its operator does, and kill it should it still be there in the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CODE, standin.api_url),
        cwd=folder,
        env={**os.environ, **settings, "DATELINE_DATA": str(folder), "PYTHONPATH": str(HERE)},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_it_answers_and_stops_when_it_is_told_to(standin: SlackStandin, tmp_path: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": standin.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(standin, tmp_path, **tokens) as process:
        await standin.socket_mode.connected(2, timeout=60)
        message = await (await standin.slash("/dateline", "about")).message()

        process.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert "history with its sources" in message.shown


async def test_it_says_which_setting_is_missing(standin: SlackStandin, tmp_path: Path) -> None:
    consent = {"SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "secret"}
    async with started(standin, tmp_path, **consent) as process:
        _, said = await process.communicate()

    assert process.returncode == USAGE_ERROR
    assert b"DATELINE_KEY" in said
    assert b"Traceback" not in said


async def test_it_says_that_a_token_is_refused(standin: SlackStandin, tmp_path: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(standin, tmp_path, **tokens) as process:
        _, said = await process.communicate()

    assert process.returncode == TOKEN_REFUSED
    assert b"Traceback" not in said
