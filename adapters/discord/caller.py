"""Caller: discord.py's client for calls nobody asked for, each of which ends soon and tells exactly what became of it.

discord.py waits limits out within a call, even within one that is done; and a call that is cancelled while it waits out
the limit of the whole bot leaves all later ones waiting for ever (`_global_over` stays cleared). So these calls have a
client of their own, which never waits for a limit, and no answer to a person can be held up by them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Ratelimit, Route

from bot.chat import NotNow, OutcomeUnknown, Refused

# A connection comes about within a second, or not at all; aiohttp would go on trying for five minutes.
CONNECTING = aiohttp.ClientTimeout(total=None, connect=5.0)
# Where Discord does not say how long to wait: it is not reached, or its network bans the address for a while.
USUAL_WAIT, BAN_WAIT = 5.0, 60.0
# Seconds of a limit from which on discord.py raises RateLimited; its constructor takes none under 30.
SHORTEST_LIMIT = 1e-9
REASONS = {10003: "unknown_channel", 50001: "missing_access", 50007: "closed_messages", 50013: "missing_permissions"}
# No connection came about, so nothing has left.
NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


@dataclass(slots=True)
class Tries:
    """What is known of the tries of one call; after a doubtful one no later refusal says that nothing was accepted.

    `is_everywhere` tells that a limit was the whole bot's.
    """

    is_doubtful: bool = False
    is_everywhere: bool = False


class Quota(Ratelimit):
    """A bucket of Discord's which, when it is empty, says so; discord.py's makes its callers sleep."""

    async def acquire(self) -> None:
        """Take one call; RateLimited while none is left."""
        self._last_request = self._loop.time()
        if self.is_expired():
            self.reset()  # type: ignore[no-untyped-call]  # it says no types
        if self.expires is not None and self.remaining <= 0:
            raise discord.RateLimited(max(self.expires - self._loop.time(), 0.0))
        self.remaining -= 1
        self.outgoing += 1

    async def __aexit__(self, *_: object) -> None:
        """End a call; nobody waits to be woken by it."""
        self.outgoing -= 1


class Caller(HTTPClient):
    """Makes each call within so many seconds, or raises Refused, NotNow or OutcomeUnknown.

    A 5xx is tried again within the call, as discord.py does: what is posted must carry a nonce.
    """

    def __init__(self, like: HTTPClient, seconds: float) -> None:
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(self._heard)
        trace.on_request_exception.append(self._broke)
        super().__init__(like.loop, proxy=like.proxy, proxy_auth=like.proxy_auth, http_trace=trace)
        self.max_ratelimit_timeout = SHORTEST_LIMIT
        self._seconds = seconds
        self._silent_until = 0.0

    def get_ratelimit(self, key: str) -> Ratelimit:
        """Return the bucket of a route."""
        if key not in self._buckets:
            self._buckets[key] = Quota(None)
            self._try_clear_expired_ratelimits()
        return self._buckets[key]

    async def request(self, route: Route, **given: Any) -> Any:
        """Make a call, unless Discord wants none from the whole bot for a while."""
        silence = self._silent_until - self.loop.time()
        if silence > 0:
            raise NotNow(silence, is_everywhere=True)
        tries = Tries()
        try:
            async with asyncio.timeout(self._seconds):
                return await super().request(route, timeout=CONNECTING, trace_request_ctx=tries, **given)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise meaning(error, tries) from error

    async def _heard(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, heard: aiohttp.TraceRequestEndParams
    ) -> None:
        status, headers = heard.response.status, heard.response.headers
        if status >= 500:
            context.trace_request_ctx.is_doubtful = True
        # https://docs.discord.com/developers/topics/rate-limits
        if status == 429 and "X-RateLimit-Global" in headers:
            context.trace_request_ctx.is_everywhere = True
            self._silent_until = self.loop.time() + float(headers.get("Retry-After", USUAL_WAIT))

    async def _broke(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, broken: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if not isinstance(broken.exception, NEVER_LEFT):
            context.trace_request_ctx.is_doubtful = True


def meaning(error: Exception, tries: Tries) -> Exception:
    """Return what an error of discord.py or aiohttp says of a call."""
    if isinstance(error, discord.RateLimited) and not tries.is_doubtful:
        return NotNow(error.retry_after, is_everywhere=tries.is_everywhere)
    if isinstance(error, NEVER_LEFT) and not tries.is_doubtful:
        return NotNow(USUAL_WAIT)
    if isinstance(error, discord.HTTPException):
        return OutcomeUnknown(str(error.status)) if tries.is_doubtful else _refusal(error)
    return OutcomeUnknown(type(error).__name__)


def _refusal(error: discord.HTTPException) -> Exception:
    # A ban of the address is told by the network in front of Discord; a token taken back ends the run by itself.
    if error.status in (401, 429):
        return NotNow(float(error.response.headers.get("Retry-After", BAN_WAIT)), is_everywhere=True)
    return Refused(REASONS.get(error.code, f"{error.status} {error.code}"))
