"""Schools in browsers: 40 rounds of 30 seats at once, on PostgreSQL, behind two processes that share them.

`python -m benchmarks.schools` prints how long an answer waited, and counts what was stored. The processes are
`dateline run web`, every other seat of a class is with the other one, and each seat listens to an event stream.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

import aiohttp

from benchmarks.classes import answer, listen
from benchmarks.figures import Figure, report
from benchmarks.processes import processor
from benchmarks.trivia import asked, stored
from bot import clock
from bot.app import Bot
from bot.rooms import Rooms
from bot.shelf import Shelf
from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from bot.trivia.seats import Naming
from tests.platforms import PLATFORMS
from tests.postgres import PostgresServer, programs

FACTS = Path(__file__).resolve().parents[1] / "facts" / "nato-russia"
ROUNDS, SEATS, PROCESSES = 40, 30, 2
# A class answers within so many seconds, and all classes do so at the same time.
SECONDS = 10.0
# The 95th percentile of an answer, in milliseconds.
BAR = 250.0


@dataclass(frozen=True, slots=True)
class Pupil:
    """A seat that is taken: at which process of which round, and what its browser sends; each asks from elsewhere."""

    address: str
    code: str
    headers: Mapping[str, str]


def main() -> int:
    """Measure; 1 when the bar is missed."""
    installed = programs()
    if installed is None:
        print("PostgreSQL is not installed: not measured")
        return 1
    server = PostgresServer(installed, is_safe=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(server.create(), Path(folder))
    finally:
        server.remove()


def measure(place: str, folder: Path) -> int:
    """Begin the rounds, serve them, and let all answer."""
    upgrade(place)
    with Store.open(place) as store, ExitStack() as running:
        servers = [running.enter_context(serving(place, folder / str(number))) for number in range(PROCESSES)]
        pupils = tuple(seated(store, folder, [address for address, _ in servers]))
        waited, heard, share = asyncio.run(lesson(pupils, [process for _, process in servers]))
        answers, people = stored(store)
    return summed_up(sorted(waited), heard, share, (answers, people))


@contextmanager
def serving(place: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Run a process that serves pages, and yield its address and its number."""
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {"DATABASE_URL": place, "DATELINE_DATA": str(folder), "DATELINE_URL": address, "PORT": str(port)}
    environ = os.environ | own | {"DATELINE_PROXIES": "127.0.0.1"}
    with subprocess.Popen([sys.executable, "-m", "bot", "run", "web"], env=environ) as process:
        try:
            yield address, process.pid
        finally:
            process.terminate()


def seated(store: Store, folder: Path, addresses: Sequence[str]) -> Iterator[Pupil]:
    """Begin the rounds, ask the first question, and fill the seats."""
    bot, rooms = Bot(Shelf([FACTS], folder), store, platforms=PLATFORMS), Rooms(store)
    for number in range(ROUNDS):
        options = {"number": "3", "seconds": "600", "lobby": "wait", "pace": "host"}
        bot.handle(asked("trivia start", "teacher", number, options))
    codes = store.run(
        lambda connection: connection.exec_driver_sql("SELECT code FROM rounds ORDER BY id").scalars().all()
    )
    links = [rooms.open(code, Naming.NUMBER, (), clock.now()).result() for code in codes]
    # One seat of each class after the other: those of one class wait for each other.
    sitting = [(number, seat) for seat in range(SEATS) for number in range(ROUNDS)]
    tokens = [rooms.sit(links[number].room.code, "", clock.now()) for number, _ in sitting]
    for (number, seat), token in zip(sitting, tokens, strict=True):
        headers = {"Cookie": f"dateline_seat={token.result()}", "X-Forwarded-For": f"10.0.{number}.{seat}"}
        yield Pupil(addresses[seat % len(addresses)], codes[number], headers)
    for number in range(ROUNDS):
        bot.handle(asked("trivia go", "teacher", number, {}))


async def lesson(pupils: Sequence[Pupil], processes: Sequence[int]) -> tuple[list[float], int, float]:
    """Let all listen and answer; return how long each waited, how many streams, and a process's share of a core."""
    connector, heard, rng = aiohttp.TCPConnector(limit=0), dict[int, float](), Random(ROUNDS)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        await asyncio.gather(*(ready(session, address) for address in {pupil.address for pupil in pupils}))
        listening = [
            asyncio.create_task(listen(session, f"{one.address}/events/{one.code}", one.headers, number, heard))
            for number, one in enumerate(pupils)
        ]
        while len(heard) < len(pupils):
            await asyncio.sleep(0.1)
        spent, begun = sum(map(processor, processes)), perf_counter()
        answering = (
            answer(session, one.address, one.headers, rng.uniform(0, SECONDS), rng.randrange(2)) for one in pupils
        )
        waited = await asyncio.gather(*answering)
        share = (sum(map(processor, processes)) - spent) / (perf_counter() - begun) / len(processes)
        for task in listening:
            task.cancel()
    return waited, len(heard), share


async def ready(session: aiohttp.ClientSession, address: str) -> None:
    """Wait until a process answers."""
    while True:
        try:
            async with session.get(f"{address}/"):
                return
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.2)


def summed_up(waited: list[float], heard: int, share: float, found: tuple[int, int]) -> int:
    """Print what was measured; 1 when the bar is missed."""
    total, refused = ROUNDS * SEATS, sum(one < 0 for one in waited)
    p50, p95 = (waited[int(total * part)] * 1000 for part in (0.5, 0.95))
    lost, doubled = total - found[1], found[0] - found[1]
    print(
        f"{ROUNDS} rounds of {SEATS} at once, {total} answers in {SECONDS:.0f} s, {PROCESSES} processes on PostgreSQL:"
    )
    print(f"answer p50 {p50:.1f} ms, p95 {p95:.1f} ms (bar {BAR:.0f} ms); refused {refused}, lost {lost},", end=" ")
    print(f"counted twice {doubled}; {heard} streams; {share:.0%} of a core each")
    report([Figure(f"{ROUNDS} classes of {SEATS} on PostgreSQL: an answer, p95", p95, "ms", BAR)])
    return 0 if p95 <= BAR and not (refused or lost or doubled) else 1


if __name__ == "__main__":
    sys.exit(main())
