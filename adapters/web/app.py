"""An aiohttp application that carries the routes it is handed, behind limits, with headers that protect browsers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from aiohttp import web

from adapters.web.guard import dress, guarded
from bot.config import ConfigError

BODY_LIMIT = 1024 * 1024
# What is being answered when the bot is stopped gets so long to be finished.
FAREWELL_SECONDS = 2.0
LOOPBACK = ("127.0.0.1",)


def application(routes: Iterable[web.AbstractRouteDef]) -> web.Application:
    """Return the application."""
    application = web.Application(client_max_size=BODY_LIMIT, middlewares=[guarded()])
    application.on_response_prepare.append(dress)
    application.add_routes(list(routes))
    return application


async def serve(application: web.Application, port: int, addresses: Sequence[str] = LOOPBACK) -> None:
    """Listen on all of these addresses until cancelled; ConfigError when the port cannot be had."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=FAREWELL_SECONDS)
    await runner.setup()
    try:
        for address in addresses:
            await _listen(runner, port, address)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int, address: str) -> None:
    try:
        await web.TCPSite(runner, address, port).start()
    except OSError as error:
        reason = f"nothing can listen on {address} there: {error.strerror}"
        raise ConfigError(f"PORT is {port}, and {reason}. Stop what has it, or set another.") from error
