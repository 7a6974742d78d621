"""Strangers' connections: silent ones, too many, and what is no HTTP."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest
from aiohttp import web

from adapters.web.app import application
from adapters.web.connections import Connection
from adapters.web.guard import HEADERS
from bot.standing import Standing

log = logging.getLogger("adapters.web.connections")
HEAD = b"GET /hello HTTP/1.1\r\nHost: here\r\n"
NO_HTTP = {
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "an unknown method": b"FOO /hello HTTP/1.1\r\nHost: here\r\n\r\n",
    "a huge header": HEAD + b"X-Secret: " + b"s" * 20_000 + b"\r\n\r\n",
    "many headers": HEAD + b"X-Secret: s\r\n" * 500 + b"\r\n",
    "a long path": b"GET /" + b"s" * 20_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}
Knock = Callable[[bytes], Awaitable[asyncio.StreamReader]]


async def hello(request: web.Request) -> web.Response:
    """Say hello."""
    return web.Response(text="hello")


@asynccontextmanager
async def listening(most: int = 100, seconds: float = 30.0) -> AsyncIterator[Knock]:
    """Listen as long as the block lasts; what is yielded connects, says something and returns what is heard."""
    runner = web.AppRunner(application([web.get("/hello", hello)]))
    await runner.setup()
    assert runner.server
    connected = partial(Connection, runner.server, Standing(log), most, seconds)
    door = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    writers: list[asyncio.StreamWriter] = []

    async def knock(said: bytes) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection(*door.sockets[0].getsockname())
        writers.append(writer)
        writer.write(said)
        return reader

    try:
        yield knock
    finally:
        for writer in writers:
            writer.close()
        door.close()
        await runner.cleanup()


async def heard(reader: asyncio.StreamReader) -> bytes:
    """Return all that is said until the connection ends."""
    return await asyncio.wait_for(reader.read(), 5)


@pytest.mark.parametrize("said", [b"", HEAD, HEAD + b"X-"])
async def test_who_does_not_come_to_the_end_of_a_question_is_not_waited_for(said: bytes) -> None:
    async with listening(seconds=0.05) as knock:
        assert await heard(await knock(said)) == b""


async def test_who_has_asked_may_ask_again_later() -> None:
    async with listening(seconds=0.05) as knock:
        reader = await knock(HEAD + b"\r\n")
        first = await asyncio.wait_for(reader.readuntil(b"hello"), 5)
        loop = asyncio.get_running_loop()
        later = loop.create_future()
        loop.call_later(0.2, later.set_result, None)
        await later

        assert first.startswith(b"HTTP/1.1 200")
        assert not reader.at_eof()


@pytest.mark.parametrize("said", NO_HTTP.values(), ids=NO_HTTP)
async def test_what_is_no_http_is_answered_like_all_else_and_not_told_of(
    said: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as knock:
        answer = (await heard(await knock(said))).decode()
    head, _, body = answer.partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines()[1:])

    assert head.startswith("HTTP/1.0 400")
    assert HEADERS.items() <= headers.items()
    assert headers.get("Server", "") == ""
    assert body == "Bad Request"
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_more_connections_than_there_may_be_are_closed_and_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    async with listening(most=2) as knock:
        first, second = await knock(b""), await knock(HEAD)
        ends = [await heard(await knock(HEAD + b"\r\n")) for _ in range(3)]

        assert ends == [b"", b"", b""]
        assert not first.at_eof()
        assert not second.at_eof()
        assert [record.getMessage() for record in caplog.records] == ["no more connections are taken: 2 are open"]


LIMITED = """
import resource, sys
from adapters.web.connections import most_connections
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
print(most_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(("soft", "hard", "told"), [("256", "256", "128 256"), ("256", "4096", "2048 4096")])
def test_half_of_the_files_that_may_be_open_are_left_to_the_bot(soft: str, hard: str, told: str) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", LIMITED, soft, hard]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == told
