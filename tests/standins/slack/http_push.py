"""Events over HTTP: Slack posts signed requests to the app, whose answer is the acknowledgement."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp

from tests.standins.bell import Bell
from tests.standins.clock import system_clock
from tests.standins.slack.asked import EVENT, SLASH, Ack, Asked
from tests.standins.slack.socket_mode import Settle

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def signed(secret: str, body: str, at: float) -> dict[str, str]:
    """The two headers that prove a request to be Slack's (docs.slack.dev/authentication/verifying-requests)."""
    moment = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app under test answered."""

    status: int
    body: str
    after: float

    @property
    def content(self) -> object:
        """The body as JSON where it is some, else as text, else None."""
        try:
            return json.loads(self.body)
        except ValueError:
            return self.body or None


@dataclass(slots=True)
class HttpPush:
    """Posts to the app under test at `url`, which holds the signature against the system's clock."""

    url: str
    signing_secret: str
    bell: Bell
    settle: Settle
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _session: aiohttp.ClientSession | None = None

    async def deliver(self, asked: Asked, copies: int = 1) -> None:
        """Send an event; each copy as a request of its own, without waiting for the answer."""
        for number in range(copies):
            task = asyncio.create_task(self._push(asked, number))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def post(self, body: str, kind: str = JSON, headers: dict[str, str] | None = None, age: float = 0.0) -> Reply:
        """Post any body, signed `age` seconds ago; `headers` may spoil the signature or say that this is a retry."""
        self._session = self._session or aiohttp.ClientSession()
        begun = asyncio.get_running_loop().time()
        proof = signed(self.signing_secret, body, system_clock() - age)
        sent = {"Content-Type": kind} | proof | (headers or {})
        async with self._session.post(self.url, data=body.encode(), headers=sent) as answer:
            text = await answer.text()
            return Reply(answer.status, text, asyncio.get_running_loop().time() - begun)

    async def stop(self) -> None:
        """Let go of what is still on its way."""
        for task in self._tasks:
            task.cancel()
        if self._session:
            await self._session.close()

    async def _push(self, asked: Asked, number: int) -> None:
        body, kind = encoded(asked)
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}
        reply = await self.post(body, kind, retry)
        self.settle(asked, Ack(reply.content, reply.after, reply.status))
        self.bell.ring()


def encoded(asked: Asked) -> tuple[str, str]:
    """The body of an event and its type: a form for commands, a form around JSON for clicks, JSON for the rest."""
    if asked.kind == SLASH:
        return urlencode(asked.payload), FORM
    if asked.kind == EVENT:
        return json.dumps(asked.payload), JSON
    return urlencode({"payload": json.dumps(asked.payload)}), FORM
