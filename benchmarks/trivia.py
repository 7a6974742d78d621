"""Answers: a class of 200 within a second on SQLite, and 10,000 over 20 seconds in 50 channels on PostgreSQL.

`python -m benchmarks.trivia` prints how long each answer waited for its acknowledgement, and counts what was stored.
The facts are the real pack; answers come as presses of the buttons under a question that is open.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Lock
from time import perf_counter, sleep

from sqlalchemy import text

from benchmarks.figures import Figure, report
from bot import clock
from bot.app import Bot
from bot.chat import Channel, Reply, Request, User
from bot.shelf import Shelf
from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.postgres import PostgresServer, programs

FACTS = Path(__file__).resolve().parents[1] / "facts" / "nato-russia"
BAR = 1.0
CLASS = 200
CHANNELS, ANSWERS, SECONDS, PROCESSES = 50, 10_000, 20.0, 3
COMMUNITY = "school"


@dataclass
class Watch:
    """How long each answer waited, in seconds, and how many were not taken."""

    waited: list[float] = field(default_factory=list)
    refused: int = 0
    _lock: Lock = field(default_factory=Lock)

    def watch(self, answer: Future[Reply], begun: float) -> None:
        """Note when an answer is acknowledged."""

        def note(done: Future[Reply]) -> None:
            with self._lock:
                self.waited.append(perf_counter() - begun)
                self.refused += done.result().is_error

        answer.add_done_callback(note)


def main() -> int:
    """Measure both; 1 when a bar is missed."""
    if len(sys.argv) > 1:
        return serve(json.loads(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        is_good = a_class(Path(folder))
        found = programs()
        if found is None:
            print("PostgreSQL is not installed: not measured")
            return 1
        server = PostgresServer(found, is_safe=True)
        try:
            is_good &= many_channels(server.create(), Path(folder))
        finally:
            server.remove()
    return 0 if is_good else 1


def a_class(folder: Path) -> bool:
    """Let 200 answer within a second in one channel, on SQLite."""
    with Store.open(folder / "bot.db") as store:
        bot = Bot(Shelf([FACTS], folder), store, platforms=PLATFORMS)
        (code,) = start(bot, 1)
        watch = Watch()
        pupils = [(code, 0, f"u{number}") for number in range(CLASS)]
        send(bot, pupils, 1.0, watch)
        return summed_up("SQLite, 200 answers in 1 s, one channel", watch, CLASS, stored(store))


def many_channels(place: str, folder: Path) -> bool:
    """Let three processes take 10,000 answers over 20 seconds in 50 channels, on PostgreSQL."""
    upgrade(place)
    with Store.open(place) as store:
        codes = start(Bot(Shelf([FACTS], folder), store, platforms=PLATFORMS), CHANNELS)
        orders = [
            {"place": place, "folder": str(folder), "codes": codes, "first": process} for process in range(PROCESSES)
        ]
        command = [sys.executable, "-m", "benchmarks.trivia"]
        working = [
            subprocess.Popen([*command, json.dumps(order)], stdout=subprocess.PIPE, text=True) for order in orders
        ]
        watch = Watch()
        for process in working:
            printed, _ = process.communicate()
            if process.returncode:
                raise RuntimeError(f"a process of it ended with {process.returncode}")
            result = json.loads(printed)
            watch.waited += result["waited"]
            watch.refused += result["refused"]
        name = "PostgreSQL, 10,000 answers over 20 s, 50 channels, 3 processes"
        return summed_up(name, watch, ANSWERS, stored(store))


def serve(order: dict[str, object]) -> int:
    """Be one of the processes: take every third answer."""
    codes, first = order["codes"], order["first"]
    assert isinstance(codes, list)
    assert isinstance(first, int)
    with Store.open(str(order["place"])) as store:
        bot = Bot(Shelf([FACTS], Path(str(order["folder"]))), store, platforms=PLATFORMS)
        every = [(codes[n % CHANNELS], n % CHANNELS, f"u{n}") for n in range(ANSWERS)]
        watch = Watch()
        send(bot, every[first::PROCESSES], SECONDS, watch)
    print(json.dumps({"waited": watch.waited, "refused": watch.refused}))
    return 0


def start(bot: Bot, channels: int) -> list[str]:
    """Start a round in each channel and open its first question."""
    for number in range(channels):
        bot.handle(asked("trivia start", "teacher", number, {"number": "10", "seconds": "600"}))
    bot.step_rounds(clock.now() + timedelta(seconds=6))
    query = text("SELECT code FROM rounds ORDER BY id")
    return list(bot.store.run(lambda connection: connection.execute(query).scalars().all()))


def asked(command: str, user: str, channel: int, options: dict[str, str]) -> Request:
    """Return a request as an adapter makes it."""
    place = Channel("discord", COMMUNITY, f"c{channel}")
    return Request(User("discord", COMMUNITY, user), place, command, clock.now(), options)


def send(bot: Bot, pupils: Sequence[tuple[str, int, str]], seconds: float, watch: Watch) -> None:
    """Let pupils answer at random moments within some seconds, and wait for all acknowledgements."""
    rng = Random(len(pupils))
    moments = sorted(rng.uniform(0, seconds) for _ in pupils)
    begun = perf_counter()
    answers: list[Future[Reply]] = []
    for moment, (code, channel, user) in zip(moments, pupils, strict=True):
        sleep(max(begun + moment - perf_counter(), 0))
        options = {"round": code, "question": "0", "choice": str(rng.randrange(2))}
        pressed = perf_counter()
        answer = bot.submit(asked("answer", user, channel, options))
        watch.watch(answer, pressed)
        answers.append(answer)
    wait(answers)


def stored(store: Store) -> tuple[int, int]:
    """Return how many answers are stored, and by how many people."""
    query = text("SELECT count(*), count(DISTINCT user_id) FROM answers")
    row = store.run(lambda connection: connection.execute(query).one())
    return int(row[0]), int(row[1])


def summed_up(name: str, watch: Watch, sent: int, rows: tuple[int, int]) -> bool:
    """Print what was measured, and return whether it reaches the bar; `rows` are all answers stored, and of whom."""
    waited = sorted(watch.waited)
    p50, p99 = waited[len(waited) // 2], waited[int(len(waited) * 0.99)]
    lost, doubled = sent - rows[1], rows[0] - rows[1]
    figures = [
        Figure(f"{name}: p50", p50 * 1000, "ms"),
        Figure(f"{name}: p99", p99 * 1000, "ms", BAR * 1000),
        Figure(f"{name}: slowest", waited[-1] * 1000, "ms"),
        Figure(f"{name}: refused, lost or counted twice", watch.refused + abs(lost) + doubled, "", 0),
    ]
    return not report(figures)


if __name__ == "__main__":
    sys.exit(main())
