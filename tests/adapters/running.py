"""`dateline run` as a process of its own, on stand-ins, as an operator starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from tests.standins.discord.pointing import point_at as discord
from tests.standins.slack.pointing import point_at as slack
api, gateway, slack_api, folder, *arguments = sys.argv[1:]
discord(api, gateway)
slack(slack_api)
import bot.cli
from pathlib import Path
if folder:
    bot.cli.facts_folder = lambda: Path(folder)
sys.exit(bot.cli.main(arguments))
"""


@dataclass
class Running:
    """A process, and what it has said so far."""

    process: Process
    said: list[str] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, holds: Callable[[str], bool], seconds: float = 60.0) -> str:
        """Wait for a line of the log, and return it."""
        async with asyncio.timeout(seconds), self.news:
            while not (line := next(filter(holds, self.said), "")):
                await self.news.wait()
            return line

    async def ends(self, seconds: float = 60.0) -> int:
        """Wait until it ends, and return its exit code."""
        return await asyncio.wait_for(self.process.wait(), seconds)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    @property
    def log(self) -> str:
        """All that it said."""
        return "\n".join(self.said)

    async def listen(self) -> None:
        """Hear what it says."""
        while self.process.stderr and (line := await self.process.stderr.readline()):
            async with self.news:
                self.said.append(line.decode().rstrip())
                self.news.notify_all()


@asynccontextmanager
async def started(
    folder: Path,
    *arguments: str,
    discord: tuple[str, str] = ("http://127.0.0.1:9", "ws://127.0.0.1:9"),
    slack: str = "http://127.0.0.1:9/api/",
    packs: Path | None = None,
    tokens: Mapping[str, str] | None = None,
    **settings: str,
) -> AsyncIterator[Running]:
    """Run `dateline` with these arguments and settings as long as the block lasts; packs are those of a folder."""
    command = (sys.executable, "-c", CODE, *discord, slack, str(packs or ""), *arguments)
    environ = {**os.environ, "DATELINE_DATA": str(folder), **(tokens or {}), **settings, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environ, stdout=PIPE, stderr=PIPE)
    running = Running(process)
    listening = asyncio.create_task(running.listen())
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await listening
        # asyncio leaves the pipe that nobody reads open until it is collected.
        process._transport.close()  # type: ignore[attr-defined]  # it has no other way


async def page(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Return status and text of a page, once somebody listens."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}{path}", headers=headers) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.05)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
