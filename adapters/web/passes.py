"""What tokens open: read from the store once, and remembered, since every press of a class needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from adapters.web import doors
from adapters.web.frames import Frame
from bot.memory import Memory
from bot.rooms import Rooms
from bot.trivia.seats import Door, Pass, is_token

MOST = 5_000


class Passes:
    """What tokens open, and which devices have opened a link while its round went on; `now` is the clock."""

    def __init__(self, rooms: Rooms, now: Callable[[], datetime]) -> None:
        self._rooms = rooms
        self._now = now
        self._known: Memory[str, Pass] = Memory(MOST)

    async def of(self, token: str) -> Pass | None:
        """Return what a token opens, None for nothing, or nothing any more."""
        if not is_token(token):
            return None
        opened = self._known.get(token) or await asyncio.wrap_future(self._rooms.pass_of(token))
        if opened is None or opened.expires_at <= self._now():
            return None
        self._known[token] = opened
        return opened

    def forget(self, token: str) -> None:
        """Forget what a token opens, which may be the round before; the store is asked the next time."""
        self._known.pop(token, None)

    async def are_good(self, request: web.Request, frame: Frame, token: str, door: Door) -> bool:
        """Whether a link is good here: on any device while its round goes on, then on those that had opened it."""
        current = frame.scene.round
        return not current.is_over or await self._has_opened(request, token, door, current.id)

    async def keep(self, request: web.Request, answer: web.Response, token: str, door: Door, code: str) -> web.Response:
        """Let a device that has opened a link come back when the round is over."""
        if not await self._has_opened(request, token, door, code):
            secret = await asyncio.wrap_future(self._rooms.keep(door, code, self._now()))
            if secret:
                doors.give(answer, doors.kept(token), secret, doors.COOKIE_SECONDS, secure=doors.is_secure(request))
        return answer

    async def _has_opened(self, request: web.Request, token: str, door: Door, code: str) -> bool:
        secret = request.cookies.get(doors.kept(token), "")
        kept = await self.of(secret)
        if kept and kept.round != code:
            self.forget(secret)
            kept = await self.of(secret)
        return kept is not None and (kept.door, kept.round) == (door, code)
