"""An aiohttp application that carries the routes it is handed, and /healthz."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from aiohttp import web

from bot.config import ConfigError

HEALTH = "/healthz"
BODY_LIMIT = 1024 * 1024
# What is being answered when the bot is stopped gets so long to be finished.
FAREWELL_SECONDS = 5.0


def application(
    routes: Iterable[web.RouteDef],
    is_ready: Callable[[], bool],
    at_shutdown: Iterable[Callable[[], Awaitable[None]]] = (),
) -> web.Application:
    """Return the application; /healthz answers 503 until what it serves is ready.

    `at_shutdown` ends what would go on for as long as somebody looks.
    """

    async def health(request: web.Request) -> web.Response:
        ready = is_ready()
        return web.json_response({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

    application = web.Application(client_max_size=BODY_LIMIT)
    application.add_routes([web.get(HEALTH, health), *routes])
    for end in at_shutdown:
        application.on_shutdown.append(_ending(end))
    return application


def _ending(end: Callable[[], Awaitable[None]]) -> Callable[[web.Application], Awaitable[None]]:
    async def ended(application: web.Application) -> None:
        await end()

    return ended


async def serve(application: web.Application, port: int, host: str | Sequence[str] | None = None) -> None:
    """Listen until cancelled; ConfigError when the port cannot be had."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=FAREWELL_SECONDS)
    await runner.setup()
    try:
        await _listen(runner, port, host)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int, host: str | Sequence[str] | None) -> None:
    try:
        for address in (host,) if isinstance(host, str | None) else host:
            await web.TCPSite(runner, address, port).start()
    except OSError as error:
        raise ConfigError(f"PORT is {port}, on which nothing can listen here: {error.strerror}") from error
