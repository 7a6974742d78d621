"""The door for Slack over HTTP: what is not signed by Slack, too old or too big stays outside."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.memory import Seen

log = logging.getLogger(__name__)
EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# Slack's largest events have some hundred kilobytes.
BODY_LIMIT = 1024 * 1024
# https://docs.slack.dev/authentication/verifying-requests-from-slack
WINDOW_SECONDS = 300
REMEMBERED = 100_000


class Door:
    """Lets Slack's requests in to Bolt, each once. `now` gives the moment, aware, in UTC."""

    def __init__(self, bolt: AsyncApp, secret: str, now: Callable[[], datetime]) -> None:
        self._bolt = bolt
        self._now = now
        self._secret = secret.encode()
        self._seen: Seen[str] = Seen(REMEMBERED)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Take an event, a command or an interaction: 401, 413, 415 or 400 for what is none."""
        if request.content_type not in (JSON, FORM):
            return _refused(415, "only JSON and forms are read here")
        if (request.content_length or 0) > BODY_LIMIT:
            return _refused(413, "the body is too big")
        raw = await _read(request)
        if len(raw) > BODY_LIMIT:
            return _refused(413, "the body is too big")
        if not self._is_signed(raw, request.headers):
            return _refused(401, "not signed by Slack")
        body = _text(raw, request.content_type)
        if body is None:
            return _refused(400, "the body cannot be read")
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        return await self._dispatched(AsyncBoltRequest(body=body, query=request.query_string, headers=headers))

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether Slack has signed a body within five minutes, and this is not somebody's copy of its request."""
        moment, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not (moment.isascii() and moment.isdigit() and len(moment) < 16):
            return False
        if abs(self._now().timestamp() - int(moment)) > WINDOW_SECONDS:
            return False
        # Slack's own verifier reads the body as text first, which what strangers send need not be.
        signed = hmac.new(self._secret, b"v0:" + moment.encode() + b":" + body, "sha256").hexdigest()
        if not hmac.compare_digest(f"v0={signed}".encode(), signature.encode(errors="replace")):
            return False
        # Slack's own second try may come within the same second, and then has the same signature.
        return not self._seen.has_come(signature) or "X-Slack-Retry-Num" in headers

    async def _dispatched(self, request: AsyncBoltRequest) -> web.StreamResponse:
        """Return Bolt's answer; what goes wrong is logged, and Slack is told the status alone."""
        try:
            return await to_aiohttp_response(await self._bolt.async_dispatch(request))
        except Exception as error:
            log.error("a request of Slack's failed: %s", type(error).__name__, exc_info=error)
            return _refused(500, "something went wrong here")


async def _read(request: web.Request) -> bytes:
    """Return the body, or a little more than is allowed of it."""
    raw = bytearray()
    while len(raw) <= BODY_LIMIT and (chunk := await request.content.readany()):
        raw += chunk
    return bytes(raw)


def _text(raw: bytes, kind: str) -> str | None:
    """Return a body that Bolt can read, None for one that it cannot."""
    try:
        text = raw.decode()
        content = json.loads(text) if kind == JSON else _payload(text)
    except (ValueError, RecursionError):
        return None
    return text if isinstance(content, dict) else None


def _payload(text: str) -> object:
    """Return what a form carries: a command as fields, an interaction as JSON in one of them."""
    fields = parse_qs(text, strict_parsing=True)
    return json.loads(fields["payload"][0]) if "payload" in fields else fields


def _refused(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text)
