"""The ticker, one a process: has the outbox plan and claim posts, posts them, and has it store how that ended."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from adapters.tasks import comes, together
from adapters.watch import Watch
from bot.chat import Channel, Delivery, NotNow, Platform, Refused, Reply
from bot.replies.catalog import Catalog, catalog
from bot.schedule.delivery import CALL, LEASE, PERMIT, End, Result
from bot.standing import Standing
from bot.store.engine.errors import StoreUnavailableError

if TYPE_CHECKING:
    from bot.outbox.outbox import Outbox, Woken

log = logging.getLogger(__name__)
# Seconds it sleeps at most: another process may have stored something, or somebody may have set the clock.
LONGEST_SLEEP = 5.0
# Seconds of rest after a failure of the database.
REST = 2.0
# How many permits in a row may run out unused before that is logged.
MOST_UNUSED = 3
OUT_OF_REACH = "nothing is posted, the store is out of reach"
# After an attempt that ended like this the delivery may be claimed again, perhaps at once.
AGAIN = (End.UNUSED, End.ABSENT, End.NOT_NOW)
# How long the process waits, when it is told to end, for calls under way and then for storing how they ended.
FAREWELL_SECONDS, STORING_SECONDS = 4.0, 1.0


class Poster(Protocol):
    """What posts to a platform."""

    @property
    def platform(self) -> Platform:
        """The platform; its name is that in the channels posted to."""

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Post under a nonce, with a hidden marker, and return the message's id.

        Refused or NotNow where it was definitely not posted; after any other error nobody knows.
        """


@runtime_checkable
class Readable(Protocol):
    """A poster whose channels the bot can read."""

    async def find(self, channel: Channel, marker: str, since: datetime) -> str:
        """Return the id of our message with this marker since a moment, "" if there is none; Refused if unreadable."""


@runtime_checkable
class Editing(Protocol):
    """A poster whose messages can be changed."""

    async def edit(self, channel: Channel, message: str, reply: Reply, say: Catalog) -> None:
        """Replace what a message says by a reply; raises what `post` raises."""


