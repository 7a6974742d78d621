"""A process that stores numbered reports as fast as it can, tells which are stored, and waits to be killed."""

from __future__ import annotations

import multiprocessing
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from random import Random

from bot.store.store import Store
from tests.store.memories import remark

# Loaded once, in a process from which the others are forked: 50 starts take seconds and not a minute.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.killed", "bot.store.engine.postgresql", "bot.store.engine.sqlite"])


def write(place: str, prefix: str, told: Connection) -> None:
    """Store reports, several at a time, and tell of each when it is stored."""
    store = Store.open(place)
    for number in count():
        names = [f"{prefix}-{number}-{part}" for part in range(3)]
        answers = [store.submit(partial(_report, name)) for name in names]
        for name, answer in zip(names, answers, strict=True):
            answer.result()
            told.send_bytes(name.encode())


def _report(name: str, records: object) -> tuple[None, tuple[object, ...]]:
    return None, (remark(name),)


def kill_while_writing(place: str, prefix: str, rng: Random) -> set[str]:
    """Start such a process, kill it at a random moment, and return what it told to be stored."""
    hears, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=write, args=(place, prefix, told))
    process.start()
    told.close()
    stored = {hears.recv_bytes().decode()}
    # It goes on writing meanwhile; nothing is taken out of the pipe, so `poll` must not be what waits.
    process.join(rng.uniform(0, 0.05))
    process.kill()
    process.join()
    return stored | _heard(hears)


def _heard(hears: Connection) -> set[str]:
    heard = set()
    while True:
        try:
            heard.add(hears.recv_bytes().decode())
        except (EOFError, OSError):
            # The last message may have been cut off by the kill: it was not told.
            return heard
