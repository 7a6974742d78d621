"""The ticker: posts what is claimed, tells how each call ended, and purges once a day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.ticker import MOST_UNUSED, OUT_OF_REACH, Ticker
from bot.chat import Channel, NotNow, OutcomeUnknown, Refused, Reply
from bot.community import Trouble
from bot.outbox.outbox import NOTHING, Outbox, Woken
from bot.replies.catalog import Catalog
from bot.schedule.delivery import Order, Purpose, Result, State, edit_key
from bot.shelf import Shelf
from bot.store.engine.errors import StoreUnavailableError
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import all_of, save

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
ROOM = Channel("discord", "school", "room")


class Scripted:
    """A platform that does with each post what it was told to, and remembers which it saw."""

    platform = PLATFORMS["discord"]

    def __init__(self, does: Callable[[], Awaitable[str]]) -> None:
        self._does = does
        self.nonces: list[str] = []
        self.edits: list[tuple[str, str]] = []
        self.seen = asyncio.Event()

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Do it."""
        self.nonces.append(nonce)
        self.seen.set()
        return await self._does()


class Scribe(Scripted):
    """A platform whose messages can be changed."""

    def __init__(self) -> None:
        super().__init__(accepted)

    async def edit(self, channel: Channel, message: str, reply: Reply, say: Catalog) -> None:
        """Remember what was changed."""
        self.edits.append((message, reply.text))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(blank(tmp_path / "bot.db")) as opened:
        yield opened


@pytest.fixture
def outbox(store: Store, cache: Path) -> Outbox:
    return Outbox(store, Shelf([FOLDER], cache), "one", PLATFORMS)


def order(key: str = "o1") -> Order:
    """Return a post that is due."""
    return Order(key, ROOM, Reply(text="Here."), "en", NOW, NOW + timedelta(hours=2))