class Ticker:
    """Posts what the outbox gives out for the platforms that this process is connected to.

    `now` is the clock; `monotonic`, in seconds, never steps, and goes on while the process is stopped. A call to a
    platform takes `call` at most; a claim is this process's own for `lease`.
    """

    def __init__(
        self,
        outbox: Outbox,
        posters: Mapping[str, Poster],
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        call: timedelta = CALL,
        lease: timedelta = LEASE,
        watch: Watch | None = None,
    ) -> None:
        self._outbox = outbox
        self._posters = posters
        self._now = now
        self._monotonic = monotonic
        self._call = call
        self._lease = lease
        self._watch = watch or Watch(lambda: 0.0)
        self._standing = Standing(log)
        # The steps, by name, whose last try failed because the store was out of reach.
        self._failed_steps: set[str] = set()
        self._plannable = asyncio.Event()
        self._claimable = asyncio.Event()
        self._plan_at: datetime | None = None
        # The platform of each call under way; the platforms that had as many as they may at the last claim.
        self._calls: dict[asyncio.Task[None], str] = {}
        self._full: set[str] = set()
        # By platform, how many permits in a row ran out unused.
        self._unused: Counter[str] = Counter()
        self._results: asyncio.Queue[Result] = asyncio.Queue()

    def nudge(self) -> None:
        """Wake up, since something was stored that may be due at once. To be called on the event loop."""
        self._plannable.set()
        self._claimable.set()

    async def run(self) -> None:
        """Run until cancelled; then calls under way get some seconds to end."""
        settling = asyncio.create_task(self._settle())
        try:
            await together(
                self._repeat("plan", self._plan, self._plannable),
                self._repeat("purge", self._purge, asyncio.Event()),
                self._repeat("claim", self._claim, self._claimable),
            )
        finally:
            await self._finish()
            settling.cancel()

    async def _finish(self) -> None:
        if self._calls:
            await asyncio.wait(self._calls, timeout=min(self._call.total_seconds(), FAREWELL_SECONDS))
        # A delivery whose end is not stored by then is in doubt when its lease is over.
        with suppress(TimeoutError):
            async with asyncio.timeout(STORING_SECONDS):
                await self._results.join()

    async def _repeat(self, name: str, step: Callable[[], Awaitable[datetime | None]], nudged: asyncio.Event) -> None:
        while True:
            nudged.clear()
            self._watch.ticked(name)
            try:
                seconds = self._until(await step())
            except StoreUnavailableError as error:
                self._failed_steps.add(name)
                self._standing.is_wrong(OUT_OF_REACH, error)
                seconds = REST
            else:
                self._failed_steps.discard(name)
                # One step may succeed with a full disk, since it had nothing to store: all of them must.
                if not self._failed_steps:
                    self._standing.is_well(OUT_OF_REACH)
            await comes(nudged, seconds)

    async def _purge(self) -> None:
        await asyncio.to_thread(self._outbox.purge, self._now())

    async def _plan(self) -> datetime | None:
        was_due = self._plan_at is not None and self._plan_at <= self._now()
        self._plan_at = await asyncio.to_thread(self._outbox.plan, self._now())
        if was_due:
            # There is something planned to claim now.
            self._claimable.set()
        return self._plan_at

    async def _claim(self) -> datetime | None:
        """Claim, begin the calls, and return when to claim again."""
        under_way = Counter(self._calls.values())
        self._full = {platform for platform, calls in under_way.items() if calls >= self._outbox.most}
        moments = [await self._claim_on(platform, under_way) for platform in self._posters]
        return min((at for at in moments if at), default=None)

    async def _claim_on(self, platform: str, under_way: Mapping[str, int]) -> datetime | None:
        begun_at = self._monotonic()
        woken, committed_at = await asyncio.to_thread(self._claimed, platform, under_way)
        for delivery in woken.deliveries:
            self._begin(delivery, begun_at, committed_at)
        return woken.next_at

    def _claimed(self, platform: str, under_way: Mapping[str, int]) -> tuple[Woken, float]:
        """Claim, and return when by `monotonic` that was committed, too: permits count from then on."""
        return self._outbox.claim(self._now(), (platform,), under_way), self._monotonic()

    def _until(self, at: datetime | None) -> float:
        return min(max((at - self._now()).total_seconds(), 0.0), LONGEST_SLEEP) if at else LONGEST_SLEEP

    def _begin(self, delivery: Delivery, begun_at: float, committed_at: float) -> None:
        task = asyncio.create_task(self._serve(delivery, begun_at, committed_at))
        self._calls[task] = delivery.channel.platform
        task.add_done_callback(self._ended)

    def _ended(self, call: asyncio.Task[None]) -> None:
        if self._calls.pop(call) in self._full:
            self._claimable.set()

    async def _serve(self, delivery: Delivery, begun_at: float, committed_at: float) -> None:
        result = await (self._look(delivery) if delivery.is_lookup else self._post(delivery, begun_at, committed_at))
        if result:
            self._note(result)
            self._results.put_nowait(result)

    def _note(self, result: Result) -> None:
        """Count how an attempt ended."""
        platform = result.delivery.channel.platform
        self._watch.attempted(platform, result.end)
        self._note_permit(platform, result.end)
        if result.end is End.NOT_NOW:
            self._watch.limited(platform, result.wait.total_seconds())
        elif result.end is End.SENT and not (result.delivery.is_lookup or result.delivery.edits):
            self._watch.posted(platform, (self._now() - result.delivery.due_at).total_seconds())

    def _note_permit(self, platform: str, end: End) -> None:
        """Log when several permits in a row ran out before they were used, and when one is used again."""
        thing = f"posts to {platform} wait"
        if end is not End.UNUSED:
            self._unused[platform] = 0
            self._standing.is_well(thing)
            return
        self._unused[platform] += 1
        if self._unused[platform] >= MOST_UNUSED:
            self._standing.is_wrong(thing, "this process is stopped or too busy to post within its permits")

    async def _post(self, delivery: Delivery, begun_at: float, committed_at: float) -> Result | None:
        """Make the call, unless the lease has run out since the claim began, or the permit since the claim's COMMIT."""
        poster = self._posters[delivery.channel.platform]
        say = catalog(delivery.locale, poster.platform)
        now = self._monotonic()
        if timedelta(seconds=now - begun_at) >= self._lease:
            return None
        if timedelta(seconds=now - committed_at) >= PERMIT:
            return Result(delivery, End.UNUSED)
        try:
            async with asyncio.timeout(self._call.total_seconds()):
                posted = await _written(poster, delivery, say)
        except Refused as error:
            where = delivery.channel
            log.warning("delivery %s was refused by %s of %s: %s", delivery.id, where.id, where.community, error.reason)
            return Result(delivery, End.REFUSED, error.reason)
        except NotNow as error:
            wait = timedelta(seconds=error.retry_after)
            return Result(delivery, End.NOT_NOW, wait=wait, is_everywhere=error.is_everywhere)
        except Exception as error:
            log.warning("delivery %s: outcome unknown (%s)", delivery.id, type(error).__name__)
            return Result(delivery, End.UNKNOWN)
        return Result(delivery, End.SENT, posted)

    async def _look(self, delivery: Delivery) -> Result:
        """Look in its channel for a message that may have been posted."""
        poster = self._posters[delivery.channel.platform]
        if not isinstance(poster, Readable):
            return Result(delivery, End.UNREADABLE)
        try:
            async with asyncio.timeout(self._call.total_seconds()):
                message = await poster.find(delivery.channel, delivery.marker, delivery.first_call_at)
        except Refused:
            return Result(delivery, End.UNREADABLE)
        except NotNow:
            # When its lease is over it is looked for again.
            return Result(delivery, End.UNKNOWN)
        except Exception as error:
            log.warning("delivery %s: cannot be looked for (%s)", delivery.id, type(error).__name__)
            return Result(delivery, End.UNKNOWN)
        return Result(delivery, End.SENT, message) if message else Result(delivery, End.ABSENT)

    async def _settle(self) -> None:
        """Store results, all those that came during the last transaction in the next one."""
        while True:
            results = [await self._results.get()]
            while not self._results.empty():
                results.append(self._results.get_nowait())
            await self._stored(results)
            for _ in results:
                self._results.task_done()

    async def _stored(self, results: list[Result]) -> None:
        ended = self._monotonic()
        while timedelta(seconds=self._monotonic() - ended) < self._lease:
            try:
                await asyncio.to_thread(self._outbox.settle, results, self._now())
            except StoreUnavailableError as error:
                self._standing.is_wrong("results wait for the store", error)
                await asyncio.sleep(REST)
            else:
                self._standing.is_well("results wait for the store")
                if any(result.end in AGAIN for result in results):
                    self._claimable.set()
                return


async def _written(poster: Poster, delivery: Delivery, say: Catalog) -> str:
    """Post, or edit where the platform can edit, and return the message's id."""
    if not delivery.edits:
        return await poster.post(delivery.channel, delivery.reply, say, delivery.nonce, delivery.marker)
    if isinstance(poster, Editing):
        await poster.edit(delivery.channel, delivery.edits, delivery.reply, say)
    return delivery.edits
