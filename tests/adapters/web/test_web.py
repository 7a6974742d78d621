"""The web server: what it carries, and how it starts and stops."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.app import application, serve
from bot.config import ConfigError


async def hello(request: web.Request) -> web.Response:
    """Say hello."""
    return web.Response(text="hello")


ROUTES = [web.get("/hello", hello)]


async def test_it_carries_the_routes_it_is_handed() -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        assert await (await client.get("/hello")).text() == "hello"
        assert (await client.get("/elsewhere")).status == 404


async def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(ConfigError, match=r"there: Address already in use\. If it is not this bot"):
            await serve(application(()), taken.getsockname()[1])


@pytest.mark.parametrize("address", ["192.0.2.1", "nowhere.invalid"])
async def test_an_address_that_this_machine_has_not_is_told(address: str) -> None:
    with pytest.raises(ConfigError, match="This machine has no such address: change DATELINE_LISTEN"):
        await serve(application(()), free_port(), (address,))


async def test_it_listens_on_this_machine_alone_unless_it_is_told_otherwise() -> None:
    port = free_port()
    task = asyncio.create_task(serve(application(ROUTES), port))
    async with aiohttp.ClientSession() as session:
        while not await answers(session, port):
            await asyncio.sleep(0)

        assert not await answers(session, port, "127.0.0.2")
    task.cancel()
    await asyncio.wait([task])


async def test_it_listens_on_every_address_that_is_named() -> None:
    port = free_port()
    task = asyncio.create_task(serve(application(ROUTES), port, ("127.0.0.1", "127.0.0.2")))
    async with aiohttp.ClientSession() as session:
        while not await answers(session, port):
            await asyncio.sleep(0)

        assert await answers(session, port, "127.0.0.2")
    task.cancel()
    await asyncio.wait([task])


async def test_it_lets_go_of_the_port_when_it_is_stopped() -> None:
    port = free_port()
    task = asyncio.create_task(serve(application(ROUTES), port))
    async with aiohttp.ClientSession() as session:
        while not await answers(session, port):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

        assert not await answers(session, port)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def answers(session: aiohttp.ClientSession, port: int, address: str = "127.0.0.1") -> bool:
    """Whether something listens."""
    try:
        async with session.get(f"http://{address}:{port}/hello") as answer:
            return answer.status == 200
    except aiohttp.ClientConnectorError:
        return False
