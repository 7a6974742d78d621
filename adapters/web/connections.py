"""Connections to whoever knocks: how many, for how long in silence, and what is said to what is no HTTP."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from aiohttp import web
from aiohttp.http import HttpProcessingError

from adapters.web.guard import HEADERS, Handler
from bot.standing import Standing

log = logging.getLogger(__name__)
# From a connection's beginning to the end of its first request's head; browsers and proxies take no second.
HEAD_SECONDS = 10.0
# nginx keeps a connection to a server for 60 s between requests, and finds it dead where the server gave it up before.
IDLE_SECONDS = 75.0
# More than a school needs; macOS lets a program open 10,240 files, of which these are half.
MOST = 5_000


class Connection(web.RequestHandler):
    """One connection; `seconds` are those for the head of its first request, `most` how many there may be at once.

    `is_heard` once that head was read.
    """

    def __init__(self, server: web.Server, told: Standing, most: int, seconds: float = HEAD_SECONDS) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), keepalive_timeout=IDLE_SECONDS)
        self._server = server
        self._told = told
        self._most = most
        self._seconds = seconds
        self.is_heard = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let somebody in, unless there are too many already."""
        super().connection_made(transport)
        if len(self._server.connections) > self._most:
            self._told.is_wrong("no more connections are taken", f"{self._most} are open")
            self.force_close()
            return
        self._told.is_well("no more connections are taken")
        asyncio.get_running_loop().call_later(self._seconds, self._lose_patience)

    def _lose_patience(self) -> None:
        # aiohttp waits for the first request for ever.
        if not self.is_heard:
            self.force_close()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP, as whoever tries all addresses sends it, and neither repeat it nor tell of each."""
        if not isinstance(exc, HttpProcessingError):
            return super().handle_error(request, status, exc, message)
        log.debug("what came is no HTTP (%s)", type(exc).__name__)
        # The guard does not see it; without a name of its own aiohttp would tell its version and Python's.
        answer = web.Response(status=status, text="Bad Request", headers={**HEADERS, "Server": ""})
        answer.force_close()
        return answer


@web.middleware
async def hear(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Note that whoever knocked has asked something."""
    if isinstance(request.protocol, Connection):
        request.protocol.is_heard = True
    return await handler(request)


def most_connections() -> int:
    """Return how many connections there may be: half of the files that may be open; the bot needs the others itself.

    The system's limit is raised before as far as it lets us: macOS begins with 256 files, most others with 1,024.
    """
    try:
        import resource
    except ImportError:
        # Windows has no such limit.
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST if hard < 0 else min(2 * MOST, hard)
    if 0 <= soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return min(soft // 2, MOST) if soft > 0 else MOST
