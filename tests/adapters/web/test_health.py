"""/healthz, /readyz and /metrics: who is told what, and when a process is ill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from adapters.supervisor import State, Status
from adapters.watch import Pulse, Watch
from adapters.web.app import application
from adapters.web.health import Health
from bot.store.store import Store
from tests.blank import blank
from tests.standins.clock import HandClock


class Line:
    """A platform whose pulse a test sets."""

    def __init__(self) -> None:
        self.now = Pulse(is_connected=True, event_age=1.0, heartbeat_age=1.0)

    def pulse(self) -> Pulse:
        return self.now


class Ward:
    """What a test changes, and the server that tells of it."""

    def __init__(self, store: Store, token: str = "") -> None:
        self.clock = HandClock()
        self.watch = Watch(self.clock)
        self.line = Line()
        self.states = {"discord": State()}
        self.health = Health(self.watch, {"discord": self.line}, lambda: self.states, store)
        self.server = TestServer(application(self.health.routes(token)))

    async def status(self, path: str, **headers: str) -> int:
        """Return the status of a page."""
        async with TestClient(self.server) as client:
            return (await client.get(path, headers=headers)).status


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(blank(tmp_path / "bot.db")) as opened:
        yield opened


async def test_a_process_that_is_well_says_so(store: Store) -> None:
    ward = Ward(store)
    ward.watch.ticked("claim")

    assert await ward.status("/healthz") == 200


async def test_a_loop_that_stood_still_is_ill(store: Store) -> None:
    ward = Ward(store)
    ward.watch.lagged(11.0)

    assert (ward.health.illness(), await ward.status("/healthz")) == (["loop"], 503)


@pytest.mark.parametrize("step", ["plan", "claim"])
async def test_a_ticker_that_does_not_tick_is_ill(store: Store, step: str) -> None:
    ward = Ward(store)
    ward.watch.ticked(step)
    ward.clock.advance(61)

    assert ward.health.illness() == ["ticker"]


async def test_deleting_old_rows_once_a_day_is_no_illness(store: Store) -> None:
    ward = Ward(store)
    ward.watch.ticked("purge")
    ward.clock.advance(3600)

    assert ward.health.illness() == []


async def test_a_gateway_without_a_heartbeat_is_ill_and_one_that_connects_anew_is_not(store: Store) -> None:
    ward = Ward(store)
    ward.line.now = Pulse(is_connected=True, heartbeat_age=121.0)
    assert ward.health.illness() == ["discord"]

    ward.line.now = Pulse(is_connected=False, heartbeat_age=121.0)
    assert ward.health.illness() == []


async def test_readiness_asks_platforms_and_database(store: Store) -> None:
    assert await Ward(store).status("/readyz") == 200

    connecting = Ward(store)
    connecting.line.now = Pulse(is_connected=False)
    assert await connecting.status("/readyz") == 503

    ended = Ward(store)
    ended.states["discord"] = State(Status.ENDED, "the token")
    assert await ended.status("/readyz") == 503


async def test_a_database_that_is_gone_is_not_ready_and_not_ill(store: Store, tmp_path: Path) -> None:
    for path in tmp_path.glob("bot.db*"):
        path.unlink()
    ward = Ward(store)

    assert await ward.status("/readyz") == 503
    assert ward.health.illness() == []


async def test_a_database_of_another_version_is_not_ready(store: Store, tmp_path: Path) -> None:
    store.run(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    store._readiness.doubt()

    assert await Ward(store).status("/readyz") == 503


@pytest.mark.parametrize(("pulse", "are_told"), [(Pulse(True, 1.0, 2.0), True), (Pulse(True), False)])
async def test_metrics_tell_how_long_nothing_came_where_that_is_known(
    store: Store, pulse: Pulse, are_told: bool
) -> None:
    ward = Ward(store)
    ward.line.now = pulse
    async with TestClient(ward.server) as client:
        page = await (await client.get("/metrics")).text()

    assert ('dateline_event_age_seconds{platform="discord"} 1.0' in page) is are_told
    assert ('dateline_heartbeat_age_seconds{platform="discord"} 2.0' in page) is are_told


async def test_metrics_are_for_this_machine_alone_without_a_token(store: Store) -> None:
    assert await Ward(store).status("/metrics") == 200
    assert await Ward(store).status("/metrics", **{"X-Forwarded-For": "203.0.113.7"}) == 404


@pytest.mark.parametrize(("sent", "status"), [("Bearer secret", 200), ("Bearer other", 404), ("", 404)])
async def test_with_a_token_metrics_are_for_who_sends_it(store: Store, sent: str, status: int) -> None:
    assert await Ward(store, "secret").status("/metrics", Authorization=sent) == status