async def ticked(
    outbox: Outbox,
    platform: Scripted,
    now: Callable[[], datetime] = lambda: NOW,
    monotonic: Callable[[], float] = lambda: 0.0,
    until: asyncio.Event | None = None,
) -> None:
    """Let a ticker run until the platform has been asked, or something else has happened, and then end in peace."""
    call = timedelta(milliseconds=100)
    running = asyncio.create_task(Ticker(outbox, {"discord": platform}, now, monotonic, call).run())
    await asyncio.wait_for((until or platform.seen).wait(), 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


class Noting(Outbox):
    """An outbox that tells when it has purged."""

    purged: Callable[[], object]

    def purge(self, now: datetime) -> None:
        """Purge, and tell."""
        super().purge(now)
        self.purged()


class Refusing(Outbox):
    """An outbox that cannot plan, though it can claim: there is no room where it stores."""

    claims = -1
    claimed: Callable[[], object]

    def plan(self, now: datetime) -> datetime | None:
        """Refuse, and count the claims from now on."""
        self.claims = max(self.claims, 0)
        raise StoreUnavailableError(Trouble.FULL)

    def claim(self, now: datetime, platforms: Sequence[str], under_way: Mapping[str, int] = NOTHING) -> Woken:
        """Claim again and again, and tell of a later time."""
        self.claims += self.claims >= 0
        if self.claims == 5:
            self.claimed()
        return replace(super().claim(now, platforms, under_way), next_at=now)


async def accepted() -> str:
    return "4711"


async def refused() -> str:
    raise Refused("missing_access")


async def not_now() -> str:
    raise NotNow(30)


async def broken() -> str:
    raise OutcomeUnknown("reset")


async def stuck() -> str:
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize(
    ("does", "state", "reason"),
    [
        (accepted, State.SENT, ""),
        (refused, State.FAILED, "missing_access"),
        (not_now, State.READY, ""),
        (broken, State.SENDING, ""),
        (stuck, State.SENDING, ""),
    ],
)
async def test_how_a_call_ended_is_stored(
    does: Callable[[], Awaitable[str]], state: State, reason: str, store: Store, outbox: Outbox
) -> None:
    save(store, order())

    await ticked(outbox, Scripted(does))

    assert all_of(store) == {"o1": (state, reason)}


async def test_what_was_begun_is_stored_even_when_it_is_told_to_end(store: Store, outbox: Outbox) -> None:
    save(store, order())
    platform = Scripted(lambda: asyncio.sleep(0.05, "4711"))

    await ticked(outbox, platform)

    assert all_of(store) == {"o1": (State.SENT, "")}


async def test_a_permit_that_was_held_for_too_long_is_not_used(store: Store, outbox: Outbox) -> None:
    save(store, order())
    # Between the claim's COMMIT and the call the process was stopped for a second; the second claim is in time.
    moments, seconds = iter([0.0, 0.0, 1.0]), count()

    platform = Scripted(accepted)
    await ticked(outbox, platform, lambda: NOW + timedelta(seconds=next(seconds)), lambda: next(moments, 2.0))

    assert all_of(store) == {"o1": (State.SENT, "")}
    attempts = store.read(lambda records: records.connection.execute(text("SELECT attempt FROM deliveries")).scalar())
    assert (attempts, len(platform.nonces)) == (2, 1)


async def test_permits_that_come_back_unused_in_a_row_are_told_of(
    store: Store, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    save(store, order())
    seconds = count()
    # Whenever it is asked, a second has gone by; in the end the clock stands still, and a permit can be used.
    elapsed = iter([float(second) for second in range(20 * MOST_UNUSED)])
    platform = Scripted(accepted)

    await ticked(outbox, platform, lambda: NOW + timedelta(seconds=next(seconds)), lambda: next(elapsed, 0.0))

    told = [line for line in caplog.text.splitlines() if "posts to discord wait" in line]
    assert ["too busy" in line for line in told] == [True, False]
    assert "well again" in told[1]


class Faraway(Outbox):
    """An outbox whose claims take so many seconds, by a clock of its own."""

    seconds, elapsed = 0.0, 0.0

    def claim(self, now: datetime, platforms: Sequence[str], under_way: Mapping[str, int] = NOTHING) -> Woken:
        """Claim, and let the time go by if there was anything."""
        woken = super().claim(now, platforms, under_way)
        self.elapsed += self.seconds if woken.deliveries else 0.0
        return woken


@pytest.fixture
def faraway(store: Store, cache: Path) -> Faraway:
    return Faraway(store, Shelf([FOLDER], cache), "one")


async def test_a_permit_holds_from_its_commit_however_far_the_database_is(store: Store, faraway: Faraway) -> None:
    save(store, order())
    faraway.seconds = 2.0

    await ticked(faraway, Scripted(accepted), monotonic=lambda: faraway.elapsed)

    assert all_of(store) == {"o1": (State.SENT, "")}
    attempts = store.read(lambda records: records.connection.execute(text("SELECT attempt FROM deliveries")).scalar())
    assert attempts == 1


async def test_a_lease_runs_from_before_its_claim(store: Store, faraway: Faraway) -> None:
    save(store, order())
    faraway.seconds = 31.0
    platform, decided, reads = Scripted(accepted), asyncio.Event(), count(1)

    def monotonic() -> float:
        # The third time it is asked whether the call may still be made.
        if next(reads) == 3:
            decided.set()
        return faraway.elapsed

    await ticked(faraway, platform, monotonic=monotonic, until=decided)

    assert all_of(store) == {"o1": (State.SENDING, "")}
    assert platform.nonces == []


async def test_what_has_been_kept_long_enough_is_purged_once_a_day(store: Store, cache: Path) -> None:
    save(store, order())
    store.run(
        lambda connection: connection.execute(
            text(
                "INSERT INTO deliveries SELECT id + 1, 'old', nonce, destination_id, schedule_id, day,"
                " platform, purpose, priority, locale, payload, facts, due_at, turn_at, not_before, expires_at,"
                " 'sent', attempt, lease_owner, lease_until, first_call_at, external_id, error, 1 FROM deliveries"
            )
        )
    )
    assert set(all_of(store)) == {"o1", "old"}

    done, outbox = asyncio.Event(), Noting(store, Shelf([FOLDER], cache), "one")
    outbox.purged = partial(asyncio.get_running_loop().call_soon_threadsafe, done.set)
    await ticked(outbox, Scripted(accepted), until=done)

    assert set(all_of(store)) == {"o1"}


async def test_what_succeeds_beside_it_does_not_say_that_a_store_without_room_is_well(
    store: Store, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done, outbox = asyncio.Event(), Refusing(store, Shelf([FOLDER], cache), "one", PLATFORMS)
    outbox.claimed = partial(asyncio.get_running_loop().call_soon_threadsafe, done.set)
    await ticked(outbox, Scripted(accepted), until=done)

    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [OUT_OF_REACH]


class Telling(Outbox):
    """An outbox that tells when it has stored how attempts ended."""

    settled: Callable[[], object]

    def settle(self, results: Sequence[Result], now: datetime) -> None:
        """Store it, and tell."""
        super().settle(results, now)
        self.settled()


@pytest.mark.parametrize(("platform", "changed"), [(Scribe(), [("4711", "Closed.")]), (Scripted(accepted), [])])
async def test_an_edit_makes_no_message_and_is_done_where_none_can_be_changed(
    store: Store, cache: Path, platform: Scripted, changed: list[tuple[str, str]]
) -> None:
    question = order("q1")
    edit = replace(question, key=edit_key("q1"), purpose=Purpose.EDIT, reply=Reply(text="Closed."))
    outbox, later = Telling(store, Shelf([FOLDER], cache), "one", PLATFORMS), count()
    for each in (question, edit):
        save(store, each)
        done = asyncio.Event()
        outbox.settled = partial(asyncio.get_running_loop().call_soon_threadsafe, done.set)
        await ticked(outbox, platform, lambda: NOW + timedelta(seconds=next(later)), until=done)

    assert len(platform.nonces) == 1
    assert platform.edits == changed
    assert all_of(store) == {"q1": (State.SENT, ""), "eq1": (State.SENT, "")}
