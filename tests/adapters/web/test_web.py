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


@pytest.mark.parametrize(("is_ready", "status"), [(True, 200), (False, 503)])
async def test_health_tells_whether_it_is_ready(is_ready: bool, status: int) -> None:
    async with TestClient(TestServer(application((), lambda: is_ready))) as client:
        assert (await client.get("/healthz")).status == status


async def test_it_carries_the_routes_it_is_handed() -> None:
    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="hello")

    async with TestClient(TestServer(application([web.get("/hello", hello)], lambda: True))) as client:
        assert await (await client.get("/hello")).text() == "hello"
        assert (await client.get("/elsewhere")).status == 404


async def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(ConfigError, match="PORT"):
            await serve(application((), lambda: True), taken.getsockname()[1], "127.0.0.1")


async def test_it_lets_go_of_the_port_when_it_is_stopped() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    task = asyncio.create_task(serve(application((), lambda: True), port, "127.0.0.1"))
    async with aiohttp.ClientSession() as session:
        while not await answers(session, port):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

        assert not await answers(session, port)


async def answers(session: aiohttp.ClientSession, port: int) -> bool:
    """Whether something listens."""
    try:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            return answer.status == 200
    except aiohttp.ClientConnectionError:
        return False
