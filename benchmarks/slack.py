"""Measures the bot on Slack against a slack-bolt app that does nothing, on the same stand-in, in one run.

`python -m benchmarks.slack` prints, for each, over Socket Mode and over HTTP, the time from a command to its
acknowledgement, commands a second, the time from the start of the process to its first answer, memory, and what an idle
one takes.
"""

from __future__ import annotations

import asyncio
import socket
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter

import aiohttp

from benchmarks.discord import SINGLE, STARTS, TOGETHER, WARM_UP, Client, keeping_bytecode
from benchmarks.figures import Figure, Held, report
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin

ROUNDS = 3
ASKED: Sequence[tuple[str, str]] = (
    ("/timeline", "1950s"),
    ("/timeline", "2008"),
    ("/whois", "Robertson"),
    ("/what", "NATO"),
    ("/find", "enlargement"),
    ("/onthisday", "4 April"),
    ("/dateline", "help"),
)
LOOK_AGAIN = 0.002
Figures = Sequence[float]
# What, its unit, what of ours is held against the bar, and the bar. What is compared to two letters has some 15
# KiB of blocks, which the stand-in holds against Slack's limits, so there is no bar for how many are answered a second.
BARS: Sequence[tuple[str, str, Held, float | None]] = (
    ("acknowledgement p50", "ms", Held.RATIO, 1.2),
    ("acknowledgement p99", "ms", Held.RATIO, 1.5),
    ("commands", "a second", Held.RATIO, None),
    ("start to the first answer", "s", Held.MORE, 0.6),
    ("memory", "MiB", Held.MORE, 45.0),
    ("idle, of one core", "%", Held.VALUE, 0.5),
)


class SlackClient(Client):
    """An app in a process of its own, on a stand-in in this one."""

    slack: SlackStandin

    async def _ask(self, index: int) -> float:
        asked = await self.slack.slash(*ASKED[index % len(ASKED)])
        ack = await asked.acked()
        self.slack.shelf.messages.clear()
        self.slack.triggers.asked.clear()
        return ack.after


@asynccontextmanager
async def running(name: str, mode: str, folder: Path) -> AsyncIterator[SlackClient]:
    """Start an app, and kill it in the end."""
    standin = SlackStandin()
    await standin.start()
    standin.recorder.keeps_requests = False
    port = free_port()
    begin = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.slack_clients", name, mode, standin.api_url, str(port), str(folder)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=keeping_bytecode(folder),
    )
    if process.stdin:
        process.stdin.write(f"{standin.team.token}\n{APP_TOKEN}\n{SIGNING_SECRET}\n".encode())
    try:
        await _ready(standin, mode, port)
        client = SlackClient(standin, process, begin)  # type: ignore[arg-type]  # asked by `_ask` alone
        client.slack = standin
        yield client
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await standin.stop()
        if standin.violations:
            raise SystemExit(f"the stand-in found {standin.violations[:3]}")


async def _ready(standin: SlackStandin, mode: str, port: int) -> None:
    """Wait until the app can be asked."""
    if mode == "socket":
        await standin.socket_mode.connected(timeout=60)
        return
    url = f"http://127.0.0.1:{port}/slack/events"
    while not await _answers(url):
        await asyncio.sleep(LOOK_AGAIN)
    standin.push_to(url)


async def _answers(url: str) -> bool:
    with suppress(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session, session.post(url, json={}) as answer:
            return answer.status != 503
    return False


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def measure(name: str, mode: str, folder: Path) -> Figures:
    """Measure one app once."""
    starts = []
    for _ in range(STARTS):
        async with running(name, mode, folder) as client:
            starts.append(await client.start())
    async with running(name, mode, folder) as client:
        await client.acknowledgements(WARM_UP)
        times = sorted(await client.acknowledgements(SINGLE))
        throughput = await client.throughput(TOGETHER)
        p99 = times[int(len(times) * 0.99)]
        seen = statistics.median(times) * 1e3, p99 * 1e3, throughput, statistics.median(starts), client.memory()
        return *seen, await client.idle() * 100


def figures(mode: str, floor: Figures, ours: Figures) -> tuple[Figure, ...]:
    """Return what is told of one way of speaking to Slack."""
    return tuple(
        Figure(f"Slack, {mode}: {what}", mine, unit, bar, theirs, held)
        for (what, unit, held, bar), theirs, mine in zip(BARS, floor, ours, strict=True)
    )


async def compare(mode: str) -> int:
    """Measure both in turns, and report the medians; 1 when a bar is missed."""
    found: dict[str, list[Figures]] = {"noop": [], "dateline": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, rounds in found.items():
                rounds.append(await measure(name, mode, Path(folder)))
    floor, ours = (tuple(map(statistics.median, zip(*rounds, strict=True))) for rounds in found.values())
    return report(figures(mode, floor, ours))


if __name__ == "__main__":
    sys.exit(max([asyncio.run(compare(mode)) for mode in ("socket", "http")]))
