"""The guard before every page: how often one address may ask, and what a browser is told not to do."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from aiohttp.typedefs import Middleware

from adapters.web.proxies import address_of, believing
from bot.settings import Network

# https://owasp.org/www-project-secure-headers/: nothing from elsewhere, no frames, no guessing of types.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
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
PER_SECOND, BURST = 100.0, 400.0
REMEMBERED = 10_000
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Allowance:
    """How many requests each address has left: a bucket that fills up again. `monotonic` never steps."""

    def __init__(self, monotonic: Callable[[], float], per_second: float = PER_SECOND, burst: float = BURST) -> None:
        self._monotonic = monotonic
        self._per_second = per_second
        self._burst = burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> bool:
        """Take one, and tell whether there was one."""
        now = self._monotonic()
        left, at = self._left.pop(address, (self._burst, now))
        left = min(left + (now - at) * self._per_second, self._burst)
        self._left[address] = (max(left - 1.0, 0.0), now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1.0


def guarded(allowance: Allowance | None = None, proxies: Sequence[Network] = ()) -> Middleware:
    """Return the middleware, which believes these proxies who asks; pages are handed a request that says so itself."""
    known, seen = allowance, believing(proxies)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal known
        known = known or Allowance(asyncio.get_running_loop().time)
        request = seen(request)
        if known.take(address_of(request)):
            return await _answered(request, handler)
        return web.Response(status=429, text="too many requests", headers={"Retry-After": "1"})

    return guard


async def dress(request: web.Request, answer: web.StreamResponse) -> None:
    """Give an answer its headers, before it is sent; those that a page has chosen itself stay."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    # aiohttp would tell its version and Python's.
    answer.headers.popall("Server", None)


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        # aiohttp's own refusals (404, 405, 413) are answers like others.
        return web.Response(status=error.status, text=error.reason, headers=_kept(error))


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {name: error.headers[name] for name in ("Allow", "Location", "Retry-After") if name in error.headers}
