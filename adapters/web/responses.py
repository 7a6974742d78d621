"""What is answered to a browser: a page, or word of what came of something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web import page
from adapters.web.plain import language

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# Links to boards and hosts' pages are secrets; forms of ours still say where they come from. All else is the guard's.
HEADERS = {"Referrer-Policy": "same-origin"}


class Turned(Exception):
    """Somebody who is turned away, with the page that says so."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


def turning(handler: Handler) -> Handler:
    """Return a handler that turns people away with a page."""

    async def turned(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Turned as turned:
            return turned.answer

    return turned


def html(text: str, status: int = 200) -> web.Response:
    """Return a page."""
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


def refused(request: web.Request, sentence: str, status: int = 200) -> web.Response:
    """Return a page that says why there is nothing, in the language that the browser prefers."""
    say = language(request)
    return html(page.refused(say, say(sentence)), status)


def told(request: web.Request, text: str, status: int) -> web.Response:
    """Say what came of something: to the script as it is, to a browser without one by the page it came from."""
    if "text/html" in request.headers.get("Accept", "") and status == 200:
        return web.Response(status=303, headers={"Location": "/play", **HEADERS})
    if "text/html" in request.headers.get("Accept", ""):
        return html(page.refused(language(request), text), status)
    return web.json_response({"text": text}, status=status, headers=HEADERS)
