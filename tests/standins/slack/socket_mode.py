"""Socket Mode: websockets over which Slack tells the bot what happened, and the bot acknowledges."""

import asyncio
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.standins.bell import PATIENCE, Bell
from tests.standins.line import Line
from tests.standins.loopback import reset
from tests.standins.slack.asked import EVENT, Ack, Asked
from tests.standins.slack.refusals import refuse
from tests.standins.wire import Answer, Call

CONNECTIONS = 10
Settle = Callable[[Asked, Ack], None]


@dataclass(slots=True)
class SocketMode:
    """All connections of the app; each event goes to one of them in turn."""

    app_id: str
    app_token: str
    bell: Bell
    settle: Settle
    ws_url: str = ""
    lines: list[Line] = field(default_factory=list)
    opened: int = 0
    stray_acks: list[str] = field(default_factory=list)
    _sent: dict[str, Asked] = field(default_factory=dict)
    _tickets: set[str] = field(default_factory=set)
    _refused: int = 0
    _refused_until: float = 0.0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def open(self, call: Call) -> Answer:
        """`apps.connections.open`: an address that is good for one connection."""
        if call.headers.get("authorization") != f"Bearer {self.app_token}":
            raise refuse("invalid_auth")
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return Answer(200, {"ok": True, "url": f"{self.ws_url}/socket-mode?ticket={ticket}"})

    async def connected(self, count: int = 1, timeout: float = PATIENCE) -> list[Line]:
        """Wait until so many connections are there."""
        return await self.bell.until(lambda: self._live if len(self._live) >= count else None, timeout)

    async def deliver(self, asked: Asked, copies: int = 1) -> None:
        """Send an event; each copy over the next connection."""
        for _ in range(copies):
            lines = await self.connected()
            number = next(self._numbers)
            id = f"envelope-{number}"
            self._sent[id] = asked
            envelope = {"envelope_id": id, "type": asked.kind, "payload": asked.payload}
            retry = {"retry_attempt": 0, "retry_reason": ""} if asked.kind == EVENT else {}
            lines[number % len(lines)].put(envelope | {"accepts_response_payload": asked.kind != EVENT} | retry)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell all connections to go: refresh_requested, warning, link_disabled."""
        for line in self._live:
            line.put({"type": "disconnect", "reason": reason, "debug_info": {"host": "standin"}})

    def close(self) -> None:
        """Close all connections with a goodbye."""
        for line in self._live:
            line.close(1000)

    def cut(self) -> None:
        """Drop all connections without goodbye."""
        for line in self._live:
            line.cut()

    def refuse(self, *, attempts: int = 0, seconds: float = 0.0) -> None:
        """Reset the next connections before the handshake: so many of them, or for so long."""
        self._refused = attempts
        self._refused_until = asyncio.get_running_loop().time() + seconds

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One websocket from handshake to end."""
        self.opened += 1
        self.bell.ring()
        if self._refuses():
            return reset(request)
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self._converse(socket, Line(request, socket))
        return socket

    @property
    def _live(self) -> list[Line]:
        return [line for line in self.lines if line.open]

    async def _converse(self, socket: web.WebSocketResponse, line: Line) -> None:
        if len(self._live) >= CONNECTIONS:
            line.put({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "standin"}})
        self.lines.append(line)
        line.put(self._hello())
        self.bell.ring()
        try:
            async for frame in socket:
                self._receive(frame.data if frame.type is WSMsgType.TEXT else "null")
        finally:
            self.lines.remove(line)
            self.bell.ring()
            await line.done()

    def _hello(self) -> dict[str, Any]:
        seconds = {"host": "standin", "approximate_connection_time": 18_060}
        about = {"connection_info": {"app_id": self.app_id}, "debug_info": seconds}
        return {"type": "hello", "num_connections": len(self._live)} | about

    def _receive(self, text: str) -> None:
        frame = json.loads(text) or {}
        id = frame.get("envelope_id", "")
        asked = self._sent.pop(id, None)
        if asked is None:
            self.stray_acks.append(id)
        else:
            self.settle(asked, Ack(frame.get("payload"), asyncio.get_running_loop().time() - asked.sent))
        self.bell.ring()

    def _refuses(self) -> bool:
        self._refused -= 1
        return self._refused >= 0 or asyncio.get_running_loop().time() < self._refused_until
