"""Measures the bot on Slack against a slack-bolt app that does nothing, on the same stand-in, in one run.

`python -m benchmarks.slack` prints, for each, over Socket Mode and over HTTP, the time from a command to its
acknowledgement, commands a second, the time from the start of the process until it can be asked, and memory.
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

from benchmarks.discord import SINGLE, STARTS, TOGETHER, WARM_UP, Client
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
THROUGHPUT = "commands a second"
# Name, whether ours is compared by ratio or by difference, and the bar. What is compared to two letters has some 15
# KiB of blocks, which the stand-in holds against Slack's limits, so there is no bar for how many are answered a second.
BARS = (
    ("acknowledgement p50, ms", True, 1.2),
    ("acknowledgement p99, ms", True, 1.5),
    (THROUGHPUT, True, 0.0),
    ("start, s", False, 0.6),
    ("memory, MiB", False, 45.0),
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
    )
    if process.stdin:
        process.stdin.write(f"{standin.team.token}\n{APP_TOKEN}\n{SIGNING_SECRET}\n".encode())
    try:
        await _ready(standin, mode, port)
        client = SlackClient(standin, process, perf_counter() - begin)  # type: ignore[arg-type]  # asked by `_ask` alone
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
            starts.append(client.start)
    async with running(name, mode, folder) as client:
        await client.acknowledgements(WARM_UP)
        times = sorted(await client.acknowledgements(SINGLE))
        throughput = await client.throughput(TOGETHER)
        p99 = times[int(len(times) * 0.99)]
        return statistics.median(times) * 1e3, p99 * 1e3, throughput, statistics.median(starts), client.memory()


def report(floor: Figures, ours: Figures) -> bool:
    """Print both, and return whether all bars hold."""
    holds = []
    for (name, is_ratio, bar), theirs, mine in zip(BARS, floor, ours, strict=True):
        compared = mine / theirs if is_ratio else mine - theirs
        holds.append(compared >= bar if name == THROUGHPUT else compared <= bar)
        verdict = "holds" if holds[-1] else "MISSED"
        print(f"{name:26} {theirs:9.2f} {mine:9.2f} {compared:9.2f}  {f'bar {bar:.2f}  {verdict}' if bar else ''}")
    return all(holds)


async def compare(mode: str) -> bool:
    """Measure both in turns, and report the medians."""
    found: dict[str, list[Figures]] = {"noop": [], "dateline": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, rounds in found.items():
                rounds.append(await measure(name, mode, Path(folder)))
    print(f"{f'Slack, {mode}':26} {'no-op':>9} {'Dateline':>9} {'compared':>9}")
    floor, ours = (tuple(map(statistics.median, zip(*rounds, strict=True))) for rounds in found.values())
    return report(floor, ours)


if __name__ == "__main__":
    sys.exit(0 if all([asyncio.run(compare(mode)) for mode in ("socket", "http")]) else 1)
