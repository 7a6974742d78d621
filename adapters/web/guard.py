"""The guard before every page: how often one address may ask, and what a browser is told not to do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import StreamReader, web
from aiohttp.typedefs import Middleware

from adapters.web.proxies import address_of, believing
from bot.allowance import Allowance, Allowances
from bot.settings import Network

# https://owasp.org/www-project-secure-headers/: nothing from elsewhere, no frames, no guessing of types.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# A class of thirty behind one address asks some times a second each; Slack comes from a few addresses, signed.
PER_ADDRESS = Allowance(burst=400, seconds=0.01)
# A form's or an event's body, from the end of its head: on the worst of lines it takes seconds.
BODY_SECONDS = 20.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(
    allowance: Allowance = PER_ADDRESS,
    proxies: Sequence[Network] = (),
    monotonic: Callable[[], float] = lambda: asyncio.get_running_loop().time(),
    patience: float = BODY_SECONDS,
) -> Middleware:
    """Return the middleware; what these proxies say of where a request is from, pages find in the request itself.

    `monotonic` is a clock in seconds that never steps; `patience` are the seconds that a body may take.
    """
    left, seen = Allowances(allowance), believing(proxies)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        request = seen(request)
        if left.take(address_of(request), monotonic()):
            return web.Response(status=429, text="too many requests", headers={"Retry-After": "1"})
        giving_up = asyncio.get_running_loop().call_later(patience, _give_up, request.content)
        try:
            return await _answered(request, handler)
        finally:
            giving_up.cancel()

    return guard


async def dress(request: web.Request, answer: web.StreamResponse) -> None:
    """Give an answer its headers, before it is sent; those that a page has chosen itself stay."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    # aiohttp would tell its version and Python's.
    answer.headers.popall("Server", None)


class TooSlowError(TimeoutError):
    """A body does not come to its end."""


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except TooSlowError:
        return web.Response(status=408, text="Request Timeout")
    except web.HTTPException as error:
        # aiohttp's own refusals (404, 405, 413) are answers like others.
        return web.Response(status=error.status, text=error.reason, headers=_kept(error))


def _give_up(body: StreamReader) -> None:
    if not body.is_eof():
        body.set_exception(TooSlowError())


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {name: error.headers[name] for name in ("Allow", "Location", "Retry-After") if name in error.headers}
