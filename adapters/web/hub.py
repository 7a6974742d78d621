"""Watches rounds for the pages that show them: one task a round, and one that looks which have changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress

from adapters.tasks import Tasks, comes
from adapters.web.frames import Frame, frame
from adapters.web.pieces import Scene
from bot.app import Bot
from bot.community import Community
from bot.replies.catalog import catalog
from bot.rooms import Rooms, Watched
from bot.store.engine.errors import StoreUnavailableError

log = logging.getLogger(__name__)
# At most four frames of a round a second, and a look at all of them twice a second for what other processes store.
GAP, LOOK = 0.25, 0.5
# A round that nobody watches is let go of after so many looks.
PATIENCE = 60


class Feed:
    """The news of one round for those who watch it: its latest frame, and a wait for the next."""

    def __init__(self, read: Callable[[], Awaitable[Frame | None]]) -> None:
        self._read = read
        self._watchers = 0
        self._idle = 0
        self._nudged = asyncio.Event()
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

    @property
    def pulse(self) -> object:
        """What differs when the round has changed since its frame was read."""
        return self.frame.scene.watched.pulse if self.frame else None

    def nudge(self) -> None:
        """Read it anew: something has changed."""
        self._nudged.set()

    async def refresh(self) -> Frame | None:
        """Read the round anew, and return its frame; those whose page differs are woken.

        None when the room is gone, to the class's next round; then all who wait are woken, and the feed is closed.
        """
        async with self._reading:
            frame = await self._read()
            if frame is None:
                # The class plays the next round, or there never was a room.
                self.has_moved = True
                self.close()
                return None
            if not self.is_closed:
                before, self.frame = self.frame, frame
                self._wake(lambda page, user: before is None or frame.differs(before, page, user))
            return self.frame

    def close(self) -> None:
        """Wake all who wait: there will be no more news."""
        self.is_closed = True
        self._wake(lambda page, user: True)

    async def following(self, frame: Frame | None, page: str, user: str, seconds: float) -> None:
        """Wait until a page, or a seat on it, shows something else than in this frame; for `seconds` at most."""
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
        """Watch the round, until nobody has looked on for a while."""
        while not self.is_closed and (self._watchers or self._idle < PATIENCE):
            try:
                await self._look()
            except StoreUnavailableError as error:
                log.warning("a round cannot be watched while the store is out of reach: %s", error)
                await asyncio.sleep(LOOK)

    async def _look(self) -> None:
        if not await comes(self._nudged, LOOK):
            self._idle += 1
            return
        self._nudged.clear()
        await self.refresh()
        await asyncio.sleep(GAP)


def _let_go(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def _tell_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("a round is watched no longer", exc_info=error)


class Hub:
    """All watched rounds of this process. `address` is where browsers reach it, without a slash at its end."""

    def __init__(self, bot: Bot, rooms: Rooms, address: str) -> None:
        self._bot = bot
        self._rooms = rooms
        self.address = address
        self._feeds: dict[str, Feed] = {}
        self._tasks = Tasks()
        self._looking: asyncio.Task[None] | None = None
        self._nudged = asyncio.Event()

    def nudge(self, code: str = "") -> None:
        """Read one round that has changed, or look which have. To be called on the event loop."""
        if not code:
            self._nudged.set()
        elif code in self._feeds:
            self._feeds[code].nudge()

    async def feed(self, code: str) -> Feed | None:
        """Return a round's feed, with a frame; None for a round that is not there or has no room."""
        feed = self._feeds.get(code)
        if feed is None or feed.has_moved:
            feed = Feed(lambda: self._read(code))
            if await feed.refresh() is None:
                return None
            feed = self._begin(code, feed)
        return feed

    async def close(self) -> None:
        """Stop watching, and let those go who look on."""
        for feed in self._feeds.values():
            feed.close()
        self._tasks.cancel()
        await self._tasks.finish()

    def _begin(self, code: str, feed: Feed) -> Feed:
        # Of two that came at the same moment the second takes the first one's.
        if code in self._feeds:
            return self._feeds[code]
        self._feeds[code] = feed
        self._run(feed.run()).add_done_callback(lambda done: self._feeds.pop(code))
        if self._looking is None or self._looking.done():
            self._looking = self._run(self._look())
        return feed

    def _run(self, watching: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = self._tasks.start(watching)
        task.add_done_callback(_tell_failure)
        return task

    async def _look(self) -> None:
        """Look which rounds have changed, at once after something was stored here, while any is watched."""
        while self._feeds:
            await comes(self._nudged, LOOK - GAP)
            self._nudged.clear()
            # Reading a round fails for the same reason, and that is logged.
            with suppress(StoreUnavailableError):
                await self._compare()
            await asyncio.sleep(GAP)

    async def _compare(self) -> None:
        pulses = await asyncio.wrap_future(self._rooms.pulses(tuple(self._feeds)))
        for code, feed in self._feeds.items():
            if feed.pulse != pulses.get(code):
                feed.nudge()

    async def _read(self, code: str) -> Frame | None:
        watched = await asyncio.wrap_future(self._rooms.watched(code))
        return frame(self._scene(watched)) if watched else None

    def _scene(self, watched: Watched) -> Scene:
        host = watched.started.host
        settings = self._bot.store.settings(Community(host.platform, host.community))
        library = self._bot.shelf.library(settings.packs_off)
        return Scene(watched, catalog(watched.started.round.plan.locale), library, self.address)
