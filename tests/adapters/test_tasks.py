"""What goes on in the background."""

from __future__ import annotations

import asyncio
import threading

import pytest

from adapters.tasks import in_background


async def test_what_is_done_in_the_background_is_handed_back_or_raised() -> None:
    assert await in_background(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await in_background(lambda: 1 // 0)


def test_the_end_does_not_wait_for_what_is_done_in_the_background() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(60)
        ended.set()

    async def told_to_end() -> None:
        waiting = asyncio.create_task(in_background(work))
        await asyncio.to_thread(begun.wait)
        waiting.cancel()
        await asyncio.wait([waiting])

    asyncio.run(told_to_end())

    assert not ended.is_set()
    may_end.set()
    assert ended.wait(60)
