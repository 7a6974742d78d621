"""A proxy on loopback that hands on what comes, also to a host that it alone knows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit


class Proxy:
    """Hands on requests with a whole address, as clients send them to a proxy for http://; websockets too.

    `known` are the ports of hosts by their names, which nobody else can find.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        self.paths: list[str] = []
        self._known = known
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        """Stop, and break what is under way."""
        for task in self._tasks:
            task.cancel()
        if self._server:
            self._server.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}" if self._server else ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._hand_on(reader, writer)
        writer.close()

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readline()
        target = urlsplit(head.split()[1].decode())
        self.paths.append(target.path)
        port = self._known.get(target.hostname or "") or target.port
        there, onward = await asyncio.open_connection("127.0.0.1", port)
        onward.write(head)
        await asyncio.gather(_pour(reader, onward), _pour(there, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    writer.close()
