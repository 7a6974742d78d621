"""What a browser keeps if asked: pages of cards to learn, and of the daily game, for somebody without an account."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from adapters.web import doors, page, words
from adapters.web.html import Html
from adapters.web.leaf import leaf
from adapters.web.plain import language
from adapters.web.proxies import address_of
from adapters.web.responses import HEADERS, Turned, html, refused, turning
from bot.app import Bot
from bot.chat import Channel, Reply, Request, UsageError
from bot.community import Community
from bot.frozen import Frozen, replace
from bot.notebooks import Notebooks
from bot.trivia.notebooks import LIFE, Notebook
from bot.trivia.seats import Pass, is_token

# Where a browser plays and learns that no community has let in.
ALONE = Community("web", "browsers")
# What a page may ask, and what it asks when it is opened.
PRESSES = {
    "/cards": {
        "study",
        "card due",
        "card show",
        "card answer",
        "card choose",
        "card grade",
        "card undo",
        "card stop",
    },
    "/daily": {"daily", "daily show", "daily place", "daily learn"},
}
OPENING = {"/cards": "card due", "/daily": "daily"}
# A school shares one address.
MOST_BEGUN, WINDOW = 600, 3600.0


class Opened(Frozen, frozen=True):
    """A notebook with its secret; one that `is_renewed` is to be told to the browser again."""

    token: str
    notebook: Notebook
    is_renewed: bool = False


class NotebookPages:
    """The pages of notebooks. `seat_of` returns the seat that a browser has; `monotonic` is a clock that never steps.

    At most `most_begun` notebooks are begun from one address within an hour.
    """

    def __init__(
        self,
        bot: Bot,
        seat_of: Callable[[web.Request], Awaitable[Pass | None]],
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        most_begun: int = MOST_BEGUN,
    ) -> None:
        self._bot = bot
        self._notebooks = Notebooks(bot.store)
        self._seat_of = seat_of
        self._now = now
        self._begun = doors.Guesses(monotonic, most_begun, WINDOW)

    def routes(self) -> tuple[web.RouteDef, ...]:
        """Return what the web server is to carry."""
        return (
            web.get("/cards", turning(self.open)),
            web.post("/cards", turning(self.press)),
            web.get("/daily", turning(self.open)),
            web.post("/daily", turning(self.press)),
            web.post("/learn", turning(self.learn)),
            web.post("/forget", turning(self.forget)),
        )

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Show the card that is due, or the day's game; or how one begins."""
        opened = await self._opened(request)
        if opened is None:
            return html(page.no_notebook(language(request), request.path, is_secure=doors.is_secure(request)))
        return self._shown(request, opened, await self._ask(request, opened, OPENING[request.path]))

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Do what was pressed; a press of an earlier moment changes nothing, and the page shows the present one."""
        form = await doors.read_ours(request)
        opened = await self._opened(request)
        if opened is None:
            return await self._begin(request)
        press = self._read(request, opened, form)
        reply = await asyncio.wrap_future(self._bot.submit(press))
        if press.command == "daily learn" and not reply.is_error:
            return self._kept(request, opened, _gone_to("/cards"))
        if reply.is_error:
            fresh = await self._ask(request, opened, OPENING[request.path])
            return self._shown(request, opened, fresh, "" if fresh.is_error else reply.text)
        return self._shown(request, opened, reply)

    async def learn(self, request: web.Request) -> web.StreamResponse:
        """Make cards of what a seat had wrong, and show the first."""
        await doors.read_ours(request)
        seat, opened = await self._seat_of(request), await self._opened(request)
        if seat is None:
            raise Turned(refused(request, words.NO_SEAT, 403))
        self._count(request, is_new=opened is None)
        try:
            notebook = opened.notebook if opened else None
            token = await asyncio.wrap_future(self._notebooks.learn(seat, notebook, self._now()))
        except UsageError:
            # The page is of an earlier moment: there is nothing to learn, or the round goes on.
            raise web.HTTPSeeOther("/play") from None
        return _with_cookie(request, _gone_to("/cards"), token or (opened.token if opened else ""))

    async def forget(self, request: web.Request) -> web.StreamResponse:
        """Delete all that a browser keeps, and its cookie."""
        await doors.read_ours(request)
        if opened := await self._opened(request):
            await asyncio.wrap_future(self._notebooks.forget(opened.notebook))
        answer = refused(request, words.FORGOTTEN)
        answer.del_cookie(doors.NOTEBOOK, path="/")
        return answer

    async def _begin(self, request: web.Request) -> web.StreamResponse:
        """Begin a notebook, in the community of the browser's seat if it has one, and open it."""
        self._count(request, is_new=True)
        seat = await self._seat_of(request)
        community = Community(seat.user.platform, seat.user.community) if seat and seat.user else ALONE
        token = await asyncio.wrap_future(self._notebooks.begin(community, self._now()))
        return _with_cookie(request, _gone_to(request.path), token)

    def _count(self, request: web.Request, *, is_new: bool) -> None:
        address = address_of(request)
        if is_new and self._begun.are_too_many(address):
            raise Turned(refused(request, words.TOO_MANY_NOTEBOOKS, 429))
        if is_new:
            self._begun.count(address)

    async def _opened(self, request: web.Request) -> Opened | None:
        """Return the notebook that a browser has; one that was not opened for a day is kept for longer from now on."""
        token, now = request.cookies.get(doors.NOTEBOOK, ""), self._now()
        notebook = await asyncio.wrap_future(self._notebooks.find(token)) if is_token(token) else None
        if notebook is None or notebook.expires_at <= now:
            return None
        if notebook.is_to_renew(now):
            await asyncio.wrap_future(self._notebooks.renew(token, notebook, now))
            return Opened(token, notebook, is_renewed=True)
        return Opened(token, notebook)

    def _read(self, request: web.Request, opened: Opened, form: dict[str, str]) -> Request:
        """Return what a form asks; HTTPBadRequest for what no page of ours offers."""
        options = {"answer": form["answer"]} if "answer" in form else {}
        try:
            press = self._bot.press(form.get("action", ""), replace(self._request(request, opened), options=options))
        except UsageError:
            raise web.HTTPBadRequest from None
        if press.command not in PRESSES[request.path] or (press.command == "study" and press.options):
            raise web.HTTPBadRequest
        return press

    async def _ask(self, request: web.Request, opened: Opened, command: str) -> Reply:
        return await asyncio.wrap_future(self._bot.submit(self._request(request, opened, command)))

    def _request(self, request: web.Request, opened: Opened, command: str = "") -> Request:
        user = opened.notebook.user
        channel = Channel(user.platform, user.community, "")
        return Request(user, channel, command, self._now(), locale=language(request).locale)

    def _shown(self, request: web.Request, opened: Opened, reply: Reply, problem: str = "") -> web.StreamResponse:
        say = self._bot.words(self._request(request, opened))
        content = leaf(say, reply, request.path) if not reply.is_error else Html("")
        problem = reply.text if reply.is_error else problem
        text = page.notebook(say, request.path, content, problem, is_secure=doors.is_secure(request))
        return self._kept(request, opened, html(text))

    def _kept(self, request: web.Request, opened: Opened, answer: web.Response) -> web.Response:
        return _with_cookie(request, answer, opened.token) if opened.is_renewed else answer


def _with_cookie(request: web.Request, answer: web.Response, token: str) -> web.Response:
    doors.give(answer, doors.NOTEBOOK, token, int(LIFE.total_seconds()), secure=doors.is_secure(request))
    return answer


def _gone_to(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path, **HEADERS})
