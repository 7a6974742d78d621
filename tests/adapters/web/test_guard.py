"""What stands before every page: limits, and headers that keep a browser safe."""

from __future__ import annotations

import asyncio
from io import BytesIO
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.app import BODY_LIMIT, application
from adapters.web.guard import HEADERS, guarded
from adapters.web.proxies import is_near
from bot.allowance import Allowance
from bot.settings import Network
from tests.standins.clock import HandClock


async def size(request: web.Request) -> web.Response:
    """Say how large a body is."""
    return web.Response(text=str(len(await request.read())))


async def framed(request: web.Request) -> web.Response:
    """Return a page with a policy of its own."""
    return web.Response(headers={"Content-Security-Policy": "default-src 'self'"})


async def seen(request: web.Request) -> web.Response:
    """Say who asks, and how they came."""
    return web.Response(text=f"{request.remote} by {request.scheme}")


ROUTES = [web.post("/size", size), web.get("/framed", framed), web.get("/seen", seen)]
HERE, OTHER = ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")


def limited(clock: HandClock, burst: int, *proxies: Network) -> web.Application:
    """Return an application that lets each address ask so often, and once a second after that."""
    app = web.Application(middlewares=[guarded(Allowance(burst, 1.0), proxies, clock)])
    app.add_routes(ROUTES)
    return app


@pytest.mark.parametrize("path", ["/framed", "/nowhere"])
async def test_every_answer_has_the_headers_and_no_banner(path: str) -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        answer = await client.get(path)

        assert set(HEADERS) <= set(answer.headers)
        assert "Server" not in answer.headers


async def test_a_page_may_have_a_policy_of_its_own() -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        assert (await client.get("/framed")).headers["Content-Security-Policy"] == "default-src 'self'"


async def test_a_body_that_is_too_large_is_refused() -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        assert (await client.post("/size", data=BytesIO(b"x" * BODY_LIMIT))).status == 200
        assert (await client.post("/size", data=BytesIO(b"x" * (BODY_LIMIT + 1)))).status == 413


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    app = web.Application(middlewares=[guarded(patience=0.05)])
    app.add_routes(ROUTES)
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(b"POST /size HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nfive")

        assert b"408" in await asyncio.wait_for(reader.readline(), 5)
        writer.close()


async def test_a_method_that_a_page_has_not_is_refused_with_those_it_has() -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        answer = await client.get("/size")

        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_an_address_that_asks_too_often_waits_and_is_answered_again() -> None:
    clock = HandClock()
    async with TestClient(TestServer(limited(clock, 2))) as client:
        statuses = [(await client.get("/framed")).status for _ in range(3)]
        clock.advance(1.0)

        assert statuses == [200, 200, 429]
        assert (await client.get("/framed")).status == 200


@pytest.mark.parametrize(
    ("told", "statuses"),
    [
        (["203.0.113.1", "203.0.113.2"], [200, 200]),
        # What stands before the last was there before it came to the proxy.
        (["198.51.100.1, 203.0.113.7", "198.51.100.2, 203.0.113.7"], [200, 429]),
        (["2001:db8:1::1", "2001:db8:1::2"], [200, 429]),
        (["2001:db8:1::1", "2001:db8:2::1"], [200, 200]),
    ],
)
async def test_addresses_behind_a_proxy_have_an_allowance_each(told: list[str], statuses: list[int]) -> None:
    async with TestClient(TestServer(limited(HandClock(), 1, HERE))) as client:
        assert [(await client.get("/framed", headers={"X-Forwarded-For": one})).status for one in told] == statuses


@pytest.mark.parametrize(
    ("proxies", "headers", "found"),
    [
        ([], {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}, "127.0.0.1 by http"),
        ([OTHER], {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}, "127.0.0.1 by http"),
        ([HERE], {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "HTTPS"}, "203.0.113.7 by https"),
        ([HERE, OTHER], {"X-Forwarded-For": "198.51.100.1, 203.0.113.7, 10.1.2.3"}, "203.0.113.7 by http"),
        ([HERE, OTHER], {"X-Forwarded-For": "10.1.2.3"}, "10.1.2.3 by http"),
        ([HERE, OTHER], {"X-Forwarded-For": "203.0.113.7, nobody, 10.1.2.3"}, "10.1.2.3 by http"),
        ([HERE], {"X-Forwarded-Proto": "gopher"}, "127.0.0.1 by http"),
        ([HERE], {}, "127.0.0.1 by http"),
    ],
)
async def test_only_proxies_that_the_operator_names_are_believed(
    proxies: list[Network], headers: dict[str, str], found: str
) -> None:
    async with TestClient(TestServer(application(ROUTES, proxies=proxies))) as client:
        assert await (await client.get("/seen", headers=headers)).text() == found


async def test_a_proxy_that_is_not_named_is_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        for _ in range(3):
            await client.get("/seen", headers={"X-Forwarded-For": "203.0.113.7"})

    assert caplog.text.count("DATELINE_PROXIES") == 1
    assert "203.0.113.7" not in caplog.text


async def test_a_proxy_passes_bodies_on() -> None:
    async with TestClient(TestServer(application(ROUTES, proxies=[HERE]))) as client:
        answer = await client.post("/size", data=b"x" * 70_000, headers={"X-Forwarded-For": "203.0.113.7"})

        assert await answer.text() == "70000"


@pytest.mark.parametrize(
    ("address", "near"),
    [("127.0.0.1", True), ("10.1.2.3", True), ("::1", True), ("fe80::1%eth0", True), ("8.8.8.8", False), ("x", False)],
)
def test_near_is_this_machine_and_its_private_network(address: str, near: bool) -> None:
    assert is_near(address) is near
