"""Answers to a browser: a page, or what came of something that it sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web import page
from adapters.web.plain import language

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# Links to boards and hosts' pages are secrets, so no other site is told them; our own forms say where they come from.
HEADERS = {"Referrer-Policy": "same-origin"}


class Turned(Exception):
    """Raised to turn somebody away with a page that says why."""

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


def outcome(request: web.Request, text: str, status: int) -> web.Response:
    """Answer a form with what came of it: as JSON to the script, by a page to a browser that has none."""
    if "text/html" not in request.headers.get("Accept", ""):
        return web.json_response({"text": text}, status=status, headers=HEADERS)
    if status == 200:
        return web.Response(status=303, headers={"Location": "/play", **HEADERS})
    return html(page.refused(language(request), text), status)
