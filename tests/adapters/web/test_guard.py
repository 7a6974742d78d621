"""What stands before every page: limits, and headers that keep a browser safe."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.app import BODY_LIMIT, application
from adapters.web.guard import HEADERS, Allowance, guarded, is_near
from tests.standins.clock import HandClock


async def size(request: web.Request) -> web.Response:
    """Say how large a body is."""
    return web.Response(text=str(len(await request.read())))


async def framed(request: web.Request) -> web.Response:
    """Return a page with a policy of its own."""
    return web.Response(headers={"Content-Security-Policy": "default-src 'self'"})


ROUTES = [web.post("/size", size), web.get("/framed", framed)]


def limited(clock: HandClock, burst: float) -> web.Application:
    """Return an application that lets each address ask so often, and once a second after that."""
    app = web.Application(middlewares=[guarded(Allowance(clock, 1.0, burst))])
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


async def test_a_method_that_a_page_has_not_is_refused_with_those_it_has() -> None:
    async with TestClient(TestServer(application(ROUTES))) as client:
        answer = await client.get("/size")

        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_an_address_that_asks_too_often_waits_and_is_answered_again() -> None:
    clock = HandClock()
    async with TestClient(TestServer(limited(clock, 2.0))) as client:
        statuses = [(await client.get("/framed")).status for _ in range(3)]
        clock.advance(1.0)

        assert statuses == [200, 200, 429]
        assert (await client.get("/framed")).status == 200


async def test_addresses_behind_a_proxy_have_an_allowance_each() -> None:
    async with TestClient(TestServer(limited(HandClock(), 1.0))) as client:
        told = [(await client.get("/framed", headers={"X-Forwarded-For": f"203.0.113.{n}"})).status for n in range(3)]

        assert told == [200, 200, 200]


async def test_what_somebody_wrote_before_the_proxy_is_not_believed() -> None:
    async with TestClient(TestServer(limited(HandClock(), 1.0))) as client:
        chains = [f"198.51.100.{n}, 203.0.113.7" for n in range(2)]
        told = [(await client.get("/framed", headers={"X-Forwarded-For": chain})).status for chain in chains]

        assert told == [200, 429]


def test_what_is_remembered_of_addresses_is_bounded() -> None:
    allowance = Allowance(HandClock(), 1.0, 1.0)
    for number in range(20_000):
        allowance.take(str(number))

    assert not allowance.take("19999")
    assert allowance.take("0")


@pytest.mark.parametrize(
    ("address", "near"),
    [("127.0.0.1", True), ("10.1.2.3", True), ("::1", True), ("fe80::1%eth0", True), ("8.8.8.8", False), ("x", False)],
)
def test_near_is_this_machine_and_its_private_network(address: str, near: bool) -> None:
    assert is_near(address) is near
