"""Caller: calls for posts, each of which ends soon and says exactly what became of it.

discord.py waits for limits within a call, even within one that is done; and a call that is cancelled while it waits for
the limit of the whole bot leaves all later calls waiting for ever. So posts have connections of their own, which never
wait for a limit, and which no answer to a person has to wait for (docs/adr/0005).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from discord.http import HTTPClient, MultipartParameters, Route

from adapters.discord.private import from_json, to_json
from bot.chat import NotNow, OutcomeUnknown, Refused
from bot.frozen import Frozen

# A connection comes about within a second, or not at all; aiohttp would go on trying for five minutes.
CONNECTING = aiohttp.ClientTimeout(total=None, connect=5.0)
# Where Discord does not say how long to wait: it is not reached, or its network bans the address for a while.
USUAL_WAIT, BAN_WAIT = 5.0, 60.0
# After a 5xx the same is tried again, after 1, 3, 5 and 7 s: what is posted carries a nonce.
TRIES = 5
REASONS = {
    10003: "unknown_channel",
    50001: "missing_access",
    50007: "closed_messages",
    50013: "missing_permissions",
    160005: "thread_locked",
}
# No connection came about, so nothing has left.
NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
# How many routes' limits are kept before those that are over are dropped.
REMEMBERED = 256


class Answer(Frozen, frozen=True):
    """What Discord answered: JSON in `content`, or None where something in front of it answered."""

    status: int
    headers: Mapping[str, str]
    content: Any

    @property
    def is_limit(self) -> bool:
        """Whether it is one of Discord's own limits; its network bans an address without JSON, or without `Via`."""
        return self.status == 429 and isinstance(self.content, dict) and "Via" in self.headers

    @property
    def wait(self) -> float:
        """The seconds to wait; BAN_WAIT where it does not say."""
        seconds = self.content.get("retry_after") if self.is_limit else self.headers.get("Retry-After")
        return float(seconds if seconds is not None else BAN_WAIT)


@dataclass(slots=True)
class Limits:
    """Until when the whole bot, or one route of a channel, is to be silent, by the event loop's clock."""

    silent_until: float = 0.0
    routes: dict[str, float] = field(default_factory=dict)

    def check(self, route: Route, now: float) -> None:
        """Raise NotNow where a call would be over a limit."""
        if self.silent_until > now:
            raise NotNow(self.silent_until - now, is_everywhere=True)
        if (until := self.routes.get(_key(route), now)) > now:
            raise NotNow(until - now, is_everywhere=False)

    def note(self, route: Route, answer: Answer, now: float) -> None:
        """Remember what an answer says of limits: https://docs.discord.com/developers/topics/rate-limits."""
        if answer.is_limit and "X-RateLimit-Global" in answer.headers:
            self.silent_until = now + answer.wait
        elif answer.is_limit:
            self.routes[_key(route)] = now + answer.wait
        elif answer.headers.get("X-RateLimit-Remaining") == "0":
            self.routes[_key(route)] = now + float(answer.headers.get("X-RateLimit-Reset-After", 0))
        if len(self.routes) > REMEMBERED:
            self.routes = {key: until for key, until in self.routes.items() if until > now}


class Caller:
    """Makes calls as the bot of a client that has logged in, each within `seconds`; to be closed in the end."""

    def __init__(self, http: HTTPClient, seconds: float) -> None:
        self._http = http
        self._seconds = seconds
        self._limits = Limits()
        self._session = aiohttp.ClientSession(timeout=CONNECTING)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def call(self, route: Route, params: MultipartParameters | None = None, **query: int) -> Any:
        """Return what Discord answers; raises Refused, NotNow or OutcomeUnknown.

        Where an earlier try may have had an effect, OutcomeUnknown is raised whatever a later one says.
        """
        tries = 0
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._tried(route, params, tries, query)
                while answer.status >= 500 and (tries := tries + 1) < TRIES:
                    await asyncio.sleep(2 * tries - 1)
                    answer = await self._tried(route, params, tries, query)
        except (NotNow, *NEVER_LEFT) as error:
            if tries:
                raise OutcomeUnknown(type(error).__name__) from error
            raise error if isinstance(error, NotNow) else NotNow(USUAL_WAIT) from error
        except (aiohttp.ClientError, OSError) as error:
            raise OutcomeUnknown(type(error).__name__) from error
        if answer.status >= 500 or (tries and answer.status >= 300):
            raise OutcomeUnknown(str(answer.status))
        return _content(answer)

    async def _tried(
        self, route: Route, params: MultipartParameters | None, tries: int, query: Mapping[str, int]
    ) -> Answer:
        loop = asyncio.get_running_loop()
        self._limits.check(route, loop.time())
        headers = {"User-Agent": self._http.user_agent, "Authorization": f"Bot {self._http.token}"}
        body = _body(params, tries)
        if isinstance(body, str):
            headers["Content-Type"] = "application/json"
        proxy: Any = {"proxy": self._http.proxy, "proxy_auth": self._http.proxy_auth}
        async with self._session.request(
            route.method, route.url, params=query, data=body, headers=headers, **proxy
        ) as response:
            answer = Answer(response.status, response.headers, _read(await response.read(), response.content_type))
        self._limits.note(route, answer, loop.time())
        return answer


def _key(route: Route) -> str:
    return f"{route.key} {route.major_parameters}"


def _body(params: MultipartParameters | None, tries: int) -> aiohttp.FormData | str | None:
    """Return the body of a try; of a further one, files are sent from their beginning again."""
    if params is None:
        return None
    if not params.multipart:
        return to_json(params.payload)
    for file in params.files or ():
        file.reset(seek=tries)
    form = aiohttp.FormData(quote_fields=False)
    for part in params.multipart:
        form.add_field(**part)
    return form


def _read(content: bytes, kind: str) -> Any:
    return from_json(content) if kind == "application/json" else None


def _content(answer: Answer) -> Any:
    if answer.status < 300:
        return answer.content
    # A ban of the address is told by the network in front of Discord; a token taken back ends the run by itself.
    if answer.status in (401, 429):
        is_everywhere = not answer.is_limit or "X-RateLimit-Global" in answer.headers
        raise NotNow(answer.wait, is_everywhere=is_everywhere)
    code = answer.content.get("code", 0) if isinstance(answer.content, dict) else 0
    raise Refused(REASONS.get(code, f"{answer.status} {code}"))
