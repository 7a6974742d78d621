"""What is done under a store's lock: the processor time of each such call, and the longest of a run.

Nothing may cost over 50 ms there, for everybody else waits. The longest of the bot's own are told at the end of a run
of the tests; DATELINE_LOCKED_MS=50 makes a run fail where one is longer, on a machine that does nothing else.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.store.engine.threads import Writing

LIMIT = float(os.environ.get("DATELINE_LOCKED_MS", "inf")) / 1000
TOLD = 10
Job = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call under a lock: how much processor time it took, what was done, and in which test."""

    seconds: float
    work: str
    test: str

    @property
    def line(self) -> str:
        """What is told of it."""
        return f"{self.seconds * 1000:.0f} ms of processor time under a store's lock: {self.work}, in {self.test}"


# The longest call of each kind of work.
_longest: dict[str, Call] = {}


def longest() -> Sequence[Call]:
    """Return the longest calls, the longest first, each work once."""
    return sorted(_longest.values(), key=lambda call: -call.seconds)[:TOLD]


def work_of(job: Job) -> str:
    """Return the module and the name of what a job does, without what only carries it."""
    work: Any = job
    while isinstance(work, partial):
        work = work.args[0] if work.func.__name__ == "_decide" else work.func
    return f"{work.__module__}.{work.__qualname__}"


def note(seconds: float, work: str) -> None:
    """Note a call, if it is the longest of its work; what a test does to a database holds up nobody."""
    known = _longest.get(work)
    if not work.startswith("tests.") and (known is None or seconds > known.seconds):
        _longest[work] = Call(seconds, work, os.environ.get("PYTEST_CURRENT_TEST", "?").rpartition(" (")[0])


def measured(job: Job) -> Job:
    """Return a job that notes how much processor time of its thread it takes."""
    work = work_of(job)

    def run(connection: Connection) -> Any:
        # A bot that runs has frozen what it keeps; here the collector walks through what all tests have loaded.
        gc.disable()
        begun = time.thread_time()
        try:
            return job(connection)
        finally:
            note(time.thread_time() - begun, work)
            gc.enable()

    return run


@contextmanager
def timed() -> Iterator[None]:
    """Measure every call under a lock as long as the block lasts."""
    real = Writing.submit

    def submit(threads: Writing, job: Job, *rest: Any, **named: Any) -> Future[Any]:
        return real(threads, measured(job), *rest, **named)

    Writing.submit = submit  # type: ignore[method-assign,assignment]  # measured from outside, as long as tests run
    try:
        yield
    finally:
        Writing.submit = real  # type: ignore[method-assign]  # as it was
