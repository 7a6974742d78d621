"""Two ways to keep a page up to date: an event stream, and, where a proxy holds those back, an answer that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from aiohttp import web

from adapters.web.frames import Written
from adapters.web.hub import Feed
from adapters.web.pieces import milliseconds
from bot.frozen import Frozen

# Seconds within which a stream sends something, lest a proxy take it for dead.
BEAT = 15.0
# Seconds within which a waiting answer comes: some networks end what is silent for 30 s.
WAIT = 20.0
# Milliseconds after which a browser asks again for a stream that broke.
RETRY = 1000


class View(Frozen, frozen=True):
    """What one page shows of a watched round; `user` is the seat's."""

    feed: Feed
    page: str
    user: str
    now: Callable[[], datetime]

    def latest(self) -> tuple[Written, Written | None]:
        """Return what all such pages show, and what is this seat's own."""
        frame = self.feed.frame
        if frame is None:
            raise RuntimeError("nothing has been drawn")
        return frame.shared(self.page), frame.own(self.user) if self.user else None


def version(shared: Written, own: Written | None) -> str:
    """Return the version of what a page shows, by which it knows whether it is up to date."""
    return f"{shared.version}.{own.version if own else ''}"


async def stream(request: web.Request, view: View, headers: Mapping[str, str]) -> web.StreamResponse:
    """Send what is new, as it comes, until the browser goes."""
    # nginx holds back what a server sends bit by bit, unless it is told not to.
    response = web.StreamResponse(headers={**headers, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    with suppress(ConnectionResetError):
        await _send(response, view)
    return response


async def _send(response: web.StreamResponse, view: View) -> None:
    await response.write(f"retry: {RETRY}\n\n".encode())
    before: tuple[str, str] = ("", "")
    while not view.feed.is_closed:
        frame, (shared, own) = view.feed.frame, view.latest()
        after = (shared.version, own.version if own else "")
        await response.write(b"".join(_events(view, shared, own, before)) if after != before else b": beat\n\n")
        before = after
        await view.feed.following(frame, view.page, view.user, BEAT)
    if view.feed.has_moved:
        await response.write(b"event: again\ndata: 0\n\n")


def _events(view: View, shared: Written, own: Written | None, before: tuple[str, str]) -> Iterator[bytes]:
    yield b"event: clock\ndata: %d\n\n" % (milliseconds(view.now()) or 0)
    if shared.version != before[0]:
        yield b"event: shared\ndata: " + shared.content + b"\n\n"
    if own and own.version != before[1]:
        yield b"event: own\ndata: " + own.content + b"\n\n"


async def poll(request: web.Request, view: View, headers: Mapping[str, str]) -> web.StreamResponse:
    """Answer with what the page shows now, as soon as that differs from what the browser has."""
    after = request.query.get("after", "")
    if version(*view.latest()) == after:
        await view.feed.following(view.feed.frame, view.page, view.user, WAIT)
    shared, own = view.latest()
    parts = (
        b'{"version":"' + version(shared, own).encode() + b'","now":',
        b"%d" % (milliseconds(view.now()) or 0),
        b',"shared":' + shared.content,
        b',"own":' + (own.content if own else b"null") + b"}",
    )
    return web.Response(body=b"".join(parts), content_type="application/json", headers=headers)
