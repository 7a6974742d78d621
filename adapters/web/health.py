"""/healthz, /readyz and /metrics: whether the process lives, whether it can work, and what it has counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from hmac import compare_digest
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.supervisor import State, Status
from adapters.watch import Living, Watch
from adapters.web.proxies import FOR, is_near
from bot.store.engine.errors import StoreError

if TYPE_CHECKING:
    from bot.store.store import Store

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
# After so many seconds a new process is better than this one: a loop that stood still has lost its connections, the
# ticker looks again after 5 s at most, and a gateway's heartbeat comes every 41 s.
LONGEST_LAG, LONGEST_TICK, LONGEST_SILENCE = 10.0, 60.0, 120.0
DATABASE_SECONDS = 2.0


class Health:
    """Answers those who watch over a process. `states` returns the state of each of its parts."""

    def __init__(
        self,
        watch: Watch,
        living: Mapping[str, Living],
        states: Callable[[], Mapping[str, State]],
        store: Store,
    ) -> None:
        self._watch = watch
        self._living = living
        self._states = states
        self._store = store

    def routes(self, token: str = "") -> Sequence[web.AbstractRouteDef]:  # nosec B107
        """Return the routes; /metrics is for whoever has the token, or for this machine alone where there is none."""

        async def metrics(request: web.Request) -> web.StreamResponse:
            return await self._metrics(request) if _is_let_in(request, token) else web.Response(status=404)

        return (web.get(HEALTH, self._health), web.get(READY, self._ready), web.get(METRICS, metrics))

    def illness(self) -> list[str]:
        """Return the parts for which the process should be started anew, none when it is well."""
        ages = [age for name, age in self._watch.tick_ages.items() if name in ("plan", "claim")]
        faults = {"loop": self._watch.longest_lag > LONGEST_LAG, "ticker": max(ages, default=0.0) > LONGEST_TICK}
        faults |= {name: _is_silent(living) for name, living in self._living.items()}
        return [name for name, is_ill in faults.items() if is_ill]

    async def _health(self, request: web.Request) -> web.Response:
        illness = self.illness()
        body = {
            "status": "ill" if illness else "ok",
            "ill": illness,
            "loop_lag_seconds": round(self._watch.longest_lag, 4),
            "ticker_age_seconds": {name: round(age, 1) for name, age in self._watch.tick_ages.items()},
            "platforms": {name: _pulse_of(living) for name, living in self._living.items()},
        }
        return web.json_response(body, status=503 if illness else 200)

    async def _ready(self, request: web.Request) -> web.Response:
        database, platforms = await self._database(), self._platforms()
        is_ready = database == "ok" and all(state == "ok" for state in platforms.values())
        body = {"status": "ok" if is_ready else "not ready", "database": database, "platforms": platforms}
        return web.json_response(body, status=200 if is_ready else 503)

    async def _database(self) -> str:
        """Return "ok", or in a word what is wrong, which a database of another version is too."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                await asyncio.wrap_future(self._store.start(lambda connection: connection.exec_driver_sql("SELECT 1")))
        except TimeoutError:
            return "slow"
        except StoreError as error:
            return str(getattr(error, "trouble", "unavailable"))
        return "ok"

    def _platforms(self) -> Mapping[str, str]:
        states = self._states()
        return {name: _standing(states.get(name, State()), living) for name, living in self._living.items()}

    async def _metrics(self, request: web.Request) -> web.Response:
        # Loading it takes 50 ms and a megabyte, which only those who are watched need.
        from adapters.web.metrics import exposition

        body, kind = await exposition(self._watch, self._living, self._states(), self._store)
        return web.Response(body=body, headers={"Content-Type": kind})


def _is_let_in(request: web.Request, token: str) -> bool:
    if token:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    return is_near(request.remote or "") and FOR not in request.headers


def _is_silent(living: Living) -> bool:
    pulse = living.pulse()
    return pulse.is_connected and (pulse.heartbeat_age or 0.0) > LONGEST_SILENCE


def _pulse_of(living: Living) -> Mapping[str, object]:
    pulse = living.pulse()
    ages = {"event_age_seconds": pulse.event_age, "heartbeat_age_seconds": pulse.heartbeat_age}
    return {"connected": pulse.is_connected} | {name: round(age, 1) for name, age in ages.items() if age is not None}


def _standing(state: State, living: Living) -> str:
    if state.status is not Status.RUNNING:
        return state.status.value
    return "ok" if living.pulse().is_connected else "connecting"
