"""The connections of Socket Mode: two websockets, so that one of them is there while the other is opened anew.

slack_sdk's own client was seen to notice a cut connection after 52 s; these notice a silent one within 4 s.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from random import Random
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import words
from adapters.slack.calls import CALL_SECONDS, status_of, word_of
from adapters.slack.opener import Opener
from adapters.tasks import Tasks, together
from adapters.unreadable import Unreadable
from adapters.watch import Pulse
from bot.chat import TokenRefused
from bot.replies.catalog import catalog
from bot.standing import Standing

log = logging.getLogger(__name__)
CONNECTIONS = 2
REACH = "Slack cannot be reached"
# Every so many seconds the other end is asked whether it is there; it has half of that to answer.
HEARTBEAT_SECONDS = 2.5
FIRST_WAIT, LONGEST_WAIT = 0.25, 4.0
# A connection that lasted less is no sign that the next attempt will succeed.
LASTING_SECONDS = 10.0
# Slack announces an end some 10 s before it comes; until then it still sends over the old connection.
DRAIN_SECONDS = 15.0
BAD_TOKEN = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type")


class Connections:
    """Keeps the connections, and hands what comes over them to Bolt."""

    def __init__(
        self, client: AsyncWebClient, app_token: str, session: aiohttp.ClientSession, bolt: AsyncApp, rng: Random
    ) -> None:
        self._client = client
        self._app_token = app_token
        self._session = session
        self._bolt = bolt
        self._rng = rng
        self._opener = Opener(self._new_address, lambda: asyncio.get_running_loop().time())
        self._tasks = Tasks()
        self._open: set[aiohttp.ClientWebSocketResponse] = set()
        self._heard = 0.0
        self._standing = Standing(log)
        self._unreadable = Unreadable()

    def pulse(self) -> Pulse:
        """Return how the connections are. aiohttp itself closes one whose heartbeat is not answered in time."""
        return Pulse(bool(self._open), event_age=time.perf_counter() - self._heard if self._heard else None)

    async def run(self) -> None:
        """Stay connected until cancelled; TokenRefused when Slack does not, or no longer, accept the app's token."""
        try:
            await together(*(self._stay() for _ in range(CONNECTIONS)))
        finally:
            self._tasks.cancel()

    async def _stay(self) -> None:
        """Keep one connection."""
        loop, wait = asyncio.get_running_loop(), 0.0
        while True:
            begun = loop.time()
            try:
                await self._connected()
            except SlackApiError as error:
                self._standing.is_wrong(REACH, _why(error))
            except (aiohttp.ClientError, OSError) as error:
                self._standing.is_wrong(REACH, type(error).__name__)
            if loop.time() - begun >= LASTING_SECONDS:
                wait = 0.0
            # Random, lest two that were cut together come back together each time.
            await asyncio.sleep(wait * self._rng.uniform(0.5, 1.0))
            wait = min(max(wait * 2, FIRST_WAIT), LONGEST_WAIT)

    async def _connected(self) -> None:
        """Open a connection and listen until it ends, or until Slack wants another in its place."""
        socket = await self._socket()
        if not self._open:
            log.info("connected to Slack")
        self._open.add(socket)
        self._standing.is_well(REACH)
        try:
            is_replaced = await self._listen(socket)
        except BaseException:
            await socket.close()
            raise
        finally:
            self._open.discard(socket)
        if is_replaced:
            self._tasks.start(self._drain(socket))
        else:
            log.info("a connection to Slack has ended (%s)", socket.close_code)
            await socket.close()

    async def _socket(self) -> aiohttp.ClientWebSocketResponse:
        address, at = await self._opener.address()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await self._session.ws_connect(address, heartbeat=HEARTBEAT_SECONDS, max_msg_size=0)
        except aiohttp.WSServerHandshakeError:
            # Slack has used the address up, and refused the connection.
            raise
        except (aiohttp.ClientError, OSError):
            self._opener.give_back(address, at)
            raise

    async def _new_address(self) -> str:
        """Return a new address from Slack."""
        async with asyncio.timeout(CALL_SECONDS):
            answer = await self._client.apps_connections_open(app_token=self._app_token)
        return str(answer["url"])

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        """Take what comes until the connection ends; return whether Slack has asked for another one."""
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            self._heard = time.perf_counter()
            frame = self._frame(message.data)
            if frame.get("type") == "disconnect":
                log.info("Slack asks for another connection: %s", frame.get("reason"))
                return True
            if "envelope_id" in frame:
                self._tasks.start(self._serve(socket, frame))
        return False

    def _frame(self, text: str) -> Mapping[str, Any]:
        """Return a frame, an empty one where it is none."""
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError) as error:
            self._unreadable.note("a frame of Slack's", error)
            return {}
        return frame if isinstance(frame, dict) else {}

    async def _drain(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Answer what still comes over a connection that is about to end."""
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while await self._listen(socket):
                    pass
        except TimeoutError:
            log.debug("Slack left an old connection open")
        finally:
            await socket.close()

    async def _serve(self, socket: aiohttp.ClientWebSocketResponse, frame: Mapping[str, Any]) -> None:
        answer = await self._answer(frame)
        if answer is None or answer.status >= 500:
            # Slack sends again what was not acknowledged.
            return
        try:
            await socket.send_str(acknowledgement(str(frame["envelope_id"]), answer))
        except ConnectionError:
            log.warning("envelope %s: the connection broke before its acknowledgement", frame["envelope_id"])

    async def _answer(self, frame: Mapping[str, Any]) -> BoltResponse | None:
        """Return Bolt's answer to an envelope, None where it holds nothing that Bolt could be asked."""
        try:
            request = SocketModeRequest.from_dict(dict(frame))
            if request is None:
                return None
            for_bolt = AsyncBoltRequest(mode="socket_mode", body=request.payload, headers=build_headers(request))
            return await self._bolt.async_dispatch(for_bolt)
        except Exception as error:
            self._unreadable.note("an envelope of Slack's", error)
            return BoltResponse(status=200)


def acknowledgement(envelope_id: str, answer: BoltResponse) -> str:
    """Return the frame that acknowledges an envelope; Bolt's body is JSON already, where it is not empty."""
    if answer.status != 200 or not answer.body.startswith("{"):
        return json.dumps({"envelope_id": envelope_id})
    return f'{{"envelope_id": {json.dumps(envelope_id)}, "payload": {answer.body}}}'


def _why(error: SlackApiError) -> object:
    """Return why Slack opens no connection; TokenRefused when it never will."""
    if word_of(error) in BAD_TOKEN:
        raise TokenRefused(catalog("")(words.TOKEN_REFUSED)) from None
    return word_of(error) or status_of(error)
