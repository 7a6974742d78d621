"""Illustrations: pictures that come after the words, by an edit, as long as nothing younger stands in the message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from adapters.easel import Easel
from bot.chat import NotNow, OutcomeUnknown, Refused, Reply

log = logging.getLogger(__name__)
CALL_SECONDS = 10.0
# Posts leave room for so many other calls a second (adapters/discord/platform.py).
PACE_SECONDS = 0.2
# More posts than that wait for no picture: it would come when nobody looks any more.
MOST_WAITING = 100
LATE = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError, NotNow, OutcomeUnknown, Refused)

Show = Callable[[bytes], Awaitable[object]]


class Illustrations:
    """Adds pictures once they are drawn; a message is known by its interaction's id, or its own where it has none.

    An edit that fails is not made again: the words are there.
    """

    def __init__(self, easel: Easel) -> None:
        self._easel = easel
        self._late: dict[int, asyncio.Task[None]] = {}
        self._pace = asyncio.Lock()
        self._waiting = 0

    def begin(self, message: int, reply: Reply, show: Show) -> None:
        """Add a reply's picture to its message as soon as it is drawn."""
        self.forget(message)
        task = self._late[message] = asyncio.create_task(self._show(reply, show))
        task.add_done_callback(lambda done: self._ended(message, done))

    def begin_post(self, message: int, reply: Reply, show: Show) -> None:
        """Do so for a post: posts are edited one after the other, within Discord's limits."""
        if self._waiting < MOST_WAITING:
            self._waiting += 1
            self.begin(message, reply, lambda drawn: self._paced(show, drawn))
            self._late[message].add_done_callback(lambda done: self._waited())

    def forget(self, message: int) -> None:
        """Add no picture to a message any more: it is about to show something else."""
        if task := self._late.pop(message, None):
            task.cancel()

    async def close(self) -> None:
        """Give up what has not been shown."""
        for message in tuple(self._late):
            self.forget(message)

    async def _show(self, reply: Reply, show: Show) -> None:
        drawn = await self._easel.drawn(reply)
        if not drawn:
            return
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await show(drawn)
        except LATE as error:
            log.info("a picture came too late (%s)", type(error).__name__)

    async def _paced(self, show: Show, drawn: bytes) -> None:
        async with self._pace:
            await show(drawn)
            await asyncio.sleep(PACE_SECONDS)

    def _ended(self, message: int, task: asyncio.Task[None]) -> None:
        if self._late.get(message) is task:
            del self._late[message]

    def _waited(self) -> None:
        self._waiting -= 1
