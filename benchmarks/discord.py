"""Measures the bot on Discord against a client that does nothing, on the same library and stand-in, in one run.

`python -m benchmarks.discord` prints, for each, the time from an interaction to its acknowledgement, commands a
second, processor time a command, the time from the start of the process to its first answer, memory, and what an idle
one takes.

Each is asked at one beat, 5 ms apart. Asked again at once, a client of small answers finds all that it needs in the
processor's caches: it took 1.14 ms then, and 1.82 ms with 1 ms in between.

The stand-in, in the other process, holds each acknowledgement against Discord's limits; while commands a second are
counted it does not, for with a card that takes it longer than the client takes to send it. A second floor, a client
that sends one and the same card each time, tells what a card costs. Bytecode is kept from the first start on, as it is
where the bot is installed.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from adapters.discord.definitions import definitions
from benchmarks.figures import Figure, Held, report
from benchmarks.processes import processor, resident
from bot.commands.table import COMMANDS
from tests.standins.discord import TOKEN, DiscordStandin

TURNS = 30
WARM_UP, SINGLE, TOGETHER, IN_FLIGHT = 200, 3_000, 9_000, 50
# Seconds from one question to the next, where they come one after the other.
BEAT = 0.005
STARTS = 5
ASKED: Sequence[tuple[str, Mapping[str, str]]] = (
    ("timeline", {"when": "1950s"}),
    ("timeline", {"when": "2008"}),
    ("who", {"name": "Robertson"}),
    ("what", {"name": "NATO"}),
    ("search", {"text": "enlargement"}),
    ("onthisday", {"date": "4 April"}),
    ("help", {}),
)
# Ours may be so many times the other's (of seconds), or so much of it (of commands a second), or so much more.
P50_BAR, P99_BAR, THROUGHPUT_BAR, START_BAR, MEMORY_BAR, IDLE_BAR = 1.2, 1.5, 0.8, 0.6, 45.0, 0.5
# The same beside a client that sends a card.
CARD_BAR = 1.1
IDLE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen of one client: seconds, commands a second, MiB, and the share of a core that an idle one takes."""

    p50: float
    p99: float
    throughput: float
    processor: float
    start: float
    memory: float
    idle: float


class Client:
    """A client in a process of its own, on a stand-in in this one."""

    def __init__(self, standin: DiscordStandin, process: asyncio.subprocess.Process, begin: float) -> None:
        self.standin = standin
        self._begin = begin
        self._process = process

    async def start(self) -> float:
        """Ask for the first time; return the seconds from the start of the process to its answer."""
        await self._ask(0)
        return perf_counter() - self._begin

    def memory(self) -> float:
        """Return the resident memory in MiB."""
        return resident(self._process.pid)

    def processor(self) -> float:
        """Return the seconds of processor time used so far."""
        return processor(self._process.pid)

    async def idle(self) -> float:
        """Return how much of a core it takes while nobody asks."""
        await asyncio.sleep(1)
        before = self.processor()
        await asyncio.sleep(IDLE_SECONDS)
        return (self.processor() - before) / IDLE_SECONDS

    async def acknowledgements(self, number: int) -> list[float]:
        """Ask one after the other, at the beat; return the seconds to each acknowledgement."""
        return [await self._at_beat(index) for index in range(number)]

    async def throughput(self, number: int) -> float:
        """Ask many at a time; return how many are answered a second, by a stand-in that only notes the answers."""
        self.standin.recorder.holds_limits = False
        turns = iter(range(number))

        async def worker() -> None:
            for index in turns:
                await self._ask(index)

        begin = perf_counter()
        await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
        return number / (perf_counter() - begin)

    async def _at_beat(self, index: int) -> float:
        beat = asyncio.create_task(asyncio.sleep(BEAT))
        after = await self._ask(index)
        await beat
        return after

    async def _ask(self, index: int) -> float:
        name, typed = ASKED[index % len(ASKED)]
        interaction = await self.standin.slash(name, typed)
        return (await interaction.answered()).after


