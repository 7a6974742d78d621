"""Readers for a child process, most of which do what no reader should."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from bot.files.child import MEGABYTE, RefusedError


def count(content: bytes, times: str = "1") -> int:
    return len(content) * int(times)


def refuse(content: bytes) -> int:
    raise RefusedError(f"{len(content)} bytes are “too few”")


def fail(content: bytes) -> int:
    return 1 // 0


def die(content: bytes) -> int:
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def work(content: bytes) -> int:
    number = 0
    while True:
        number += 1


def wait(content: bytes) -> int:
    threading.Event().wait()
    return 0


def hoard(content: bytes) -> int:
    hoarded = []
    while True:
        hoarded.append(bytearray(MEGABYTE))


def chatter(content: bytes) -> str:
    return "x" * 3 * MEGABYTE


def write(content: bytes, path: str) -> int:
    return Path(path).write_bytes(b"x" * MEGABYTE)


def crowd(content: bytes, folder: str) -> int:
    """Return how many are in a folder at once: each is there while it reads, marked by a folder of its own."""
    mine = Path(folder) / str(os.getpid())
    mine.mkdir()
    total = sum(number for number in range(3_000_000) if number % 7 == 0)
    crowded = len(list(Path(folder).iterdir()))
    mine.rmdir()
    return crowded if total else 0


def policy(content: bytes) -> int:
    """Return by what rule this process is given a processor."""
    return os.sched_getscheduler(0)


def stand_back(content: bytes) -> int:
    """Return by how much this process stands back behind others."""
    return os.nice(0)
