"""A class without a chat: its server, on the local network, and the links in the teacher's terminal."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from random import Random
from typing import TextIO

import segno

from adapters.nudges import Nudges
from adapters.tasks import together
from adapters.ticker import Ticker
from adapters.web import words
from adapters.web.app import application, serve
from adapters.web.classes import Classes
from adapters.web.hub import Hub
from adapters.web.nowhere import Nowhere
from bot.app import Bot
from bot.commands.trivia.start import new_code
from bot.community import Community, SettingsChanged
from bot.frozen import Frozen, replace
from bot.replies.catalog import catalog
from bot.rooms import Rooms
from bot.store.records import StoredRecords
from bot.tasks.lesson import CHANNEL, Lesson, started
from bot.trivia.records import Moved
from bot.trivia.seats import Links


class Clocks(Frozen, frozen=True):
    """The time of day, and a clock that never steps."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]


async def hold(bot: Bot, lesson: Lesson | None, address: str, port: int, clocks: Clocks) -> None:
    """Serve a class until cancelled: a new round, or where `lesson` is None the one that is not over."""
    # The packs stay for good: the collector need not walk through them while a class answers.
    gc.freeze()
    rooms = Rooms(bot.store)
    classes = Classes(bot, Hub(bot, rooms, address), rooms, clocks.now, clocks.monotonic)
    nowhere = Nowhere()
    ticker = Ticker(bot.outbox, {nowhere.platform.name: nowhere}, clocks.now, clocks.monotonic)

    def nudge() -> None:
        ticker.nudge()
        classes.nudge()

    bot.on_stored = Nudges(nudge).nudge
    links = await asyncio.to_thread(_open, bot, rooms, lesson, clocks.now())
    show_links = partial(tell, links, address, sys.stdout)
    # The class reaches it over the local network.
    everywhere = ("0.0.0.0",)  # nosec B104
    await together(ticker.run(), serve(application(classes.routes(), [classes.close]), port, everywhere, show_links))


def running(bot: Bot) -> str | None:
    """Return the code of the round that is not over, None when there is none; blocks for the database."""
    return bot.store.read(lambda records: records.running_code(CHANNEL))


def stop(bot: Bot, now: datetime) -> None:
    """End the round that is not over; blocks for the database."""

    def work(records: StoredRecords) -> tuple[None, tuple[Moved, ...]]:
        current = records.running(CHANNEL)
        return None, (Moved(current.round.stop(), now),) if current else ()

    bot.store.transact(work)


def settle(bot: Bot, zone: str) -> None:
    """Set the time zone of a class without a chat; blocks for the database."""
    community = Community(CHANNEL.platform, CHANNEL.community)
    fresh = SettingsChanged(community, replace(bot.store.settings(community), zone=zone))
    bot.store.transact(lambda records: (None, (fresh,)))


def tell(links: Links, address: str, out: TextIO) -> None:
    """Print where everybody goes."""
    say, code = catalog(""), links.room.code
    segno.make(f"{address}/c/{code}", error="m").terminal(out, compact=True, border=2)
    print(words.printed(say, f"{address}/board/{links.board}", f"{address}/host/{links.host}", address, code), file=out)
    out.flush()


def _open(bot: Bot, rooms: Rooms, lesson: Lesson | None, now: datetime) -> Links:
    code = running(bot) or ""
    if lesson is None:
        room = bot.store.read(lambda records: records.room_of(code))
        if room is None:
            raise RuntimeError("the round has no room")
        return rooms.open(code, room.naming, room.names, now).result()
    code = new_code(Random())
    bot.store.transact(lambda records: (None, (started(lesson, code, now),)))
    return rooms.open(code, lesson.naming, lesson.names, now).result()