@asynccontextmanager
async def running(name: str, folder: Path) -> AsyncIterator[Client]:
    """Start a client, and kill it in the end."""
    standin = DiscordStandin()
    await standin.start()
    standin.recorder.keeps_requests = False
    registered = {command["name"]: {**command, "id": standin.world.snowflake()} for command in definitions(COMMANDS)}
    standin.application.commands[None] = registered
    begin = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.discord_clients", name, standin.api_url, standin.gateway_url, str(folder)),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=keeping_bytecode(folder),
    )
    if process.stdin:
        process.stdin.write(f"{TOKEN}\n".encode())
    try:
        await standin.ready(timeout=60)
        yield Client(standin, process, begin)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await standin.stop()
        if standin.violations:
            raise SystemExit(f"the stand-in found {standin.violations[:3]}")


def keeping_bytecode(folder: Path) -> Mapping[str, str]:
    """Return the environment of a process that keeps its bytecode, as it is kept where the bot is installed."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


async def starts_of(name: str, folder: Path) -> float:
    """Return the median time of a client's starts, in seconds, after one that has left the bytecode of all it loads."""
    async with running(name, folder) as client:
        await client.start()
        await client.idle()
    starts = []
    for _ in range(STARTS):
        async with running(name, folder) as client:
            starts.append(await client.start())
    return statistics.median(starts)


async def measure(names: Sequence[str], folder: Path) -> list[Measured]:
    """Measure the clients in many short turns, so that a machine that grows slower does so for all of them."""
    starts = [await starts_of(name, folder) for name in names]
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(running(name, folder)) for name in names]
        times: list[list[float]] = [[] for _ in clients]
        rates: list[list[float]] = [[] for _ in clients]
        for client in clients:
            await client.acknowledgements(WARM_UP)
        for _ in range(TURNS):
            for client, seconds in zip(clients, times, strict=True):
                seconds += await client.acknowledgements(SINGLE // TURNS)
        used = [client.processor() for client in clients]
        for _ in range(TURNS):
            for client, rate in zip(clients, rates, strict=True):
                rate.append(await client.throughput(TOGETHER // TURNS))
        worked = [(client.processor() - before) / TOGETHER for client, before in zip(clients, used, strict=True)]
        memory = [client.memory() for client in clients]
        idle = await asyncio.gather(*(client.idle() for client in clients))
    return [
        Measured(statistics.median(time), statistics.quantiles(time, n=100)[98], statistics.median(rate), *rest)
        for time, rate, *rest in zip(times, rates, worked, starts, memory, idle, strict=True)
    ]


def figures(floor: Measured, card: Measured, ours: Measured) -> tuple[Figure, ...]:
    """Return what is told: ours beside the client that does nothing; and beside it, the one that sends one card."""
    return (
        compared("acknowledgement p50", "ms", P50_BAR, ours.p50 * 1e3, floor.p50 * 1e3),
        compared("acknowledgement p50; floor: one same card", "ms", CARD_BAR, ours.p50 * 1e3, card.p50 * 1e3),
        compared("acknowledgement p99", "ms", P99_BAR, ours.p99 * 1e3, floor.p99 * 1e3),
        compared("commands", "a second", THROUGHPUT_BAR, ours.throughput, floor.throughput, is_least=True),
        compared("processor a command", "ms", 1 / THROUGHPUT_BAR, ours.processor * 1e3, floor.processor * 1e3),
        compared("processor a command; floor: one same card", "ms", None, ours.processor * 1e3, card.processor * 1e3),
        compared("start to the first answer", "s", START_BAR, ours.start, floor.start, held=Held.MORE),
        compared("memory", "MiB", MEMORY_BAR, ours.memory, floor.memory, held=Held.MORE),
        compared("idle, of one core", "%", IDLE_BAR, ours.idle * 100, floor.idle * 100, held=Held.VALUE),
    )


def compared(
    what: str,
    unit: str,
    bar: float | None,
    ours: float,
    floor: float,
    *,
    held: Held = Held.RATIO,
    is_least: bool = False,
) -> Figure:
    """Return ours beside the floor."""
    return Figure(f"Discord: {what}", ours, unit, bar, floor, held, is_least)


async def compare() -> int:
    """Measure all, and report; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        return report(figures(*await measure(("noop", "card", "dateline"), Path(folder))))


if __name__ == "__main__":
    sys.exit(asyncio.run(compare()))
