"""An aiohttp application that carries the routes it is handed, behind limits, with headers that protect browsers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from aiohttp import web

from adapters.web.connections import Connection, hear, most_connections
from adapters.web.guard import dress, guarded
from adapters.web.plain import FOLDER, static
from bot.config import ConfigError
from bot.listening import advice_on, cause_of
from bot.settings import Network
from bot.standing import Standing

log = logging.getLogger(__name__)
BODY_LIMIT = 1024 * 1024
# What is being answered when the bot is stopped gets so long to be finished.
FAREWELL_SECONDS = 2.0
LOOPBACK = ("127.0.0.1",)


def application(
    routes: Iterable[web.AbstractRouteDef],
    at_shutdown: Iterable[Callable[[], Awaitable[None]]] = (),
    proxies: Sequence[Network] = (),
) -> web.Application:
    """Return the application, which also serves what pages are made of; `at_shutdown` ends what would go on."""
    application = web.Application(client_max_size=BODY_LIMIT, middlewares=[hear, guarded(proxies=proxies)])
    application.on_response_prepare.append(dress)
    application.add_routes([*routes, web.get(f"{FOLDER}/{{name}}", static)])
    application.on_shutdown.extend(partial(_end, end) for end in at_shutdown)
    return application


async def _end(end: Callable[[], Awaitable[None]], application: web.Application) -> None:
    await end()


async def serve(
    application: web.Application,
    port: int,
    addresses: Sequence[str] = LOOPBACK,
    is_listening: Callable[[], object] = lambda: None,
) -> None:
    """Listen on all of these addresses until cancelled; ConfigError when the port cannot be had.

    `is_listening` is called once they are there.
    """
    runner = web.AppRunner(application, shutdown_timeout=FAREWELL_SECONDS)
    await runner.setup()
    doors: list[asyncio.Server] = []
    try:
        if runner.server is None:
            raise RuntimeError("setup makes it")
        connected = partial(Connection, runner.server, Standing(log), most_connections())
        for address in addresses:
            doors.append(await _listening(connected, port, address))
        log.info("listening on %s, port %s", ", ".join(addresses), port)
        is_listening()
        await asyncio.Event().wait()
    finally:
        for door in doors:
            door.close()
        await runner.cleanup()


async def _listening(connected: Callable[[], Connection], port: int, address: str) -> asyncio.Server:
    try:
        return await asyncio.get_running_loop().create_server(connected, address, port)
    except OSError as error:
        reason = f"nothing can listen on {address} there: {cause_of(error)}"
        raise ConfigError(f"PORT is {port}, and {reason}. {advice_on(error)}") from error
