"""The class in a browser: the pages, what keeps them up to date, and what is done on them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TypeVar

import segno
from aiohttp import web

from adapters.web import doors, page, streams, words
from adapters.web.frames import Frame, Written
from adapters.web.hosting import Hosting
from adapters.web.hub import Feed, Hub
from adapters.web.notebook import NotebookPages
from adapters.web.passes import Passes
from adapters.web.pieces import milliseconds
from adapters.web.plain import language
from adapters.web.proxies import address_of
from adapters.web.responses import HEADERS, Turned, html, outcome, refused, turning
from bot.app import Bot
from bot.chat import Request, UsageError
from bot.replies.catalog import catalog
from bot.rooms import NoRoom, Rooms, Welcome
from bot.trivia.round import Phase
from bot.trivia.seats import Door, Pass, read_code

# Without a script a page is loaded again every so many seconds.
REFRESH = {"board": 5, "seat": 5, "host": 10}
T = TypeVar("T")


class Classes:
    """The pages of all rounds. `now` is the clock, and `monotonic` never steps."""

    def __init__(
        self, bot: Bot, hub: Hub, rooms: Rooms, now: Callable[[], datetime], monotonic: Callable[[], float]
    ) -> None:
        self._bot = bot
        self._hub = hub
        self._rooms = rooms
        self._now = now
        self._guesses = doors.Guesses(monotonic)
        self._passes = Passes(rooms, now)
        self._hosting = Hosting(bot, hub, now)
        self._notebooks = NotebookPages(bot, self._seat, now, monotonic)

    def routes(self) -> list[web.RouteDef]:
        """Return what the web server is to carry."""
        return [
            web.get("/", turning(self.front)),
            web.post("/", turning(self.knock)),
            web.get("/c/{code}", turning(self.welcome)),
            web.post("/c/{code}", turning(self.sit)),
            web.get("/play", turning(self.play)),
            web.post("/answer", turning(self.answer)),
            web.get("/board/{token}", turning(self.board)),
            web.get("/host/{token}", turning(self.host)),
            web.post("/host/{token}", turning(self.move)),
            web.get("/events/{code}", self.events),
            web.get("/qr/{code}.svg", self.qr),
            *self._notebooks.routes(),
        ]

    def nudge(self) -> None:
        """Read the watched rounds that have changed: something was stored. To be called on the event loop."""
        self._hub.nudge()

    async def close(self) -> None:
        """End the event streams."""
        await self._hub.close()

    async def front(self, request: web.Request) -> web.StreamResponse:
        """Ask for the code."""
        return html(page.front(language(request), "", is_secure=doors.is_secure(request)))

    async def knock(self, request: web.Request) -> web.StreamResponse:
        """Send whoever typed a code to its round."""
        form = await doors.read_ours(request)
        code = read_code(form.get("code", ""))
        await self._known(request, code)
        raise web.HTTPSeeOther(f"/c/{code}")

    async def welcome(self, request: web.Request) -> web.StreamResponse:
        """Offer a seat, or the seat that this browser has already."""
        code = read_code(request.match_info["code"])
        room = await self._known(request, code)
        if await self._sits(request, room):
            raise web.HTTPSeeOther("/play")
        return _welcome(request, room)

    async def sit(self, request: web.Request) -> web.StreamResponse:
        """Give a seat."""
        form = await doors.read_ours(request)
        code = read_code(request.match_info["code"])
        # A class sits down all at once, and most have no seat yet: the room is looked at once for each.
        if doors.COOKIE in request.cookies and await self._sits(request, await self._known(request, code)):
            raise web.HTTPSeeOther("/play")
        try:
            sitting = partial(self._rooms.sit, code, form.get("name", ""), self._now())
            token = await self._let_in(request, code, sitting)
        except UsageError as error:
            return _welcome(request, await self._known(request, code), error.text, 409)
        self._hub.nudge()
        answer = web.Response(status=303, headers={"Location": "/play", **HEADERS})
        doors.give(answer, doors.COOKIE, token, doors.COOKIE_SECONDS, secure=doors.is_secure(request))
        return answer

    async def play(self, request: web.Request) -> web.StreamResponse:
        """Show a seat."""
        opened = await self._open(request.cookies.get(doors.COOKIE, ""), Door.SEAT)
        user = opened[0].user.id if opened and opened[0].user else ""
        own = opened[2].own(user) if opened else None
        if opened is None or own is None:
            return refused(request, words.NO_SEAT, 403)
        seat, _, frame = opened
        return html(self._live("seat", frame, f"/events/{seat.round}", own, frame.phase_of(user)))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Take a seat's answer; it is in when it is stored."""
        form = await doors.read_ours(request)
        seat = await self._seat(request)
        if seat is None or seat.user is None:
            return outcome(request, language(request)(words.NO_SEAT), 403)
        feed = await self._hub.feed(seat.round)
        if feed is None or feed.frame is None:
            raise web.HTTPNotFound
        options = {"round": seat.round} | {key: form[key] for key in ("question", "choice", "text") if key in form}
        if not is_answer(options):
            raise web.HTTPBadRequest
        started = feed.frame.scene.watched.started
        answer = Request(seat.user, started.channel, "answer", self._now(), options, started.round.plan.locale)
        reply = await asyncio.wrap_future(self._bot.submit(answer))
        feed.nudge()
        status = 409 if reply.is_error and not await self._is_in(feed, seat.user.id, options) else 200
        return outcome(request, reply.text, status)

    async def board(self, request: web.Request) -> web.StreamResponse:
        """Show the board."""
        _, frame = await self._behind(request, Door.BOARD)
        return await self._shown(request, frame, Door.BOARD)

    async def host(self, request: web.Request) -> web.StreamResponse:
        """Show the host's page, or hand out the results."""
        _, frame = await self._behind(request, Door.HOST)
        if "results" in request.query:
            return await self._hosting.results(frame, request.query["results"])
        return await self._shown(request, frame, Door.HOST)

    async def move(self, request: web.Request) -> web.StreamResponse:
        """Do what the host wants, and show the page again."""
        form = await doors.read_ours(request)
        feed, frame = await self._behind(request, Door.HOST)
        problem = await self._hosting.move(frame, form)
        fresh = await feed.refresh() or frame
        if "text/html" not in request.headers.get("Accept", ""):
            return outcome(request, problem, 409 if problem else 200)
        if problem:
            return html(self._live("host", fresh, self._events(request, fresh), notice=problem), 409)
        raise web.HTTPSeeOther(request.path)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Keep a page up to date: by an event stream, or by an answer that waits for news."""
        code, key = request.match_info["code"], request.query.get("key", "")
        looking = await self._looking(request, code, key)
        feed = await self._hub.feed(code)
        if feed is None or feed.frame is None:
            raise web.HTTPNotFound
        if key and not await self._passes.are_good(request, feed.frame, key, looking.door):
            raise web.HTTPForbidden
        views = streams.View(feed, looking.door.value, looking.user.id if looking.user else "", self._now)
        with feed.held():
            if "text/event-stream" in request.headers.get("Accept", ""):
                return await streams.stream(request, views, HEADERS)
            return await streams.poll(request, views, HEADERS)

    async def qr(self, request: web.Request) -> web.StreamResponse:
        """Draw the way to a code."""
        code = read_code(request.match_info["code"])
        if not code:
            raise web.HTTPNotFound
        return web.Response(
            body=qr_code(f"{self._hub.address}/c/{code}"), content_type="image/svg+xml", headers=HEADERS
        )

    def _live(
        self, name: str, frame: Frame, events: str, own: Written | None = None, phase: str = "", notice: str = ""
    ) -> str:
        shared = frame.shared(name)
        parts = shared.parts | (own.parts if own else {})
        start = {
            "now": milliseconds(self._now()),
            "version": streams.version(shared, own),
            "own": own.content.decode() if own else "",
            "isPaused": frame.scene.is_paused,
        }
        # To load the page again would lose what is half typed or ticked.
        is_answering = own is not None and frame.scene.phase is Phase.OPEN and not own.parts["mine"]
        refresh = 0 if is_answering else REFRESH[name]
        return page.live(frame.scene.say, name, phase or frame.phase, parts, start, events, notice, refresh=refresh)

    async def _shown(self, request: web.Request, frame: Frame, door: Door) -> web.Response:
        answer = html(self._live(door.value, frame, self._events(request, frame)))
        return await self._passes.keep(request, answer, request.match_info["token"], door, frame.scene.round.id)

    def _events(self, request: web.Request, frame: Frame) -> str:
        return f"/events/{frame.scene.round.id}?key={request.match_info['token']}"

    async def _is_in(self, feed: Feed, user: str, options: dict[str, str]) -> bool:
        """Whether an answer that was refused had come before, and this was the same sent again."""
        frame = await feed.refresh()
        given = frame.scene.round.answer_of(user, int(options["question"])) if frame else None
        return given is not None and (str(given.choice) == options.get("choice") or given.text == options.get("text"))

    async def _looking(self, request: web.Request, code: str, key: str) -> Pass:
        """Return the pass by which somebody watches a round: a page's link, or a seat; HTTPForbidden for neither."""
        looking = await self._passes.of(key) if key else await self._seat(request)
        if looking is None or looking.round != code or (looking.door is Door.SEAT) is bool(key):
            raise web.HTTPForbidden
        return looking

    async def _behind(self, request: web.Request, door: Door) -> tuple[Feed, Frame]:
        """Return the feed and frame that a link opens; whoever's link opens none is told so, and counted."""
        address, token = address_of(request), request.match_info["token"]
        if self._guesses.are_too_many(address):
            raise Turned(refused(request, words.TOO_MANY, 429))
        opened = await self._open(token, door)
        if opened is None:
            self._guesses.count(address)
            raise Turned(refused(request, words.DEAD_LINK, 404))
        _, feed, frame = opened
        if not await self._passes.are_good(request, frame, token, door):
            raise Turned(refused(request, words.OVER_LINK, 403))
        return feed, frame

    async def _open(self, token: str, door: Door) -> tuple[Pass, Feed, Frame] | None:
        """Return what a token opens, if it is of this door, with its round as it stands.

        It is looked up twice: what is remembered may be a round that has handed its room to the next.
        """
        for _ in range(2):
            opened = await self._passes.of(token)
            feed = await self._hub.feed(opened.round) if opened and opened.door is door else None
            frame = await feed.refresh() if feed else None
            if opened and feed and frame:
                return opened, feed, frame
            self._passes.forget(token)
        return None

    async def _known(self, request: web.Request, code: str) -> Welcome:
        """Return the room that a code leads to; whoever's code is wrong is told so, and counted."""
        return await self._let_in(request, code, partial(self._rooms.welcome, code))

    async def _let_in(self, request: web.Request, code: str, ask: Callable[[], Future[T]]) -> T:
        """Return what `ask` gives of a room; whoever's code is wrong is told so, and counted."""
        address, say = address_of(request), language(request)
        secure = doors.is_secure(request)
        if self._guesses.are_too_many(address):
            raise Turned(html(page.front(say, say(words.TOO_MANY), is_secure=secure), 429))
        try:
            if not code:
                raise NoRoom
            return await asyncio.wrap_future(ask())
        except NoRoom:
            self._guesses.count(address)
            raise Turned(html(page.front(say, say(words.WRONG_CODE), is_secure=secure), 404)) from None

    async def _sits(self, request: web.Request, room: Welcome) -> bool:
        """Whether this browser has a seat in a room's round, and not in the one before."""
        self._passes.forget(request.cookies.get(doors.COOKIE, ""))
        seat = await self._seat(request)
        return seat is not None and seat.round == room.room.round

    async def _seat(self, request: web.Request) -> Pass | None:
        seat = await self._passes.of(request.cookies.get(doors.COOKIE, ""))
        return seat if seat and seat.door is Door.SEAT else None


def _welcome(request: web.Request, room: Welcome, problem: str = "", status: int = 200) -> web.Response:
    say = catalog(room.started.round.plan.locale)
    return html(page.welcome(say, room, problem, is_secure=doors.is_secure(request)), status)


def is_answer(options: dict[str, str]) -> bool:
    """Whether a form's numbers can be those of a question and a choice."""
    numbers = [options.get("question", ""), options.get("choice", "0")]
    return all(number.isascii() and number.isdigit() and len(number) < 4 for number in numbers)


def qr_code(address: str) -> bytes:
    """Return a QR code as SVG, with the margin that cameras need."""
    content = io.BytesIO()
    segno.make(address, error="m").save(
        content, kind="svg", border=3, light="#fff", dark="#000", xmldecl=False, scale=1, omitsize=True
    )
    return content.getvalue()
