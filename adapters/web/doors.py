"""Who may come in: where a request is from, how many wrong codes came from there, and what its cookie holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from bot.memory import Memory
from bot.trivia.seats import hash_of

COOKIE, NOTEBOOK = "dateline_seat", "dateline_notebook"
COOKIE_SECONDS = 12 * 60 * 60
MOST_WRONG, WINDOW = 60, 60.0
MOST_ADDRESSES = 10_000
# What a pupil sends is a choice or a line.
BODY_LIMIT = 2048


class Guesses:
    """Counts wrong codes and links, an address at a time; `monotonic` is a clock that never steps.

    `most` within `window` seconds are too many.
    """

    def __init__(self, monotonic: Callable[[], float], most: int = MOST_WRONG, window: float = WINDOW) -> None:
        self._monotonic = monotonic
        self._most = most
        self._window = window
        self._wrong: Memory[str, deque[float]] = Memory(MOST_ADDRESSES)

    def are_too_many(self, address: str) -> bool:
        """Whether nothing more is believed from an address for a while."""
        found = self._wrong.get(address)
        while found and found[0] <= self._monotonic() - self._window:
            found.popleft()
        return found is not None and len(found) >= self._most

    def count(self, address: str) -> None:
        """Note a wrong one."""
        wrong = self._wrong[address] = self._wrong.get(address, deque())
        wrong.append(self._monotonic())


def is_secure(request: web.Request) -> bool:
    """Whether the browser came over https, to us or to a proxy of ours before us."""
    return request.scheme == "https"


def is_ours(request: web.Request) -> bool:
    """Whether a form was sent from a page of ours; browsers that say nothing are old, and hold no cookie for others."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


async def read_ours(request: web.Request) -> dict[str, str]:
    """Return what a form of a page of ours holds; HTTPForbidden for any other page's."""
    if not is_ours(request):
        raise web.HTTPForbidden
    return await read_form(request)


async def read_form(request: web.Request) -> dict[str, str]:
    """Return what a form holds, several boxes of one name with commas between them.

    HTTPRequestEntityTooLarge for one that no page of ours can have sent.
    """
    length = request.content_length
    if length is None or length > BODY_LIMIT:
        raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, length or 0)
    try:
        # A form without fields is sent as an empty body, of which an ended stream has none left to read.
        content = await request.content.readexactly(length) if length else b""
        return _joined(parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=10))
    except (ValueError, EOFError):
        raise web.HTTPBadRequest from None


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def kept(token: str) -> str:
    """Return the name of the cookie by which a device is known that has opened a link."""
    return f"dateline_{hash_of(token)[:8]}"


def give(answer: web.StreamResponse, name: str, token: str, seconds: int, *, secure: bool) -> None:
    """Set a cookie that no script reads, and no other site sends."""
    answer.set_cookie(name, token, max_age=seconds, httponly=True, secure=secure, samesite="Lax", path="/")
