"""One websocket of a client: frames leave in the order in which they were put, and nobody waits for them."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from tests.standins.loopback import reset
from tests.standins.wire import Json

Encode = Callable[[str], str | bytes]


def plain(text: str) -> str:
    """No compression."""
    return text


class Line:
    """The server's end of it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, encode: Encode = plain) -> None:
        self.closed_with: int | None = None
        self._request = request
        self._socket = socket
        self._encode = encode
        self._frames: asyncio.Queue[Json | int] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    @property
    def open(self) -> bool:
        """Whether the client still listens, as far as one can tell."""
        return not self._socket.closed

    def put(self, frame: Json) -> None:
        """Send one frame, after those before it."""
        self._frames.put_nowait(frame)

    def close(self, code: int) -> None:
        """Say goodbye with a close code, after what was put before."""
        self.closed_with = code
        self._frames.put_nowait(code)

    def cut(self) -> None:
        """Break the connection without goodbye."""
        self._writer.cancel()
        reset(self._request)

    async def done(self) -> None:
        """Stop writing: the client is gone."""
        self._writer.cancel()
        await asyncio.wait([self._writer])

    async def _write(self) -> None:
        while isinstance(frame := await self._frames.get(), dict):
            await self._send(self._encode(json.dumps(frame)))
        await self._socket.close(code=frame)

    async def _send(self, wire: str | bytes) -> None:
        try:
            await (self._socket.send_str(wire) if isinstance(wire, str) else self._socket.send_bytes(wire))
        except ConnectionError:
            return
