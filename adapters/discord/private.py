"""Everything that relies on discord.py's private parts, which a new release may move; a test notices that.

Its calls about interactions, with two changes; its JSON, written faster; its delays, shorter.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp
import discord
import discord.client
import discord.shard
import msgspec
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure
from discord.http import MultipartParameters, Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter, async_context
from yarl import URL

from adapters.unreadable import Unreadable

UPDATE, TOO_MANY = 7, 429
JSON_TYPE = {"Content-Type": "application/json"}
CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"

Json = dict[str, Any]
# A gateway is mostly back within seconds; discord.py would wait up to a quarter of an hour.
LONGEST_WAIT = 3.0


class ShortBackoff(ExponentialBackoff[bool]):
    """discord.py's growing, random delay between two tries, never over LONGEST_WAIT seconds."""

    def delay(self) -> float:
        """Return the seconds to wait before the next try."""
        return min(super().delay(), LONGEST_WAIT)


class Calls(AsyncWebhookAdapter):
    """Asks for no copy of what it has just sent, and names `tts` in no edit: Discord's description has none there."""

    def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:
        """Answer an interaction for the first time."""
        route = Route("POST", CALLBACK, webhook_id=interaction_id, webhook_token=token)
        return self._answered(interaction_id, route, session, proxy, proxy_auth, params)

    async def _answered(
        self,
        interaction_id: int,
        route: Route,
        session: aiohttp.ClientSession,
        proxy: str | None,
        proxy_auth: aiohttp.BasicAuth | None,
        params: MultipartParameters,
    ) -> Json:
        await self.request(
            route,
            session,
            payload=params.payload,
            multipart=params.multipart,
            files=params.files,
            proxy=proxy,
            proxy_auth=proxy_auth,
        )
        return {"interaction": {"id": interaction_id, "type": 2}}

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        payload: Json | None = None,
        multipart: list[Json] | None = None,
        **others: Any,
    ) -> Any:
        """Make a call."""
        if payload is not None:
            payload = without_tts(route.method, payload)
        if multipart:
            multipart = [part_without_tts(route.method, part) for part in multipart]
        return await super().request(route, session, payload=payload, multipart=multipart, **others)


class GuardedWebSocket(DiscordWebSocket):
    """A connection that goes on where an event cannot be read: discord.py would end it, and the process with it."""

    unreadable = Unreadable()

    async def received_message(self, msg: Any, /) -> None:
        """Take one frame."""
        try:
            await super().received_message(msg)
        except (ReconnectWebSocket, WebSocketClosure, discord.ConnectionClosed, aiohttp.ClientError, OSError):
            raise
        except Exception as error:
            self.unreadable.note("an event of Discord's", error)


async def answered(interaction: discord.Interaction, body: bytes) -> bool:
    """Answer an interaction for the first time, without discord.py's detours; False where Discord did not take it now.

    discord.py would encode the same card anew, and keep a lock for each token, for which nobody else waits. Raises its
    HTTPException where Discord refuses the answer.
    """
    http = interaction.client.http
    # Nothing in a token has to be escaped: adapters/discord/parse.py.
    address = URL(f"{Route.BASE}/interactions/{interaction.id}/{interaction.token}/callback", encoded=True)
    way: Any = {"headers": JSON_TYPE, "proxy": http.proxy, "proxy_auth": http.proxy_auth}
    async with interaction._session.post(address, data=body, **way) as response:
        if 300 <= response.status < 500 and response.status != TOO_MANY:
            raise discord.HTTPException(response, await json_or_text(response))
        return response.status < 300


def install() -> None:
    """Make discord.py use these calls in the tasks that are started from here on, and this JSON everywhere."""
    async_context.set(Calls())  # type: ignore[no-untyped-call]  # discord.py's __init__ says no types
    for module in (discord.client, discord.shard):
        # It has no other place to say which connection is meant.
        module.DiscordWebSocket = GuardedWebSocket  # type: ignore[attr-defined]  # imported there, not exported
    # Where discord.py puts orjson if that is installed; msgspec is as fast, and is here already.
    discord.utils._to_json, discord.utils._from_json = to_json, from_json


def quiet() -> None:
    """Keep discord.py from logging requests (tokens, texts), from warning of voice, and from long waits."""
    library = logging.getLogger("discord")
    library.setLevel(max(library.getEffectiveLevel(), logging.INFO))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for module in (discord.client, discord.shard):
        # It has no other place to set the delays.
        module.ExponentialBackoff = ShortBackoff  # type: ignore[attr-defined]  # imported there, not exported


def heartbeats(client: discord.Client) -> Iterator[tuple[float, float]]:
    """Yield, for each connection, the seconds since anything came, and since a heartbeat was answered."""
    # The library's thread that keeps a connection alive notes both by this clock, and offers neither.
    now = time.perf_counter()
    for socket in _sockets(client):
        keeper = getattr(socket, "_keep_alive", None)
        if isinstance(keeper, discord.gateway.KeepAliveHandler):
            yield now - keeper._last_recv, now - keeper._last_ack


def _sockets(client: discord.Client) -> list[object]:
    if isinstance(client, discord.AutoShardedClient):
        return [shard._parent.ws for shard in client.shards.values()]
    return [client.ws]


def to_json(obj: Any) -> str:
    """Return JSON; what is no text in UTF-8 (half a surrogate pair) is escaped, as discord.py would."""
    try:
        return msgspec.json.encode(obj).decode()
    except (TypeError, ValueError):
        return json.dumps(obj)


def from_json(text: str | bytes | bytearray | memoryview) -> Any:
    """Return what JSON says."""
    try:
        return msgspec.json.decode(text)
    except ValueError:
        return json.loads(bytes(text) if isinstance(text, memoryview) else text)


def without_tts(method: str, payload: Mapping[str, Any]) -> Json:
    """Return a payload, without `tts` where it is an edit's."""
    if method == "PATCH":
        return {name: value for name, value in payload.items() if name != "tts"}
    if payload.get("type") == UPDATE:
        return {**payload, "data": without_tts("PATCH", payload["data"])}
    return dict(payload)


def part_without_tts(method: str, part: Json) -> Json:
    """Return a part of a payload of several parts, without `tts` where it is an edit's."""
    if part["name"] != "payload_json":
        return part
    return {**part, "value": to_json(without_tts(method, from_json(part["value"])))}
