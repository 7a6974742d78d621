"""A database that is far away, and one whose disk is slow: 40 ms are put in between."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, event

ROUND_TRIP = 0.040


class Line:
    """Hands on everything to a port, each way after half a round trip."""

    def __init__(self, port: int, seconds: float) -> None:
        self._port = port
        self._half = seconds / 2
        self._tasks: set[asyncio.Task[None]] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection."""
        there, onward = await asyncio.open_connection("127.0.0.1", self._port)
        for pair in ((reader, onward), (there, writer)):
            task = asyncio.create_task(self._pour(*pair))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pour(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        later = asyncio.get_running_loop().call_later
        try:
            while content := await reader.read(65536):
                later(self._half, writer.write, content)
        except OSError:
            # Either end may be gone at any moment: a test breaks connections on purpose.
            pass
        finally:
            writer.close()


@contextmanager
def far(url: str, seconds: float = ROUND_TRIP) -> Iterator[str]:
    """Return where a PostgreSQL database is reached by a round trip of so many seconds, as long as the block lasts."""
    parts, ready, ended = urlsplit(url), threading.Event(), asyncio.Event()
    loop, ports = asyncio.new_event_loop(), list[int]()

    async def serve() -> None:
        server = await asyncio.start_server(Line(parts.port or 0, seconds).accept, "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        await ended.wait()
        server.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield url.replace(f":{parts.port}/", f":{ports[0]}/")
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()


@contextmanager
def slow_disk(seconds: float = ROUND_TRIP) -> Iterator[None]:
    """Have each commit of this process take so many seconds longer, under its lock, as a slow disk makes it."""

    def wait(connection: Connection) -> None:
        threading.Event().wait(seconds)

    event.listen(Engine, "commit", wait)
    try:
        yield
    finally:
        event.remove(Engine, "commit", wait)
