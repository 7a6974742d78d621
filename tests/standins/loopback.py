"""An HTTP server on 127.0.0.1 that records what comes, lets faults strike, and answers."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from tests.standins.bell import Bell
from tests.standins.clock import Clock
from tests.standins.faults import Fault, Faults
from tests.standins.gate import Gate
from tests.standins.recorder import Recorder
from tests.standins.wire import Answer, Call, Refused, Upload

Handler = Callable[[Call], Answer]
Guard = Callable[[Call], None]
Stream = Callable[[web.Request], Awaitable[web.StreamResponse]]

HANDSHAKE_SECONDS = 0.2


class Loopback:
    """The server itself; handlers are plain functions of a call, websockets are handed over whole."""

    def __init__(self, clock: Clock, recorder: Recorder, faults: Faults, bell: Bell) -> None:
        self.recorder = recorder
        self.faults = faults
        self.bell = bell
        self.gates: list[Gate] = []
        self.port = 0
        self._clock = clock
        self._app = web.Application(client_max_size=64 * 1024**2)
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self.port}"

    def serve(self, method: str, paths: Sequence[str], handler: Handler, guard: Guard | None = None) -> None:
        """Answer these paths; `{name}` in a path arrives in the call's parts, and the guard may refuse first."""

        async def respond(request: web.Request) -> web.StreamResponse:
            call = await read(request, self._clock())
            self.recorder.saw(call)
            self.bell.ring()
            return await self._respond(request, call, lambda: _decide(call, handler, guard))

        for path in paths:
            self._app.router.add_route(method, path, respond)

    def stream(self, path: str, handler: Stream) -> None:
        """Hand a path over whole, as for a websocket or a control request."""
        self._app.router.add_route("*", path, handler)

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=HANDSHAKE_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Let go of whoever waits for an answer, and stop."""
        self._stopping.set()
        if self._runner:
            await self._runner.cleanup()
        self.recorder.close()

    async def _respond(self, request: web.Request, call: Call, decide: Callable[[], Answer]) -> web.StreamResponse:
        answer = next((refusal for gate in self.gates if (refusal := gate.refusal(call))), None)
        if answer is None:
            fault = self.faults.draw(call.line)
            answer = decide() if fault is None else await self._spoil(fault, decide)
        self.bell.ring()
        if answer is None:
            return reset(request)
        return web.Response(status=answer.status, body=answer.content, headers=_headers(answer))

    async def _spoil(self, fault: Fault, decide: Callable[[], Answer]) -> Answer | None:
        await self._wait(fault.before)
        answer = decide() if fault.accepted else None
        self.bell.ring()
        await self._wait(fault.after)
        if fault.release:
            await fault.release.wait()
        return fault.heard(answer)

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            waiting = asyncio.create_task(self._stopping.wait())
            await asyncio.wait([waiting], timeout=None if seconds == float("inf") else seconds)
            waiting.cancel()


async def read(request: web.Request, at: float) -> Call:
    """The call that a request is."""
    body, uploads = await _content(request)
    return Call(
        at=at,
        method=request.method,
        path=request.path,
        query=dict(request.query),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
        uploads=uploads,
        parts=dict(request.match_info),
    )


def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection as a failing network does: a reset, and not one byte of an answer."""
    transport = request.transport
    if transport:
        # A linger of zero seconds makes the kernel send RST in place of FIN (socket(7), SO_LINGER).
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)


def _decide(call: Call, handler: Handler, guard: Guard | None) -> Answer:
    try:
        if guard:
            guard(call)
        return handler(call)
    except Refused as refused:
        return refused.answer


def _headers(answer: Answer) -> dict[str, str]:
    # discord.py compares the type with "application/json" exactly: no charset.
    kind = {} if answer.body is None else {"Content-Type": "application/json"}
    return kind | dict(answer.headers)


async def _content(request: web.Request) -> tuple[object, tuple[Upload, ...]]:
    if request.content_type == "multipart/form-data":
        return await _parts(request)
    raw = await request.read()
    if request.content_type == "application/json" and raw:
        return _parsed(raw.decode()), ()
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(raw.decode(), keep_blank_values=True)), ()
    return raw or None, ()


async def _parts(request: web.Request) -> tuple[object, tuple[Upload, ...]]:
    fields: dict[str, object] = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name, content = part.name or "", bytes(await part.read())
        if part.filename:
            uploads.append(Upload(name, part.filename, content))
        else:
            fields[name] = content.decode()
    payload = fields.get("payload_json")
    return (_parsed(payload) if isinstance(payload, str) else fields), tuple(uploads)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
