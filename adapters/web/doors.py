"""Who may come in: whether a form is ours, how many wrong codes an address has sent, and cookies."""

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
    """Counts wrong codes and links of each address: `most` within `window` seconds are too many.

    `monotonic` is a clock in seconds that never steps.
    """

    def __init__(self, monotonic: Callable[[], float], most: int = MOST_WRONG, window: float = WINDOW) -> None:
        self._monotonic = monotonic
        self._most = most
        self._window = window
        self._wrong: Memory[str, deque[float]] = Memory(MOST_ADDRESSES)

    def are_too_many(self, address: str) -> bool:
        """Whether nothing more is believed from an address for a while."""
        moments = self._wrong.get(address, deque())
        while moments and moments[0] <= self._monotonic() - self._window:
            moments.popleft()
        return len(moments) >= self._most

    def count(self, address: str) -> None:
        """Note a wrong one."""
        moments = self._wrong[address] = self._wrong.get(address, deque())
        moments.append(self._monotonic())


def is_secure(request: web.Request) -> bool:
    """Whether the browser came over https, to us or to a proxy of ours before us."""
    return request.scheme == "https"


def is_ours(request: web.Request) -> bool:
    """Whether a form was sent from a page of ours, or by an old browser, which does not say where from."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


async def read_ours(request: web.Request) -> dict[str, str]:
    """Return the fields of a form, several boxes of one name with commas between them.

    Raises HTTPForbidden where another site's page sent it, HTTPRequestEntityTooLarge where no page of ours can have.
    """
    if not is_ours(request):
        raise web.HTTPForbidden
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
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    return fields


def kept(token: str) -> str:
    """Return the name of the cookie by which a device is known that has opened a link."""
    return f"dateline_{hash_of(token)[:8]}"


def give(answer: web.StreamResponse, name: str, token: str, seconds: int, *, secure: bool) -> None:
    """Set a cookie that no script reads, and no other site sends."""
    answer.set_cookie(name, token, max_age=seconds, httponly=True, secure=secure, samesite="Lax", path="/")
