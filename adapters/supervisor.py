"""Runs the parts of a process side by side: one that fails is started again, and ends none of the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from enum import StrEnum
from random import Random
from typing import Any

from bot import logs
from bot.chat import TokenRefused
from bot.config import ConfigError
from bot.frozen import Frozen, replace

log = logging.getLogger(__name__)
# Seconds before a part that failed is started again; doubled with each failure.
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
# A part that ran so long before it failed is started again after FIRST_WAIT.
LASTING_SECONDS = 60.0
# How long the process waits, when it is told to end, for the parts that end first, and for the others: Docker kills a
# process after 10 seconds (https://docs.docker.com/reference/cli/docker/container/stop/).
FAREWELL_SECONDS = (5.5, 3.0)
# Errors after which it is of no use to start a part again: the operator has to change a setting.
FINAL = (TokenRefused, ConfigError)


class EndedByItselfError(Exception):
    """A part has ended although nobody told it to."""


class Status(StrEnum):
    """How it is with a part."""

    RUNNING = "running"
    WAITING = "waiting"
    ENDED = "ended"


class State(Frozen, frozen=True):
    """How it is with a part, and why; `failures` are those since it last ran well."""

    status: Status = Status.RUNNING
    cause: str = ""
    failures: int = 0


class Part(Frozen, frozen=True):
    """What runs until it is cancelled: `run` begins it, and may be called again after it has failed.

    It ends when any part named in `needs` has ended; the process ends with its last `essential` part. Parts that
    `ends_first` are cancelled, and have ended, before the others are cancelled.
    """

    name: str
    run: Callable[[], Coroutine[Any, Any, None]]
    needs: tuple[str, ...] = ()
    essential: bool = False
    ends_first: bool = False


class Supervisor:
    """Keeps parts running. `monotonic`, in seconds, never steps; `rng` varies the waits of parts that fail at once."""

    def __init__(
        self, parts: Iterable[Part], monotonic: Callable[[], float], rng: Random, first_wait: float = FIRST_WAIT
    ) -> None:
        self._parts = {part.name: part for part in parts}
        self._monotonic = monotonic
        self._rng = rng
        self._first_wait = first_wait
        self._states = {name: State() for name in self._parts}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._end: Exception | None = None

    @property
    def states(self) -> Mapping[str, State]:
        """How it is with each part."""
        return dict(self._states)

    async def run(self) -> None:
        """Run until cancelled; raises why the last essential part cannot run any more."""
        for part in self._parts.values():
            self._tasks[part.name] = asyncio.create_task(self._keep(part), name=part.name)
        try:
            while self._is_of_use():
                running = [task for task in self._tasks.values() if not task.done()]
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._stop()
        if self._end:
            raise self._end

    def _is_of_use(self) -> bool:
        return any(
            self._states[part.name].status is not Status.ENDED for part in self._parts.values() if part.essential
        )

    async def _stop(self) -> None:
        for is_first, seconds in zip((True, False), FAREWELL_SECONDS, strict=True):
            tasks = [self._tasks[part.name] for part in self._parts.values() if part.ends_first is is_first]
            for task in tasks:
                task.cancel()
            late = (await asyncio.wait(tasks, timeout=seconds))[1] if tasks else ()
            for task in late:
                log.warning("%s did not end in time", task.get_name())

    async def _keep(self, part: Part) -> None:
        """Run a part, again and again where it fails, until it cannot run any more."""
        while self._states[part.name].status is not Status.ENDED:
            begun = self._monotonic()
            try:
                await part.run()
                raise EndedByItselfError
            except FINAL as error:
                self._give_up(part, error)
            except Exception as error:
                if self._monotonic() - begun >= LASTING_SECONDS:
                    self._states[part.name] = State()
                await asyncio.sleep(self._note(part, error))
            if self._states[part.name].status is Status.WAITING:
                self._states[part.name] = replace(self._states[part.name], status=Status.RUNNING)

    def _note(self, part: Part, error: Exception) -> float:
        """Remember a failure, log it if it differs from the last one, and return how many seconds to wait."""
        before = self._states[part.name]
        cause, failures = type(error).__name__, before.failures + 1
        wait: float = min(self._first_wait * 2 ** min(failures - 1, 30), LONGEST_WAIT) * self._rng.uniform(0.75, 1.25)
        if cause != before.cause:
            where = "".join(logs.trace(error))
            log.error("%s failed, and is started again from now on: %s", part.name, where)
        self._states[part.name] = State(Status.WAITING, cause, failures)
        return wait

    def _give_up(self, part: Part, error: Exception) -> None:
        """End a part, and with it what needs it."""
        self._end = error if part.essential or self._end is None else self._end
        self._states[part.name] = State(Status.ENDED, str(error))
        log.error("%s cannot run: %s", part.name, error)
        for other in self._parts.values():
            if part.name in other.needs and self._states[other.name].status is not Status.ENDED:
                self._give_up(other, error)
                self._tasks[other.name].cancel()
