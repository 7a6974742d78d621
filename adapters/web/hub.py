"""Watches rounds for those who look on: one task a round, woken by what is stored here, and looking by itself too."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from adapters.web.frames import Frame, frame
from adapters.web.pieces import Scene
from bot.app import Bot
from bot.chat import User
from bot.community import Community
from bot.replies.catalog import catalog
from bot.rooms import Rooms, Watched
from bot.store.engine.errors import StoreUnavailableError

log = logging.getLogger(__name__)
# At most four frames a second, and a look twice a second at what other processes store.
GAP, LOOK = 0.25, 0.5
# A round that nobody watches is let go of after so many looks.
PATIENCE = 60


class Watch:
    """One watched round: its latest frame, and a wait for the next."""

    def __init__(self, read: Callable[[], Awaitable[Frame | None]], pulse: Callable[[], Awaitable[object]]) -> None:
        self._read = read
        self._pulse = pulse
        self._beat: object = None
        self._watchers = 0
        self._idle = 0
        self._nudged = asyncio.Event()
        self._is_certain = False
        # Who waits for something new, and on which page of which user; "" for a page without one.
        self._waiting: dict[asyncio.Future[None], tuple[str, str]] = {}
        self._reading = asyncio.Lock()
        self.frame: Frame | None = None
        self.is_closed = False
        self.has_moved = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the round watched."""
        self._watchers += 1
        try:
            yield
        finally:
            self._watchers -= 1
            self._idle = 0

    def nudge(self, *, is_certain: bool = False) -> None:
        """Look at once; where it is certain that something has changed, without feeling the pulse first."""
        self._is_certain |= is_certain
        self._nudged.set()

    async def refresh(self) -> Frame | None:
        """Read the round anew, and return its frame; those who wait are woken if theirs differs.

        None when its room is gone, for the next round: those who wait are let go.
        """
        async with self._reading:
            beat = await self._pulse()
            read = await self._read()
            if read is None:
                # The class plays the next round, or there never was a room.
                self.has_moved = True
                self.close()
                return None
            self._beat = beat
            if not self.is_closed:
                before, self.frame = self.frame, read
                self._wake(lambda page, user: before is None or read.differs(before, page, user))
            return self.frame

    def close(self) -> None:
        """Let those go who wait."""
        self.is_closed = True
        self._wake(lambda page, user: True)

    async def following(self, frame: Frame | None, page: str, user: str, seconds: float) -> None:
        """Wait until a page, and on it a seat, shows something else than in this frame, or so long."""
        if self.is_closed or (frame and self.frame and self.frame.differs(frame, page, user)):
            return
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()
        self._waiting[waiter] = (page, user)
        over = loop.call_later(seconds, _let_go, waiter)
        try:
            await waiter
        finally:
            over.cancel()
            del self._waiting[waiter]

    def _wake(self, concerns: Callable[[str, str], bool]) -> None:
        for waiter, (page, user) in self._waiting.items():
            if concerns(page, user):
                _let_go(waiter)

    async def run(self) -> None:
        """Watch, until nobody has for a while."""
        while not self.is_closed and (self._watchers or self._idle < PATIENCE):
            try:
                await self._look()
            except StoreUnavailableError as error:
                log.warning("a round cannot be watched while the store is out of reach: %s", error)
                await asyncio.sleep(LOOK)

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(LOOK):
                await self._nudged.wait()
        except TimeoutError:
            self._idle += 1
        self._nudged.clear()
        is_certain, self._is_certain = self._is_certain, False
        if is_certain or await self._pulse() != self._beat:
            await self.refresh()
            await asyncio.sleep(GAP)


def _let_go(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


class Hub:
    """All watched rounds of this process. `address` is where browsers reach it, without a slash at its end."""

    def __init__(self, bot: Bot, rooms: Rooms, address: str) -> None:
        self._bot = bot
        self._rooms = rooms
        self.address = address
        self._watches: dict[str, Watch] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def nudge(self, code: str = "") -> None:
        """Look at one round that has changed, or at all of them. To be called on the event loop."""
        for watched, watch in self._watches.items():
            if code in ("", watched):
                watch.nudge(is_certain=bool(code))

    async def watch(self, code: str) -> Watch | None:
        """Return a round's watch, with a frame; None for a round that is not there or has no room."""
        watch = self._watches.get(code)
        if watch is None or watch.has_moved:
            watch = Watch(lambda: self._read(code), lambda: asyncio.wrap_future(self._rooms.pulse(code)))
            if await watch.refresh() is None:
                return None
            watch = self._begin(code, watch)
        return watch

    async def close(self) -> None:
        """Stop watching, and let those go who look on."""
        for watch in self._watches.values():
            watch.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self, code: str, watch: Watch) -> Watch:
        # Two that came at the same moment watch the same.
        if code in self._watches:
            return self._watches[code]
        self._watches[code] = watch
        task = asyncio.create_task(watch.run())
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._end(code, done))
        return watch

    def _end(self, code: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        del self._watches[code]
        if not task.cancelled() and (error := task.exception()):
            log.error("a round is watched no longer", exc_info=error)

    async def _read(self, code: str) -> Frame | None:
        watched = await asyncio.wrap_future(self._rooms.watched(code))
        return frame(self._scene(watched)) if watched else None

    def _scene(self, watched: Watched) -> Scene:
        host: User = watched.started.host
        settings = self._bot.store.settings(Community(host.platform, host.community))
        library = self._bot.shelf.library(settings.packs_off)
        return Scene(watched, catalog(watched.started.round.plan.locale), library, self.address)
