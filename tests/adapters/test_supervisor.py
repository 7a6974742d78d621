"""The supervisor: each part on its own, started again when it fails, and all of them told to end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from random import Random

import pytest

from adapters.supervisor import Part, Status, Supervisor
from bot.chat import TokenRefused
from bot.config import ConfigError


class Work:
    """A part's work: begins as often as it is started, fails as told, and otherwise goes on."""

    def __init__(self, failures: Iterable[Exception] = ()) -> None:
        self.failures = list(failures)
        self.begun = 0
        self.ended = 0
        self.again = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        self.again.set()
        try:
            if self.failures:
                raise self.failures.pop(0)
            await asyncio.Event().wait()
        finally:
            self.ended += 1

    async def until(self, begun: int) -> None:
        """Wait until it has been started so often."""
        while self.begun < begun:
            self.again.clear()
            await self.again.wait()


def supervisor(*parts: Part, monotonic: Callable[[], float] = lambda: 0.0) -> Supervisor:
    return Supervisor(parts, monotonic, Random(7), first_wait=0.0)


async def ended(work: Coroutine[object, object, None]) -> BaseException | None:
    """Return what a coroutine raises, in the time that a test may take."""
    task = asyncio.ensure_future(work)
    await asyncio.wait([task], timeout=10)
    return task.exception()


async def test_a_part_that_fails_is_started_again_and_the_other_never_notices() -> None:
    bad, good = Work([OSError(), OSError()]), Work()
    watcher = supervisor(Part("bad", bad, essential=True), Part("good", good, essential=True))
    task = asyncio.create_task(watcher.run())
    await asyncio.wait_for(bad.until(3), 10)

    assert (good.begun, good.ended) == (1, 0)
    assert {state.status for state in watcher.states.values()} == {Status.RUNNING}
    task.cancel()
    await asyncio.wait([task])


async def test_a_part_that_just_returns_is_started_again() -> None:
    starts: list[int] = []

    async def brief() -> None:
        starts.append(1)
        if len(starts) > 2:
            raise TokenRefused("enough")

    assert str(await ended(supervisor(Part("brief", brief, essential=True)).run())) == "enough"
    assert len(starts) == 3


async def test_a_refused_token_ends_its_platform_alone() -> None:
    refused, good = Work([TokenRefused("no")]), Work()
    watcher = supervisor(Part("refused", refused, essential=True), Part("good", good, essential=True))
    task = asyncio.create_task(watcher.run())
    await asyncio.wait_for(good.until(1), 10)
    await asyncio.sleep(0)

    assert not task.done()
    assert watcher.states["refused"].status is Status.ENDED
    assert (refused.begun, good.ended) == (1, 0)
    task.cancel()
    await asyncio.wait([task])


async def test_it_ends_when_no_platform_can_run_and_says_why() -> None:
    rest = Work()
    parts = [Part(name, Work([TokenRefused(name)]), essential=True) for name in ("one", "two")]

    assert isinstance(await ended(supervisor(*parts, Part("rest", rest)).run()), TokenRefused)
    assert rest.ended == rest.begun


async def test_what_needs_a_part_that_cannot_run_ends_with_it_and_nothing_else() -> None:
    needy, free = Work(), Work()
    watcher = supervisor(
        Part("needy", needy, ("web",), essential=True),
        Part("free", free, essential=True),
        Part("web", Work([ConfigError("taken")])),
    )
    task = asyncio.create_task(watcher.run())
    await asyncio.wait_for(needy.until(1), 10)
    while watcher.states["needy"].status is not Status.ENDED:
        await asyncio.sleep(0)

    assert (watcher.states["needy"].cause, free.ended) == ("taken", 0)
    task.cancel()
    await asyncio.wait([task])
    assert needy.ended == 1


async def test_the_last_platform_that_needs_the_port_ends_the_process_with_the_reason() -> None:
    parts = (Part("needy", Work(), ("web",), essential=True), Part("web", Work([ConfigError("PORT is taken")])))

    assert str(await ended(supervisor(*parts).run())) == "PORT is taken"


async def test_what_ends_first_is_done_before_the_others_are_told() -> None:
    order: list[str] = []

    def noting(name: str) -> Callable[[], Coroutine[object, object, None]]:
        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                order.append(name)

        return work

    watcher = supervisor(
        Part("platform", noting("platform"), essential=True), Part("ticker", noting("ticker"), (), ends_first=True)
    )
    task = asyncio.create_task(watcher.run())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])

    assert order == ["ticker", "platform"]


async def test_the_same_failure_is_told_once_and_another_again(caplog: pytest.LogCaptureFixture) -> None:
    bad = Work([OSError("secret"), OSError("secret"), OSError("secret"), KeyError("secret"), TokenRefused("over")])
    with caplog.at_level(logging.ERROR):
        await ended(supervisor(Part("bad", bad, essential=True)).run())

    told = [record.getMessage() for record in caplog.records if "started again" in record.getMessage()]
    assert [("OSError" in line, "KeyError" in line) for line in told] == [(True, False), (False, True)]
    assert "secret" not in caplog.text


async def test_failures_are_counted_and_anew_after_a_good_while() -> None:
    moments = iter([0.0, 1.0, 1.0, 2.0, 2.0, 500.0, 500.0])
    counts: list[int] = []

    async def work() -> None:
        counts.append(watcher.states["bad"].failures)
        raise TokenRefused("enough") if len(counts) > 3 else OSError

    watcher = supervisor(Part("bad", work, essential=True), monotonic=lambda: next(moments))
    await ended(watcher.run())

    assert counts == [0, 1, 2, 1]
